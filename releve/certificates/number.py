"""Certificate numbers: deterministic, readable, and fit to name a file."""

from releve.errors import UsageError
from releve.model.ids import Realm


def certificate_number(programme: str, realm: Realm, subject: str, occurrence: int) -> str:
    """Return e.g. ``PREDICE-EX-dac-littoral-1``.

    A copy is ``asset.copy``; occurrences are shown from 1; ``EX`` marks an exercise. Two subjects
    never share a number: plan ids hold neither ``.`` nor ``_``.

    Raises:
        UsageError: ``subject_not_certifiable``: the plan itself, or no subject at all.

    """
    kind, colon, name = subject.partition(":")
    if not colon or kind not in {"asset", "copy", "service"}:
        raise UsageError("subject_not_certifiable", subject=subject)
    shown = f"service_{name}" if kind == "service" else name.replace("/", ".")
    exercise = "-EX" if realm is Realm.REHEARSAL else ""
    return f"{programme.upper()}{exercise}-{shown}-{occurrence + 1}"
