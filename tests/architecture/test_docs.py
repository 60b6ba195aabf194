"""What the pages say is there: links, commands, options, names; and the auditor's commands run."""

import argparse
import ast
import re
import shlex
import subprocess
from functools import cache
from types import MappingProxyType

import pytest

from releve.cli.main import commands
from releve.ledger.entry import FORMAT as LEDGER
from releve.model.acts import COMMON, FIELDS, ActKind
from releve.model.evidence import EntryKind
from tests.architecture.test_layout import ROOT, identifiers
from tests.fakes.auditable_evidence import FEATURES, AuditableEvidence

PAGES = sorted(
    page
    for page in (*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *ROOT.glob("runbooks/*/*.md"))
    if page.is_file()
)
LINK = re.compile(r"\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```(\S*)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`([^`\n]+)`")
COMMAND = re.compile(r"(?:^|[\s(/])releve ((?:[a-z]|COMMAND|KIND).*)$")


def shown(page):
    return page.relative_to(ROOT).as_posix()


def anchors(page):
    titles = re.findall(r"^#+ (.+)$", FENCE.sub("", page.read_text()), flags=re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in titles}


def broken(page, text):
    """Relative links of a page that lead nowhere."""
    found = []
    for link in LINK.findall(FENCE.sub("", text)):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            found.append(link)
    return found


@cache
def parsers():
    """Every command and sub-command of ``releve`` by its words, with its parser."""
    found = {}
    for command in commands():
        parser = argparse.ArgumentParser()
        command.arguments(parser)
        subs = [one for one in parser._actions if isinstance(one, argparse._SubParsersAction)]
        if subs:
            found |= {f"{command.name} {verb}": sub for verb, sub in subs[0].choices.items()}
        else:
            found[command.name] = parser
    return MappingProxyType(found)


def said(text):
    """What a page tells to type: lines of its blocks, its code spans and its guillemets."""
    blocks = [block for _, _, block in FENCE.findall(text)]
    joined = [line for block in blocks for line in block.replace("\\\n", " ").splitlines()]
    plain = FENCE.sub("", text)
    spans = CODE.findall(plain) + re.findall(r"« (releve [^»]+) »", plain)
    for line in (*joined, *spans):
        found = COMMAND.search(line.partition("#")[0].rstrip())
        if found:
            yield found.group(1)


def wrong(told):
    """Why a command does not exist, or ``None``."""
    words = shlex.split(told.replace("…", " "), posix=False)
    if not words or words[0] in {"COMMAND", "COMMANDE"}:
        return None
    heads = {name.partition(" ")[0] for name in parsers()}
    if words[0] not in heads:
        return f"no command {words[0]}"
    name = " ".join(words[:2]) if words[0] not in parsers() else words[0]
    if name not in parsers():
        return None if len(words) == 1 else f"no command {name}"
    parser = parsers()[name]
    options = {option for action in parser._actions for option in action.option_strings}
    for word in words[1:]:
        if re.match(r"--?[a-z]", word) and word.partition("=")[0] not in options:
            return f"no option {word} of {name}"
    kinds = {kind.value for kind in ActKind} | {"KIND"}
    if name == "act" and len(words) > 1 and words[1] not in kinds and not words[1].startswith("-"):
        return f"no act {words[1]}"
    return None


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_links_lead_somewhere(page):
    assert broken(page, page.read_text()) == []


def test_a_broken_link_is_seen():
    page = ROOT / "README.md"
    text = "[a](docs/absent.md) [b](docs/README.md#absent) [c](LICENSE) [d](https://example.org/x)"
    assert broken(page, text) == ["docs/absent.md", "docs/README.md#absent"]


@pytest.mark.parametrize("page", PAGES, ids=shown)
def test_commands_exist(page):
    assert [(told, why) for told in said(page.read_text()) if (why := wrong(told))] == []


def test_the_pages_do_tell_commands():
    assert sum(len(list(said(page.read_text()))) for page in PAGES) > 50


@pytest.mark.parametrize(
    ("told", "defect"),
    [
        ("destroy asset:x", "no command destroy"),
        ("plan forget", "no command plan forget"),
        ("verify --force x", "no option --force of verify"),
        ("act blessing --as x", "no act blessing"),
    ],
)
def test_a_command_that_does_not_exist_is_seen(told, defect):
    assert wrong(told) == defect
    assert list(said(f"`releve {told}`")) == [told]


def test_the_readme_lists_every_command():
    text = (ROOT / "README.md").read_text()
    listed = re.findall(r"^\| `releve ([^`]+)` \|", text, re.MULTILINE)
    assert sorted(listed) == sorted(parsers())


def test_make_targets_exist():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    for page in PAGES:
        told = [
            word
            for line in page.read_text().splitlines()
            for word in re.findall(r"(?:^|`)make ([a-z-]+)", line)
        ]
        assert set(told) <= targets, shown(page)


def test_every_page_is_in_the_index():
    index = ROOT / "docs" / "README.md"
    listed = {(index.parent / link).resolve() for link in LINK.findall(index.read_text())}
    pages = set((ROOT / "docs").rglob("*.md")) - {index}
    assert sorted(shown(page) for page in pages - listed) == []


