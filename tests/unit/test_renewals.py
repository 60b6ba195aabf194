"""Renewals: each defect refused by its name, and what an authority that nobody knows is worth."""

import random
import shutil
import subprocess
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from hashlib import sha512

import pytest

from releve.archives.renewal import next_renewal
from releve.errors import EvidenceRefused
from releve.verification.folder import Folder
from releve.verification.renewals import read_chain
from tests.fakes.evidence_maker import EvidenceMaker
from tests.fakes.pki import Pki
from tests.fakes.renewer import renew_at, write

RECORDED = datetime(2026, 11, 2, 9, 30, 0, 700_000, tzinfo=UTC)
FIRST, SECOND = datetime(2026, 12, 1, tzinfo=UTC), datetime(2028, 5, 1, tzinfo=UTC)
ONE, TWO = "renewals/0001", "renewals/0002"


@pytest.fixture(scope="module")
def pki():
    return Pki()


@pytest.fixture(scope="module")
def told(tmp_path_factory):
    return EvidenceMaker().tell().publish(tmp_path_factory.mktemp("told") / "evidence")


@pytest.fixture
def evidence(tmp_path, told):
    return shutil.copytree(told, tmp_path / "evidence")


@pytest.fixture
def renewed(evidence, pki):
    renew_at(evidence, pki, FIRST)
    renew_at(evidence, pki, SECOND)
    return evidence


def chain(evidence, pki, since=RECORDED):
    return read_chain(Folder(evidence), pki.timestamp_authorities, since=since)


def refusal(evidence, pki, since=RECORDED):
    with pytest.raises(EvidenceRefused) as caught:
        chain(evidence, pki, since)
    return caught.value.code, caught.value.facts["file"]


def lines(change):
    return lambda data: b"".join(change(data.splitlines(keepends=True)))


def test_evidence_that_was_never_renewed_has_no_chain(evidence, pki):
    assert chain(evidence, pki).renewals == ()


def test_renewals_are_read_in_order_with_what_their_tokens_say(renewed, pki):
    found = chain(renewed, pki)
    assert [(one.number, one.stamp.at) for one in found.renewals] == [(1, FIRST), (2, SECOND)]
    assert {one.stamp.not_after for one in found.renewals} == {pki.until.replace(microsecond=0)}
    assert (found.untrusted, found.unchecked) == ((), ())


def test_a_renewal_lists_every_file_before_it_and_nothing_else(renewed):
    listed = (renewed / TWO / "manifest.sha512").read_text().splitlines()
    files = [path for path in renewed.rglob("*") if path.is_file() and TWO not in str(path)]
    expected = [
        f"{sha512(path.read_bytes()).hexdigest()}  {path.relative_to(renewed).as_posix()}"
        for path in files
    ]
    assert listed == sorted(expected, key=lambda line: line[130:])
    assert any(line.endswith(f"{ONE}/token.tst") for line in listed)
    assert any(line.endswith("manifest.note") for line in listed)


def test_the_tool_of_the_system_reads_the_list(renewed, needs_tool):
    needs_tool("sha512sum")
    command = ["sha512sum", "--strict", "--quiet", "-c", f"{TWO}/manifest.sha512"]
    assert subprocess.run(command, cwd=renewed, check=False).returncode == 0
    (renewed / "LISEZMOI.txt").write_bytes(b"B lire.\n")
    assert subprocess.run(command, cwd=renewed, check=False, capture_output=True).returncode == 1


def moved(source, target):
    return lambda root: (root / source).rename(root / target)


def removed(name):
    return lambda root: (root / name).unlink()


def changed(name, change):
    def rewrite(root):
        path = root / name
        path.write_bytes(change(path.read_bytes()))

    return rewrite


