"""An auditor sees a signature that does not count, a réserve nobody owns, a copy that lies."""

import json
from datetime import timedelta

import pytest

from releve import canonical
from releve.canonical import digest
from releve.model.acts import ActKind, SignatureKind
from releve.model.evidence import EntryKind
from releve.model.plan import Plan
from releve.model.scope import Scope, ScopeKind
from releve.papers.number import paper_number
from releve.papers.paper import PaperKind
from releve.papers.registry import build_paper
from releve.papers.twin import PAYLOAD_TYPE, Identity, build_twin
from releve.verification.trust import load_trust
from releve.verification.verdict import Verdict, verify_evidence
from tests.fakes.evidence_maker import ASSET, EvidenceMaker, make_plan
from tests.fakes.paper_maker import case_of
from tests.fakes.two_controllers import TwoControllers

ABOUT = "contract:marche+organisation:dac"
KIND = PaperKind.MINUTES


def issue(maker, bend=None, about=ABOUT, **changes):
    """Issue the procès-verbal in the story; return the digest of its twin."""
    case = case_of(maker, about)
    before = case.state.papers.get((KIND.value, about), ())
    number = paper_number(maker.plan.programme, maker.realm, KIND, about, len(before) + 1)
    identity = Identity(
        kind=KIND,
        about=about,
        number=number,
        language="fr",
        supersedes=before[-1].index if before else None,
    )
    paper = build_paper(KIND, case)
    told = canonical.decode(build_twin(identity, paper, case, maker.checkpoint()))
    if bend is not None:
        bend(told["predicate"]["paper"])
        told["predicate"]["content"] = digest(canonical.encode(told["predicate"]["paper"]))
    predicate = told["predicate"]
    body = {
        **{n: predicate[n] for n in ("kind", "about", "number", "language", "content", "subjects")},
        "supersedes": predicate["supersedes"],
        "statement": maker.keep(maker.seal.sign(canonical.encode(told), PAYLOAD_TYPE)),
        "pdf": maker.keep(f"%PDF {number}".encode()),
        "seal": "none",
        **({} if paper.signed_text is None else {"signed_text": paper.signed_text}),
    } | changes
    maker.now += timedelta(minutes=1)
    body = {
        name: value for name, value in body.items() if value is not None or name != "signed_text"
    }
    maker.record(f"paper-{number}", EntryKind.DOCUMENT_ISSUED, "plan", body)
    return body["statement"]


def sign(maker, document, signer="editrice", capacity="holder", subject="plan", name="signing"):
    fields = {"document": document, "capacity": capacity, "reserves": "-"}
    maker.act(f"{name}-{len(maker.entries)}", ActKind.SIGNING, subject, signer, **fields)


def reserve(maker, **fields):
    told = {"about": "-", "owner": "succ", "due_on": "2026-12-31", "text": "Index à fournir"}
    name = f"reserve-{len(maker.entries)}"
    signer = fields.pop("signer", "responsable")
    maker.act(name, ActKind.RESERVE, ASSET, signer, **(told | fields))
    return maker.entries[-1].body["file"]


def clear(maker, named, signer="responsable"):
    name = f"clearance-{len(maker.entries)}"
    maker.act(name, ActKind.CLEARANCE, ASSET, signer, reserve=named, reason="Fait")


def story():
    return EvidenceMaker().tell()


def verified(tmp_path, maker, scope=None):
    folder = maker.publish_as_performer(tmp_path / "evidence", scope=scope)
    trust = tmp_path / "trust.json"
    trust.write_text(json.dumps(maker.trust()))
    return verify_evidence(folder, load_trust(trust))


def refusal(tmp_path, maker):
    report = verified(tmp_path, maker)
    assert report.verdict is Verdict.REFUSED
    return report.refusal.code


def whole():
    maker = story()
    named = reserve(maker)
    text = issue(maker)
    sign(maker, text)
    issue(maker)
    sign(maker, text, "cheffe", "buyer")
    sign(maker, text, "responsable", "controller")
    clear(maker, named)
    issue(maker)
    return maker


