"""A closing signed too early, on other documents, or not respected afterwards is refused."""

import json
from dataclasses import replace
from datetime import date

import pytest

from releve import canonical
from releve.canonical import digest
from releve.ledger.state import fold
from releve.model.acts import ActKind
from releve.model.evidence import EntryKind
from releve.model.medium import PACKAGES, FilesMedium
from releve.model.plan import CopyFate, Fate, OutOfPerimeter, Verb
from releve.model.scope import Scope, ScopeKind
from releve.papers import closing_report, coverage
from releve.papers.case import Case
from releve.papers.number import paper_number
from releve.papers.paper import PaperKind
from releve.papers.twin import PAYLOAD_TYPE, Identity, build_twin, content_digest
from releve.plan.coverage import Adopted
from releve.plan.coverage import coverage as performers
from releve.verification.trust import load_trust
from releve.verification.verdict import Verdict, verify_evidence
from tests.fakes.evidence_maker import ASSET, COPY, SERVICE, EvidenceMaker, make_plan
from tests.fakes.lives import sets, withdraw

BUILD = {PaperKind.COVERAGE: coverage.build, PaperKind.CLOSING_REPORT: closing_report.build}
FIELDS = {"report": PaperKind.CLOSING_REPORT, "coverage": PaperKind.COVERAGE}


def listed(**changes):
    """The plan of the story, its one copy being our own packages; ``changes`` to that copy."""
    plan = make_plan()
    (asset,) = plan.assets
    (copy,) = asset.copies
    medium = FilesMedium(kind="files", endpoint=PACKAGES, path=asset.id)
    ours = copy.model_copy(update={"medium": medium} | changes)
    return plan.model_copy(update={"assets": (asset.model_copy(update={"copies": (ours,)}),)})


def issue(maker, kind):
    """Issue one of the two documents in the story, as the performer does."""
    case = Case(
        plan=maker.plan,
        digest=maker.adopted,
        state=fold(maker.entries),
        entries=tuple(maker.entries),
        at=maker.entries[-1].at,
        document=maker.documents.__getitem__,
    )
    before = case.state.papers.get((kind.value, "plan"), ())
    paper = BUILD[kind](case)
    number = paper_number(maker.plan.programme, maker.realm, kind, "plan", len(before) + 1)
    supersedes = before[-1].index if before else None
    identity = Identity(
        kind=kind, about="plan", number=number, language="fr", supersedes=supersedes
    )
    statement = maker.keep(
        maker.seal.sign(build_twin(identity, paper, case, maker.checkpoint()), PAYLOAD_TYPE)
    )
    body = {
        "kind": kind.value,
        "about": "plan",
        "number": number,
        "language": "fr",
        "content": content_digest(paper),
        "statement": statement,
        "pdf": maker.keep(f"%PDF-1.7 {number}".encode()),
        "seal": "none",
        "subjects": [],
        "supersedes": supersedes,
    }
    maker.record(f"{kind.value}-{len(before)}", EntryKind.DOCUMENT_ISSUED, "plan", body)
    return statement


def close(maker, name="closure", **fields):
    named = {field: issue(maker, kind) for field, kind in FIELDS.items()}
    maker.act(name, ActKind.CLOSURE, "plan", "cheffe", **named | {"reason": "fin"} | fields)


def closed(*, plan=None, before=None, after=None, edits=None, **fields):
    """Tell the whole story, then ``before``, then close, then ``after``."""
    maker = EvidenceMaker(plan=plan or listed(), edits=edits).tell()
    if before is not None:
        before(maker)
    close(maker, **fields)
    if after is not None:
        after(maker)
    return maker


def verified(tmp_path, maker, scope=None):
    folder = maker.publish_as_performer(tmp_path / "evidence", scope=scope)
    trust = tmp_path / "trust.json"
    trust.write_text(json.dumps(maker.trust()))
    return verify_evidence(folder, load_trust(trust))


def refusal(tmp_path, maker):
    report = verified(tmp_path, maker)
    return (report.refusal.code, dict(report.refusal.facts)) if report.refusal else (None, {})


def test_a_programme_closed_with_everything_in_a_bin_is_verified(tmp_path):
    report = verified(tmp_path, closed())
    assert report.verdict is Verdict.VERIFIED, report.refusal
    scope = Scope(kind=ScopeKind.CONTROLLER, name="dac")
    part = tmp_path / "part"
    part.mkdir()
    assert verified(part, closed(), scope=scope).verdict is Verdict.VERIFIED


PAST = date(2025, 6, 1)
UNCERTIFIED = {"edits": {"copy-certificate": sets(skip=True)}}


def each(*changes):
    return lambda maker: [change(maker) for change in changes]


