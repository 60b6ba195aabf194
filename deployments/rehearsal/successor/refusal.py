"""Why a package is not loaded."""


class PackageRefused(Exception):  # noqa: N818 - an outcome, not a fault of ours
    """The package itself is at fault, and would be again tomorrow; ``code`` says of what."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class ToolFault(Exception):  # noqa: N818 - the tool's own trouble, not the package's
    """We cannot load or sign just now: another tour will try again."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
