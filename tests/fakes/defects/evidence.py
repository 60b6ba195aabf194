"""Whole evidence folders with one fault each; of each, only what differs from the genuine one."""

import json
import tempfile
from datetime import timedelta
from pathlib import Path

from releve.canonical import decode, encode
from releve.certificates.statement import PAYLOAD_TYPE
from releve.ledger.merkle import leaf_hash, root
from releve.model.acts import ActKind
from releve.signatures.dsse import parse_envelope
from releve.signatures.sshsig import fingerprint
from tests.fakes.evidence_maker import START, EvidenceMaker, ssh_key

REMOVED = "removed.txt"
"""In a folder of changes: the genuine files that are not there, a line each."""


def sets(**values):
    def edit(item, _maker):
        for name, value in values.items():
            setattr(item, name, value)

    return edit


def fields(**values):
    def edit(item, _maker):
        item.fields |= values

    return edit


def restated(**values):
    """The seal's holder says something else of the same certificate."""

    def edit(item, maker):
        statement = decode(parse_envelope(maker.documents[item.body["statement"]]).payload)
        statement["predicate"] |= values
        sealed = maker.seal.sign(encode(statement), PAYLOAD_TYPE)
        item.body |= {"statement": maker.keep(sealed)}

    return edit


def sealed_by_another(item, maker):
    payload = parse_envelope(maker.documents[item.body["statement"]]).payload
    other = EvidenceMaker(family="other-").seal
    item.body |= {"statement": maker.keep(other.sign(payload, PAYLOAD_TYPE))}


def revoked(maker):
    maker.act(
        "revocation",
        ActKind.REVOCATION,
        "plan",
        "cheffe",
        key=fingerprint(ssh_key("responsable").public_key),
        compromised_since="-",
        reason="perte",
    )


TOLD = {
    "act-signed-by-an-unknown-key": (
        {"edits": {"copy-cheffe": sets(keys=[ssh_key("inconnue")])}},
        "act_key_not_in_roster",
    ),
    "act-signed-by-a-revoked-key": ({"inserts": {"copy-request": revoked}}, "act_key_revoked"),
    "act-signed-by-somebody-else": (
        {"edits": {"copy-cheffe": sets(keys=[ssh_key("responsable")])}},
        "act_key_not_in_roster",
    ),
    "act-signed-for-the-other-realm": (
        {"edits": {"copy-cheffe": sets(namespace="approval.repetition@releve")}},
        "act_signature_refused",
    ),
    "act-of-another-plan": (
        {"edits": {"copy-cheffe": sets(plan="sha256:" + "0" * 64)}},
        "act_of_another_plan",
    ),
    "approval-of-another-step": (
        {"edits": {"copy-cheffe": fields(step="0" * 64)}},
        "approval_of_another_step",
    ),
    "certificate-of-another-plan": (
        {"edits": {"copy-certificate": restated(plan="sha256:" + "0" * 64)}},
        "certificate_differs",
    ),
    "certificate-of-another-realm": (
        {"edits": {"copy-certificate": restated(realm="rehearsal")}},
        "certificate_differs",
    ),
    "certificate-of-another-origin": (
        {"edits": {"copy-certificate": restated(origin="autre.example/releve")}},
        "certificate_differs",
    ),
    "certificate-sealed-by-another-key": (
        {"edits": {"copy-certificate": sealed_by_another}},
        "certificate_seal_refused",
    ),
    "certificate-missing": (
        {"edits": {"copy-certificate": sets(skip=True)}},
        "certificate_missing",
    ),
    "clock-going-back": (
        {"edits": {"copy-certificate": sets(at=START - timedelta(days=1))}},
        "log_time_goes_back",
    ),
}
"""What the maker does differently, everything after it made again by the genuine keys."""


def swap(suffix):
    def change(folder, _maker):
        one, other = sorted((folder / "certificates").glob(f"*-1{suffix}"))
        kept = one.read_bytes()
        one.write_bytes(other.read_bytes())
        other.write_bytes(kept)

    return change


