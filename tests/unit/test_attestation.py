"""Attestations, details, rejects: strict documents, and what each lets open."""

import json
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from releve.canonical import digest, encode
from releve.errors import EvidenceRefused
from releve.model.acts import SignatureKind
from releve.pathways.arrival import Receipt, all_arrived, judge, loaded_root
from releve.pathways.attestation import (
    Attestation,
    Importer,
    Outcome,
    OutcomeRow,
    Outcomes,
    Shipment,
    read_attestation,
    read_outcomes,
    write_outcomes,
)
from releve.pathways.difference_report import Reconciled
from releve.pathways.index import build_index
from releve.pathways.loop import Loop
from releve.pathways.rejects import Reject, match_rejects, read_rejects, write_rejects
from releve.textes import LANGUAGES, sentence, sentences
from tests.fakes.canonical_folders import KEY, PROFESSIONAL, ListedGroups, groups

PACKAGE = digest(b"bordereau")
FATES = [Outcome.CREATED] * 6 + [Outcome.LINKED] * 2


class World:
    """Eight pathways, what became of each, and the documents that say so."""

    def __init__(self, folder, fates=FATES):
        self.pathways = groups(len(fates))
        index = folder / f"index-{len(set(fates))}"
        self.side = build_index(index, KEY, ListedGroups(self.pathways))
        entries = list(self.side.entries())
        self.names = {group: name.hex() for group, name, _ in entries}
        self.rows = [
            OutcomeRow(pathway=self.names[one.id], outcome=fate, person=known(fate))
            for one, fate in zip(self.pathways, fates, strict=True)
        ]
        self.details = write_outcomes(PACKAGE, self.rows)
        self.rejects = write_rejects(PACKAGE, rejects_of(self.rows))
        loaded = [one for one, row in zip(self.pathways, self.rows, strict=True) if taken(row)]
        counted = Counter(row.outcome.value for row in self.rows)
        self.attestation = Attestation(
            package=PACKAGE,
            importer=Importer(name="cible", version="4.2"),
            loaded_at=datetime(2026, 11, 22, 4, 5, 6, tzinfo=UTC),
            pathways=len(fates),
            outcomes=Outcomes(**{one.value: counted[one.value] for one in Outcome}),
            records=records_of(loaded),
            root=loaded_root(entries, self.rows),
            details=digest(self.details),
            rejects=digest(self.rejects) if counted["rejected"] else None,
        )
        self.shipment = Shipment(
            package=PACKAGE,
            pathways=len(fates),
            records=records_of(self.pathways),
            root=self.side.root(),
        )

    def receipt(self, **changes):
        said = self.attestation
        fields = {
            "package": said.package,
            "root": said.root,
            "records": str(sum(said.records.values())),
            "pathways": str(said.loaded),
        }
        receipt = Receipt(kind=SignatureKind.PERSONAL_KEY, fields=fields, attestation=said)
        return replace(receipt, **changes)


def known(fate):
    return "cible:17" if fate in {Outcome.LINKED, Outcome.POSSIBLE_DUPLICATE} else None


def taken(row):
    return row.outcome in {Outcome.CREATED, Outcome.LINKED}


def rejects_of(rows):
    refused = [row.pathway for row in rows if row.outcome is Outcome.REJECTED]
    return [Reject(code="champ_obligatoire", entity="person", pathway=one) for one in refused]


def records_of(pathways):
    counted = Counter(each.entity for one in pathways for each in one.records)
    return {**counted, PROFESSIONAL.entity: 1}


def codes(reasons):
    return [one.code for one in reasons]


@pytest.fixture(name="world")
def whole_world(tmp_path):
    return World(tmp_path)


@pytest.fixture(name="partial")
def partial_world(tmp_path):
    fates = [Outcome.CREATED] * 5 + [Outcome.REJECTED, Outcome.POSSIBLE_DUPLICATE, Outcome.LINKED]
    return World(tmp_path, fates)


def test_documents_read_back_as_they_were_written(partial):
    said = read_attestation(partial.attestation.encoded())
    assert said == partial.attestation
    assert said.loaded == 6
    assert sorted(map(repr, read_outcomes(partial.details, said).rows)) == sorted(
        map(repr, partial.rows)
    )
    assert len(read_rejects(partial.rejects).rows) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"pathways": 9},
        {"outcomes": {"created": 5, "linked": 2, "possible_duplicate": 0, "rejected": 0}},
        {"outcomes": {"created": 9, "linked": -1, "possible_duplicate": 0, "rejected": 0}},
        {"records": {"patient": 8}},
        {"root": "0" * 63},
        {"rejects": PACKAGE},
        {"loaded_at": "2026-11-22T05:05:06+01:00"},
        {"more": 1},
        {"importer": {"name": "cible", "version": ""}},
    ],
    ids=lambda change: next(iter(change)),
)
def test_an_attestation_that_contradicts_itself_is_refused(world, change):
    document = json.loads(world.attestation.encoded()) | change
    with pytest.raises(EvidenceRefused, match="attestation_malformed"):
        read_attestation(encode(document))


