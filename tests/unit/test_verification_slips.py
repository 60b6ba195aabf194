"""An auditor reads a returned slip again: the lines issued, two signed forms, the visas."""

import json
from dataclasses import replace

import pytest

from releve.canonical import decode, digest, encode
from releve.errors import EvidenceRefused, UsageError
from releve.model.acts import ActKind, SignatureKind
from releve.model.evidence import EntryKind
from releve.model.ids import Realm
from releve.model.plan import ArchivesRegime
from releve.model.scope import Scope, ScopeKind, in_scope
from releve.model.slip import blank_form, namespace
from releve.papers.issued_slip import issued_lines
from releve.papers.paper import PaperKind
from releve.papers.registry import build_paper
from releve.papers.twin import PAYLOAD_TYPE, Identity, build_twin
from releve.signatures.sshsig import fingerprint
from releve.verification.trust import load_trust
from releve.verification.verdict import Verdict, verify_evidence
from tests.fakes.evidence_maker import ASSET, MINUTE, EvidenceMaker, make_plan, ssh_key
from tests.fakes.paper_maker import case_of

ABOUT = "organisation:dac"
SCRIBES = ("scribe-a", "scribe-b")
SCAN = b"image du papier"
NUMBER = "BE-ESSAI-organisation_dac"


def issue_slip(maker, *, again=0, spoil=None):
    """Issue the slip of the story's producer; ``spoil`` bends what it says."""
    case = case_of(maker, ABOUT)
    number = NUMBER if not again else f"{NUMBER}-R{again + 1}"
    kind = PaperKind.ELIMINATION_SLIP
    before = case.state.papers.get((kind.value, ABOUT), ())
    identity = Identity(
        kind=kind,
        about=ABOUT,
        number=number,
        language="fr",
        supersedes=before[-1].index if before else None,
    )
    statement = build_twin(identity, build_paper(kind, case), case, maker.checkpoint())
    told = decode(statement)
    if spoil is not None:
        spoil(told["predicate"]["paper"])
        told["predicate"]["content"] = digest(encode(told["predicate"]["paper"]))
        statement = encode(told)
    predicate = told["predicate"]
    body = {
        **{n: predicate[n] for n in ("kind", "about", "number", "language", "content", "subjects")},
        "supersedes": predicate["supersedes"],
        "statement": maker.keep(maker.seal.sign(statement, PAYLOAD_TYPE)),
        "pdf": maker.keep(b"%PDF-1.7 bordereau"),
        "seal": "none",
    }
    maker.now += MINUTE
    return maker.record(f"slip-{again}", EntryKind.DOCUMENT_ISSUED, "plan", body)


def filled(maker, issued, who, lines=None):
    """Return the form that somebody filled in."""
    envelope = maker.documents[issued.body["statement"]]
    head = {
        "slip": issued.body["number"],
        "content": issued.body["content"],
        "origin": maker.origin,
        "plan": maker.adopted,
        "transcriber": who,
        "director": "archiviste",
        "signed_on": maker.now.date().isoformat(),
        "original": "Carton 12",
    }
    text = blank_form(head, lines or issued_lines(envelope), ("Une aide",))
    text = text.replace("\ndecision:", "\ndecision: granted")
    return text.replace("\nobservations:", "\nobservations: -")


