"""An auditor refuses a partial package sent elsewhere, without a scope, or told otherwise."""

from copy import deepcopy
from types import SimpleNamespace

import pytest

from releve.archives.slip import Delivery, Slip, Volume
from releve.errors import EvidenceRefused
from releve.model.evidence import EntryKind
from releve.verification.partial import check_partial
from tests.fakes.plan_maker import VIEW, make_plan

PLAN = make_plan(keep=["abonnes", "affiches"], change=deepcopy(VIEW))
ASSET = PLAN.asset("affiches")
MAPPING, SCOPE = ASSET.medium.signed()
EMPTY = "sha256:" + "0" * 64


def slip(partial="delta", **changed):
    delivery = Delivery(
        volumes=(Volume(manifest=EMPTY, files=1, octets=1),),
        report=EMPTY,
        bins={},
        forms={},
        inputs={},
        gaps=(),
        base=EMPTY,
        whole="2" * 64,
        partial=partial,
    )
    told = {"asset": "affiches", "records": 7, "root": "1" * 64, "pathways": 2} | changed
    common = {"origin": PLAN.origin, "realm": PLAN.realm, "plan": EMPTY, "manifest": EMPTY}
    return Slip(format="releve/slip/2", octets=1, parts={}, delivery=delivery, **common, **told)


def judge(given=None, *, plan=PLAN, scope=(MAPPING, SCOPE), **changed):
    given = given or slip()
    body = {
        "package": given.digest(),
        "root": "1" * 64,
        "records": 7,
        "pathways": 2,
        "base": EMPTY,
        "recipient": ASSET.restitution.recipient,
    }
    kind = EntryKind.PARTIAL_DELIVERED
    entry = SimpleNamespace(index=5, kind=kind, subject="asset:affiches", body={**body, **changed})
    act = SimpleNamespace(fields={"mapping": scope[0], "scope": scope[1]}) if scope else None
    records = SimpleNamespace(
        timeline=SimpleNamespace(at=lambda _index: SimpleNamespace(plan=plan)),
        acts=lambda *_, **__: [SimpleNamespace(act=act)] if act else [],
    )
    folder = SimpleNamespace(document=lambda _place, _digest: given.encoded())
    check_partial(entry, records, folder)


def code(*given, **changed):
    with pytest.raises(EvidenceRefused) as refused:
        judge(*given, **changed)
    return refused.value.code


def test_what_is_said_as_it_was_is_accepted():
    judge()


def test_another_recipient_or_no_instruction():
    assert code(recipient="ailleurs") == "partial_recipient"
    uninstructed = make_plan(
        keep=["abonnes", "affiches"],
        change=deepcopy(VIEW)
        | {"assets.affiches.restitution.instruction": None, "assets.affiches.controller": "sas"},
    )
    assert uninstructed.asset("affiches").restitution.recipient != "sas"
    assert code(plan=uninstructed) == "partial_recipient"


def test_no_scope_or_another():
    assert code(scope=None) == "partial_scope_missing"
    assert code(scope=(MAPPING, EMPTY)) == "partial_scope_missing"


@pytest.mark.parametrize(
    "changed", [{"root": "9" * 64}, {"records": 8}, {"pathways": 3}, {"base": None}]
)
def test_an_entry_that_is_not_its_slip(changed):
    assert code(**changed) == "partial_slip_differs"


def test_a_slip_of_the_whole_or_of_another_asset():
    assert code(slip(partial=None)) == "partial_slip_differs"
    assert code(slip(asset="abonnes")) == "partial_slip_differs"


def test_an_entry_that_says_nothing():
    assert code(records="sept") == "ledger_entry_malformed"


def test_the_whole_package_s_slip_says_nothing_new():
    assert b"partial" not in slip(partial=None).encoded()
    assert b'"partial":"delta"' in slip().encoded()