def test_a_signed_copy_and_its_text_are_verified(tmp_path):
    report = verified(tmp_path, whole())
    assert report.verdict is Verdict.VERIFIED, report.refusal
    assert len(report.papers) == 3
    assert report.papers[-1].figures > 40


def test_the_longest_names_that_a_plan_may_hold_name_files_that_evidence_may_hold(tmp_path):
    told = make_plan().model_dump_json()
    long = {"essai": "e" * 63, "marche": "m" * 63, "dac": "d" * 63}
    for name, longer in long.items():
        told = told.replace(f'"{name}"', f'"{longer}"')
    maker = EvidenceMaker(plan=Plan.model_validate_json(told)).tell()
    issue(maker, about=f"contract:{long['marche']}+organisation:{long['dac']}")
    report = verified(tmp_path, maker)
    assert report.verdict is Verdict.VERIFIED, report.refusal
    assert len(report.papers[0].number) > 200


def test_a_controllers_own_folder_holds_its_minutes(tmp_path):
    scope = Scope(kind=ScopeKind.CONTROLLER, name="dac")
    report = verified(tmp_path, whole(), scope)
    assert report.verdict is Verdict.VERIFIED, report.refusal
    assert len(report.papers) == 3


def test_what_another_controller_signed_by_hand_is_in_nobody_elses_folder(tmp_path):
    """The act binds the plan and is everywhere; its scan shows the whole minutes, and people."""

    def by_hand(item, _maker):
        item.signature_kind, item.scan = SignatureKind.PAPER, b"page signee a la main"
        item.by = ["scribe-a", "scribe-b"]

    maker = TwoControllers(edits={"by-hand": by_hand}).tell()
    text = issue(maker, about="contract:marche+organisation:succ")
    fields = {"document": text, "capacity": "holder", "reserves": "-"}
    maker.act("by-hand", ActKind.SIGNING, "plan", "editrice", **fields)
    scan = "documents/" + digest(b"page signee a la main").removeprefix("sha256:")
    for name, held in (("dac", False), ("succ", True)):
        (tmp_path / name).mkdir()
        scope = Scope(kind=ScopeKind.CONTROLLER, name=name)
        report = verified(tmp_path / name, maker, scope)
        assert report.verdict is Verdict.VERIFIED, report.refusal
        folder = tmp_path / name / "evidence"
        assert (folder / scan).exists() is held
        assert (scan in (folder / "index.html").read_text()) is held
    (folder / scan).unlink()
    maker.reseal(folder)
    again = verify_evidence(folder, load_trust(tmp_path / "succ/trust.json"))
    assert again.refusal.code == "folder_file_missing"


@pytest.mark.parametrize(
    ("told", "code"),
    [
        ({"signer": "editrice", "capacity": "controller"}, "signing_capacity_differs"),
        ({"signer": "responsable", "capacity": "holder"}, "signing_capacity_differs"),
        ({"signer": "exploitant", "capacity": "buyer"}, "signing_capacity_differs"),
        ({"signer": "cheffe", "capacity": "witness"}, "signing_capacity_differs"),
        ({"subject": ASSET}, "signing_document_unknown"),
    ],
)
def test_a_signature_in_anothers_capacity_is_refused(tmp_path, told, code):
    maker = story()
    sign(maker, issue(maker), **told)
    assert refusal(tmp_path, maker) == code


def test_a_signature_of_nothing_is_refused(tmp_path):
    maker = story()
    sign(maker, "sha256:" + "0" * 64)
    assert refusal(tmp_path, maker) == "signing_document_unknown"


def test_a_signature_of_a_replaced_text_or_of_a_copy_is_refused(tmp_path):
    maker = story()
    text = issue(maker)
    reserve(maker)
    issue(maker)
    sign(maker, text)
    assert refusal(tmp_path / "replaced", maker) == "signing_superseded"
    maker = story()
    sign(maker, issue(maker))
    sign(maker, issue(maker), "cheffe", "buyer")
    assert refusal(tmp_path / "copy", maker) == "signing_superseded"


