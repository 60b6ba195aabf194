"""A shadow: a few pathways in memory, copies of real ones and made-up ones, to plant faults in."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from expectations.check_digits import Kind, valid
from releve.content import record_id
from releve.pathways.folder import Group, GroupSource, Place
from releve.pathways.record import DIRECTORY, Record, Value
from releve.pathways.sampling import drawn

LARGEST = 200
"""Pathways of a sample, at most."""

_MADE_UP = "releve/shadow"


@dataclass(frozen=True, slots=True)
class Shadow:
    """Groups in memory: a :class:`GroupSource`, read as anything else is."""

    pathways: Sequence[Group]
    directory: Sequence[Record]

    def groups(self) -> Iterator[Group]:
        """Stream the directory, then the pathways as they stand."""
        yield Group(DIRECTORY, self.directory)
        yield from self.pathways

    def open(self, group_id: str, _place: Place) -> Sequence[Record]:
        """Return the records of a group; ``KeyError`` if it is not there."""
        if group_id == DIRECTORY:
            return self.directory
        for group in self.pathways:
            if group.id == group_id:
                return group.records
        raise KeyError(group_id)


def sample(groups: GroupSource, ids: Iterable[str], seed: bytes, count: int = LARGEST) -> Shadow:
    """Copy ``count`` of the pathways with these ids, drawn at random, and the whole directory."""
    wanted = frozenset(drawn((one for one in ids if one != DIRECTORY), count, seed).ids)
    directory: list[Record] = []
    found = []
    for group in groups.groups():
        if group.id == DIRECTORY:
            directory += group.records
        elif group.id in wanted:
            found.append(group)
    return Shadow(found, directory)


def made_up(number: int) -> tuple[Group, tuple[Record, ...]]:
    """Return a pathway that holds every entity, fit in all respects, and its own shared records.

    ``number`` tells it from others, from 0 to 99,999. Its ids are those of no source.
    """

    def named(entity: str, rank: int = 0) -> str:
        return record_id(entity, (_MADE_UP, number, rank))

    def record(entity: str, rank: int = 0, /, **values: Value) -> Record:
        return Record(entity, named(entity, rank), values)

    ins = f"15001990{number:05d}"
    records = (
        record(
            "person",
            ins=_completed("ins", ins, 2),
            ins_authority="test",
            identity_status="qualified",
            birth_family_name=f"ESSAI-{number}",
            given_names=["ANNE", "ÉLISE"],
            first_given_name="ANNE",
            birth_date=f"19{50 + number % 40}-01-15",
            gender="female",
            telephone={"absent": "asked-declined"},
            address="3 rue de l’Exercice",
            treating_physician=named("professional"),
            status="active",  # closed once and opened again: in any scope
            opened_at="2023-02-01T08:30:00Z",
        ),
        record("relative", name="Proche d’essai", relationship="aidante", representative=False),
        record(
            "circle_member",
            professional=named("professional"),
            role="médecin traitant",
            start="2023-02-01",
            end="2023-06-01",
        ),
        record(
            "request",
            requester=named("professional"),
            received_at="2023-02-01T08:30:00Z",
            reason="Demande d’essai",
            channel="telephone",
            status="completed",
        ),
        record(
            "assessment",
            author=named("professional"),
            grid="Grille d’essai",
            done_on="2023-02-10",
            answers=[{"item": "marche", "value": "2"}, {"item": "repas", "value": "3"}],
            score="12.5",
        ),
        record(
            "care_plan",
            referent=named("professional"),
            written_on="2023-02-15",
            revised_on="2023-03-15",
            problems="Problème d’essai",
            wishes="Rester à domicile",
        ),
        record("goal", care_plan=named("care_plan"), description="Objectif d’essai"),
        record(
            "action",
            care_plan=named("care_plan"),
            owner=named("professional"),
            title="Action d’essai",
            status="done",
            done_on="2023-03-01",
            estimated_cost="12.5",
        ),
        record(
            "event",
            type="visit",
            start="2023-03-01T09:00:00Z",
            end="2023-03-01T10:00:00Z",
            organiser=named("professional", 1),
            status="finished",
        ),
        record(
            "note",
            author=named("professional"),
            written_at="2023-03-01T10:05:00Z",
            category="liaison",
            text="Visite à domicile ; tout est à reprendre l’été prochain.",
        ),
        record(
            "document",
            author=named("professional"),
            title="Compte rendu d’essai",
            media_type="application/pdf",
            file={"path": f"essai/{number}.pdf", "sha256": "0" * 64, "size": 10},
        ),
        record("alert", severity="low", trigger="Essai", raised_at="2023-03-02T09:00:00Z"),
        record(
            "consent",
            nature="consent",
            scope="prise en charge",
            collected_on="2023-02-01",
            oral=True,
        ),
        record("closure", closed_at="2023-06-01T09:00:00Z", reason="relais"),
    )
    shared = (
        record("organisation", name="Structure d’essai", type="DAC"),
        *(
            record(
                "professional",
                rank,
                family_name=f"PRO-{number}-{rank}",
                profession="infirmière",
                rpps=_completed("rpps", f"8{number:05d}{rank}000", 1),
                organisation=named("organisation"),
            )
            for rank in range(2)
        ),
    )
    ordered = tuple(sorted(records, key=lambda one: one.id.encode()))
    return Group(named("person"), ordered), tuple(sorted(shared, key=lambda one: one.id.encode()))


def _completed(kind: Kind, body: str, digits: int) -> str:
    """Return the identifier with the key that its digits call for."""
    keys = (f"{body}{key:0{digits}d}" for key in range(10**digits))
    return next(one for one in keys if valid(kind, one))