def becomes(**changes):
    """The next plan gives the copy another fate."""

    def adopt(maker):
        (asset,) = maker.plan.assets
        (copy,) = asset.copies
        assets = (asset.model_copy(update={"copies": (copy.model_copy(update=changes),)}),)
        maker.adopt(maker.plan.model_copy(update={"assets": assets}), name="becomes")

    return adopt


def kept(*, basis="C. patrimoine", reason=None):
    """The plan keeps the asset: what the story destroyed was another plan's."""

    def adopt(maker):
        plan = maker.plan
        (asset,) = plan.assets
        retention = asset.retention.model_copy(update={"legal_basis": basis})
        change = {"fate": Fate.KEPT, "retention": retention, "fate_reason": reason}
        assets = (asset.model_copy(update=change),)
        maker.adopt(plan.model_copy(update={"assets": assets}), name="kept")

    return adopt


def drops(name, *, declared=False):
    def adopt(maker):
        plan = maker.plan
        (asset,) = plan.assets
        gone = asset.model_copy(update={"copies": ()})
        assets = () if name == ASSET else (gone,)
        out = OutOfPerimeter(id=asset.id, name="Dossiers", holder="dac", reason="hors contrat")
        change = {"assets": assets, "out_of_perimeter": (out,) if declared else ()}
        maker.adopt(plan.model_copy(update=change), name="drops")

    return adopt


def exported_again(maker):
    counts = {"records": 40, "octets": 4096, "parts": {}, "root": "0" * 64, "pathways": 1}
    package = maker.keep(b'{"package":2}')
    body = counts | {"package": package, "name": "lot-2", "ciphertext": digest(b"2")}
    maker.record("again", EntryKind.PACKAGE_EXPORTED, ASSET, body)


CASES = {
    "package_unlisted": ({"plan": make_plan()}, "packages/dossiers"),
    "not_certified": ({"edits": {"copy-certificate": sets(skip=True)}}, COPY),
    "withdrawn": ({"before": lambda m: withdraw(m, "w", "ESSAI-dossiers.dump-1", "none")}, COPY),
    "reissue": ({"before": lambda m: withdraw(m, "w", "ESSAI-dossiers.dump-1")}, COPY),
    "expiry_unknown": ({"before": becomes(fate=CopyFate.EXPIRES)}, COPY),
    "expiry_unseen": ({"before": becomes(fate=CopyFate.EXPIRES, expires_on=PAST)}, COPY),
    "without_reason": ({"before": becomes(fate=CopyFate.OUT_OF_SCOPE)}, COPY),
    "accepted_before": ({"before": each(kept(), exported_again)}, ASSET),
    "dropped": ({"plan": listed(ours=False), **UNCERTIFIED, "before": drops(ASSET)}, COPY),
    "dropped_but_ours": ({**UNCERTIFIED, "before": drops(ASSET, declared=True)}, COPY),
    "packaged_since": ({"before": exported_again}, COPY),
    "without_basis": ({"before": kept(basis=None)}, ASSET),
    "dropped_ours": ({**UNCERTIFIED, "before": drops(COPY)}, "packages/dossiers"),
}
"""What is told otherwise, and what must be named."""


@pytest.mark.parametrize("name", CASES)
def test_a_closing_over_something_without_a_bin_is_refused_and_names_it(tmp_path, name):
    told, subject = CASES[name]
    maker = closed(**told)
    code, facts = refusal(tmp_path, maker)
    assert (code, facts.get("subject")) == ("closure_uncovered", subject)
    state = fold(maker.entries)
    plans = tuple(
        Adopted(index=one.index, plan=_plan(maker, one))
        for one in maker.entries
        if one.kind is EntryKind.PLAN_ADOPTED
    )
    performer = performers(plans, replace(state, closed=None), maker.now)
    assert subject in {one.subject for one in performer.open}, "both must agree"


def _plan(maker, entry):
    return type(maker.plan).model_validate_json(maker.documents[entry.body["plan"]])


def test_what_was_destroyed_and_dropped_since_is_covered_all_the_same(tmp_path):
    assert refusal(tmp_path, closed(before=drops(ASSET)))[0] is None


def test_what_was_dropped_and_declared_out_of_perimeter_is_covered(tmp_path):
    told = {**UNCERTIFIED, "before": drops(ASSET, declared=True)}
    code, _ = refusal(tmp_path, closed(plan=listed(ours=False), **told))
    assert code == "certificate_missing", "covered, and refused for what it is"


