"""The import kit: made whole, the same each time, and a validator that sees what was altered."""

import ast
import csv
import hashlib
import json
import re
import shutil
import subprocess
import sys

import bagit
import pytest

from releve.archives.slip import read_slip
from releve.pathways.attestation import read_attestation
from releve.pathways.dictionary import dictionary_json
from releve.pathways.fhir import findings, offered
from releve.pathways.identifiers import valid
from releve.pathways.kit.countersignature import Transcoding
from releve.pathways.kit.example import CONTEXT
from releve.pathways.kit.folder import PROGRAMS, build_kit
from releve.pathways.kit.sample import sample
from releve.pathways.kit.transcoding import Agreement, tables
from releve.pathways.model import ABSENCES, ENTITIES, entity

AGREED = Agreement(dac="DAC d’Essai", successor="Solution d’essai")
CONTENT = "data/contenu"
PART = f"{CONTENT}/canonical/part-00000.ndjson"
DIRECTORY = f"{CONTENT}/canonical/directory.ndjson"
REPORT = f"{CONTENT}/report.json"


@pytest.fixture(scope="module")
def kit(tmp_path_factory):
    folder = tmp_path_factory.mktemp("kit") / "kit"
    build_kit(folder, AGREED)
    return folder


def validate(kit, package):
    command = [sys.executable, "-S", "-I", kit / "valider.py", package]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_the_sample_conforms_with_the_standard_library_alone(kit):
    code, said = validate(kit, kit / "exemple")
    root = json.loads((kit / "exemple" / REPORT).read_bytes())["root"]
    assert (code, said.count("\n")) == (0, 2), said
    assert said.startswith("CONFORME ")
    assert said.endswith("Transcodage : non signé par clé (voir s'il l'est sur papier).\n")
    assert root in said
    bagit.Bag(str(kit / "exemple")).validate()


def test_the_importer_loads_the_sample_and_attests_the_root_of_its_slip(kit, tmp_path):
    slip = read_slip((kit / "exemple/bordereau.json").read_bytes())
    command = [sys.executable, "-S", "-I", kit / "importer.py", kit / "exemple"]
    out = ["--base", tmp_path / "base.sqlite", "--sortie", tmp_path / "out"]
    assert subprocess.run([*command, *out], check=False).returncode == 0
    said = read_attestation((tmp_path / "out/attestation.json").read_bytes())
    assert (said.package, said.root) == (slip.digest(), slip.root)
    assert said.outcomes.created == slip.pathways == 50
    assert dict(said.records) == dict(slip.parts)


def test_its_grammar_is_that_of_the_oldest_python_that_is_promised(kit):
    for name in PROGRAMS:
        ast.parse((kit / name).read_text(), feature_version=(3, 8))


def test_the_same_kit_twice(kit, tmp_path):
    sums = build_kit(tmp_path / "again", AGREED)
    assert (tmp_path / "again/SHA256SUMS").read_bytes() == (kit / "SHA256SUMS").read_bytes()
    there = {one.relative_to(kit).as_posix() for one in kit.rglob("*") if one.is_file()}
    assert there == {*sums, "SHA256SUMS"}
    assert {*PROGRAMS, "LISEZMOI.txt", "specification.html", "dictionnaire.json"} <= there
    assert (kit / "dictionnaire.json").read_bytes() == dictionary_json("fr")
    with pytest.raises(FileExistsError):
        build_kit(kit, AGREED)


def test_the_sums_hold_for_a_stranger(kit, needs_tool):
    needs_tool("sha256sum")
    check = ["sha256sum", "--quiet", "-c", "SHA256SUMS"]
    assert subprocess.run(check, cwd=kit, check=False).returncode == 0