@pytest.mark.parametrize(
    "fields",
    [
        {"owner": "personne"},
        {"owner": "-"},
        {"text": "-"},
        {"due_on": "demain"},
        {"due_on": "2020-01-01"},
        {"about": "99999"},
        {"about": "tout"},
    ],
)
def test_a_reserve_that_binds_nobody_is_refused(tmp_path, fields):
    maker = story()
    reserve(maker, **fields)
    assert refusal(tmp_path, maker) == "reserve_malformed"


def test_a_clearance_of_nothing_or_twice_is_refused(tmp_path):
    maker = story()
    clear(maker, "sha256:" + "0" * 64)
    assert refusal(tmp_path / "nothing", maker) == "clearance_without_reserve"
    maker = story()
    named = reserve(maker)
    clear(maker, named)
    clear(maker, named, "cheffe")
    assert refusal(tmp_path / "twice", maker) == "clearance_without_reserve"


@pytest.mark.parametrize(
    ("owner", "signer", "code"),
    [
        ("cheffe", "cheffe", "clearance_by_its_owner"),
        ("gip", "cheffe", "clearance_by_its_owner"),
        ("succ", "autre-responsable", "clearance_by_its_owner"),
        ("dac", "responsable", None),
        ("gip", "responsable", None),
    ],
)
def test_who_had_to_deal_with_it_does_not_clear_it(tmp_path, owner, signer, code):
    maker = story()
    clear(maker, reserve(maker, owner=owner), signer)
    report = verified(tmp_path, maker)
    assert (report.refusal.code if report.refusal else None) == code


def told(copy, heading):
    return next(
        one for one in copy["sections"] if one["heading"] and one["heading"]["code"] == heading
    )


def hide_section(copy):
    copy["sections"].remove(told(copy, "minutes_heading_left"))


def hide_reserve(copy):
    told(copy, "minutes_heading_reserves")["blocks"].clear()


def cite_another(copy):
    copy["signed_text"] = "sha256:" + "1" * 64


def add_note(copy):
    copy["notes"].append({"is": "said", "code": "minutes_all_there", "facts": {}})


@pytest.mark.parametrize("bend", [hide_section, hide_reserve, cite_another, add_note])
def test_a_copy_that_says_another_thing_is_refused(tmp_path, bend):
    maker = story()
    reserve(maker)
    sign(maker, issue(maker))
    issue(maker, bend)
    assert refusal(tmp_path, maker) == "minutes_copy_differs"


def test_a_text_that_says_itself_a_copy_is_refused(tmp_path):
    maker = story()
    issue(maker, cite_another)
    assert refusal(tmp_path, maker) == "minutes_copy_differs"


def test_a_copy_of_what_the_holder_did_not_sign_is_refused(tmp_path):
    maker = story()
    text = issue(maker)
    sign(maker, text, "cheffe", "buyer")

    def cite(copy):
        copy["signed_text"] = text
        copy["sections"].pop()

    issue(maker, cite, signed_text=text)
    assert refusal(tmp_path, maker) == "minutes_copy_unsigned"


@pytest.mark.parametrize("at", [9, 400, -9])
def test_a_changed_twin_is_refused_as_any_paper_and_its_file_is_named(tmp_path, at):
    """Whoever holds the log's key may sign the list of files again: the log still tells."""
    maker = whole()
    folder = maker.publish_as_performer(tmp_path / "evidence")
    twin = min(folder.glob("papers/PV-*.dsse.json"))
    content = bytearray(twin.read_bytes())
    content[at] ^= 1
    twin.write_bytes(content)
    maker.reseal(folder)
    trust = tmp_path / "trust.json"
    trust.write_text(json.dumps(maker.trust()))
    said = verify_evidence(folder, load_trust(trust)).refusal
    assert (said.code, said.facts["file"]) == ("paper_file_differs", f"papers/{twin.name}")
