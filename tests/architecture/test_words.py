"""Words that must not stand in any file of the repository.

No pattern matches itself (one letter of each is a class), and each sample hides a dot in the
middle of the word, so that this file does not hold what it forbids.
"""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

FORBIDDEN = {
    "path of one machine": r"(?<![\w.-])/(?:wor[k]|far[m]|tm[p]|roo[t])/|\bbash_job[s]\b",
    "package registry": r"pythonhoste[d]\.|//pyp[i]\.|deb\.debia[n]\.|registry\.npmj[s]\.",
    "not about the project": (
        r"(?i)\b(?:subagen[t]|coding assistan[t]|language mode[l]|claud[e]|chatgp[t]"
        r"|before-sto[p])\b"
    ),
    "private key": r"-----BEGIN [A-Z ]*PRIVATE KE[Y]-----\s+[A-Za-z0-9+/=]{20}",
}


def defects(text: str) -> list[str]:
    return [name for name, pattern in FORBIDDEN.items() if re.search(pattern, text)]


def kept_files() -> list[Path]:
    """Files that git tracks, and new ones it does not ignore."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
    ).stdout.decode()
    paths = {ROOT / name for name in listed.split("\0") if name}
    return sorted(path for path in paths if path.is_file())


def test_no_file_holds_a_forbidden_word() -> None:
    found = []
    for path in kept_files():
        for number, line in enumerate(path.read_bytes().decode("utf-8", "replace").splitlines(), 1):
            found += [f"{path.relative_to(ROOT)}:{number}: {name}" for name in defects(line)]
    assert found == []


def test_no_file_holds_a_private_key() -> None:
    keys = [
        str(path.relative_to(ROOT))
        for path in kept_files()
        if "private key" in defects(path.read_bytes().decode("utf-8", "replace"))
    ]
    assert keys == []


@pytest.mark.parametrize(
    ("dotted", "defect"),
    [
        ("see /wo·rk/main/plan.yaml", "path of one machine"),
        ('open("/t·mp/ledger.db")', "path of one machine"),
        ("https://py·pi.org/simple", "package registry"),
        ("a Sub·agent wrote this", "not about the project"),
        ("-----BEGIN OPENSSH PRIVATE K·EY-----\nb3BlbnNzaC1rZXktdjEAAAAA", "private key"),
    ],
)
def test_each_forbidden_word_is_seen(dotted: str, defect: str) -> None:
    assert defects(dotted.replace("·", "")) == [defect]


@pytest.mark.parametrize("dotted", ["docs/wo·rk/x", "../t·mp/x", "clau·dette", "/home·work/x"])
def test_words_that_only_look_alike_are_let_through(dotted: str) -> None:
    assert defects(dotted.replace("·", "")) == []
