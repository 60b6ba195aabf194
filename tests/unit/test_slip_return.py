"""A slip comes back on paper: two people say the same of every line, or nothing is recorded."""

import shutil
from datetime import UTC, datetime

import pytest

from connectors.signing.ssh_key import SshKey
from flows.commands.slip import bundle_of
from flows.waiting import reason_line
from releve.model.acts import SignatureKind
from releve.model.slip import namespace
from tests.fakes.fact_maker import START
from tests.fakes.programme import Programme
from tests.fakes.slip_world import ABOUT, NUMBER, SCAN, SCRIBES, SlipWorld

FIRST, SECOND = SCRIBES
MARCH, JUNE = datetime(2026, 3, 2, 9, tzinfo=UTC), datetime(2026, 6, 2, 9, tzinfo=UTC)


@pytest.fixture(scope="module")
def photograph(tmp_path_factory):
    """A world whose slip was issued and whose transcribers filled in and signed."""
    root = tmp_path_factory.mktemp("bordereau") / "monde"
    root.mkdir()
    world = SlipWorld(root)
    assert world.issue().number == NUMBER
    for who in SCRIBES:
        world.transcribed(who, traces="refused_keep")
    return root


@pytest.fixture
def world(photograph, tmp_path):
    return SlipWorld.again(shutil.copytree(photograph, tmp_path / "monde"))


def forms(world):
    return [world.root / f"{who}.txt" for who in SCRIBES]


def rewrite(world, who, before, after, *, count=1):
    """Change a form that was signed, and sign it again: the visas' signatures stay."""
    path = world.root / f"{who}.txt"
    text = path.read_text()
    assert before in text
    data = text.replace(before, after, count).encode()
    path.write_bytes(data)
    plan = world.plan()
    signature = SshKey.load(world.key(who)).sign(data, namespace(plan.realm))
    path.with_name(f"{path.name}.sig").write_bytes(signature)


def refused(world, code, *words, number=NUMBER, scan=None, given=None):
    """Return the slip; check that it is refused with a code, these words, and nothing recorded."""
    size = len(world.entries())
    said = world.returned(*(given or forms(world)), number=number, scan=scan)
    assert f"[{code}]" in said.err
    assert said.code != 0
    for one in words:
        assert one in said.err
    assert len(world.entries()) == size
    assert world.state().of("asset:abonnes").archives is None


def test_a_return_is_one_entry_and_one_paper_visa_a_line(world):
    size = len(world.entries())
    said = world.returned(*forms(world))
    assert said.code == 0, said.err
    assert "2 lignes accordées, 1 refusée" in said.out
    new = world.entries()[size:]
    assert [one.kind.value for one in new] == ["slip_returned", *["act_recorded"] * 3]
    body = new[0].body
    assert body["bordereau"] == NUMBER
    assert body["transcribers"] == list(SCRIBES)
    assert body["original"] == "Carton 12"
    decided = [(one["line"], one["asset"], one["decision"]) for one in body["lines"]]
    assert decided == [
        (1, "abonnes", "granted"), (2, "messages", "granted"), (3, "traces", "refused_keep"),
    ]  # fmt: skip
    assert [one.body["file"] for one in new[1:]] == [one["act"] for one in body["lines"]]
    for name, decision in (("abonnes", "granted"), ("traces", "kept")):
        act = world.state().of(f"asset:{name}").archives
        assert (act.signer, act.fields["decision"]) == ("archiviste", decision)
        assert act.fields["bordereau"] == NUMBER
        assert act.signature_kind is SignatureKind.PAPER
        assert len(set(act.keys)) == 2
    with world.desk() as desk:
        assert desk.ledger.document(body["scan"]) == SCAN


@pytest.mark.parametrize(
    ("decision", "words"),
    [
        ("kept", "« conservé »"),
        ("transferred", "« versé »"),
        ("refused", "à conserver ou à verser"),
    ],
)
def test_a_refused_line_blocks_its_asset_alone_and_says_what_becomes_of_it(decision, words):
    programme = Programme(change={"assets.affiches.archives_regime": "publiques"})
    programme.carry(START, MARCH, JUNE, but=("visa_missing", "visa_refused"))
    programme.sign("visa", "asset:abonnes", decision=decision)
    programme.sign("visa", "asset:affiches")
    waiting = programme.facts.agenda().waiting
    refused = {
        one.subject: reason_line(programme.facts.plan, why).replace("\xa0", " ")
        for one in waiting
        for why in one.reasons
        if why.code == "visa_refused"
    }
    assert set(refused) == {"asset:abonnes"}
    assert words in refused["asset:abonnes"]
    assert "Changez leur sort dans le plan" in refused["asset:abonnes"]


