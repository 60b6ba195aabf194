"""Takes one pathway out of a package and proves it, disclosing its key and no other."""

from pathlib import Path
from tempfile import TemporaryDirectory

from releve.canonical import digest
from releve.errors import EvidenceRefused, UsageError
from releve.ledger.merkle import inclusion_proof, leaf_hash, levels, root
from releve.pathways.folder import CanonicalFolder
from releve.pathways.index import build_index
from releve.pathways.names import pathway_name
from releve.pathways.proof import (
    ATTESTATION,
    PROOF,
    SLIP,
    PathwayProof,
    ProvenRecord,
    check_attestation,
    check_slip,
)
from releve.pathways.tree import pathway_key


def disclose(
    package: Path,
    package_key: bytes,
    pathway: str,
    target: Path,
    attestation: bytes | None = None,
) -> PathwayProof:
    """Write the proof of one pathway into a new folder.

    ``package`` is a decrypted bag, its slip beside its data. All of it is hashed once.

    Raises:
        EvidenceRefused: ``pathway_unknown``; ``pathway_proof_refused`` with ``part``: the slip or
            the attestation is not of this content; what reading the package refuses.
        UsageError: ``proof_folder_exists`` with ``path``; ``proof_slip_missing`` with ``path``.

    """
    if target.exists():
        raise UsageError("proof_folder_exists", path=str(target))
    slip_file = package / SLIP
    if not slip_file.is_file():
        raise UsageError("proof_slip_missing", path=str(slip_file))
    slip = slip_file.read_bytes()
    proof = _prove(package, package_key, pathway, digest(slip), attestation)
    check_slip(slip, proof)
    if attestation is not None:
        check_attestation(attestation, proof)
    target.mkdir(mode=0o700)
    (target / PROOF).write_bytes(proof.encoded())
    (target / SLIP).write_bytes(slip)
    if attestation is not None:
        (target / ATTESTATION).write_bytes(attestation)
    return proof


def _prove(
    package: Path, package_key: bytes, pathway: str, named: str, attested: bytes | None
) -> PathwayProof:
    with TemporaryDirectory() as scratch:
        side = build_index(Path(scratch) / "index", package_key, CanonicalFolder(package))
        found = side.pathway(pathway_name(package_key, pathway))
        entries = [(group, leaf_hash(entry)) for group, _, entry in side.entries()]
        side.close()
    index = next((at for at, (group, _) in enumerate(entries) if group == pathway), None)
    if found is None or index is None or not any(one.entity == "person" for one in found.records):
        raise EvidenceRefused("pathway_unknown")
    leaves = [leaf for _, leaf in entries]
    path = inclusion_proof(levels(leaves), index, len(leaves))
    return PathwayProof(
        package=named,
        root=root(leaves).hex(),
        pathway=pathway,
        key=pathway_key(package_key, pathway).hex(),
        index=index,
        size=len(leaves),
        path=tuple(one.hex() for one in path),
        records=tuple(
            ProvenRecord.model_validate({"e": one.entity, "id": one.id, "v": one.values})
            for one in found.records
        ),
        attestation=None if attested is None else digest(attested),
    )
