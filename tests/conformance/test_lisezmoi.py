"""A stranger types every command of ``LISEZMOI.txt``: all good, and each sees what it covers."""

import json
import re
import shutil
import subprocess

import pytest

from releve.model.ids import Realm
from releve.model.scope import Scope, ScopeKind
from tests.fakes.auditable_evidence import FEATURES, WITNESSES, AuditableEvidence
from tests.fakes.readme_commands import commands, run_commands

TOOLS = ("sha256sum", "openssl", "ssh-keygen", "pdfsig", "pdfdetach", "certutil")
GOOD = {
    "Signature Verified Successfully": 5,  # two notes, two witnesses, one statement
    "Verification: OK": 4,  # the statement's token, the PDF's, two renewals
    "Signature is Valid": 1,
    "CMS Verification successful": 1,
    'Good "approval@releve" signature for responsable': 1,
}


@pytest.fixture(scope="module", autouse=True)
def tools(needs_tool):
    for tool in TOOLS:
        needs_tool(tool)


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """Evidence with everything, whose authorities and people's keys have expired since."""
    maker = AuditableEvidence(*FEATURES).tell()
    return maker, *maker.audit(tmp_path_factory.mktemp("whole"))


@pytest.fixture(scope="module")
def other(tmp_path_factory):
    """Evidence of somebody else, who has other keys and the same programme."""
    maker = AuditableEvidence(*FEATURES, family="autre").tell()
    return maker.audit(tmp_path_factory.mktemp("other"))[0]


def failed(typed):
    return [one for one in typed if one.status != 0]


@pytest.mark.parametrize(("shell", "indent"), [("bash", None), ("sh", 1)])
def test_every_command_succeeds_on_evidence_with_everything(whole, tmp_path, shell, indent):
    _, folder, trust = whole
    written = tmp_path / "trust.json"
    written.write_text(json.dumps(json.loads(trust.read_text()), indent=indent) + "\n")
    typed = run_commands(folder, tmp_path, shell=shell)
    assert failed(typed) == []
    said = "".join(one.said for one in typed)
    assert {told: said.count(told) for told in GOOD} == GOOD


@pytest.mark.parametrize(
    "features",
    [(), ("stamped",), ("sealed",), ("stamped_later",), ("witnessed",), ("renewed",)],
    ids=lambda features: "-".join(features) or "nothing",
)
def test_the_text_follows_what_the_evidence_holds(tmp_path, features):
    folder, trust = AuditableEvidence(*features).tell().audit(tmp_path)
    typed = run_commands(folder, trust)
    assert failed(typed) == []
    told = "\n".join(one.command for one in typed)
    signs = {"stamped": ".dsse.tst", "sealed": "pdfsig", "stamped_later": ".pdf.tst"}
    signs["witnessed"] = "cosigned"
    assert {name for name, sign in signs.items() if sign in told} == set(features) & set(signs)


def test_every_command_succeeds_on_an_exercise(tmp_path):
    maker = AuditableEvidence(*FEATURES, realm=Realm.REHEARSAL).tell()
    folder, trust = maker.audit(tmp_path)
    assert failed(run_commands(folder, trust)) == []
    text = (folder / "LISEZMOI.txt").read_text()
    assert "EXERCICE – SANS VALEUR" in text
    assert "approval.repetition@releve" in text
    assert "releve verify . --rehearsal --trust" in text


@pytest.mark.parametrize(
    ("scope", "said"),
    [
        (Scope(kind=ScopeKind.SERVICE, name="vigie"), "que sur le service Vigie."),
        (Scope(kind=ScopeKind.CONTROLLER, name="dac"), "que sur ce dont DAC est responsable."),
    ],
    ids=lambda value: getattr(value, "name", ""),
)
def test_a_partial_folder_says_what_it_covers(tmp_path, scope, said):
    folder, trust = AuditableEvidence(*FEATURES).tell().audit(tmp_path, scope=scope)
    assert failed(run_commands(folder, trust)) == []
    text = " ".join((folder / "LISEZMOI.txt").read_text().split())
    assert f"DOSSIER PARTIEL : il ne porte {said}" in text
    assert "Dossier complet" not in text


def test_a_folder_without_certificates_says_so(tmp_path):
    maker = AuditableEvidence()
    maker.adopt(maker.plan)
    folder, trust = maker.audit(tmp_path)
    typed = run_commands(folder, trust)
    assert failed(typed) == []
    assert not any(one.command.startswith("N=") for one in typed)
    text = (folder / "LISEZMOI.txt").read_text()
    assert "n’en contient pas" in text