@pytest.mark.parametrize(
    ("kind", "signer", "fields", "code"),
    [
        (ActKind.RECONCILIATION, "cheffe", {"occurrence": "0", "reason": "vu"}, None),
        (
            ActKind.ATTESTATION,
            "editrice",
            {"order": "-", "performed_at": "2025-06-02T08:00:00Z"},
            None,
        ),
        (
            ActKind.RECONCILIATION,
            "cheffe",
            {"occurrence": "0", "reason": "vu", "observed": "present"},
            "closure_uncovered",
        ),
    ],
)
def test_what_expired_was_seen_gone_by_somebody(tmp_path, kind, signer, fields, code):
    def seen(maker):
        becomes(fate=CopyFate.EXPIRES, expires_on=PAST)(maker)
        maker.act("seen", kind, COPY, signer, **{"observed": "absent"} | fields)

    assert refusal(tmp_path, closed(before=seen))[0] == code


def test_what_is_kept_with_a_basis_is_covered(tmp_path):
    assert refusal(tmp_path, closed(before=kept()))[0] is None
    for_a_reason = tmp_path / "reason"
    for_a_reason.mkdir()
    assert refusal(for_a_reason, closed(before=kept(basis=None, reason="utile")))[0] is None


@pytest.mark.parametrize("field", FIELDS)
def test_it_names_the_last_documents(tmp_path, field):
    assert refusal(tmp_path, closed(**{field: digest(b"autre")}))[0] == "closure_document_unknown"


def test_it_names_documents_newer_than_every_fact(tmp_path):
    maker = EvidenceMaker(plan=listed()).tell()
    named = {field: issue(maker, kind) for field, kind in FIELDS.items()}
    late = maker.record(
        "late", EntryKind.SERVICE_PROBED, "service:vigie", {"observed": "down", "means": "http"}
    )
    maker.act("closure", ActKind.CLOSURE, "plan", "cheffe", reason="fin", **named)
    code, facts = refusal(tmp_path, maker)
    assert (code, facts["fact"]) == ("closure_document_outdated", late)


def test_a_hold_that_nobody_lifted_is_refused(tmp_path):
    def hold(maker):
        maker.act("hold", ActKind.HOLD, "plan", "cheffe", reference="RG 1", reason="litige")

    assert refusal(tmp_path, closed(before=hold))[0] == "closure_held"
    lifted = tmp_path / "lifted"
    lifted.mkdir()

    def both(maker):
        hold(maker)
        file = maker.file_of("hold")
        maker.act("lift", ActKind.LIFT, "plan", "cheffe", hold=file, reason="levé")

    assert refusal(lifted, closed(before=both))[0] is None
    between = tmp_path / "between"
    between.mkdir()
    maker = EvidenceMaker(plan=listed()).tell()
    named = {field: issue(maker, kind) for field, kind in FIELDS.items()}
    both(maker)
    maker.act("closure", ActKind.CLOSURE, "plan", "cheffe", reason="fin", **named)
    assert refusal(between, maker)[0] is None


def stop_again(maker):
    """The service was rolled back, and is being stopped once more."""
    done = maker.entries[maker.index["stop-outcome"]]
    body = {**done.body, "outcome": "rolled_back", "observed": "up"}
    maker.record("back", EntryKind.OUTCOME_RECORDED, SERVICE, body)
    told = {"observed": "up", "means": "http"}
    probe = maker.record("probe-again", EntryKind.SERVICE_PROBED, SERVICE, told)
    fields = {"count": "3", "taken_over": "3", "phone": "0800000000"}
    relay = maker.act("relay-again", ActKind.RELAY, SERVICE, "clinicienne", **fields)
    named = {"probe": probe, "relay": relay}
    request = maker.request("again", Verb.SHUT_DOWN, SERVICE, named, occurrence=1)
    acts = [
        maker.approve(f"again-{one}", SERVICE, one, request) for one in ("cheffe", "clinicienne")
    ]
    intent = {one: request[one] for one in ("step", "verb", "root", "records", "octets")}
    intent |= {"request": request["digest"], "acts": acts, "facts": {}}
    maker.record("again-intent", EntryKind.INTENT_RECORDED, SERVICE, intent)


def test_an_act_begun_and_not_ended_is_refused(tmp_path):
    code, facts = refusal(tmp_path, closed(before=stop_again))
    assert (code, facts["subject"]) == ("closure_unfinished", "service:vigie")


def ask_again(maker):
    maker.request("once-more", Verb.DESTROY, COPY, {}, occurrence=0, records=40)


def test_nothing_is_asked_for_once_it_is_closed(tmp_path):
    code, facts = refusal(tmp_path, closed(after=ask_again))
    assert (code, facts["subject"]) == ("closure_begun_after", COPY)


def test_a_plan_adopted_since_opens_it_again(tmp_path):
    def reopened(maker):
        maker.adopt(maker.plan.model_copy(update={"title": "Autre"}), name="other")
        ask_again(maker)

    assert refusal(tmp_path, closed(after=reopened))[0] != "closure_begun_after"


def test_the_bytes_of_the_story_are_canonical():
    maker = closed()
    assert canonical.decode(maker.raw[-1])["kind"] == "act_recorded"
