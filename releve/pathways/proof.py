"""Proof for one patient: these records are in that package, and nothing is said of any other.

``releve/pathway-proof/1``, normative in ``docs/format/proof.md``. The check needs neither the
package key nor the package, and no more than the auditor's install.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue, ValidationError

from releve.canonical import decode, digest, encode
from releve.content import ContentRoot
from releve.errors import EvidenceRefused
from releve.ledger.merkle import leaf_hash, verify_inclusion
from releve.model.ids import Digest, Root
from releve.pathways.attestation import read_attestation

PROOF, SLIP, ATTESTATION = "preuve.json", "bordereau.json", "attestation.json"
MAX_BYTES = 64 * 1024 * 1024


class _Document(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ProvenRecord(_Document):
    """One record, as its canonical form has it."""

    e: str
    id: str
    v: dict[str, JsonValue]


class PathwayProof(_Document):
    """``releve/pathway-proof/1``: one pathway, its key, and its way up to the package root.

    ``key`` is ``k_p``; ``index`` and ``size`` place the entry among the package's groups, and
    ``path`` is the audit path of RFC 6962, leaf side first.
    """

    format: Literal["releve/pathway-proof/1"] = "releve/pathway-proof/1"
    package: Digest
    root: Root
    pathway: str
    key: Root
    index: Annotated[int, Field(ge=0)]
    size: Annotated[int, Field(ge=1)]
    path: tuple[Root, ...]
    records: tuple[ProvenRecord, ...]
    attestation: Digest | None

    def encoded(self) -> bytes:
        """Return the canonical bytes."""
        return encode(self.model_dump(mode="json"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Proven:
    """What a proof establishes. ``root`` and ``package`` are to be found in a signed receipt."""

    pathway: str
    records: int
    root: str
    package: str
    attested: bool


def check_proof(folder: Path, *, root: str | None = None) -> Proven:
    """Check a proof folder; ``root`` is the package root that the reader knows by other means.

    Not checked: that a successor ever said so. Compare root and package with the signed receipt
    of the evidence; the attestation that goes with the proof is not signed by itself.

    Raises:
        EvidenceRefused: ``pathway_proof_refused`` with ``part``: the folder's files, a document
            that is not in its form, or what does not follow from the others.

    """
    names = {path.name for path in folder.iterdir()} if folder.is_dir() else frozenset()
    if not {PROOF, SLIP} <= names <= {PROOF, SLIP, ATTESTATION}:
        raise _refused("files")
    proof = read_proof((folder / PROOF).read_bytes())
    entry = _entry(proof)
    try:
        verify_inclusion(
            leaf=leaf_hash(entry),
            index=proof.index,
            size=proof.size,
            proof=[bytes.fromhex(one) for one in proof.path],
            root=bytes.fromhex(proof.root),
        )
    except EvidenceRefused:
        raise _refused("inclusion") from None
    if root is not None and root != proof.root:
        raise _refused("root")
    check_slip((folder / SLIP).read_bytes(), proof)
    if (ATTESTATION in names) != (proof.attestation is not None):
        raise _refused("files")
    if proof.attestation is not None:
        check_attestation((folder / ATTESTATION).read_bytes(), proof)
    return Proven(
        pathway=proof.pathway,
        records=len(proof.records),
        root=proof.root,
        package=proof.package,
        attested=proof.attestation is not None,
    )


def read_proof(data: bytes) -> PathwayProof:
    """Read a proof; ``EvidenceRefused`` ``pathway_proof_refused`` in any other form."""
    try:
        proof = PathwayProof.model_validate(decode(data, max_bytes=MAX_BYTES))
        if proof.encoded() == data:
            return proof
    except (ValidationError, EvidenceRefused):
        pass
    raise _refused("document")


def check_slip(data: bytes, proof: PathwayProof) -> None:
    """Check that a slip is the one named, of this root and size; raises as :func:`check_proof`.

    A tree of RFC 6962 does not commit to its size; the slip does: its pathways, and the directory.
    """
    try:
        slip = decode(data)
    except EvidenceRefused:
        raise _refused("slip") from None
    said = (slip.get("root"), slip.get("pathways")) if isinstance(slip, dict) else ()
    if digest(data) != proof.package or said != (proof.root, proof.size - 1):
        raise _refused("slip")


def check_attestation(data: bytes, proof: PathwayProof) -> None:
    """Check that an attestation is the one named, of this package and this root."""
    try:
        said = read_attestation(data)
    except EvidenceRefused:
        raise _refused("attestation") from None
    named = proof.attestation, proof.package, proof.root
    if (digest(data), said.package, said.root) != named:
        raise _refused("attestation")


def _entry(proof: PathwayProof) -> bytes:
    key = bytes.fromhex(proof.key)
    group = ContentRoot(key)
    try:
        for record in proof.records:
            group.add(record.id, encode(record.model_dump(mode="json")))
    except EvidenceRefused:
        raise _refused("records") from None
    if [one.id for one in proof.records if one.e == "person"] != [proof.pathway]:
        raise _refused("records")
    return hashlib.sha256(key + bytes.fromhex(group.root())).digest()


def _refused(part: str) -> EvidenceRefused:
    return EvidenceRefused("pathway_proof_refused", part=part)