def test_transcoding_tables_hold_every_code_and_await_a_signature(kit, tmp_path):
    given = {"action.status": {"to_do": "A_FAIRE"}, "absent": {"masked": "X"}}
    build_kit(tmp_path / "kit", AGREED, Transcoding(files=dict(tables(given))))
    for folder, filled in ((kit, {}), (tmp_path / "kit", given)):
        lists = folder / "transcodage"
        statement = (lists / "A-SIGNER.txt").read_text()
        assert f"{AGREED.dac} → {AGREED.successor}" in statement
        found = {}
        for path in lists.glob("*.csv"):
            rows = list(csv.DictReader(path.open(encoding="utf-8", newline="")))
            found[path.stem] = {row["code"] for row in rows}
            known = {row["code"]: row["code_cible"] for row in rows if row["code_cible"]}
            assert known == filled.get(path.stem, {})
            assert f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" in statement
        assert found.pop("absent") == set(ABSENCES)
        assert found == {
            f"{one.name}.{each.name}": set(each.codes)
            for one in ENTITIES
            for each in one.attributes
            if each.codes
        }
    with pytest.raises(KeyError):
        dict(tables({"action.status": {"perhaps": "x"}}))


def test_the_sample_holds_everything_that_an_import_may_meet():
    whole = sample()
    records = [*(one for path in whole.pathways for one in path.records), *whole.directory]
    filled, absent, codes, reasons = set(), set(), set(), set()
    for one in records:
        for name, value in one.values.items():
            if isinstance(value, dict) and "absent" in value:
                absent.add((one.entity, name))
                reasons.add(value["absent"])
            else:
                filled.add((one.entity, name))
                codes.add((one.entity, name, value if isinstance(value, str) else None))
    assert {(one.name, each.name) for one in ENTITIES for each in one.attributes} == filled
    wanted = {(e.name, a.name, c) for e in ENTITIES for a in e.attributes for c in a.codes}
    lacking = {(name, attribute) for name, attribute, _ in wanted - codes}
    assert lacking == {("person", "ins_authority")}  # never another authority than TEST
    assert reasons == set(ABSENCES)
    assert len(absent) > 60
    assert any(entity(name).attribute(attribute).required for name, attribute in absent)
    texts = [value for one in records for value in one.values.values() if isinstance(value, str)]
    assert {"\n", '"', "=", "+", "@", "🙂"} <= set("".join(texts))
    assert any(text[0] == "=" for text in texts)


def test_nobody_is_in_the_sample():
    whole = sample()
    for record in [*(one for path in whole.pathways for one in path.records), *whole.directory]:
        values = record.values
        for one in entity(record.entity).attributes:
            if one.identifier and isinstance(value := values.get(one.name), str):
                assert valid(one.identifier, value)
        if isinstance(values.get("ins"), str):
            assert (values["ins_authority"], values["identity_status"]) == ("test", "qualified")
            assert "990" <= values["ins"][7:10] <= "996"
        if isinstance(number := values.get("telephone"), str):
            assert number.startswith(("035301", "063998"))
        if isinstance(mail := values.get("email"), str):
            assert mail.endswith(".invalid")


def altered(kit, folder, file, old, new):
    """Copy the sample, change one file, and seal the manifest again."""
    package = folder / "paquet"
    shutil.copytree(kit / "exemple", package)
    path = package / file
    data = path.read_bytes()
    found = re.search(old, data, re.DOTALL)
    assert found, old
    path.write_bytes(data[: found.start()] + found.expand(new) + data[found.end() :])
    sealed(package)
    return package


def sealed(package):
    files = sorted(one for one in (package / "data").rglob("*") if one.is_file())
    lines = [
        f"{hashlib.sha256(one.read_bytes()).hexdigest()}  {one.relative_to(package).as_posix()}\n"
        for one in files
    ]
    (package / "manifest-sha256.txt").write_text("".join(lines))


