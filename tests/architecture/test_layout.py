"""The shape of the code: rules that no linter knows."""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("releve", "flows", "connectors", "expectations", "runbooks", "deployments")
LONGEST = 400
DRAWERS = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "base", "misc"}


def modules(*packages: str) -> list[Path]:
    return sorted(path for name in packages for path in (ROOT / name).rglob("*.py"))


def shown(path: Path) -> str:
    return str(path.relative_to(ROOT))


def anys(source: str) -> list[int]:
    """Lines where `typing.Any` is imported or reached."""
    lines = []
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.ImportFrom(module="typing" | "typing_extensions", names=names):
                lines += [node.lineno for name in names if name.name == "Any"]
            case ast.Attribute(value=ast.Name(id="typing"), attr="Any"):
                lines.append(node.lineno)
    return lines


def identifiers(glossary: str) -> list[str]:
    """English identifiers of the glossary: the code words of each row's first cell."""
    cells = re.findall(r"^\| ([^|]*`[^|]*) \|", glossary, flags=re.MULTILINE)
    return [word for cell in cells for word in re.findall(r"`([^`]+)`", cell)]


def test_modules_are_one_noun_long() -> None:
    lengths = {
        shown(path): len(path.read_text().splitlines())
        for path in modules("releve", "flows", "connectors", "expectations")
    }
    assert {name: n for name, n in lengths.items() if n > LONGEST} == {}


def test_no_module_is_a_drawer() -> None:
    named = [path for path in modules(*PACKAGES) if {path.stem, path.parent.name} & DRAWERS]
    assert [shown(path) for path in named] == []


def test_releve_has_no_any() -> None:
    found = {shown(path): anys(path.read_text()) for path in modules("releve")}
    assert {name: lines for name, lines in found.items() if lines} == {}


@pytest.mark.parametrize(
    "source",
    ["from typing import Any", "import typing\nx: typing.Any", "from typing import T, Any"],
)
def test_an_any_is_seen(source: str) -> None:
    assert anys(source)


@pytest.mark.parametrize("package", PACKAGES)
def test_packages_say_what_they_are(package: str) -> None:
    folders = {path.parent for path in modules(package)} | {ROOT / package}
    silent = []
    for folder in folders:
        init = folder / "__init__.py"
        if not init.is_file() or not ast.get_docstring(ast.parse(init.read_text())):
            silent.append(shown(folder))
    assert silent == []


def test_the_glossary_has_each_identifier_once() -> None:
    words = identifiers((ROOT / "docs" / "glossaire.md").read_text())
    assert len(words) > 20
    assert [word for word, times in Counter(words).items() if times > 1] == []