def rewrite(name, edit):
    def change(folder, _maker):
        (folder / name).write_bytes(edit((folder / name).read_bytes()))

    return change


def moved(folder, maker):
    (proof,) = (folder / "certificates").glob("*dump-1.tlog-proof")
    at = maker.index["copy-outcome"]
    moved_to = proof.read_bytes().replace(b"index %d\n" % at, b"index %d\n" % (at - 1))
    proof.write_bytes(moved_to)


def removed(pattern):
    return lambda folder, _maker: next(folder.glob(pattern)).unlink()


CHANGED = {
    "proofs-swapped": (swap(".tlog-proof"), "certificate_proof_refused"),
    "proof-at-wrong-index": (moved, "certificate_proof_refused"),
    "pdfs-swapped": (swap(".pdf"), "certificate_file_differs"),
    "statements-swapped": (swap(".dsse.json"), "certificate_file_differs"),
    "act-removed": (removed("acts/*.txt"), "folder_file_missing"),
    "signature-removed": (removed("acts/*.sig"), "folder_file_missing"),
    "signers-with-another-name": (
        rewrite("keys/allowed_signers", lambda data: data.replace(b"cheffe ", b"intruse ")),
        "plan_signers_differ",
    ),
    "file-of-an-unknown-kind": (
        lambda folder, _maker: (folder / "notes.txt").write_bytes(b"x"),
        "folder_unknown_file",
    ),
}
"""What is changed in the folder before its manifest is signed again by the log's key."""

TOUCHED = {
    "file-changed": (rewrite("LISEZMOI.txt", lambda data: data + b"\n"), "folder_file_changed"),
    "manifest-changed": (
        rewrite("manifest.sha256", lambda data: data.replace(b"  ", b" ", 1)),
        "manifest_changed",
    ),
    "manifest-note-changed": (
        rewrite("manifest.note", lambda data: data.replace(b"evidence/1", b"evidence/2")),
        "manifest_note_refused",
    ),
    "file-removed": (
        lambda folder, _maker: (folder / "LISEZMOI.txt").unlink(),
        "folder_file_missing",
    ),
}
"""What is changed in the folder by somebody without the log's key."""


def evidence():
    """`genuine`, `trust.json`, and by name: (files that differ, code)."""
    maker = EvidenceMaker().tell()
    seen = maker.index["destroy-request"]  # before any certificate, which the log's key signs
    minimum = {"size": seen, "root": root(map(leaf_hash, maker.raw[:seen])).hex()}
    genuine = _published(maker)
    told: dict[str, tuple[dict, str]] = {}
    for name, (changes, code) in TOLD.items():
        story = EvidenceMaker(**changes).tell()
        told[name] = _published(story), code
    for name, (change, code) in CHANGED.items():
        told[name] = _published(maker, change, resealed=True), code
    for name, (change, code) in TOUCHED.items():
        told[name] = _published(maker, change), code
    told["log-cut-short-of-what-was-seen"] = _published(maker, size=seen - 1), "log_truncated"
    forged = EvidenceMaker()
    forged.log_key = EvidenceMaker(family="forger-").log_key
    told["signed-by-another-log-key"] = _published(forged.tell()), "trust_log_key_unknown"
    trust = maker.trust(minimum=minimum)
    differing = {name: (_differing(genuine, files), code) for name, (files, code) in told.items()}
    return genuine, f"{json.dumps(trust, indent=2)}\n".encode(), differing


def _published(maker, change=None, *, resealed=False, size=None):
    with tempfile.TemporaryDirectory() as place:
        folder = maker.publish(Path(place) / "evidence", size)
        if change is not None:
            change(folder, maker)
        if resealed:
            maker.reseal(folder)
        paths = [path for path in folder.rglob("*") if path.is_file()]
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def _differing(genuine, files):
    changed = {path: data for path, data in files.items() if genuine.get(path) != data}
    gone = sorted(genuine.keys() - files.keys())
    if gone:
        changed[REMOVED] = "".join(f"{path}\n" for path in gone).encode()
    return changed