ALTERED = {
    "key-order": (PART, rb'\{"id":("person/p0+1"),("records":.*?)\}\n', rb'{\2,"id":\1}\n', "1 : "),
    "white-space": (PART, rb'"gender":"', rb'"gender": "', "1 : ligne"),
    "escaped": (PART, "é".encode(), rb"\\u00e9", " : ligne"),
    "not-nfc": (PART, "é".encode(), b"e\xcc\x81", "NFC"),
    "latin-1": (PART, "é".encode(), b"\xe9", " : ligne"),
    "null": (PART, rb'"gender":"\w+"', rb'"gender":null', "1 : person.gender"),
    "empty": (
        PART,
        rb'"birth_family_name":"[^"]+"',
        b'"birth_family_name":""',
        "birth_family_name",
    ),
    "padded": (PART, rb'("birth_family_name":"[^"]+)"', rb'\1 "', "1 : person.birth_family_name"),
    "code": (PART, rb'"gender":"\w+"', b'"gender":"F"', "1 : person.gender : code"),
    "date-unreal": (
        PART,
        rb'"birth_date":"\d{4}-..-..',
        rb'"birth_date":"1950-02-30',
        "birth_date",
    ),
    "instant-local": (PART, rb'("opened_at":"[^"]+)Z"', rb'\1+01:00"', "1 : person.opened_at"),
    "decimal": (PART, rb'"score":"12.5"', b'"score":"12.50"', "assessment.score"),
    "number": (PART, rb'"score":"12.5"', b'"score":12.5', "assessment.score"),
    "reason": (PART, rb'\{"absent":"masked"\}', b'{"absent":"because"}', "absence sans raison"),
    "required": (PART, rb'"gender":"\w+",', b"", "1 : person.gender : obligatoire"),
    "unknown": (PART, rb'"gender":', b'"genre":', "1 : person.genre"),
    "record-lost": (PART, rb'\{"e":"note".*?\},(\{"e":"note")', rb"\1", "note-00000.csv:"),
    "record-swapped": (
        PART,
        rb'(\{"e":"note"[^\n]*?),(\{"e":"note"[^\n]*?),(?=\{"e":)',
        rb"\2,\1,",
        "1 : note : id en double, ou hors",
    ),
    "pathway-lost": (PART, rb"[^\n]+\n", b"", "person-00000.csv:2"),
    "pathway-twice": (PART, rb"([^\n]+\n)", rb"\1\1", ":2 : parcours en double"),
    "swapped": (PART, rb"([^\n]+\n)([^\n]+\n)", rb"\2\1", ":2 : parcours en double, ou hors"),
    "dangling": (
        PART,
        rb'"author":"professional/p0',
        b'"author":"professional/p9',
        ".author : réf",
    ),
    "target": (PART, rb'"author":"professional/', b'"author":"organisation/', ".author : réf"),
    "shared-lost": (DIRECTORY, rb"[^\n]+\n", b"", "organisation : réf"),
    "ins": (
        PART,
        rb'"identity_status":"qualified"',
        b'"identity_status":"retrieved"',
        "person.ins ",
    ),
    "piece-digest": (PART, rb'"sha256":"....', b'"sha256":"0000', "document.file : pièce"),
    "piece-size": (PART, rb'"size":\d', rb'"size":9', "document.file : pièce"),
    "piece-path": (PART, rb'"path":"', rb'"path":"../', "document.file : forme"),
    "csv-value": (f"{CONTENT}/csv/note-00000.csv", rb"RAS", b"R A S", ": text : autre valeur"),
    "csv-formula-defused": (
        f"{CONTENT}/csv/action-00000.csv",
        rb'"=Adapter',
        b"\"'=Adapter",
        ": title : autre valeur",
    ),
    "csv-zero-eaten": (
        f"{CONTENT}/csv/professional-00000.csv",
        rb",0(3530\d{5})",
        rb",\1",
        ": telephone : autre valeur",
    ),
    "csv-absent": (f"{CONTENT}/csv/person-00000.csv", rb"=masked", b"=unknown", ": absent : autre"),
    "csv-dropped": (f"{CONTENT}/csv/closure-00000.csv", rb"(person[^\n]+\n){1}", b"", ":2 : "),
    "csv-header": (f"{CONTENT}/csv/alert-00000.csv", rb"severity", b"gravity", ":1 : en-t"),
    "csv-bom": (f"{CONTENT}/csv/alert-00000.csv", rb"^", b"\xef\xbb\xbf", ":1 : en-t"),
    "csv-longer": (
        f"{CONTENT}/csv/alert-00000.csv",
        rb"(\n[^\n]+\n)$",
        rb"\1x\r\n",
        " : tableau plus",
    ),
    "root": (REPORT, rb'"root":"..', b'"root":"00', "racine annonc"),
    "count": (REPORT, rb'"note":2', b'"note":3', "comptes"),
    "key": ("data/content.key", rb"^.", b"\0", "racine annonc"),
}


