"""Twenty years in a second: what evidence of 2025 proves in 2046, renewed in time, or not."""

import argparse
import io
import json
import shutil
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from releve.archives.renewal import next_renewal
from releve.canonical import hex_digest
from releve.cli.verify import add_arguments, run
from releve.documents.manifest import MANIFEST, NOTE, manifest_note
from releve.verification.belief import believed, proven_until
from releve.verification.folder import Folder
from releve.verification.renewals import Chain, Renewal
from releve.verification.stamp import Stamp
from releve.verification.trust import Trust, load_trust
from releve.verification.verdict import verify_evidence
from tests.fakes.evidence_maker import START, EvidenceMaker
from tests.fakes.pki import Pki
from tests.fakes.renewer import renew_at


def year(number, month=6):
    return datetime(number, month, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def then():
    """The authorities of 2025: the one that stamps ends in 2031, the one above in 2036."""
    return Pki(now=START, years=6, authority_years=11)


@pytest.fixture(scope="module")
def later():
    return Pki(now=year(2029), years=10, name="B")


@pytest.fixture(scope="module")
def last():
    return Pki(now=year(2037), years=12, name="C", tsa_key="ecdsa")


@pytest.fixture(scope="module")
def maker(then):
    def stamped(item, maker):
        token = then.token(maker.documents[item.body["statement"]], item.at)
        item.body["token"] = maker.keep(token)

    edits = {f"{name}-certificate": stamped for name in ("destroy", "copy")}
    return EvidenceMaker(edits=edits).tell()


@pytest.fixture(scope="module")
def told(tmp_path_factory, maker):
    return maker.publish(tmp_path_factory.mktemp("told") / "evidence")


@pytest.fixture
def evidence(tmp_path, told):
    return shutil.copytree(told, tmp_path / "evidence")


@pytest.fixture
def judged(tmp_path, evidence, maker):
    """Verify the evidence at an instant, trusting these authorities; return claims and limits."""

    def judge(now, *trusted):
        file = tmp_path / "trust.json"
        roots = [text for pki in trusted for text in pki.timestamp_authorities]
        file.write_text(json.dumps(maker.trust(timestamp_authorities=roots)))
        report = verify_evidence(evidence, load_trust(file), now=now)
        assert report.refusal is None
        assert report.exit_code == 0
        said = {one.code: one.facts for one in report.claims}
        return said, {one.code: one.facts for one in report.limits}

    return judge


ABOUT_TIME = {
    "timestamps_lapsed", "timestamps_later", "renewal_skipped", "renewal_due",
    "renewal_untrusted", "renewal_unchecked",
}  # fmt: skip


def told_of_time(limits):
    return limits.keys() & ABOUT_TIME


def test_renewed_on_time_the_evidence_of_year_zero_is_proven_in_2046(
    evidence, judged, then, later, last
):
    renew_at(evidence, later, year(2030))
    renew_at(evidence, last, year(2038))
    for number in range(2038, 2047):
        claims, limits = judged(year(number, 7), then, later, last)
        assert told_of_time(limits) == set(), number
        assert claims["renewals"] == {"renewals": 2, "last": "2038-06-01T00:00:00Z"}
        assert claims["stamps"]["stamps"] == 2


def test_without_the_second_renewal_the_lapse_is_told_with_its_date(evidence, judged, then, later):
    renew_at(evidence, later, year(2030))
    _, limits = judged(year(2046), then, later)
    assert told_of_time(limits) == {"timestamps_lapsed"}
    facts = limits["timestamps_lapsed"]
    assert (facts["timestamps"], facts["of"]) == (3, 3)
    assert facts["since"].startswith("2039-")


def test_what_is_proven_ends_to_the_second(judged, then):
    end = then.until.replace(microsecond=0)
    _, limits = judged(end, then)
    assert told_of_time(limits) == {"renewal_due"}
    _, limits = judged(end + timedelta(seconds=1), then)
    assert told_of_time(limits) == {"timestamps_lapsed"}


def test_never_renewed_the_lapse_is_that_of_who_stamped_then(judged, then):
    _, limits = judged(year(2046), then)
    assert told_of_time(limits) == {"timestamps_lapsed"}
    assert limits["timestamps_lapsed"]["timestamps"] == 2
    assert limits["timestamps_lapsed"]["since"].startswith("2031-")


def test_a_renewal_made_too_late_is_told_and_brings_nothing_back(
    evidence, judged, then, later, last
):
    renew_at(evidence, later, year(2030))
    renew_at(evidence, last, year(2041))
    claims, limits = judged(year(2046), then, later, last)
    assert told_of_time(limits) == {"timestamps_lapsed", "renewal_skipped"}
    assert limits["renewal_skipped"]["number"] == "0002"
    assert limits["renewal_skipped"]["at"].startswith("2041-")
    assert limits["renewal_skipped"]["since"].startswith("2039-")
    assert limits["timestamps_lapsed"]["timestamps"] == 3
    assert limits["timestamps_lapsed"]["of"] == 4
    assert claims["renewals"]["renewals"] == 2


def test_an_authority_that_an_older_trust_lacks_is_named_and_its_renewal_counts_for_nothing(
    evidence, judged, then, later, last
):
    renew_at(evidence, later, year(2030))
    renew_at(evidence, last, year(2038))
    claims, limits = judged(year(2046), then, later)
    assert told_of_time(limits) == {"timestamps_lapsed", "renewal_untrusted"}
    assert limits["renewal_untrusted"]["files"] == ("renewals/0002/token.tst",)
    assert limits["timestamps_lapsed"]["since"].startswith("2039-")
    assert claims["renewals"]["renewals"] == 1


def test_an_authority_that_trust_lacks_in_the_middle_breaks_the_chain(
    evidence, judged, then, later, last
):
    renew_at(evidence, later, year(2030))
    renew_at(evidence, last, year(2038))
    _, limits = judged(year(2046), then, last)
    assert told_of_time(limits) == {"timestamps_lapsed", "renewal_untrusted", "renewal_skipped"}
    assert limits["renewal_untrusted"]["files"] == ("renewals/0001/token.tst",)
    assert limits["renewal_skipped"]["number"] == "0002"
    assert limits["timestamps_lapsed"]["since"].startswith("2031-")


def test_a_renewal_is_due_two_years_before_the_end_and_no_longer_once_made(
    evidence, judged, then, later
):
    assert told_of_time(judged(year(2029, 5), then)[1]) == set()
    _, limits = judged(year(2029, 7), then)
    assert told_of_time(limits) == {"renewal_due"}
    assert limits["renewal_due"]["until"].startswith("2031-")
    renew_at(evidence, later, year(2029, 8))
    assert told_of_time(judged(year(2029, 9), then, later)[1]) == set()


def test_judged_at_an_earlier_instant_what_came_after_does_not_count(
    evidence, judged, then, later, last
):
    renew_at(evidence, later, year(2030))
    renew_at(evidence, last, year(2038))
    _, limits = judged(year(2029), then, later, last)
    assert told_of_time(limits) == {"timestamps_later"}
    assert limits["timestamps_later"]["timestamps"] == 2
    _, limits = judged(year(2029, 7), then, later, last)
    assert told_of_time(limits) == {"timestamps_later", "renewal_due"}
    _, limits = judged(year(2039), then, later)
    assert told_of_time(limits) == {"renewal_due", "renewal_untrusted"}
    _, limits = judged(year(2024), then, later, last)
    assert limits["timestamps_later"]["timestamps"] == 4


def called(*argv):
    parser = argparse.ArgumentParser()
    add_arguments(parser)
    out = io.StringIO()
    return run(parser.parse_args([str(one) for one in argv]), out), out.getvalue()


def test_the_command_judges_at_the_instant_it_is_given(tmp_path, evidence, maker, then, later):
    renew_at(evidence, later, year(2030))
    roots = [*then.timestamp_authorities, *later.timestamp_authorities]
    (tmp_path / "trust.json").write_text(json.dumps(maker.trust(timestamp_authorities=roots)))
    command = ("--trust", tmp_path, evidence)
    code, told = called("--at", "2046-01-01T01:00:00+01:00", *command)
    assert code == 0
    assert "3 horodatage(s) sur 3" in told
    assert "2039" in told
    assert "‹" not in told
    code, told = called("--at", "2035-01-01T00:00:00Z", *command)
    assert code == 0
    assert "Renouvellements" in told
    assert "ne prouvent plus" not in told


def test_a_refused_renewal_names_its_file_and_says_what_to_do(
    tmp_path, evidence, maker, then, later
):
    place = renew_at(evidence, later, year(2030))
    (place / "manifest.sha512").write_bytes(b"")
    (tmp_path / "trust.json").write_text(json.dumps(maker.trust()))
    code, told = called("--trust", tmp_path, evidence)
    assert code == 1
    assert "Fichier : renewals/0001/manifest.sha512" in told
    assert "(renewal_file_left_out)" in told
    (place / "manifest.sha512").write_bytes(next_list(evidence))
    (place / "token.tst").write_bytes(b"x")
    roots = [*then.timestamp_authorities]
    (tmp_path / "trust.json").write_text(json.dumps(maker.trust(timestamp_authorities=roots)))
    code, told = called("--trust", tmp_path, evidence)
    assert code == 1
    assert "Fichier : renewals/0001/token.tst" in told
    assert "?" not in told


def next_list(evidence):
    shutil.rmtree(evidence / "renewals")
    folder = Folder(evidence)
    (evidence / "renewals/0001").mkdir(parents=True)
    return next_renewal(folder.names, folder.read).manifest


def test_a_renewal_older_than_the_last_entry_is_refused(evidence, maker, then):
    renew_at(evidence, then, maker.entries[-1].recorded_at - timedelta(minutes=1))
    report = verify_evidence(evidence, None)
    assert (report.refusal, report.claims[-1].facts) != (None, None)
    trust = Trust.model_validate(
        maker.trust(timestamp_authorities=[*then.timestamp_authorities]), strict=False
    )
    report = verify_evidence(evidence, trust)
    assert report.refusal.code == "renewal_before_evidence"
    assert report.refusal.facts["file"] == "renewals/0001/token.tst"


def test_a_signed_list_of_files_never_holds_a_renewal(evidence, maker, then):
    renew_at(evidence, then, year(2026))
    digests = {
        path.relative_to(evidence).as_posix(): hex_digest(path.read_bytes())
        for path in evidence.rglob("*")
        if path.is_file() and path.name not in {MANIFEST, NOTE}
    }
    listed = "".join(f"{digests[name]}  {name}\n" for name in sorted(digests)).encode()
    (evidence / MANIFEST).write_bytes(listed)
    note = maker.log_key.sign_note(manifest_note(maker.origin, listed))
    (evidence / NOTE).write_bytes(note)
    refusal = verify_evidence(evidence, None).refusal
    assert (refusal.code, refusal.facts["cause"]) == (
        "manifest_malformed",
        "renewals/0001/manifest.sha512",
    )


@pytest.mark.parametrize("at", ["2046", "demain", "2046-01-01", "2046-01-01T00:00:00"])
def test_an_instant_without_its_zone_is_a_wrong_call(evidence, at):
    code, told = called("--at", at, evidence)
    assert code == 2
    assert at in told


DAYS = some.integers(min_value=0, max_value=40)
LIVES = some.tuples(DAYS, DAYS)


def day(number):
    return START + timedelta(days=number)


def stamp(life):
    return Stamp(at=day(min(life)), not_after=day(max(life)))


def rule(one, after, now):
    """The rule of docs/format/renewal.md, as it is written."""
    if one.not_after >= now:
        return True
    for index, renewal in enumerate(after):
        if one.not_after >= renewal.at and rule(renewal, after[index + 1 :], now):
            return True
    return False


@given(life=LIVES, lives=some.lists(LIVES, max_size=5), now=DAYS)
def test_belief_is_the_rule_that_is_written(life, lives, now):
    renewals = sorted((stamp(one) for one in lives), key=lambda one: one.at)
    chain = Chain(renewals=tuple(Renewal(number=n, stamp=s) for n, s in enumerate(renewals, 1)))
    first, instant = stamp(life), day(now)
    then = [one for one in renewals if one.at <= instant]
    expected = first.at <= instant and rule(first, then, instant)
    assert believed(first, chain, instant) == expected
    if believed(first, chain, instant):
        assert proven_until(first, chain) >= instant
