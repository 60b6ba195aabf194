"""Failures of the exercise platform itself: they never belong to the product."""


class RehearsalError(RuntimeError):
    """The exercise platform cannot do what was asked; ``code`` names why."""

    def __init__(self, code: str, /, **facts: str | int) -> None:
        shown = " ".join(f"{name}={value}" for name, value in facts.items())
        super().__init__(f"{code} {shown}".rstrip())
        self.code = code
        self.facts = facts
