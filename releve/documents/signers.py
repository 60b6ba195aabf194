"""``keys/allowed_signers``: whose keys may sign what, for ``ssh-keygen -Y verify``.

Source: ALLOWED SIGNERS in ssh-keygen(1). A projection of the adopted rosters for checking by
hand; who may *decide* what stays the plan's, and ``releve verify`` judges it.
"""

from collections.abc import Iterable

from releve.model.acts import ActKind, namespace
from releve.model.people import Person
from releve.model.plan import Plan


def allowed_signers(plans: Iterable[Plan]) -> bytes:
    """Return a line per person and key of these plans, in their order, each line once."""
    lines: dict[str, None] = {}
    for plan in plans:
        spaces = ",".join(namespace(kind, plan.realm) for kind in ActKind)
        for person in plan.people:
            options = ",".join([f'namespaces="{spaces}"', *_validity(person)])
            for key in person.keys or ():
                lines[f"{person.id} {options} {key}\n"] = None
    return "".join(lines).encode()


def _validity(person: Person) -> list[str]:
    bounds = {"valid-after": person.valid_from, "valid-before": person.valid_until}
    return [f'{name}="{at:%Y%m%d%H%M%SZ}"' for name, at in bounds.items() if at is not None]
