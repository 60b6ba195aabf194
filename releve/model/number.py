"""Certificate numbers: deterministic, readable, and fit to name a file."""

from releve.errors import UsageError
from releve.model.ids import Realm


def certificate_number(
    programme: str, realm: Realm, subject: str, occurrence: int, revision: int = 1
) -> str:
    """Return e.g. ``PREDICE-EX-dac-littoral-1``, and ``PREDICE-EX-dac-littoral-1-R2`` after it.

    A copy is ``asset.copy``; occurrences are shown from 1; ``EX`` marks an exercise; ``revision``
    counts the certificates of one outcome, and is shown from the second. Two certificates of one
    programme never share a number, not even on a file system that knows no capitals: plan ids hold
    neither ``.`` nor ``_``, and what ends in ``-R`` and digits cannot end in ``-`` and digits.

    Raises:
        UsageError: ``subject_not_certifiable``: the plan itself, or no subject at all.

    """
    kind, colon, name = subject.partition(":")
    if not colon or kind not in {"asset", "copy", "service"}:
        raise UsageError("subject_not_certifiable", subject=subject)
    shown = f"service_{name}" if kind == "service" else name.replace("/", ".")
    exercise = "-EX" if realm is Realm.REHEARSAL else ""
    again = f"-R{revision}" if revision > 1 else ""
    return f"{programme.upper()}{exercise}-{shown}-{occurrence + 1}{again}"
