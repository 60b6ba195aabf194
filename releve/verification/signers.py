"""``keys/allowed_signers``: what anyone would check one signature by hand with.

It must give to nobody a key, a namespace or a time that the adopted rosters do not give.
"""

import re

from releve.model.acts import ActKind, namespace
from releve.model.ids import Realm
from releve.model.people import Person
from releve.verification.acts import Human
from releve.verification.folder import SIGNERS, Folder
from releve.verification.refusal import refuse, refusing

_LINE = re.compile(
    r'(?P<who>[!-~]+) namespaces="(?P<spaces>[!#-~]+)"(?P<bounds>(?:,valid-[a-z]+="[0-9]{14}Z")*)'
    r" (?P<key>[!-~]+ [!-~]+)"
)


def check_signers(folder: Folder, human: Human, realm: Realm) -> None:
    """Check each line of ``allowed_signers`` against the rosters; all are there, each once.

    A line may name fewer kinds of acts than there are today: it was written by an older version.

    Raises:
        EvidenceRefused: ``plan_signers_differ``.

    """
    if SIGNERS not in folder.names:
        return
    rosters = {
        (person.id, _bounds(person), key)
        for one in human.timeline.adopted
        for person in one.plan.people
        for key in person.keys or ()
    }
    known = {namespace(kind, realm) for kind in ActKind}
    with refusing("plan_signers_differ", file=SIGNERS):
        *lines, last = folder.read(SIGNERS).decode("ascii").split("\n")
    listed: set[tuple[str, str, str]] = set()
    for number, line in enumerate(lines, start=1):
        found = _LINE.fullmatch(line)
        if found is None or not set(found["spaces"].split(",")) <= known:
            refuse("plan_signers_differ", file=SIGNERS, line=number)
        listed.add((found["who"], found["bounds"], found["key"]))
    if last or listed != rosters or len(lines) != len(rosters):
        refuse("plan_signers_differ", file=SIGNERS)


def _bounds(person: Person) -> str:
    bounds = {"valid-after": person.valid_from, "valid-before": person.valid_until}
    return "".join(f',{name}="{at:%Y%m%d%H%M%SZ}"' for name, at in bounds.items() if at is not None)