def come_back(  # noqa: PLR0913 - each part bent by name
    maker,
    *,
    bend=None,
    form=None,
    by=SCRIBES,
    keys=None,
    space=None,
    visa=None,
    scan=SCAN,
    lines=None,
    kind=SignatureKind.PAPER,
):
    """Record the return of the slip issued last; each part can be bent."""
    issued = next(one for one in reversed(maker.entries) if one.kind is EntryKind.DOCUMENT_ISSUED)
    day = maker.now.date().isoformat()
    fields = {"bordereau": issued.body["number"], "decision": "granted"} | (visa or {})
    maker.now += MINUTE
    at = maker.now
    transcriptions = []
    for who, key in zip(by, keys or by, strict=True):
        text = filled(maker, issued, who, lines)
        data = (form(text, who) if form else text).encode()
        signer = ssh_key(maker.family + key)
        transcriptions.append(
            {
                "by": who,
                "key": fingerprint(signer.public_key),
                "file": maker.keep(data),
                "signature": maker.keep(signer.sign(data, space or namespace(maker.realm))),
            }
        )
    act = _paper_visa(maker, fields, at, scan, kind)
    body = {
        "bordereau": issued.body["number"],
        "issued": issued.index,
        "document": issued.body["statement"],
        "content": issued.body["content"],
        "scan": maker.keep(SCAN),
        "director": "archiviste",
        "signed_on": day,
        "original": "Carton 12",
        "lines": [
            {"line": 1, "asset": "dossiers", "decision": "granted", "observations": "-"}
            | {"act": act[1]}
        ],
        "transcribers": list(by),
        "transcriptions": transcriptions,
    }
    if bend is not None:
        bend(body)
    maker.record("return", EntryKind.SLIP_RETURNED, "plan", body, at=at)
    act[0]()
    return body


def _paper_visa(maker, fields, at, scan, kind):
    """Return what records the visa, and the digest of its file, known before it is recorded."""

    def as_paper(item, _maker):
        item.signed_at = at
        if kind is not SignatureKind.PERSONAL_KEY:
            item.signature_kind, item.by, item.scan = kind, list(SCRIBES), scan

    def record(into):
        into.edits = {**into.edits, "paper-visa": as_paper}
        into.act("paper-visa", ActKind.VISA, ASSET, "archiviste", **fields)

    draft = EvidenceMaker(realm=maker.realm, plan=maker.plan)
    draft.adopted, draft.now = maker.adopted, at
    record(draft)
    return (lambda: record(maker)), draft.entries[-1].body["file"]


def story(**more):
    """The slip is issued once the controller accepted, and comes back before anything goes."""
    options = {one: more.pop(one) for one in ("slip", "after", "twice", "plan") if one in more}

    def insert(maker):
        issue_slip(maker, spoil=options.get("slip"))
        if "after" in options:
            options["after"](maker)
        come_back(maker, **more)
        if "twice" in options:
            come_back(maker)

    return EvidenceMaker(inserts={"acceptance": insert}, plan=options.get("plan")).tell()


def verified(tmp_path, maker, scope=None):
    folder = maker.publish_as_performer(tmp_path / "evidence", scope=scope)
    trust = tmp_path / "trust.json"
    trust.write_text(json.dumps(maker.trust()))
    return verify_evidence(folder, load_trust(trust))


def refusal(tmp_path, maker):
    report = verified(tmp_path, maker)
    assert report.verdict is Verdict.REFUSED
    return report.refusal.code


def test_a_slip_that_came_back_is_verified(tmp_path):
    report = verified(tmp_path, story())
    assert report.verdict is Verdict.VERIFIED, report.refusal


def edit(**changes):
    return lambda body: body.update(changes)


def line(**changes):
    return lambda body: body["lines"][0].update(changes)


def person(**changes):
    return lambda body: body["transcriptions"][0].update(changes)


NOWHERE = "sha256:" + "0" * 64


