"""Renewing: what is added, that nothing else changes, and when nothing is added at all."""

import json
import resource
import shutil
from datetime import UTC, datetime, timedelta

import pytest

from flows.renewal import renew
from releve.archives.pack import PackReader, folder_files, write_pack
from releve.errors import ConnectorUnavailable, EvidenceRefused, StepRefused
from releve.verification.trust import load_trust
from releve.verification.verdict import verify_evidence
from tests.fakes.evidence_maker import EvidenceMaker
from tests.fakes.pki import Pki
from tests.fakes.renewer import Authority

NOW = datetime.now(UTC).replace(microsecond=0)


@pytest.fixture(scope="module")
def pki():
    return Pki(now=NOW)


@pytest.fixture(scope="module")
def maker():
    return EvidenceMaker().tell()


@pytest.fixture(scope="module")
def told(tmp_path_factory, maker):
    return maker.publish(tmp_path_factory.mktemp("told") / "evidence")


@pytest.fixture
def folder(tmp_path, told):
    return shutil.copytree(told, tmp_path / "here" / "evidence")


@pytest.fixture
def pack(tmp_path, told):
    (tmp_path / "here").mkdir(exist_ok=True)
    write_pack(tmp_path / "here" / "evidence.zip", folder_files(told))
    return tmp_path / "here" / "evidence.zip"


@pytest.fixture(params=["folder", "pack"])
def place(request):
    return request.getfixturevalue(request.param)


@pytest.fixture
def trust(tmp_path, maker, pki):
    file = tmp_path / "trust.json"
    file.write_text(json.dumps(maker.trust(timestamp_authorities=[*pki.timestamp_authorities])))
    return load_trust(file)


def content(place):
    """Every file of the evidence by name, with its bytes."""
    if place.is_dir():
        return {name: path.read_bytes() for name, path in folder_files(place).items()}
    reader = PackReader(place)
    return {name: reader.read(name) for name in reader.names}


def around(place):
    """What stands beside the evidence."""
    return sorted(path.name for path in place.parent.iterdir())


def renewed(place, authority, trust=None):
    return renew(
        place, authority=authority, authorities=authority.pki.timestamp_authorities, trust=trust
    )


def test_a_renewal_adds_its_two_files_and_changes_nothing_else(place, pki, trust):
    before, beside = content(place), around(place)
    authority = Authority(pki, NOW)
    made = renewed(place, authority, trust)
    assert (made.number, made.stamp.at, authority.asked) == (1, NOW, ["sha512"])
    after = content(place)
    added = {"renewals/0001/manifest.sha512", "renewals/0001/token.tst"}
    assert after.keys() - before.keys() == added
    assert {name: after[name] for name in before} == before
    assert around(place) == beside
    report = verify_evidence(place, trust)
    assert report.refusal is None
    assert {one.code: one.facts for one in report.claims}["renewals"]["renewals"] == 1


def test_renewals_follow_one_another_whoever_dates_them(place, pki, trust):
    renewed(place, Authority(pki, NOW - timedelta(hours=2)), trust)
    other = Pki(now=NOW, name="B")
    assert renewed(place, Authority(other, NOW - timedelta(hours=1)), trust).number == 2
    assert renewed(place, Authority(pki, NOW), trust).number == 3
    report = verify_evidence(place, trust)
    assert report.refusal is None
    facts = {one.code: one.facts for one in report.limits}
    assert facts["renewal_untrusted"]["files"] == ("renewals/0002/token.tst",)


def test_a_pack_renewed_is_the_pack_of_the_folder_renewed(tmp_path, pack, pki):
    renewed(pack, Authority(pki, NOW))
    for name, data in content(pack).items():
        path = tmp_path / "again" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    write_pack(tmp_path / "again.zip", folder_files(tmp_path / "again"))
    assert (tmp_path / "again.zip").read_bytes() == pack.read_bytes()


def refused(place, authority, error, code, trust=None):
    """Renew, see it refused, and that nothing at all is different."""
    before, beside = content(place) if place.exists() else None, around(place)
    with pytest.raises(error) as caught:
        renewed(place, authority, trust)
    assert caught.value.code == code
    assert (content(place), around(place)) == (before, beside)
    return caught.value


def test_broken_evidence_is_never_renewed_and_the_file_is_named(folder, pki):
    (folder / "LISEZMOI.txt").write_bytes(b"B lire.\n")
    authority = Authority(pki, NOW)
    error = refused(folder, authority, EvidenceRefused, "evidence_not_renewable")
    assert error.facts == {"file": "LISEZMOI.txt", "cause": "folder_file_changed"}
    assert authority.asked == []


def test_evidence_of_another_is_not_renewed_for_this_trust(folder, pki, trust):
    other = trust.model_copy(update={"log_keys": (EvidenceMaker(family="x-").log_key.vkey,)})
    refused(folder, Authority(pki, NOW), EvidenceRefused, "evidence_not_renewable", other)


def test_a_broken_renewal_is_not_renewed_over(folder, pki):
    renewed(folder, Authority(pki, NOW))
    (folder / "renewals/0001/manifest.sha512").write_bytes(b"")
    error = refused(folder, Authority(pki, NOW), EvidenceRefused, "evidence_not_renewable")
    assert error.facts["cause"] == "renewal_file_left_out"


def test_an_authority_that_is_down_leaves_everything_as_it_was(place, pki):
    down = ConnectorUnavailable("timestamp_unreachable", url="u", reason="silence")
    refused(place, Authority(pki, NOW, down), ConnectorUnavailable, "timestamp_unreachable")


def test_an_authority_whose_clock_is_behind_adds_nothing(place, pki, maker):
    old = Pki(now=maker.entries[-1].recorded_at - timedelta(days=1))
    before = Authority(old, maker.entries[-1].recorded_at - timedelta(minutes=1))
    refused(place, before, EvidenceRefused, "renewal_before_evidence")
    renewed(place, Authority(pki, NOW))
    behind = Authority(pki, NOW - timedelta(seconds=1))
    refused(place, behind, EvidenceRefused, "renewal_goes_back")


def test_an_authority_under_other_certificates_adds_nothing(place, pki):
    authority = Authority(Pki(now=NOW, name="B"), NOW)
    before, beside = content(place), around(place)
    with pytest.raises(EvidenceRefused, match="renewal_untrusted"):
        renew(place, authority=authority, authorities=pki.timestamp_authorities, trust=None)
    assert (content(place), around(place)) == (before, beside)


def test_a_renewal_written_meanwhile_by_another_is_not_written_over(place, pki):
    class Meanwhile(Authority):
        def token(self, data, *, digest="sha256"):
            if self.at == NOW:
                renewed(place, Meanwhile(pki, NOW - timedelta(seconds=5)))
            return super().token(data, digest=digest)

    with pytest.raises(StepRefused, match="renewal_raced"):
        renewed(place, Meanwhile(pki, NOW))
    assert sum(name.endswith("token.tst") for name in content(place)) == 1
    assert verify_evidence(place, None).refusal is None


def test_a_disk_that_is_full_is_told_and_leaves_everything_as_it_was(place, pki):
    full = resource.getrlimit(resource.RLIMIT_FSIZE)
    before, beside = content(place), around(place)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1024, full[1]))
    try:
        with pytest.raises(StepRefused, match="renewal_not_written"):
            renewed(place, Authority(pki, NOW))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, full)
    assert (content(place), around(place)) == (before, beside)