def test_acts_are_described_with_their_fields():
    text = (ROOT / "docs/format/acts.md").read_text()
    rows = dict(re.findall(r"^\| `([a-z_]+)` \| (.+?) \|", text, re.MULTILINE))
    assert set(COMMON) | {kind.value for kind in ActKind} == set(rows)
    for kind, fields in FIELDS.items():
        told = [word for word in CODE.findall(rows[kind.value]) if word in fields]
        assert list(dict.fromkeys(told)) == list(fields), kind


def test_the_example_of_an_act_is_one():
    text = (ROOT / "docs/format/acts.md").read_text()
    block = next(block for _, _, block in FENCE.findall(text) if block.startswith("releve/act/1"))
    names = [line.partition(":")[0] for line in block.partition("\n\n")[0].splitlines()[1:]]
    assert names == [*COMMON, *FIELDS[ActKind.APPROVAL]]


def test_every_kind_of_entry_is_described():
    text = (ROOT / "docs/format/ledger.md").read_text()
    rows = re.findall(r"^\| `([a-z_]+)` \|", text.partition("## Kinds")[2], re.MULTILINE)
    assert LEDGER in text
    assert [kind.value for kind in EntryKind if kind.value not in rows] == []


def body_members():
    """Names that flows write into entry bodies, by the kind of the draft beside them."""
    kinds = {}
    for page in (ROOT / "flows").glob("*.py"):
        for function in ast.walk(ast.parse(page.read_text())):
            if not isinstance(function, ast.FunctionDef):
                continue
            inside = list(ast.walk(function))
            named = {
                node.attr.lower()
                for node in inside
                if isinstance(node, ast.Attribute) and node.attr in EntryKind.__members__
            }
            keys = {
                key.value
                for node in inside
                if isinstance(node, ast.Dict)
                for key in node.keys
                if isinstance(key, ast.Constant) and isinstance(key.value, str)
            }
            if len(named) == 1:
                kinds.setdefault(named.pop(), set()).update(keys)
    return kinds


def test_members_that_flows_write_are_described():
    text = (ROOT / "docs/format/ledger.md").read_text()
    words = {word for span in CODE.findall(text) for word in re.findall(r"[a-z_]+", span)}
    written = body_members()
    assert len(written) > 10
    assert {kind: keys - words for kind, keys in written.items() if keys - words} == {}


def names_in_code():
    found = set()
    for folder in ("releve", "flows"):
        for page in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(page.read_text())):
                match node:
                    case ast.ClassDef(name=name) | ast.FunctionDef(name=name) | ast.Name(id=name):
                        found.add(name)
                    case ast.Attribute(attr=name) | ast.arg(arg=name) | ast.keyword(arg=name):
                        found.add(name)
                    case ast.Constant(value=str() as name):
                        found.add(name)
    return found


def test_the_glossary_names_what_exists():
    words = identifiers((ROOT / "docs" / "glossaire.md").read_text())
    assert sorted(set(words) - names_in_code()) == []


def test_the_auditors_commands_find_genuine_evidence_good(tmp_path, needs_tool):
    for tool in ("ssh-keygen", "openssl", "sha256sum", "pdfsig"):
        needs_tool(tool)
    done = audited(tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    good = ("fichiers conformes", "aucun fichier en trop", "le bon", "du journal", "du cachet")
    good += ("log.pem : la même", "seal.pem : la même", "déclaration horodatée")
    good += ("Signature is Valid", "tout est ce qui fut renouvelé", ".json: OK")
    assert [told for told in good if told not in done.stdout] == []
    assert done.stdout.count("Signature Verified Successfully") == 3
    assert done.stdout.count("inscrit au journal") == 2
    assert done.stdout.count("Good ") >= len(list((tmp_path / "evidence/acts").glob("*.txt")))
    assert "À EXAMINER" not in done.stdout


@pytest.mark.parametrize(
    ("changed", "defect"),
    [
        ("acts/*.txt", "À EXAMINER"),
        ("manifest.note", "Signature Verification Failure"),
        ("certificates/*.dsse.json", "fichiers conformes"),
        ("journal.txt", "tout est ce qui fut renouvelé"),
    ],
)
def test_the_auditors_commands_find_changed_evidence_bad(tmp_path, needs_tool, changed, defect):
    for tool in ("ssh-keygen", "openssl", "sha256sum", "pdfsig"):
        needs_tool(tool)
    told = audited(tmp_path, changed).stdout
    good = {"fichiers conformes", "tout est ce qui fut renouvelé"}
    assert (defect in told) is (defect not in good)


def audited(tmp_path, changed=None):
    """Run the marked blocks of the auditor's guide, in order, on evidence made for the purpose."""
    evidence, trust = AuditableEvidence(*FEATURES).tell().audit(tmp_path)
    if changed is not None:
        file = min(evidence.glob(changed))
        file.write_bytes(file.read_bytes().replace(b"a", b"b", 1))
    guide = (ROOT / "docs/guide/auditeur.md").read_text()
    blocks = [block for kind, mark, block in FENCE.findall(guide) if (kind, mark) == ("sh", " run")]
    assert len(blocks) == 6
    return subprocess.run(
        ["bash", "-c", "\n".join(blocks)],
        cwd=evidence,
        env={"PATH": "/usr/local/bin:/usr/bin:/bin", "TRUST": str(trust)},
        capture_output=True,
        text=True,
        check=False,
    )
