"""Packages sealed for their recipient, and what a recipient refuses to extract."""

import io
import os
import subprocess
import tarfile
from pathlib import Path

import pyrage
import pytest

from connectors.age import AgeSealer, Limits, new_identity, open_sealed
from connectors.age.archive import END, Sink, header, pieces
from releve.errors import ConnectorError

pytestmark = pytest.mark.integration
LONG = "/".join(["dossier-" + "é" * 60] * 4) + "/fin.json"
FILES = {
    "a": b"",
    "a-b": b"x" * 511,
    "a.d/b": b"x" * 512,
    "a.d/é l'été\n.csv": b"x" * 513,
    "bagit.txt": os.urandom(3 * 1024 * 1024 + 1),
    LONG: b"{}",
    "n" * 120: b"n",
    "z/z/z": b"\0" * 70_000,
}


def ignored(_):
    """Take no interest in progress."""


@pytest.fixture
def ours():
    return new_identity()


@pytest.fixture
def folder(tmp_path):
    root = tmp_path / "lot"
    for name, content in FILES.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)
    return root


def tree(root):
    paths = (path for path in root.rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


def encrypted(identity, path, plain):
    path.write_bytes(pyrage.encrypt(plain, [pyrage.x25519.Recipient.from_str(identity.recipient)]))
    return path


def refused(act, *arguments):
    with pytest.raises(ConnectorError) as caught:
        act(*arguments)
    return caught.value


def test_each_recipient_gets_back_what_was_sealed(folder, tmp_path, ours):
    other, target, handled = new_identity(), tmp_path / "lot.age", []
    sealer = AgeSealer([ours.recipient, other.recipient])
    digest, size = sealer.seal(folder, target, handled.append)
    seen = subprocess.run(["sha256sum", target], check=True, capture_output=True).stdout
    assert (seen.split()[0].decode(), target.stat().st_size) == (digest, size)
    assert (handled, target.stat().st_mode & 0o777) == ([*range(1, len(FILES) + 1)], 0o600)
    for number, identity in enumerate((ours, other)):
        out = tmp_path / f"sortie-{number}"
        counted = open_sealed(identity.secret, target, out)
        assert counted == (len(FILES), sum(map(len, FILES.values())))
        assert tree(out) == FILES
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "lot", "lot.age", "sortie-0", "sortie-1"
    ]  # fmt: skip


def test_the_plain_stream_depends_on_names_and_content_alone(folder, tmp_path):
    first = b"".join(pieces(folder, ignored))
    again = tmp_path / "autre"
    for name in reversed(FILES):
        (again / name).parent.mkdir(parents=True, exist_ok=True)
        (again / name).write_bytes(FILES[name])
        (again / name).chmod(0o700)
        os.utime(again / name, (1, 1))
    assert b"".join(pieces(again, ignored)) == first
    with tarfile.open(fileobj=io.BytesIO(first)) as archive:
        assert archive.getnames() == sorted(FILES, key=str.encode)
        assert {m.name: archive.extractfile(m).read() for m in archive} == FILES


def test_an_existing_target_is_replaced_and_a_failed_one_is_not(folder, tmp_path, ours):
    (target := tmp_path / "lot.age").write_bytes(b"avant")
    (tmp_path / ".lot.age.part").write_bytes(b"reste d'un arret")
    sealer = AgeSealer([ours.recipient])
    (folder / "lien").symlink_to("a")
    assert refused(sealer.seal, folder, target, ignored).code == "seal_irregular_file"
    assert target.read_bytes() == b"avant"
    (folder / "lien").unlink()
    sealer.seal(folder, target, ignored)
    open_sealed(ours.secret, target, tmp_path / "sortie")
    assert not (tmp_path / ".lot.age.part").exists()


@pytest.mark.parametrize("kind", ["link", "folder-link", "pipe", "not-utf8"])
def test_only_regular_files_are_sealed(tmp_path, ours, kind):
    (folder := tmp_path / "lot").mkdir()
    match kind:
        case "link":
            (folder / "x").symlink_to("y")
        case "folder-link":
            (folder / "x").symlink_to(tmp_path)
        case "pipe":
            os.mkfifo(folder / "x")
        case _:
            (Path(os.fsdecode(os.fsencode(folder) + b"/\xff"))).touch()
    error = refused(AgeSealer([ours.recipient]).seal, folder, tmp_path / "lot.age", ignored)
    assert error.code == "seal_irregular_file"
    assert [path.name for path in tmp_path.iterdir()] == ["lot"]


