"""Why the second implementation says no: one sentence, no code; the codes are the first one's."""


class Refused(Exception):  # noqa: N818 - a verdict, not a fault of the program
    """What was given is not what the specification describes, or does not verify."""


def demand(condition: object, why: str) -> None:
    """Refuse with `why` unless `condition` holds."""
    if not condition:
        raise Refused(why)