def test_the_facts_are_those_of_the_ledger(whole):
    maker, folder, _ = whole
    text = " ".join((folder / "LISEZMOI.txt").read_text().split())
    size, root = (folder / "ledger/checkpoint").read_text().splitlines()[1:3]
    assert f"Journal {maker.origin} : {size} écritures, racine {root}" in text
    assert "2 certificats" in text
    assert "ESSAI-dossiers-1" in text
    entry = maker.entries[maker.index["destroy-responsable"]]
    assert f"AT={entry.at:%Y%m%d%H%M%SZ}" in text
    assert "‹" not in text


def test_both_languages_say_the_same_in_lines_that_fit(whole):
    text = (whole[1] / "LISEZMOI.txt").read_text()
    french, _, english = text.partition("=" * 78)
    assert [len(line) for line in text.splitlines() if len(line) > 78] == []
    titles = [re.findall(r"^(\d)\. [A-Z]", part, re.MULTILINE) for part in (french, english)]
    assert titles[0] == titles[1] == list("012345678")
    assert len(commands(french)) > 50
    assert commands(english) == []
    assert "not run here" in english


def edit(name, old, new, count=1):
    """Replace bytes in the one file that a pattern finds first."""

    def change(folder):
        path = min(folder.glob(name))
        data = path.read_bytes()
        assert old in data, path
        path.write_bytes(data.replace(old, new, count))

    return change


def flip(name, at):
    """Change one bit of a file, counted from its start or its end."""

    def change(folder):
        path = min(folder.glob(name))
        data = bytearray(path.read_bytes())
        data[at] ^= 1
        path.write_bytes(data)

    return change