MANIFEST, TOKEN = f"{ONE}/manifest.sha512", f"{ONE}/token.tst"
DEFECTS = {
    "first-number-missing": (moved(ONE, "renewals/0003"), ("renewal_missing", MANIFEST)),
    "number-skipped": (
        moved(TWO, "renewals/0003"),
        ("renewal_missing", f"{TWO}/manifest.sha512"),
    ),
    "list-missing": (removed(MANIFEST), ("renewal_missing", MANIFEST)),
    "token-missing": (removed(TOKEN), ("renewal_missing", TOKEN)),
    "number-zero": (moved(ONE, "renewals/0000"), ("folder_unknown_file", None)),
    "file-added-since": (
        lambda root: (root / "documents" / ("0" * 64)).write_bytes(b"since"),
        ("renewal_file_left_out", MANIFEST),
    ),
    "file-removed-since": (removed("LISEZMOI.txt"), ("renewal_extra_file", MANIFEST)),
    "file-changed-since": (
        changed("LISEZMOI.txt", bytes.upper),
        ("renewal_digest_differs", MANIFEST),
    ),
    "earlier-token-made-again": (
        lambda root: (root / TOKEN).write_bytes(Pki().token((root / MANIFEST).read_bytes(), FIRST)),
        ("renewal_digest_differs", f"{TWO}/manifest.sha512"),
    ),
    "list-without-its-last-newline": (
        changed(MANIFEST, lambda data: data[:-1]),
        ("renewal_manifest_malformed", MANIFEST),
    ),
    "list-in-capitals": (
        changed(MANIFEST, lambda data: data.replace(b"a", b"A", 1)),
        ("renewal_manifest_malformed", MANIFEST),
    ),
    "token-of-nothing": (changed(TOKEN, lambda _: b""), ("timestamp_malformed", TOKEN)),
    "tokens-exchanged": (
        changed(TOKEN, lambda _: b"\x30\x00"),
        ("timestamp_malformed", TOKEN),
    ),
}


@pytest.mark.parametrize("name", DEFECTS)
def test_renewals_that_are_not_as_they_were_made_are_refused(renewed, pki, name):
    change, (code, file) = DEFECTS[name]
    change(renewed)
    found = refusal(renewed, pki)
    assert found[0] == code
    assert file in {None, found[1]}


DATED = {
    "file-left-out": (lines(lambda all_: all_[1:]), "renewal_file_left_out"),
    "extra-file": (
        lambda data: data + b"0" * 128 + b"  scope.json\n",
        "renewal_extra_file",
    ),
    "itself": (
        lambda data: data + b"0" * 128 + f"  {MANIFEST}\n".encode(),
        "renewal_extra_file",
    ),
    "other-digest": (lambda data: b"0" * 128 + data[128:], "renewal_digest_differs"),
    "out-of-order": (lines(lambda all_: all_[::-1]), "renewal_manifest_malformed"),
    "line-twice": (lines(lambda all_: [all_[0], *all_]), "renewal_manifest_malformed"),
    "sha256-digests": (lambda data: data[64:], "renewal_manifest_malformed"),
    "windows-lines": (lambda data: data.replace(b"\n", b"\r\n"), "renewal_manifest_malformed"),
    "not-ascii": (lambda data: data + "é\n".encode(), "renewal_manifest_malformed"),
}


@pytest.mark.parametrize("name", DATED)
def test_a_list_that_a_true_authority_dated_is_refused_all_the_same(evidence, pki, name):
    change, code = DATED[name]
    renew_at(evidence, pki, FIRST, manifest=change)
    assert refusal(evidence, pki) == (code, MANIFEST)


def test_a_token_over_another_list_is_refused(evidence, pki):
    folder = Folder(evidence)
    listed = next_renewal(folder.names, folder.read).manifest
    write(evidence, 1, listed, pki.token(listed + b"\n", FIRST))
    assert refusal(evidence, pki) == ("timestamp_of_other_data", TOKEN)


def test_a_renewal_before_the_evidence_is_refused_to_the_second(evidence, pki):
    renew_at(evidence, pki, RECORDED.replace(microsecond=0))
    assert chain(evidence, pki).renewals[0].number == 1
    later = RECORDED + timedelta(seconds=1)
    assert refusal(evidence, pki, since=later) == ("renewal_before_evidence", TOKEN)