def test_an_attestation_has_one_form(world):
    data = world.attestation.encoded()
    for other in (data + b"\n", json.dumps(json.loads(data)).encode(), data[:-1], b""):
        with pytest.raises(EvidenceRefused, match="attestation_malformed"):
            read_attestation(other)


def test_details_are_those_that_are_named(world, partial):
    for details in (
        partial.details,
        world.details[:-1],
        world.details.replace(b"cible:17", b"c:18"),
    ):
        with pytest.raises(EvidenceRefused, match=r"details_differ|listing_malformed"):
            read_outcomes(details, world.attestation)


def test_details_count_what_the_attestation_counts(world):
    others = [row for row in world.rows if row.outcome is Outcome.CREATED]
    twice = [
        *world.rows[1:],
        OutcomeRow(pathway=world.rows[1].pathway, outcome=Outcome.LINKED, person="c"),
    ]
    for rows in (others, twice):
        details = write_outcomes(PACKAGE, rows)
        said = world.attestation.model_copy(update={"details": digest(details)})
        with pytest.raises(EvidenceRefused, match="details_differ"):
            read_outcomes(details, said)


@pytest.mark.parametrize(
    "change",
    [
        lambda lines: lines[:-1],
        lambda lines: [lines[0], *lines[:0:-1]],
        lambda lines: [*lines, lines[-1]],
        lambda lines: [lines[0].replace(b"outcomes/1", b"outcomes/2"), *lines[1:]],
        lambda lines: [*lines[:-1], lines[-1].replace(b'"outcome"', b'"value":"x","outcome"')],
        lambda lines: [lines[0], lines[1].replace(b'":"', b'": "', 1), *lines[2:]],
    ],
    ids=["cut", "order", "twice", "format", "member", "space"],
)
def test_a_list_has_one_form(world, change):
    data = b"\n".join([*change(world.details.splitlines()), b""])
    with pytest.raises(EvidenceRefused, match="listing_malformed"):
        read_outcomes(data, world.attestation)


def test_a_whole_arrival_opens_destruction(world):
    verdict = judge(world.shipment, world.receipt())
    assert verdict.refusals == verdict.pending == verdict.weaknesses == ()
    assert verdict.opens_destruction


def test_what_is_pending_blocks_itself_and_destruction_alone(partial):
    root = loaded_root(partial.side.entries(), partial.rows)
    verdict = judge(partial.shipment, partial.receipt(), loaded_root=root)
    assert verdict.proven
    assert codes(verdict.pending) == ["arrival_rejected", "arrival_possible_duplicates"]
    assert not verdict.opens_destruction
    assert not judge(partial.shipment, partial.receipt()).proven


@pytest.mark.parametrize(
    ("field", "value", "expected"),
    [
        ("package", digest(b""), ["arrival_of_another_package", "arrival_act_differs"]),
        ("root", "0" * 64, ["arrival_act_differs", "arrival_root_differs"]),
        ("records", "1", ["arrival_act_differs", "arrival_counts_differ"]),
        ("pathways", "7", ["arrival_act_differs", "arrival_counts_differ"]),
    ],
)
def test_an_act_that_says_otherwise_is_refused(world, field, value, expected):
    receipt = world.receipt()
    other = replace(receipt, fields={**receipt.fields, field: value})
    verdict = judge(world.shipment, other)
    assert codes(verdict.refusals) == expected
    assert not verdict.opens_destruction
    by_hand = judge(world.shipment, replace(other, attestation=None))
    assert codes(by_hand.refusals) == [one for one in expected if one != "arrival_act_differs"]


def test_an_attestation_of_fewer_pathways_is_refused(world):
    fewer = world.attestation.model_copy(update={"pathways": 7})
    verdict = judge(world.shipment, world.receipt(attestation=fewer))
    assert "arrival_pathways_differ" in codes(verdict.refusals)


def test_counts_per_entity_must_be_those_delivered(world):
    records = {**world.attestation.records}
    records["note"], records["alert"] = records["note"] - 1, 1
    other = world.attestation.model_copy(update={"records": records})
    verdict = judge(world.shipment, world.receipt(attestation=other))
    assert codes(verdict.refusals) == ["arrival_entity_differs"] * 2