def example(pattern):
    """The file that the text itself takes as its example act."""

    def change(folder):
        name = re.search(pattern, (folder / "LISEZMOI.txt").read_text()).group(1)
        flip(name, len((folder / name).read_bytes()) // 2)(folder)

    return change


def base64_of(name, line, at):
    """Change one letter of base64 in a line of a text file."""

    def change(folder):
        path = min(folder.glob(name))
        lines = path.read_text().split("\n")
        letter = lines[line][at]
        found = lines[line]
        lines[line] = found[:at] + ("A" if letter != "A" else "B") + found[at + 1 :]
        path.write_text("\n".join(lines))

    return change


N = "certificates/ESSAI-dossiers-1"
CHANGES = {
    "another-log-key-in-the-folder": (
        edit("keys/log.vkey", b"essai", b"autre"),
        'grep -qF "\\"$LOG\\""',
    ),
    "another-seal-key-in-the-folder": (base64_of("keys/seal.pub", 0, 5), 'grep -qF "\\"$LOG\\""'),
    "pem-of-another-log-key": (base64_of("keys/log.pem", 1, 30), "raw keys/log.pem"),
    "pem-of-another-seal-key": (base64_of("keys/seal.pem", 1, 30), "raw keys/seal.pem"),
    "first-plan-changed": (edit("plans/*", b"Vigie", b"vigie"), 'echo "$first'),
    "digest-in-the-manifest": (flip("manifest.sha256", 3), "sha256sum --check --strict --quiet m"),
    "page-changed": (flip("index.html", 100), "sha256sum --check --strict --quiet m"),
    "file-removed": (
        lambda folder: (folder / "journal.txt").unlink(),
        "sha256sum --check --strict --quiet m",
    ),
    "file-added": (
        lambda folder: (folder / "documents/manifest.note").write_bytes(b""),
        "cut -c67- manifest.sha256",
    ),
    "link-added": (
        lambda folder: (folder / "documents/x").symlink_to("../index.html"),
        "cut -c67- manifest.sha256",
    ),
    "note-signature": (base64_of("manifest.note", 4, 60), "signed manifest.note"),
    "note-text": (base64_of("manifest.note", 2, 5), "signed manifest.note"),
    "manifest-of-another-note": (flip("manifest.sha256", 3), "releve/evidence/1"),
    "head-size": (edit("ledger/checkpoint", b"\n3", b"\n4"), "signed ledger/checkpoint"),
    "head-root": (base64_of("ledger/checkpoint", 2, 5), "signed ledger/checkpoint"),
    "head-signature": (base64_of("ledger/checkpoint", 4, 70), "signed ledger/checkpoint"),
    "cosignature": (base64_of("ledger/checkpoint", 5, 90), f"cosigned {WITNESSES[0]}"),
    "cosignature-time": (base64_of("ledger/checkpoint", 6, 40), f"cosigned {WITNESSES[1]}"),
    "head-under-a-witness": (base64_of("ledger/checkpoint", 2, 5), f"cosigned {WITNESSES[0]}"),
    "statement": (base64_of(f"{N}.dsse.json", 0, 400), "-inkey keys/seal.pem"),
    "statement-type": (edit(f"{N}.dsse.json", b"in-toto", b"in-tota"), "-inkey keys/seal.pem"),
    "statement-signature": (edit(f"{N}.dsse.json", b'"sig":"', b'"sig":"A'), "-inkey keys/seal"),
    "statement-of-another-entry": (flip(f"{N}.dsse.json", 400), '"\\"statement\\":'),
    "pdf-of-another-entry": (flip(f"{N}.pdf", 3000), '"\\"pdf\\":'),
    "statement-under-its-token": (flip(f"{N}.dsse.json", 400), 'stamped "$N.dsse.json"'),
    "token": (flip(f"{N}.dsse.tst", -40), 'stamped "$N.dsse.json"'),
    "pdf-under-its-token": (flip(f"{N}.pdf", 3000), 'stamped "$N.pdf"'),
    "statement-is-not-the-attached-one": (
        base64_of(f"{N}.dsse.json", 0, 400),
        'cmp "$T/in/${N#*/}.dsse.json"',
    ),
    "pdf-under-its-seal": (flip(f"{N}.pdf", 3000), "Signature is Valid"),
    "pdf-under-its-seal-for-openssl": (flip(f"{N}.pdf", 3000), "openssl cms -verify"),
    "pdf-with-more-at-its-end": (
        lambda folder: (folder / f"{N}.pdf").open("ab").write(b"\n%\n"),
        "Total document signed",
    ),
    "pdf-with-more-at-its-end-for-openssl": (
        lambda folder: (folder / f"{N}.pdf").open("ab").write(b"\n%\n"),
        "test $# = 4",
    ),
    "issuance-proof": (base64_of(f"{N}.issued.tlog-proof", 3, 5), 'included "$N.entry.json"'),
    "issuance-index": (
        edit(f"{N}.issued.tlog-proof", b"index 2", b"index 1"),
        'included "$N.entry.json"',
    ),
    "issuance-index-too-far": (
        edit(f"{N}.issued.tlog-proof", b"index 2", b"index 200002"),
        'included "$N.entry.json"',
    ),
    "issuance-proof-with-a-hash-more": (
        edit(f"{N}.issued.tlog-proof", b"\n\n", b"\n" + b"A" * 43 + b"=\n\n"),
        'included "$N.entry.json"',
    ),
    "issuance-entry": (flip(f"{N}.entry.json", 100), 'included "$N.entry.json"'),
    "issuance-under-another-head": (
        base64_of(f"{N}.issued.tlog-proof", -4, 70),
        'included "$N.entry.json"',
    ),
    "outcome-proof": (base64_of(f"{N}.tlog-proof", 2, 5), 'included "$N.outcome.json"'),
    "outcome-entry": (flip(f"{N}.outcome.json", 100), 'included "$N.outcome.json"'),
    "outcome-of-another-statement": (flip(f"{N}.outcome.json", 100), '"\\"leaf_hash'),
    "act": (example(r"A=(acts/\S+)"), "ssh-keygen"),
    "act-signature": (example(r"S=(acts/\S+)"), "ssh-keygen"),
    "act-that-the-ledger-does-not-name": (example(r"A=(acts/\S+)"), "grep -aqF"),
    "signature-of-another-name": (example(r"S=(acts/\S+)"), '.sig" = "$S"'),
    "renewed-file": (flip("journal.txt", 9), "renewed"),
    "renewal-list": (flip("renewals/0002/manifest.sha512", 3), "renewed"),
    "renewal-token": (flip("renewals/0001/token.tst", -40), "renewed"),
    "file-that-no-renewal-lists": (
        lambda folder: (folder / "documents/x").write_bytes(b""),
        "renewed",
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_each_command_sees_a_change_in_what_it_covers(whole, name):
    change, command = CHANGES[name]
    _, folder, trust = whole
    last = run_commands(folder, trust, change=change, until=command)[-1]
    assert command in last.command
    assert last.status not in {0, None}, last


def test_another_persons_key_is_refused(whole, other):
    _, folder, trust = whole

    def change(copy):
        shutil.copyfile(other / "keys/allowed_signers", copy / "keys/allowed_signers")

    typed = run_commands(folder, trust, change=change)
    assert [one.status for one in typed if one.command.startswith("ssh-keygen")] != [0]


def test_evidence_of_another_log_is_refused(other, whole):
    typed = run_commands(other, whole[2])
    assert failed(typed)[0].command.startswith('grep -qF "\\"$LOG\\""')


def test_a_key_that_expired_since_needs_the_time_of_its_act(whole):
    _, folder, _ = whole
    typed = commands((folder / "LISEZMOI.txt").read_text())
    at = next(number for number, one in enumerate(typed) if one.startswith("ssh-keygen"))
    for option, status in ((' -O verify-time="$AT"', 0), ("", 255)):
        told = [*typed[at - 4 : at], typed[at].replace(' -O verify-time="$AT"', option)]
        done = subprocess.run(
            ["sh", "-c", "\n".join(told)], cwd=folder, capture_output=True, check=False
        )
        assert done.returncode == status, done