@pytest.mark.parametrize(
    ("bend", "code"),
    [
        (edit(bordereau=f"{NUMBER}-R9"), "slip_unknown"),
        (edit(issued=0), "slip_unknown"),
        (edit(content=NOWHERE), "slip_unknown"),
        (edit(document=NOWHERE), "slip_unknown"),
        (edit(director="cheffe"), "slip_transcription_differs"),
        (edit(signed_on="2025-01-01"), "slip_transcription_differs"),
        (edit(original="Carton 13"), "slip_transcription_differs"),
        (line(decision="refused_keep"), "slip_transcription_differs"),
        (line(observations="Oui"), "slip_transcription_differs"),
        (line(asset="dump"), "slip_transcription_differs"),
        (line(line=2), "slip_transcription_differs"),
        (line(act=NOWHERE), "slip_visa_differs"),
        (edit(lines=[]), "slip_transcription_differs"),
        (edit(transcribers=["scribe-a"]), "slip_transcribers"),
        (edit(transcribers=["scribe-b", "scribe-a"]), "slip_transcribers"),
        (person(by="scribe-b"), "slip_transcribers"),
        (person(key="SHA256:rien"), "slip_transcribers"),
        (lambda body: body["transcriptions"].pop(), "slip_transcribers"),
        (
            lambda body: body["transcriptions"].append(body["transcriptions"][0]),
            "slip_transcribers",
        ),
        (edit(lines="rien"), "slip_malformed"),
    ],
)
def test_what_an_entry_says_of_a_return_is_compared(tmp_path, bend, code):
    assert refusal(tmp_path, story(bend=bend)) == code


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("asset: dossiers", "asset: autres", "slip_lines_differ"),
        ("title: Dossiers", "title: Autres", "slip_lines_differ"),
        ("records: 40", "records: 41", "slip_lines_differ"),
        ("octets: 4096", "octets: 0", "slip_lines_differ"),
        ("line: 1", "line: 2", "slip_lines_differ"),
        ("decision: granted", "decision: refused_keep", "slip_transcription_differs"),
        ("observations: -", "observations: Non", "slip_transcription_differs"),
        ("original: Carton 12", "original: Carton 13", "slip_transcription_differs"),
        ("transcriber: scribe-b", "transcriber: scribe-a", "slip_transcription_differs"),
        ("director: archiviste", "director: cheffe", "slip_transcription_differs"),
        (f"slip: {NUMBER}", "slip: BE-1", "slip_transcription_differs"),
        ("releve/slip-return/1", "releve/slip-return/2", "slip_transcription_differs"),
        ("observations: -", "", "slip_transcription_differs"),
    ],
)
def test_each_form_says_what_was_issued_and_recorded(tmp_path, before, after, code):
    def change(text, who):
        return text.replace(before, after) if who == "scribe-b" else text

    assert refusal(tmp_path, story(form=change)) == code


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"keys": ("scribe-a", "scribe-a")}, "slip_transcribers"),
        ({"keys": ("scribe-a", "cheffe")}, "slip_transcribers"),
        ({"by": ("scribe-a", "cheffe")}, "slip_transcribers"),
        ({"by": ("scribe-a", "scribe-a")}, "slip_transcribers"),
        ({"by": ("scribe-a", "inconnu")}, "slip_transcribers"),
        ({"space": "visa@releve"}, "slip_transcribers"),
        ({"space": namespace(Realm.REHEARSAL)}, "slip_transcribers"),
        ({"visa": {"decision": "kept"}}, "slip_visa_differs"),
        ({"visa": {"bordereau": "-"}}, "slip_visa_differs"),
        ({"scan": b"un autre papier"}, "slip_visa_differs"),
        ({"kind": SignatureKind.PERSONAL_KEY}, "slip_visa_differs"),
        ({"kind": SignatureKind.SIGNED_PDF}, "slip_visa_differs"),
        ({"twice": True}, "slip_twice"),
        ({"after": lambda maker: issue_slip(maker, again=1)}, None),
    ],
)
def test_two_transcribers_one_paper_and_the_slip_that_stood(tmp_path, more, code):
    maker = story(**more)
    if code is None:
        assert verified(tmp_path, maker).verdict is Verdict.VERIFIED
    else:
        assert refusal(tmp_path, maker) == code


def also_keyed(name, other):
    """The plan of the story, in which somebody holds another's key besides their own."""
    plan = make_plan()
    more = ssh_key(other).public_key
    people = tuple(
        one.model_copy(update={"keys": (*one.keys, more)}) if one.id == name else one
        for one in plan.people
    )
    return plan.model_copy(update={"people": people})


def test_one_person_with_two_keys_is_one_transcriber(tmp_path):
    plan, by = also_keyed("scribe-a", "autre cle"), ("scribe-a", "scribe-a")
    maker = story(plan=plan, by=by, keys=("scribe-a", "autre cle"))
    assert refusal(tmp_path, maker) == "slip_transcribers"


def test_one_key_of_two_people_is_one_transcriber(tmp_path):
    maker = story(plan=also_keyed("scribe-b", "scribe-a"), keys=("scribe-a", "scribe-a"))
    assert refusal(tmp_path, maker) == "slip_transcribers"