@pytest.mark.parametrize("change", [b"", b"plus long que prevu" * 9])
def test_a_file_that_changes_while_it_is_sealed_is_seen(tmp_path, change):
    (folder := tmp_path / "lot").mkdir()
    for name in ("a", "b"):
        (folder / name).write_bytes(b"court" * 1_000_000)
    stream = pieces(folder, ignored)
    for _ in range(2):
        next(stream)
    with (folder / "a").open("r+b") as file:
        file.truncate(1_100_000)
        file.seek(0, os.SEEK_END)
        file.write(b"+" * 4_000_000 if change else b"")
    with pytest.raises(ConnectorError, match="seal_source_changed"):
        list(stream)


def test_a_target_inside_its_source_and_a_missing_source(folder, tmp_path, ours):
    sealer = AgeSealer([ours.recipient])
    error = refused(sealer.seal, folder, folder / "lot.age", ignored)
    assert error.code == "seal_target_inside"
    error = refused(sealer.seal, tmp_path / "absent", tmp_path / "lot.age", ignored)
    assert error.code == "seal_source_unreadable"
    error = refused(sealer.seal, folder, tmp_path / "absent" / "lot.age", ignored)
    assert error.code == "seal_not_written"


@pytest.mark.parametrize("size", [0, 30_000, 3_000_000])
def test_a_full_disk_is_never_taken_for_a_sealed_package(tmp_path, ours, size):
    (folder := tmp_path / "lot").mkdir()
    (folder / "a").write_bytes(bytes(size))
    script = (
        "import resource, signal, sys; from pathlib import Path; from connectors.age import *\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "AgeSealer([sys.argv[1]]).seal(Path(sys.argv[2]), Path(sys.argv[3]), lambda n: None)\n"
    )
    done = subprocess.run(
        [os.sys.executable, "-c", script, ours.recipient, folder, tmp_path / "lot.age"],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        check=False,
    )
    assert (b"seal_not_written" in done.stderr, done.returncode) == (True, 1), done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["lot"]


def test_a_failure_that_the_library_loses_is_kept(ours):
    def full(_):
        raise OSError(28, "full")

    sink = Sink(full)
    recipient = pyrage.x25519.Recipient.from_str(ours.recipient)
    pyrage.encrypt_io(io.BytesIO(b"short"), sink, [recipient])  # does not raise: hence the sink
    assert sink.failure.errno == 28


def test_recipients_are_x25519_keys_of_age(ours):
    assert ours.secret not in repr(ours)
    assert refused(AgeSealer, []).code == "recipients_missing"
    for wrong in ("", "age1x", ours.secret, "ssh-ed25519 AAAA"):
        assert refused(AgeSealer, [wrong]).code == "recipient_refused"