def test_what_was_refused_leaves_the_next_slip_until_the_plan_keeps_it(world):
    world.returned(*forms(world))
    assert world.abouts() == ("organisation:voisine",)

    def change(plan):
        plan["assets"][-1] |= {"fate": "kept", "fate_reason": "Refusé par les archives"}

    world.replan(change)
    assert world.abouts() == (ABOUT, "organisation:voisine")
    assert world.issue().number == f"{NUMBER}-R2"
    assert world.entries()[-1].body["subjects"] == ["asset:traces"]


def test_returning_it_again_changes_nothing(world):
    world.returned(*forms(world))
    size = len(world.entries())
    again = world.returned(*reversed(forms(world)))
    assert again.code == 0
    assert "déjà enregistré" in again.out
    assert len(world.entries()) == size


@pytest.mark.parametrize("change", ["scan", "form"])
def test_returning_something_else_again_is_refused(world, change):
    world.returned(*forms(world))
    size = len(world.entries())
    if change == "form":
        for who in SCRIBES:
            rewrite(world, who, "refused_keep", "granted")
    said = world.returned(*forms(world), scan=world.scan(b"autre") if change == "scan" else None)
    assert "[slip_already_returned]" in said.err
    assert len(world.entries()) == size


def test_a_scan_that_is_a_pdf_is_still_of_a_paper(world):
    path = world.scan(b"%PDF-1.7 numerisation")
    assert world.returned(*forms(world), scan=path).code == 0
    assert world.state().of("asset:abonnes").archives.signature_kind is SignatureKind.PAPER


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("asset: messages", "asset: abonnes", ("ligne 2", "asset")),
        ("title: Messages", "title: Autres", ("ligne 2", "Messages", "Autres")),
        ("records: 40", "records: 41", ("ligne 1", "40", "41")),
        ("octets: 4096", "octets: 0", ("ligne 1", "octets")),
        ("line: 2", "line: 4", ("ligne 2", "messages")),
        ("line: 3\n", "line: 2\n", ("ligne",)),
    ],
)
@pytest.mark.parametrize("who", SCRIBES)
def test_a_line_that_was_changed_is_named(world, who, before, after, words):
    rewrite(world, who, before, after)
    refused(world, "slip_line_changed", *words)


LAST = """
line: 3
asset: traces
title: Traces
records: -
octets: -
decision: refused_keep
observations: -
"""


@pytest.mark.parametrize("who", SCRIBES)
def test_a_line_left_out_is_named(world, who):
    rewrite(world, who, LAST, "")
    refused(world, "slip_line_changed", "ligne 3", "traces")


@pytest.mark.parametrize("more", ["4", "3"])
def test_a_line_added_is_named(world, more):
    for who in SCRIBES:
        rewrite(world, who, LAST, LAST + LAST.replace("line: 3", f"line: {more}"))
    refused(world, "slip_line_changed", f"ligne {more}")


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("decision: refused_keep", "decision: granted", ("ligne 3", "refused_keep", "granted")),
        ("observations: -", "observations: Trier", ("ligne 1", "Trier")),
    ],
)
def test_two_transcribers_who_differ_on_a_line_are_both_shown(world, before, after, words):
    rewrite(world, SECOND, before, after)
    refused(world, "slip_transcribers_differ", *words)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("director: archiviste", "director: directrice"),
        ("signed_on: 2026-02-01", "signed_on: 2026-02-02"),
        ("original: Carton 12", "original: Carton 21"),
    ],
)
def test_two_transcribers_who_differ_on_the_head_are_both_shown(world, before, after):
    rewrite(world, SECOND, before, after)
    words = (one.partition(": ")[2] for one in (before, after))
    refused(world, "slip_transcribers_differ_on_head", *words)


