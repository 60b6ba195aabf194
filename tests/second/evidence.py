"""A whole evidence folder, recomputed from its files and one verifier key of the log.

What is checked is the mathematics and the form: manifest, head, entries, proofs, envelopes,
signatures of persons. Who was entitled to do what is the first implementation's business.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from tests.second import act, checkpoint, dsse, log, merkle, note, sshkey, sshsig
from tests.second.canonical import Json, parse
from tests.second.encodings import ascii_lines, base64, digest, ed25519_pem
from tests.second.refusal import Refused, demand

MANIFEST, NOTE = "manifest.sha256", "manifest.note"
STATEMENT = "application/vnd.in-toto+json"
Files = Mapping[str, bytes]
Entries = list[Mapping[str, Json]]


class Evidence(NamedTuple):
    """What was recomputed."""

    head: checkpoint.Head
    cosigned: set[str]
    entries: int
    proofs: int
    envelopes: int
    signatures: int


def check(
    folder: Path,
    vkey: str,
    witnesses: Iterable[str] = (),
    seen: tuple[int, bytes] | None = None,
) -> Evidence:
    """Recompute everything; refuse at the first thing that does not come out."""
    files = dict(_files(folder))
    witnesses = tuple(witnesses)
    _manifest(files, vkey)
    _keys(files, vkey)
    published = {
        name.removeprefix("ledger/"): data
        for name, data in files.items()
        if name.startswith("ledger/")
    }
    found = log.read(published, vkey, witnesses, seen)
    entries, leaves = found.entries, found.leaves
    certificates = [_certificate(files, one) for one in _issued(files, entries)]
    proofs = sum(
        _proof(data, about, leaves, vkey, witnesses)
        for one in certificates
        for data, about in one.proofs
    )
    for one in certificates:
        for name, about in (("entry", one.issued), ("outcome", one.outcome)):
            beside = files.get(f"certificates/{one.number}.{name}.json")
            demand(beside in {None, found.raws[about]}, "not the entry's bytes")
        note.opened(one.first_head, [vkey])
    signatures = _acts(files, entries, partial="scope.json" in files)
    envelopes = len(certificates)
    return Evidence(found.head, found.cosigned, len(entries), proofs, envelopes, signatures)


class Certificate(NamedTuple):
    """One certificate that the ledger issued."""

    number: str
    issued: int
    outcome: int
    first_head: bytes
    proofs: list[tuple[bytes, int]]


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        demand(not path.is_symlink() and (path.is_dir() or path.is_file()), "not a plain file")
        if path.is_file():
            yield path.relative_to(folder).as_posix(), path.read_bytes()


def _file(files: Files, name: str) -> bytes:
    demand(name in files, f"no {name}")
    return files[name]


def _manifest(files: Files, vkey: str) -> None:
    text, _ = note.opened(_file(files, NOTE), [vkey])
    demand(len(note.parse(files[NOTE])[1]) == 1, "somebody else signed the manifest too")
    listed = _file(files, MANIFEST)
    origin, hashed = note.read_key(vkey).name, hashlib.sha256(listed).hexdigest()
    demand(text == f"releve/evidence/1\n{origin}\n{hashed}\n".encode(), "another manifest")
    covered: dict[str, str] = {}
    for line in ascii_lines(listed):
        found = re.fullmatch(r"([0-9a-f]{64})  (\S+)", line)
        if found is None or found[2] in covered:
            raise Refused("not a line of a manifest")
        covered[found[2]] = found[1]
    demand(list(covered) == sorted(covered), "the manifest is out of order")
    outside = {name for name in files if name.startswith("renewals/")} | {MANIFEST, NOTE}
    demand(set(covered) == set(files) - outside, "a file is missing or too many")
    for name, expected in covered.items():
        demand(hashlib.sha256(files[name]).hexdigest() == expected, f"{name} changed")
        if name.startswith(("plans/", "acts/", "documents/")):
            demand(name.split("/")[1].split(".")[0] == expected, f"{name} is misnamed")


def _keys(files: Files, vkey: str) -> None:
    demand(_file(files, "keys/log.vkey") == f"{vkey}\n".encode(), "the log of another key")
    shown = {"log": note.read_key(vkey).raw}
    if "keys/seal.pub" in files:
        (line,) = ascii_lines(files["keys/seal.pub"])
        shown["seal"] = base64(line)
        demand(len(shown["seal"]) == 32, "not an Ed25519 key")
    for name, raw in shown.items():
        pem = files.get(f"keys/{name}.pem")
        demand(pem is None or ed25519_pem(pem) == raw, f"{name}.pem is another key")


def _issued(files: Files, entries: Entries) -> list[Mapping[str, Json]]:
    """The issuance entries whose certificate is in the folder: all, unless it is partial."""
    issued = [one for one in entries if one["kind"] == "certificate_issued"]
    if "scope.json" in files:
        issued = [one for one in issued if f"certificates/{_of(one, 'number')}.dsse.json" in files]
    return issued


def _of(one: Mapping[str, Json], member: str) -> str:
    body = one["body"]
    value = body.get(member) if isinstance(body, dict) else None
    if not isinstance(value, str):
        raise Refused(member)
    return value


def _at(one: Mapping[str, Json], member: str) -> int:
    body, index = one["body"], one["index"]
    value = body.get(member) if isinstance(body, dict) else None
    if not isinstance(value, int) or not isinstance(index, int) or not 0 <= value < index:
        raise Refused(member)
    return value


def _certificate(files: Files, one: Mapping[str, Json]) -> Certificate:
    number, index = _of(one, "number"), one["index"]
    base = f"certificates/{number}"
    for suffix, member in ((".dsse.json", "statement"), (".pdf", "pdf")):
        data = _file(files, base + suffix)
        demand(hashlib.sha256(data).digest() == digest(_of(one, member)), "not what was issued")
    seal = base64(ascii_lines(_file(files, "keys/seal.pub"))[0])
    keys = {hashlib.sha256(seal).hexdigest(): seal}
    statement, _ = dsse.opened(files[f"{base}.dsse.json"], STATEMENT, keys)
    value = parse(statement)
    predicate = value.get("predicate") if isinstance(value, dict) else None
    named = predicate.get("number") if isinstance(predicate, dict) else None
    first = predicate.get("checkpoint") if isinstance(predicate, dict) else None
    if named != number or not isinstance(first, str) or not isinstance(index, int):
        raise Refused("a statement about something else")
    outcome = _at(one, "outcome")
    proofs = [(_file(files, f"{base}.tlog-proof"), outcome)]
    if f"{base}.issued.tlog-proof" in files:
        proofs.append((files[f"{base}.issued.tlog-proof"], index))
    return Certificate(number, index, outcome, first.encode(), proofs)


def _proof(
    data: bytes, about: int, leaves: list[bytes], vkey: str, witnesses: tuple[str, ...]
) -> bool:
    proof = checkpoint.proven(data, leaves[about], vkey, witnesses)
    demand(proof.index == about, "the proof of another entry")
    head, _ = checkpoint.opened(proof.checkpoint, vkey, witnesses)
    demand(merkle.mth(leaves[: head.size]) == head.root, "a head of another history")
    return True


def _acts(files: Files, entries: Entries, *, partial: bool) -> int:
    signers = _signers(files.get("keys/allowed_signers", b"\n"))
    used: set[str] = set()
    verified = 0
    for one in entries:
        if one["kind"] != "act_recorded":
            continue
        name = f"acts/{digest(_of(one, 'file')).hex()}.txt"
        if partial and name not in files:
            continue
        used.add(name)
        data = _file(files, name)
        fields = act.parse(data)
        said = ("act", "kind"), ("signer", "signer"), ("signed_at", "signed_at"), ("plan", "plan")
        demand(all(_of(one, here) == fields[there] for here, there in said), "another act")
        demand(one["subject"] == fields["subject"], "an act about something else")
        for each in _signatures(one):
            named = f"acts/{digest(each['file']).hex()}.sig"
            used.add(named)
            space = act.namespace(fields)
            blob = sshsig.opened(_file(files, named), data, space)
            demand(sshsig.fingerprint(blob) == each["key"], "signed by another key")
            demand((each["by"], blob, space) in signers, "nobody allowed to sign this")
            verified += 1
    unused = {name for name in files if name.startswith("acts/")} - used
    demand(partial or not unused, "an act that nothing cites")
    return verified


def _signatures(one: Mapping[str, Json]) -> Iterator[dict[str, str]]:
    body = one["body"]
    listed = body.get("signatures") if isinstance(body, dict) else None
    if not isinstance(listed, list) or not listed:
        raise Refused("an act that nobody signed")
    for each in listed:
        if not isinstance(each, dict) or sorted(each) != ["by", "file", "key"]:
            raise Refused("not a signature")
        yield {name: str(value) for name, value in each.items()}


def _signers(listed: bytes) -> set[tuple[str, bytes, str]]:
    """Who may sign with which key in which namespace, by `ssh-keygen`'s own file."""
    allowed: set[tuple[str, bytes, str]] = set()
    for line in filter(None, ascii_lines(listed)):
        parts = line.split(" ")
        demand(len(parts) == 4, "not a line of allowed_signers")
        spaces = re.search(r'(?:^|,)namespaces="([^"]*)"', parts[1])
        if spaces is None:
            raise Refused("a signer for anything")
        blob = sshkey.read_public_line(" ".join(parts[2:]))
        allowed |= {(parts[0], blob, space) for space in spaces[1].split(",")}
    return allowed
