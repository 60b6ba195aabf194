"""The report of integrity and volume that travels in a package, and the laws that it must keep."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import orjson

from connectors.pathways.order import Exported, Order
from connectors.pathways.part import Counts
from connectors.pathways.target import Chosen, Target
from releve.archives.slip import Delivery, Volume
from releve.canonical import digest
from releve.errors import ConnectorError
from releve.model.evidence import JsonValue, Measured
from releve.pathways.scope import Bin

FORMAT = "releve/pathways-report/1"
FILE = "report.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Delta:
    """What a delta starts from, and what it makes of it.

    ``base`` is the digest of the package (its slip) that must have been applied first, ``root``
    the whole root after this one is.
    """

    base: str
    base_root: str
    root: str
    removed: int
    unchanged: int

    def described(self) -> dict[str, JsonValue]:
        """Return the member of the report."""
        return {
            "base": self.base,
            "base_root": self.base_root,
            "root": self.root,
            "removed": self.removed,
            "unchanged": self.unchanged,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Everything that a report says. ``source`` is the source's own count of pathways."""

    counts: Counts
    source: int | None
    shared: int
    shared_read: int
    shared_defects: Mapping[str, int]
    conservation: JsonValue
    measured: Measured
    order: Order
    delta: Delta | None


def check_bins(counts: Counts, source: int | None) -> None:
    """Check that every pathway of the source ended in one bin.

    Raises:
        ConnectorError: ``bins_do_not_sum``: pathways read, in bins, and counted by the source.

    """
    binned = sum(counts.bins.values()) + counts.unselected
    read = counts.pathways + counts.unselected
    if binned != read or source not in {None, read}:
        raise ConnectorError("bins_do_not_sum", bins=binned, read=read, source=source)


def check_chosen(counts: Counts, target: Target) -> None:
    """Check that every pathway asked for by key was found.

    Raises:
        ConnectorError: ``pathways_unknown`` with how many were not.

    """
    if isinstance(target, Chosen) and counts.pathways != len(target):
        raise ConnectorError("pathways_unknown", count=len(target) - counts.pathways)


def described(found: Found) -> dict[str, JsonValue]:
    """Return the report as a document: counts, codes, dates and digests, nothing of a person."""
    counts, extraction = found.counts, found.order.extraction
    told = {} if extraction is None else {"extraction": extraction.model_dump(mode="json")}
    return told | {
        "format": FORMAT,
        "target": found.order.target.described(),
        "placed_on": found.order.at.isoformat(),
        "root": found.measured.root,
        "records": found.measured.records,
        "octets": found.measured.octets,
        "pathways": {
            "source": found.source,
            "read": counts.pathways + counts.unselected,
            "not_selected": counts.unselected,
            "taken": taken(counts),
        },
        "bins": [
            {"bin": name.value, "reason": reason, "pathways": number}
            for (name, reason), number in sorted(
                counts.bins.items(), key=lambda one: (one[0][0], one[0][1] or "")
            )
        ],
        "rejects": [
            {"code": code, "entity": entity, "attribute": attribute, "count": number}
            for (code, entity, attribute), number in sorted(
                counts.defects.items(), key=lambda one: (*one[0][:2], one[0][2] or "")
            )
        ],
        "entities": dict(sorted(counts.entities.items())),
        "depth": {
            entity: {"first": first, "last": last}
            for entity, (first, last) in sorted(counts.depth.items())
        },
        "directory": {
            "read": found.shared_read,
            "carried": found.shared,
            "defects": dict(sorted(found.shared_defects.items())),
        },
        "conservation": found.conservation,
        "forms": {one.name: one.version for one in found.order.renderers},
        "volumes": dict(sorted(counts.forms.items())),
        "attachments": found.order.files is not None,
        "inputs": dict(found.order.inputs),
        "delta": found.delta.described() if found.delta is not None else None,
        "gaps": list(gaps(found)),
    }


def taken(counts: Counts) -> int:
    """Return how many pathways were taken, those that a delta need not carry included."""
    return counts.bins[Bin.TAKEN, None]


def gaps(found: Found) -> tuple[str, ...]:
    """Return the codes of what this package is known not to hold, for the delivery slip."""
    absent = {
        "attachments_not_carried": found.order.files is None
        and found.counts.entities["document"] > 0,
        "conservation_not_balanced": found.conservation is None,
        "source_not_counted": found.source is None,
        "source_extracted": found.order.extraction is not None,
        "some_rejected": any(one is Bin.REJECTED for one, _ in found.counts.bins),
        "some_withheld": any(one is Bin.WITHHELD for one, _ in found.counts.bins),
        "some_restituted_only": any(one is Bin.RESTITUTED_ONLY for one, _ in found.counts.bins),
        "targeted": not found.order.target.whole,
        "delta": found.delta is not None,
    }
    return tuple(code for code, there in absent.items() if there)


def delivery(exported: Exported, volumes: Sequence[Volume]) -> Delivery:
    """Return what the delivery slip says of an export, in the words of its report."""
    report = orjson.loads(exported.report)
    named = {
        "/".join(filter(None, (one["bin"], one["reason"]))): one["pathways"]
        for one in report["bins"]
    }
    delta = report["delta"] or {}
    return Delivery(
        volumes=tuple(volumes),
        report=digest(exported.report),
        bins=named,
        forms=report["forms"],
        inputs=report["inputs"],
        gaps=report["gaps"],
        base=delta.get("base"),
        whole=delta.get("root"),
        extraction=report.get("extraction"),
    )