def test_one_person_does_not_transcribe_twice(world):
    first = forms(world)[0]
    refused(world, "slip_same_transcriber", FIRST, given=[first, first])


def test_one_transcription_alone_is_a_wrong_call(world):
    refused(world, "slip_two_transcriptions", given=forms(world)[:1])


@pytest.mark.parametrize(
    ("who", "code"),
    [
        ("exploitante", "slip_transcriber_unknown"),
        ("personne", "slip_transcriber_unknown"),
        ("ancienne-greffiere", "slip_transcriber_not_in_office"),
    ],
)
def test_a_transcriber_holds_that_role_now(world, who, code):
    assert f"[{code}]" in world.releve("slip", "transcribe", NUMBER, "--as", who).err
    rewrite(world, SECOND, f"transcriber: {SECOND}", f"transcriber: {who}")
    refused(world, code, who)


@pytest.mark.parametrize(
    ("director", "code"),
    [("directrice", "role_may_not"), ("personne", "signer_unknown"), (FIRST, "role_may_not")],
)
def test_the_director_is_of_the_archives(world, director, code):
    for who in SCRIBES:
        (world.root / f"{who}.txt").unlink()
        world.transcribed(who, director=director)
    refused(world, code)


def test_a_slip_never_issued_is_unknown(world):
    number = f"{NUMBER}-R7"
    assert "[slip_unknown]" in world.releve("slip", "transcribe", number, "--as", FIRST).err
    for who in SCRIBES:
        rewrite(world, who, f"slip: {NUMBER}", f"slip: {number}")
    refused(world, "slip_unknown", number=number)
    refused(world, "slip_form_of_another")


def test_a_slip_that_another_replaced_is_refused(world):
    def change(plan):
        plan["assets"][0]["title"] = "Abonnes et lecteurs"

    world.replan(change)
    assert world.issue().number == f"{NUMBER}-R2"
    refused(world, "slip_superseded", f"{NUMBER}-R2")
    assert "[slip_superseded]" in world.releve("slip", "transcribe", NUMBER, "--as", FIRST).err
    said = world.act("visa", "asset:abonnes", "archiviste", bordereau=NUMBER, decision="granted")
    assert "[slip_superseded]" in said.err


def test_a_plan_adopted_meanwhile_asks_for_fresh_forms(world):
    def change(plan):
        plan["assets"][0]["contract"] = "portail"
        plan["small_count_threshold"] = 6

    world.replan(change)
    refused(world, "slip_form_of_another", "plan")


def test_a_scan_is_there_and_holds_something(world):
    refused(world, "slip_scan_missing", scan=world.root / "absent.png")
    refused(world, "slip_scan_missing", scan=world.scan(b""))


def test_a_form_that_was_changed_after_it_was_signed_is_refused(world):
    for who in SCRIBES:
        path = world.root / f"{who}.txt"
        path.write_text(path.read_text().replace("Carton 12", "Carton 13"))
    refused(world, "signature_refused")


def test_a_visa_decided_otherwise_than_its_signature_says_is_refused(world):
    for who in SCRIBES:
        rewrite(world, who, "decision: refused_keep", "decision: granted")
    refused(world, "signature_refused")


def test_a_form_signed_by_somebody_else_is_refused(world):
    path = forms(world)[1]
    data = path.read_bytes()
    space = namespace(world.plan().realm)
    signature = SshKey.load(world.key(FIRST)).sign(data, space)
    path.with_name(f"{path.name}.sig").write_bytes(signature)
    refused(world, "signature_of_unknown_key")
    signature = SshKey.load(world.key(SECOND)).sign(data, "visa.repetition@releve")
    path.with_name(f"{path.name}.sig").write_bytes(signature)
    refused(world, "signature_refused")


def test_a_signature_that_lacks_is_named(world):
    missing = world.root / f"{SECOND}.lignes" / "ligne-2.txt.sig"
    missing.unlink()
    refused(world, "slip_signature_missing", "ligne-2.txt.sig", SECOND)
    bundle = bundle_of(forms(world)[0])
    assert set(bundle.visas) == {1, 2, 3}


def test_a_visa_before_the_slip_was_issued_is_refused(world):
    for who in SCRIBES:
        rewrite(world, who, "signed_on: 2026-02-01", "signed_on: 2026-01-31")
    refused(world, "slip_signed_before_issue", "2026-01-31", "2026-02-01")


