"""Every measure of the run, in order, with the peers that it is compared with."""

from collections.abc import Sequence

from benchmarks import delivery, flat_copy, package, pathways_export, reconciliation, validation
from benchmarks.ground import Measure

MEASURES: tuple[Measure, ...] = (
    Measure(
        name="drawn",
        stage="generate",
        title="pathways drawn by the database",
        prepare=pathways_export.drawn,
        ours=False,
    ),
    Measure(
        name="flat_copy",
        stage="export",
        title="`COPY (SELECT row_to_json …) | zstd -1`",
        prepare=flat_copy.copied,
        needs=("drawn",),
        tool="zstd",
        ours=False,
    ),
    Measure(
        name="orm",
        stage="export",
        title="an ORM, its relationships followed, 2,000 pathways at most",
        prepare=flat_copy.by_orm,
        needs=("drawn",),
        ours=False,
    ),
    Measure(
        name="bundles",
        stage="export",
        title="exported: canonical form and Bundles",
        prepare=pathways_export.bundles,
        needs=("drawn",),
        peers=("flat_copy",),
        rivals=("orm",),
    ),
    Measure(
        name="whole",
        stage="export",
        title="exported: every form (Bulk Data, CSV, sheets besides)",
        prepare=pathways_export.whole,
        needs=("drawn",),
        rivals=("orm",),
    ),
    Measure(
        name="parsed",
        stage="validate",
        title="canonical lines parsed by orjson, nothing checked",
        prepare=validation.parsed,
        needs=("carried",),
        ours=False,
    ),
    Measure(
        name="validated",
        stage="validate",
        title="source read again, quality gate, planted faults",
        prepare=validation.validated,
        needs=("carried",),
        peers=("parsed",),
    ),
    Measure(
        name="bagged",
        stage="package",
        title="manifest written, then every byte verified",
        prepare=package.bagged,
        needs=("carried",),
        peers=("sha256sum",),
    ),
    Measure(
        name="sha256sum",
        stage="package",
        title="`sha256sum --check` of the same manifest",
        prepare=package.summed,
        needs=("bagged",),
        tool="sha256sum",
        ours=False,
    ),
    Measure(
        name="sealed",
        stage="seal",
        title="sealed to its recipient",
        prepare=package.sealed,
        needs=("bagged",),
        peers=("age",),
    ),
    Measure(
        name="age",
        stage="seal",
        title="`tar | age` of the same folder",
        prepare=package.encrypted,
        needs=("sealed",),
        tool="age",
        ours=False,
    ),
    Measure(
        name="sftp",
        stage="deliver",
        title="`sftp` puts the same bytes (512 MB at most)",
        prepare=delivery.put,
        needs=("sealed",),
        tool="sftp",
        ours=False,
    ),
    Measure(
        name="unread",
        stage="deliver",
        title="deposited by SFTP, size compared",
        prepare=delivery.unread,
        needs=("sealed",),
        peers=("sftp",),
        usual=False,
    ),
    Measure(
        name="deposited",
        stage="deliver",
        title="deposited by SFTP, read back there and compared",
        prepare=delivery.deposited,
        needs=("sealed",),
        peers=("sftp",),
    ),
    Measure(
        name="opened",
        stage="reconcile",
        title="opened by the recipient, every byte verified",
        prepare=package.opened,
        needs=("deposited",),
        peers=("age_opened",),
    ),
    Measure(
        name="age_opened",
        stage="reconcile",
        title="`age -d | tar -x`, nothing verified",
        prepare=package.decrypted,
        needs=("deposited",),
        tool="age",
        ours=False,
    ),
    Measure(
        name="loaded",
        stage="reconcile",
        title="staging tables loaded, each row compared with what was sent",
        prepare=reconciliation.loaded,
        needs=("opened",),
        peers=("bare_copy",),
    ),
    Measure(
        name="bare_copy",
        stage="reconcile",
        title="the same rows by a bare `COPY`",
        prepare=reconciliation.bare,
        needs=("loaded",),
        ours=False,
    ),
    Measure(
        name="hashed",
        stage="reconcile",
        title="bare SHA-256 of the canonical files",
        prepare=reconciliation.hashed,
        needs=("carried",),
        ours=False,
    ),
    Measure(
        name="filed",
        stage="reconcile",
        title="our side indexed: read strictly, hashed with keys",
        prepare=reconciliation.filed,
        needs=("carried",),
        peers=("hashed",),
    ),
    Measure(
        name="reread",
        stage="reconcile",
        title="staging tables read back, indexed, compared: roots equal",
        prepare=reconciliation.reread,
        needs=("loaded", "filed"),
        peers=("hashed",),
    ),
    Measure(
        name="changed",
        stage="reconcile",
        title="one field changed there, read back again and found",
        prepare=reconciliation.changed,
        needs=("reread",),
        peers=("hashed",),
    ),
    Measure(
        name="posted",
        stage="fhir",
        title="transactions of 500 pathways posted bare to a FHIR server",
        prepare=delivery.posted,
        needs=("carried",),
        ours=False,
        usual=False,
    ),
    Measure(
        name="sent",
        stage="fhir",
        title="delivered to it, counted, delivered again",
        prepare=delivery.sent,
        needs=("carried",),
        peers=("posted",),
        usual=False,
    ),
)
STAGES = tuple(dict.fromkeys(one.stage for one in MEASURES))


def chosen(only: Sequence[str], carried: str) -> list[Measure]:
    """Return the measures of some stages (all that are usual, of none), and what they need."""
    named = {one.name: one for one in MEASURES}
    wanted = {one.name for one in MEASURES if one.stage in only or (not only and one.usual)}
    waiting = list(wanted)
    while waiting:
        needs = [carried if one == "carried" else one for one in named[waiting.pop()].needs]
        waiting += set(needs) - wanted
        wanted.update(needs)
    return [one for one in MEASURES if one.name in wanted]