@pytest.mark.parametrize("name", ALTERED)
def test_what_was_altered_is_refused_with_its_file_and_line(kit, tmp_path, name):
    file, old, new, told = ALTERED[name]
    code, said = validate(kit, altered(kit, tmp_path, file, old, new))
    assert code == 1, said
    assert "NON CONFORME" in said
    lines = [line for line in said.splitlines() if told in line]
    assert lines, said
    assert re.match(r"data/contenu/[\w./-]+:\d+ : ", lines[0]), said
    assert said.count("\n") < 60  # one defect does not hide in a flood


@pytest.mark.parametrize("name", ["changed", "lost", "added", "manifest", "slip"])
def test_bytes_that_are_not_those_of_the_manifest_are_refused(kit, tmp_path, name):
    package = tmp_path / "paquet"
    shutil.copytree(kit / "exemple", package)
    sheet = min((package / CONTENT / "sheets/00000").iterdir())
    shown = sheet.relative_to(package).as_posix()
    if name == "changed":
        sheet.write_bytes(sheet.read_bytes() + b" ")
    elif name == "lost":
        sheet.unlink()
    elif name == "added":
        shown = f"{CONTENT}/virus.exe"
        (package / shown).write_bytes(b"")
    elif name == "manifest":
        shown = "manifest-sha256.txt:1"
        with (package / "manifest-sha256.txt").open("r+b") as manifest:
            manifest.write(b"XX")
    else:
        shown = "bordereau.json:1"
        (package / "bordereau.json").write_bytes(b'{"manifest":"sha256:00"}')
    code, said = validate(kit, package)
    assert code == 1, said
    assert f"{shown} : " in said


def test_a_slip_that_agrees_is_accepted(kit, tmp_path):
    package = tmp_path / "paquet"
    shutil.copytree(kit / "exemple", package)
    root = json.loads((package / REPORT).read_bytes())["root"]
    manifest = hashlib.sha256((package / "manifest-sha256.txt").read_bytes()).hexdigest()
    slip = f'{{"manifest":"sha256:{manifest}","root":"{root}"}}'
    (package / "bordereau.json").write_text(slip)
    assert validate(kit, package)[0] == 0


def test_what_cannot_be_read_is_not_called_wrong(kit, tmp_path):
    assert validate(kit, tmp_path)[0] == 2
    assert validate(kit, tmp_path / "nowhere")[0] == 2
    assert validate(kit, "--help")[0] == 2


def test_no_value_is_ever_said(kit, tmp_path):
    file, old, new, _ = ALTERED["pathway-lost"]
    _, said = validate(kit, altered(kit, tmp_path, file, old, new))
    whole = sample()
    names = {
        one.values["birth_family_name"] for path in whole.pathways for one in path.of("person")
    }
    assert not [name for name in names if name in said]
    assert "person/p" not in said


def test_the_bundles_of_the_sample_are_sound(kit):
    folder = kit / "exemple" / CONTENT / "fhir/bundles"
    (shared,) = (json.loads(line) for line in (folder / "directory.ndjson").open())
    known = [one["resource"] for one in shared["entry"]]
    lines = (folder / "part-00000.ndjson").read_bytes().splitlines()
    assert findings(known, CONTEXT) == []
    assert len(lines) == 50
    for line in lines:
        resources = [one["resource"] for one in json.loads(line)["entry"]]
        assert findings(resources, CONTEXT, offered(known)) == []