def test_a_slip_that_another_had_replaced_is_refused(tmp_path):
    def insert(maker):
        first = issue_slip(maker)
        old = maker.entries[first]
        issue_slip(maker, again=1)

        def back(body):
            body.update(
                bordereau=old.body["number"],
                issued=old.index,
                document=old.body["statement"],
                content=old.body["content"],
            )

        come_back(maker, bend=back)

    assert refusal(tmp_path, EvidenceMaker(inserts={"acceptance": insert}).tell()) == "slip_unknown"


def originals_differ(paper):
    tables = [
        block
        for section in paper["sections"]
        for block in section["blocks"]
        if block["is"] == "table"
    ]
    tables[1]["rows"] = []


def test_two_originals_that_differ_are_no_slip(tmp_path):
    def insert(maker):
        envelope = maker.entries[issue_slip(maker)].body["statement"]
        lines = issued_lines(maker.documents[envelope])
        spoilt = maker.entries[issue_slip(maker, again=1, spoil=originals_differ)]
        with pytest.raises(EvidenceRefused, match="slip_unreadable"):
            issued_lines(maker.documents[spoilt.body["statement"]])
        come_back(maker, lines=lines)

    maker = EvidenceMaker(inserts={"acceptance": insert}).tell()
    assert refusal(tmp_path, maker) == "slip_malformed"


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({}, None),
        ({"certificate": "CE-1"}, "filing_of_unknown_certificate"),
    ],
)
def test_a_receipt_names_the_certificate_that_stood(tmp_path, fields, code):
    def insert(maker):
        issued = maker.entries[-1].body["number"]
        told = {"certificate": issued, "reference": "W 1"} | fields
        maker.act("filing", ActKind.FILING, ASSET, "archiviste", **told)

    maker = EvidenceMaker(inserts={"destroy-certificate": insert}).tell()
    if code is None:
        assert verified(tmp_path, maker).verdict is Verdict.VERIFIED
    else:
        assert refusal(tmp_path, maker) == code


@pytest.mark.parametrize("late", [False, True])
def test_a_receipt_before_the_certificate_or_once_it_was_withdrawn_is_refused(tmp_path, late):
    def withdrawn(maker):
        number = maker.entries[-1].body["number"]
        told = {"certificate": number, "replacement": "none", "reason": "erreur"}
        maker.act("withdrawal", ActKind.WITHDRAWAL, ASSET, "responsable", **told)
        maker.act("f", ActKind.FILING, ASSET, "archiviste", certificate=number, reference="W 1")

    def early(maker):
        told = {"certificate": "AS-1", "reference": "W 1"}
        maker.act("f", ActKind.FILING, ASSET, "archiviste", **told)

    inserts = {"destroy-certificate": withdrawn} if late else {"acceptance": early}
    maker = EvidenceMaker(inserts=inserts).tell()
    assert refusal(tmp_path, maker) == "filing_of_unknown_certificate"


def test_a_plan_whose_archives_are_private_has_no_slip():
    plan = make_plan()
    private = plan.assets[0].model_copy(update={"archives_regime": ArchivesRegime.PRIVATE})
    maker = EvidenceMaker(plan=plan.model_copy(update={"assets": (private,)})).tell()
    with pytest.raises(UsageError, match="paper_about_none"):
        issue_slip(maker)


def test_a_return_belongs_where_all_its_lines_do(tmp_path):
    maker = story()
    returned = maker.entries[maker.index["return"]]
    other = {"line": 2, "asset": "autres", "decision": "granted", "observations": "-", "act": "-"}
    wider = replace(returned, body={**returned.body, "lines": [*returned.body["lines"], other]})
    here = frozenset({ASSET})
    assert in_scope(returned, here)
    assert not in_scope(wider, here)
    assert in_scope(wider, here | {"asset:autres"})
    assert not in_scope(replace(returned, body={**returned.body, "lines": []}), here)
    report = verified(tmp_path, maker, scope=Scope(kind=ScopeKind.CONTROLLER, name="dac"))
    assert report.refusal is None