def test_declared_merges_reconciled_without_difference_let_another_root_pass(world):
    there = "1" * 64
    said = world.attestation.model_copy(update={"root": there})
    receipt = world.receipt(attestation=said)
    receipt = replace(receipt, fields={**receipt.fields, "root": there})
    found = Reconciled(ours=world.shipment.root, theirs=there, merges=1, differences=0)
    assert judge(world.shipment, receipt, reconciled=found).opens_destruction
    for change in ({"ours": there}, {"theirs": "2" * 64}, {"merges": 0}, {"differences": 1}):
        verdict = judge(world.shipment, receipt, reconciled=replace(found, **change))
        assert codes(verdict.refusals) == ["arrival_root_differs"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", [SignatureKind.SIGNED_PDF, SignatureKind.PAPER])
def test_a_receipt_by_hand_counts_and_is_shown_as_weaker(world, kind, language):
    verdict = judge(world.shipment, world.receipt(kind=kind, attestation=None))
    assert verdict.opens_destruction
    assert verdict.weaknesses == (f"arrival_by_{kind.value}", "arrival_without_details")
    for code in verdict.weaknesses:
        assert sentence(code, {}, language).startswith(("Preuve plus faible", "Weaker proof"))
    refused = judge(world.shipment, world.receipt(kind=kind), least=SignatureKind.PERSONAL_KEY)
    assert codes(refused.refusals) == ["arrival_kind_too_weak"]


def test_every_reason_has_its_sentence(partial):
    verdict = judge(partial.shipment, partial.receipt())
    for one in (*verdict.refusals, *verdict.pending):
        assert one.code in sentences("fr")
        assert "‹" not in sentence(one.code, one.facts)


def test_rejects_are_matched_with_what_was_delivered(partial):
    said = partial.attestation
    outcomes, rejects = read_outcomes(partial.details, said), read_rejects(partial.rejects)
    reasons = match_rejects(rejects, said, outcomes, partial.side)
    refused = [row.pathway for row in partial.rows if row.outcome is Outcome.REJECTED]
    assert list(reasons) == refused
    assert [one.code for one in reasons[refused[0]]] == ["champ_obligatoire"]


def test_a_reject_of_an_unknown_key_refuses_the_list(partial):
    stranger = Reject(code="doublon", entity="person", pathway="f" * 64)
    check_refused(partial, [*rejects_of(partial.rows), stranger], "rejects_unknown_key")


def test_a_reject_of_what_was_loaded_refuses_the_list(partial):
    loaded = Reject(code="doublon", entity="person", pathway=partial.rows[0].pathway)
    check_refused(partial, [*rejects_of(partial.rows), loaded], "rejects_unexplained")
    check_refused(partial, [], "rejects_unexplained")


def check_refused(partial, rows, code):
    data = write_rejects(PACKAGE, rows)
    said = partial.attestation.model_copy(update={"rejects": digest(data)})
    outcomes = read_outcomes(partial.details, said)
    with pytest.raises(EvidenceRefused, match=code):
        match_rejects(read_rejects(data), said, outcomes, partial.side)


def test_other_rejects_than_attested_are_refused(partial):
    said = partial.attestation.model_copy(update={"rejects": PACKAGE})
    outcomes = read_outcomes(partial.details, said)
    with pytest.raises(EvidenceRefused, match="rejects_differ"):
        match_rejects(read_rejects(partial.rejects), said, outcomes, partial.side)


@pytest.mark.parametrize(
    "row",
    [
        {"entity": "patient"},
        {"attribute": "nom"},
        {"code": "Nom : DUPONT"},
        {"value": "DUPONT"},
        {"pathway": "person/p1"},
    ],
    ids=lambda row: next(iter(row)),
)
def test_a_reject_says_nothing_but_code_field_and_key(row):
    good = {"code": "c", "entity": "person", "pathway": "f" * 64}
    head = encode({"format": "releve/rejects/1", "package": PACKAGE, "rows": 1})
    assert read_rejects(b"\n".join([head, encode(good), b""])).rows
    with pytest.raises(EvidenceRefused, match="listing_malformed"):
        read_rejects(b"\n".join([head, encode(good | row), b""]))


def test_after_several_deliveries_the_loop_says_when_all_arrived(partial, world):
    verdicts = [judge(world.shipment, world.receipt())]
    names = [row.pathway for row in world.rows]
    loop = Loop().deliver(names)
    assert not all_arrived(verdicts, loop)
    assert all_arrived(verdicts, loop.attest(world.rows))
    unproven = judge(partial.shipment, partial.receipt())
    assert not all_arrived([*verdicts, unproven], loop.attest(world.rows))
    assert not all_arrived([], Loop())