def test_a_wrong_identity_and_every_alteration_are_refused(folder, tmp_path, ours):
    target, out = tmp_path / "lot.age", tmp_path / "sortie"
    AgeSealer([ours.recipient]).seal(folder, target, ignored)
    assert refused(open_sealed, new_identity().secret, target, out).code == "sealed_unreadable"
    assert refused(open_sealed, ours.recipient, target, out).code == "identity_refused"
    whole = target.read_bytes()
    altered = bytearray(whole)
    altered[len(whole) // 2] ^= 1
    chunks = 200 + 64 * 1024 + 16
    for content in (b"", whole[:100], whole[:-1], whole[:chunks], whole + b"\0", bytes(altered)):
        target.write_bytes(content)
        assert refused(open_sealed, ours.secret, target, out).code == "sealed_unreadable"
        assert sorted(path.name for path in tmp_path.iterdir()) == ["lot", "lot.age"]


def test_nothing_that_is_there_is_overwritten(folder, tmp_path, ours):
    target, out = tmp_path / "lot.age", tmp_path / "sortie"
    AgeSealer([ours.recipient]).seal(folder, target, ignored)
    out.mkdir()
    (out / "a").write_bytes(b"avant")
    assert refused(open_sealed, ours.secret, target, out).code == "open_target_exists"
    assert tree(out) == {"a": b"avant"}
    (out / "a").unlink()
    open_sealed(ours.secret, target, out)
    assert tree(out) == FILES


def member(name, content=b"x", **changed):
    """One member as a stranger may write it."""
    info = tarfile.TarInfo(name)
    info.size, info.mode = len(content), 0o644
    for key, value in changed.items():
        setattr(info, key, value)
    return (
        info.tobuf(tarfile.PAX_FORMAT, "utf-8", "surrogateescape")
        + content
        + bytes(-len(content) % 512)
    )


def pax(record):
    info = tarfile.TarInfo("././@PaxHeader")
    info.type, info.size = tarfile.XHDTYPE, len(record)
    return info.tobuf(tarfile.USTAR_FORMAT) + record + bytes(-len(record) % 512) + member("a")


HOSTILE = {
    "absolute": (member("/etc/x") + END, "name_leaves_the_folder"),
    "parent": (member("../x") + END, "name_leaves_the_folder"),
    "parent-inside": (member("a/../../x") + END, "name_leaves_the_folder"),
    "parent-in-pax": (member("../" + "é" * 200) + END, "name_leaves_the_folder"),
    "dot": (member("./a") + END, "name_leaves_the_folder"),
    "double-slash": (member("a//b") + END, "name_leaves_the_folder"),
    "empty-name": (member("") + END, "name_leaves_the_folder"),
    "same-twice": (member("a") + member("a") + END, "names_not_increasing"),
    "not-sorted": (member("b") + member("a") + END, "names_not_increasing"),
    "file-as-folder": (member("a") + member("a/b") + END, "name_taken"),
    "symlink": (member("a", b"", type=tarfile.SYMTYPE, linkname="/etc") + END, None),
    "hardlink": (member("a", b"", type=tarfile.LNKTYPE, linkname="b") + END, None),
    "folder": (member("a", b"", type=tarfile.DIRTYPE) + END, None),
    "device": (member("a", b"", type=tarfile.CHRTYPE) + END, None),
    "sparse": (member("a", b"", type=tarfile.GNUTYPE_SPARSE) + END, None),
    "setuid": (member("a", mode=0o4755) + END, None),
    "owner": (member("a", uid=1) + END, None),
    "dated": (member("a", mtime=1) + END, None),
    "pax-owner": (member("a", uname="é") + END, None),
    "pax-no-need": (pax(b"10 path=b\n") + END, None),
    "pax-length-zero": (pax(b"0 path=b\n") + END, None),
    "pax-size-text": (pax(b"13 size=\xc2\xb2\xc2\xb2\n") + END, None),
    "pax-size-endless": (pax(b"5009 size=" + b"9" * 4998 + b"\n") + END, None),
    "pax-endless": (pax(b"x" * 20_000) + END, None),
    "pax-global": (member("a", b"", type=tarfile.XGLTYPE) + END, None),
    "padding-used": (header("a", 1) + b"x" * 512 + END, "padding_not_zero"),
    "no-end": (member("a"), "no_end"),
    "half-end": (member("a") + bytes(512), "no_end"),
    "end-then-file": (member("a") + bytes(512) + member("b"), "no_end"),
    "after-end": (member("a") + END + bytes(512), "bytes_after_the_end"),
    "one-byte-after": (member("a") + END + b"\0", "bytes_after_the_end"),
    "cut-content": (header("a", 5000) + b"x" * 600, "no_end"),
    "not-tar": (b"PK\3\4" * 500, None),
    "empty": (b"", "no_end"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_stranger_s_stream_writes_nothing(tmp_path, ours, name):
    plain, defect = HOSTILE[name]
    sealed = encrypted(ours, tmp_path / "lot.age", plain)
    error = refused(open_sealed, ours.secret, sealed, tmp_path / "sortie")
    assert error.code == "sealed_content_refused"
    assert error.facts["defect"] == (defect or "header_not_canonical")
    assert [path.name for path in tmp_path.iterdir()] == ["lot.age"]


@pytest.mark.parametrize("limits", [Limits(files=1), Limits(bytes=5)])
def test_limits_hold_before_anything_is_written(tmp_path, ours, limits):
    plain = member("a", b"123") + member("b", b"456") + END
    sealed = encrypted(ours, tmp_path / "lot.age", plain)
    error = refused(open_sealed, ours.secret, sealed, tmp_path / "sortie", limits)
    assert error.code == "sealed_too_large"
    assert open_sealed(ours.secret, sealed, tmp_path / "sortie") == (2, 6)
