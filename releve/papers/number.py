"""Numbers of papers: deterministic, readable, and fit to name a file."""

import re
from collections.abc import Mapping

from releve.errors import UsageError
from releve.model.ids import PLAN_SUBJECT, Realm
from releve.papers.paper import PaperKind

PREFIXES: Mapping[PaperKind, str] = {
    PaperKind.ORDER: "OE",
    PaperKind.REMINDER: "RL",
    PaperKind.ATTESTATION_FORM: "FA",
    PaperKind.MINUTES: "PV",
    PaperKind.PROGRAMME_MINUTES: "PVP",
    PaperKind.ELIMINATION_SLIP: "BE",
    PaperKind.ARCHIVES_LETTER: "LA",
    PaperKind.TRANSFER_DEED: "AT",
    PaperKind.REVERSIBILITY_PLAN: "PR",
    PaperKind.COMMITTEE_PAGE: "CO",
    PaperKind.INTERVENTION_CARD: "FI",
    PaperKind.LOGBOOK: "MC",
    PaperKind.SHIFT_HANDOVER: "RQ",
    PaperKind.CLOSING_NOTICE: "AF",
    PaperKind.NON_DESTRUCTION: "ND",
    PaperKind.COVERAGE: "PC",
    PaperKind.CLOSING_REPORT: "BC",
}
"""What the number of each kind begins with: the initials of its French title."""
_ABOUT = re.compile(r"[a-z0-9][a-z0-9:/+-]{0,180}")


def paper_number(
    programme: str, realm: Realm, kind: PaperKind, about: str, revision: int = 1
) -> str:
    """Return e.g. ``BE-PREDICE-EX-asset_dac-littoral``, and ``…-R2`` for the one after it.

    ``EX`` marks an exercise. Ids hold neither ``_`` nor ``.``, so that two papers of one programme
    never share a number.

    Raises:
        UsageError: ``paper_about_malformed``.

    """
    if not _ABOUT.fullmatch(about):
        raise UsageError("paper_about_malformed", about=about)
    exercise = "-EX" if realm is Realm.REHEARSAL else ""
    shown = about.replace(":", "_").replace("/", ".").replace("+", "__")
    named = "" if about == PLAN_SUBJECT else f"-{shown}"
    again = f"-R{revision}" if revision > 1 else ""
    return f"{PREFIXES[kind]}-{programme.upper()}{exercise}{named}{again}"
