"""``LISEZMOI.txt``: how to read and check an evidence folder, in French and then in English."""

from releve.certificates.labels import Labels
from releve.model.acts import ActKind, namespace
from releve.model.ids import Realm
from releve.model.plan import Plan


def lisezmoi(plan: Plan) -> bytes:
    """Return the text, UTF-8, with the namespaces and origin of this plan."""
    return f"\n{'-' * 78}\n\n".join(_part(plan, language) for language in ("fr", "en")).encode()


def _part(plan: Plan, language: str) -> str:
    labels = Labels(plan=plan, language=language)
    realm = "exercise" if plan.realm is Realm.REHEARSAL else "real"
    shown = (ActKind.APPROVAL, ActKind.RECEIPT, ActKind.ACCEPTANCE)
    return labels.say(
        "readme",
        title=plan.title,
        origin=plan.origin,
        exercise=labels.say(f"readme_{realm}"),
        flag=labels.say(f"flag_{realm}"),
        namespaces=", ".join(namespace(kind, plan.realm) for kind in shown),
    )
