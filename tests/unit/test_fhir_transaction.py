"""A transaction as sent, and what its answer says of each entry."""

import orjson
import pytest

from connectors.fhir_api.exchange import Reply
from connectors.fhir_api.journal import Done, Journal
from connectors.fhir_api.transaction import Sending, issue_of, judge, read_transaction
from releve.errors import ConnectorError
from tests.fakes.delivery_folder import bundle, records

LINE = bundle(records(1))
SENT = read_transaction(LINE, "part", 1, Sending())


def changed(position=0, **members):
    made = orjson.loads(LINE)
    made["entry"][position]["request"] |= members
    return orjson.dumps(made)


def answer(**changes):
    kinds = [entry.kind for entry in SENT.entries]
    entries = [
        {
            "response": {
                "status": "201 Created",
                "location": f"https://a.test/r4/{kind}/1/_history/1",
            }
        }
        for kind in kinds
    ]
    document = {"resourceType": "Bundle", "type": "transaction-response", "entry": entries}
    return Reply(status=200, document=document | changes, at=None)


def entries_of(reply):
    return reply.document["entry"]


def test_entries_are_told_by_type_and_identifier():
    assert [entry.kind for entry in SENT.entries].count("Task") == 3
    (person,) = records(1).of("person")
    assert (SENT.entries[0].value, SENT.body) == (person.id, LINE)
    assert person.id not in repr(SENT)


@pytest.mark.parametrize(
    ("line", "code"),
    [
        (b"{", "bundle_malformed"),
        (b"[]", "bundle_malformed"),
        (b'{"resourceType":"Bundle","type":"batch","entry":[]}', "bundle_malformed"),
        (b'{"resourceType":"Bundle","type":"transaction","entry":[]}', "bundle_not_replayable"),
        (b'{"resourceType":"Bundle","type":"transaction","entry":[{}]}', "bundle_malformed"),
        (changed(method="PUT"), "bundle_not_replayable"),
        (changed(url="Patient/1"), "bundle_not_replayable"),
        (changed(url="Task"), "bundle_not_replayable"),
        (changed(ifNoneExist="name=Essai"), "bundle_not_replayable"),
        (changed(ifNoneExist="identifier=seul"), "bundle_not_replayable"),
        (changed(ifNoneExist="identifier=a|b&active=true"), "bundle_not_replayable"),
        (changed(ifNoneExist=""), "bundle_not_replayable"),
    ],
)
def test_what_could_make_two_of_one_is_not_sent(line, code):
    with pytest.raises(ConnectorError, match=code):
        read_transaction(line, "part", 3, Sending())


def test_types_that_are_put_take_the_id_that_the_bundle_gives_them():
    sent = read_transaction(LINE, "part", 1, Sending(put=("Task",)))
    for entry, one in zip(sent.entries, orjson.loads(sent.body)["entry"], strict=True):
        name = one["fullUrl"].removeprefix("urn:uuid:")
        if entry.kind == "Task":
            assert one["request"] == {"method": "PUT", "url": f"Task/{name}"}
            assert (entry.sought, one["resource"]["id"]) == (("_id", name), name)
        else:
            assert one["request"]["method"] == "POST"


def test_everything_is_a_yes():
    assert judge(SENT, answer()).created == len(SENT.entries)
    reply = answer()
    entries_of(reply)[0]["response"]["status"] = "200"
    assert (judge(SENT, reply).created, judge(SENT, reply).existing) == (5, 1)
    entries_of(reply).reverse()
    assert judge(SENT, reply).refused == ()


@pytest.mark.parametrize(
    "change",
    [
        lambda all_: all_.pop(),
        lambda all_: all_.append(all_[0]),
        lambda all_: all_[0].clear(),
        lambda all_: all_.insert(0, all_.pop(0)["response"]),
        lambda all_: all_[2]["response"].pop("status"),
        lambda all_: all_[2]["response"].update(status=201),
        lambda all_: all_[2]["response"].update(status="202 Accepted"),
        lambda all_: all_[2]["response"].update(status="2O1"),
        lambda all_: all_[2]["response"].update(location="Task"),
        lambda all_: all_[2]["response"].update(location="https://a.test/r4/Basic/1"),
        lambda all_: all_[2]["response"].update(location=None),
    ],
)
def test_anything_else_names_every_entry(change):
    reply = answer()
    change(entries_of(reply))
    verdict = judge(SENT, reply)
    assert (verdict.created, verdict.existing) == (0, 0)
    assert [one.identifier for one in verdict.refused] == [one.value for one in SENT.entries]


@pytest.mark.parametrize(
    "reply",
    [
        Reply(status=200, document=None, at=None),
        Reply(status=201, document=answer().document, at=None),
        answer(type="batch-response"),
        answer(resourceType="OperationOutcome"),
        answer(entry=None),
        answer(entry={}),
    ],
)
def test_an_answer_that_is_none_names_every_entry(reply):
    assert len(judge(SENT, reply).refused) == len(SENT.entries)


def test_of_an_outcome_only_codes_and_paths_are_kept():
    def outcome(**issue):
        said = {"severity": "error", "code": "value", "diagnostics": "née ESSAI"} | issue
        return {"resourceType": "OperationOutcome", "issue": [said]}

    kept = issue_of(outcome(expression=["Patient.name[0].family"]))
    assert (kept.code, kept.element) == ("value", "Patient.name[0].family")
    kept = issue_of(outcome(code="ESSAI", expression=["Patient.where(name='ESSAI')"]))
    assert (kept.code, kept.element) == ("unknown", None)
    assert issue_of(outcome(severity="warning")) is None
    assert issue_of({"resourceType": "Patient"}) is None


def test_a_journal_survives_a_torn_line_and_forgets_other_content(tmp_path):
    path = tmp_path / "journal"
    done = Done(sent={"Task": 3}, created=2, existing=1)
    with Journal(path, "a" * 64, "https://a.test") as journal:
        journal.note("part-00000.ndjson", 1, done)
        journal.note("part-00000.ndjson", 2, done)
    path.write_bytes(path.read_bytes()[:-4])
    with Journal(path, "a" * 64, "https://a.test") as journal:
        assert journal.done("part-00000.ndjson", 1) == done
        assert journal.done("part-00000.ndjson", 2) is None
        journal.note("part-00000.ndjson", 3, done)
    with Journal(path, "a" * 64, "https://a.test") as journal:
        assert journal.done("part-00000.ndjson", 3) == done
    for content, server in (("b" * 64, "https://a.test"), ("a" * 64, "https://b.test")):
        assert Journal(path, content, server).done("part-00000.ndjson", 1) is None
