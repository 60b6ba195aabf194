"""The number that a certificate must have, written again from the plan and the request."""

from releve.model.ids import Realm
from releve.model.plan import Plan


def number_of(plan: Plan, realm: Realm, subject: str, occurrence: int, revision: int) -> str:
    """Return it: programme, exercise, subject, occurrence from 1, revision from the second.

    Subjects hold no capital, so that no number of a first certificate ends as a revision does.
    """
    name = subject.partition(":")[2].replace("/", ".")
    exercise = "-EX" if realm is Realm.REHEARSAL else ""
    again = f"-R{revision}" if revision > 1 else ""
    return f"{plan.programme.upper()}{exercise}-{name}-{occurrence + 1}{again}"