def test_a_visa_to_come_is_refused(world):
    for who in SCRIBES:
        (world.root / f"{who}.txt").unlink()
        world.transcribed(who, signed_on="2026-02-02")
    refused(world, "act_from_the_future")


@pytest.mark.parametrize(
    ("before", "after", "code", "words"),
    [
        ("decision: granted\n", "decision: oui\n", "slip_form_malformed", ("decision",)),
        ("decision: granted\n", "decision:\n", "slip_form_incomplete", ("decision",)),
        ("original: Carton 12", "original:", "slip_form_incomplete", ("original",)),
        ("original: Carton 12\n", "", "slip_form_malformed", ("line",)),
        ("signed_on: 2026-02-01", "signed_on: hier", "slip_form_malformed", ("signed_on",)),
        ("releve/slip-return/1", "releve/slip-return/2", "slip_form_malformed", ("format",)),
        ("asset: messages", "asset messages", "slip_form_malformed", ("asset messages",)),
        ("line: 2", "line: deux", "slip_form_malformed", ("line",)),
        ("line: 2", "line: 02", "slip_form_malformed", ("line",)),
        ("line: 2", "line: \u0662", "slip_form_malformed", ("line",)),
        ("signed_on: 2026-02-01", "signed_on: 20260201", "slip_form_malformed", ("signed_on",)),
        ("signed_on: 2026-02-01", "signed_on: 2026-W05-7", "slip_form_malformed", ("signed_on",)),
        ("observations: -", "observations: -\nencore: x", "slip_form_malformed", ("encore",)),
    ],
)
def test_a_form_badly_filled_in_is_said_where(world, before, after, code, words):
    rewrite(world, FIRST, before, after)
    refused(world, code, *words)


def test_a_form_is_never_written_over_and_is_ones_own_to_sign(world):
    out = str(forms(world)[0])
    said = world.releve("slip", "transcribe", NUMBER, "--as", FIRST, "--out", out)
    assert "[slip_form_exists]" in said.err
    key = str(world.key(SECOND))
    assert (
        "[slip_form_of_another]"
        in world.releve("slip", "sign", out, "--as", SECOND, "--key", key).err
    )
    absent = str(world.root / "absent.txt")
    assert (
        "[slip_form_missing]"
        in world.releve("slip", "sign", absent, "--as", FIRST, "--key", key).err
    )


def test_a_visa_by_key_names_the_slip_that_stands(world):
    done = world.act("visa", "asset:messages", "archiviste", decision="transferred")
    assert done.code == 0, done.err
    assert {one.code for one in world.collect()} == {None}
    act = world.state().of("asset:messages").archives
    assert act.fields == {"bordereau": NUMBER, "decision": "transferred"}
    strange = world.act("visa", "asset:abonnes", "archiviste", decision="peut-etre")
    assert "[visa_decision_unknown]" in strange.err
    unknown = world.act(
        "visa", "asset:abonnes", "archiviste", bordereau="BE-MEDIATHEQUE-X", decision="granted"
    )
    assert "[slip_unknown]" in unknown.err
    own = world.act("visa", "asset:abonnes", "archiviste", bordereau="W 12", decision="granted")
    assert own.code == 0, own.err


def test_a_visa_on_the_slip_of_another_producer_is_refused(world):
    said = world.act("visa", "asset:affiches", "archiviste", bordereau=NUMBER, decision="granted")
    assert "[slip_of_another_producer]" in said.err


def test_a_receipt_names_a_certificate_in_force(world):
    said = world.act("filing", "asset:abonnes", "archiviste", certificate="C-1", reference="W 1")
    assert "[filing_of_unknown_certificate]" in said.err


def test_what_came_back_is_verified_by_a_stranger(world):
    world.returned(*forms(world))
    said = world.verify()
    assert said.code == 0, said.out


def test_a_visa_made_by_hand_decides_in_known_words():
    programme = Programme()
    for word in ("peut-etre", "Granted"):
        said = programme.sign("visa", "asset:abonnes", decision=word)
        assert said == "visa_decision_unknown"
    assert programme.sign("visa", "asset:abonnes", decision="kept") is None