def test_renewals_whose_time_goes_back_are_refused(evidence, pki):
    renew_at(evidence, pki, SECOND)
    renew_at(evidence, pki, SECOND - timedelta(seconds=1))
    assert refusal(evidence, pki) == ("renewal_goes_back", f"{TWO}/token.tst")


def test_two_renewals_at_the_same_instant_are_accepted(evidence, pki):
    renew_at(evidence, pki, FIRST)
    renew_at(evidence, pki, FIRST)
    assert len(chain(evidence, pki).renewals) == 2


@pytest.mark.parametrize("off", [-timedelta(days=2), timedelta(days=4000)])
def test_a_token_outside_the_life_of_its_authority_is_refused(evidence, pki, off):
    at = pki.since + off
    renew_at(evidence, pki, at)
    assert refusal(evidence, pki, since=at) == ("timestamp_untrusted", TOKEN)


def test_an_authority_that_trust_does_not_name_counts_for_nothing_and_is_named(evidence, pki):
    renew_at(evidence, pki, FIRST)
    renew_at(evidence, Pki(name="B"), SECOND)
    renew_at(evidence, pki, SECOND)
    found = chain(evidence, pki)
    assert [one.number for one in found.renewals] == [1, 3]
    assert found.untrusted == (f"{TWO}/token.tst",)


def test_an_authority_below_one_that_trust_does_not_name_is_named_too(evidence, pki):
    renew_at(evidence, Pki(name="B", between=True), FIRST)
    assert chain(evidence, pki).untrusted == (TOKEN,)


def test_a_token_in_the_name_of_a_trusted_authority_counts_for_nothing(evidence, pki):
    renew_at(evidence, Pki(name="A"), FIRST)
    assert chain(evidence, pki).untrusted == (TOKEN,)


def test_a_certificate_between_in_the_name_of_a_trusted_authority_is_refused(evidence, pki):
    renew_at(evidence, Pki(name="A", between=True), FIRST)
    assert refusal(evidence, pki) == ("timestamp_untrusted", TOKEN)


def test_without_any_authority_tokens_are_said_unchecked(renewed):
    found = read_chain(Folder(renewed), (), since=RECORDED)
    assert found.renewals == ()
    assert found.unchecked == (TOKEN, f"{TWO}/token.tst")
    (renewed / "LISEZMOI.txt").write_bytes(b"B lire.\n")
    with pytest.raises(EvidenceRefused, match="renewal_digest_differs"):
        read_chain(Folder(renewed), (), since=RECORDED)


@pytest.mark.slow
def test_any_changed_byte_of_a_renewal_is_refused(evidence, pki):
    place = renew_at(evidence, pki, FIRST)
    for path, step in ((place / "token.tst", 1), (place / "manifest.sha512", 37)):
        for _ in bent(path, step):
            assert refusal(evidence, pki)[1] in {MANIFEST, TOKEN}
    assert len(chain(evidence, pki).renewals) == 1


@pytest.mark.parametrize("between", [False, True], ids=["direct", "below-another"])
@pytest.mark.parametrize("trusted", [True, False], ids=["trusted", "unknown"])
def test_no_changed_byte_of_a_token_ever_counts(evidence, between, trusted):
    ours, other = Pki(name="A", between=between), Pki(name="Z")
    place = renew_at(evidence, ours, FIRST)
    known = ours if trusted else other
    assert chain(evidence, known).untrusted == (() if trusted else (TOKEN,))
    for _ in bent(place / "token.tst", 11):
        if between and not trusted:  # nobody here can judge the certificate between
            with suppress(EvidenceRefused):
                assert chain(evidence, known).renewals == ()
        else:
            with pytest.raises(EvidenceRefused):
                chain(evidence, known)


def bent(path, step):
    """Change one byte of a file after another, put it back, and so on."""
    seeded, before = random.Random(2046), path.read_bytes()
    for position in range(seeded.randrange(step), len(before), step):
        data = bytearray(before)
        data[position] ^= seeded.randrange(1, 256)
        path.write_bytes(data)
        yield position
    path.write_bytes(before)
