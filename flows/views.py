"""Views: care pathways seen through a mapping, as hands that only look, freeze and extract.

Beside :mod:`flows.desk`, the other constructor of connectors: what a view is made of is pinned by
the adopted plan, and each file is compared with its digest before anything is read through it.
"""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from connectors.fhir_schema.package import Checked, check_bundles
from connectors.pathways import PathwayAccess, PathwayDatabase
from connectors.pathways.choosing import base_of, placements, target_of
from connectors.pathways.export import PathwayExporter
from connectors.pathways.forms import CsvForm, FhirForm, SheetForm
from connectors.pathways.groups import SourceGroups
from connectors.pathways.order import Base, Exported, Order
from connectors.pathways.rendering import CanonicalForm, Renderer
from connectors.pathways.report import delivery
from connectors.pathways.target import Everything, Target
from releve.archives.bag import write_bag
from releve.archives.slip import Delivery, Volume
from releve.archives.volume import split_bag
from releve.canonical import digest, encode
from releve.errors import StepRefused, UsageError
from releve.model.evidence import Measured
from releve.model.extraction import Extracted
from releve.model.medium import Medium, PathwaysMedium, Pinned, SqlMedium
from releve.model.plan import DataAsset, Plan
from releve.pathways.choice import Choice, Earlier
from releve.pathways.compiler import compile_mapping
from releve.pathways.completeness import completeness
from releve.pathways.conversion import RowConverter
from releve.pathways.dictionary import dictionary_json
from releve.pathways.fhir import FhirContext
from releve.pathways.mapping_file import read_mapping, read_scope
from releve.pathways.schema import directory_schema, pathway_schema
from releve.pathways.scope import Placement, ScopeDecision
from releve.pathways.selection import SourceSchema
from releve.pathways.sheet import SheetSetting
from releve.ports import Freezer, Progress
from releve.textes import LANGUAGES

EXTRACTED = "extraction"
"""By what means an extraction is frozen: it is one instant, pinned by its digest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Converting:
    """Builds the converters of a mapping for a schema, in any process."""

    mapping: Path
    overlay: Path | None

    def __call__(self, schema: SourceSchema) -> Sequence[RowConverter]:
        """Read the mapping and compile it; raises ``PlanError`` as its reader and compiler do."""
        return compile_mapping(read_mapping(self.mapping, self.overlay).mapping, schema).converters


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Where a view is: the plan's folder, the database, the attachments, our own copies of it.

    ``extraction`` says whose word completeness rests on, where the database holds an extraction.
    """

    folder: Path
    url: str
    files: Path | None
    packages: Path
    at: date
    extraction: Extracted | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """A package as written: what was measured, its manifest, its report, its slip's last part."""

    measured: Measured
    manifest: str
    delivery: Delivery
    report: bytes


def volumes_of(bag: Path) -> Path:
    """Return where a bag that is too large is shown as several."""
    return bag.with_name(f"{bag.name}-volumes")


class PathwayView:
    """The hands on one asset that shows pathways. It cannot destroy: a view holds nothing."""

    def __init__(self, asset: DataAsset, plan: Plan, seen: Seen, freezer: Freezer) -> None:
        """Know the asset; nothing is read yet.

        Raises:
            UsageError: ``medium_out_of_reach`` for an asset that shows no pathways.
            StepRefused: ``pinned_file_differs``.

        """
        medium = asset.medium
        if not isinstance(medium, PathwaysMedium):
            raise UsageError("medium_out_of_reach", medium=medium.kind if medium else None)
        self._asset, self._plan, self._seen, self._freezer = asset, plan, seen, freezer
        self._medium = medium
        self._mapping = self._pinned(medium.mapping)
        self._overlay = self._pinned(medium.overlay) if medium.overlay is not None else None
        self._scope = self._pinned(medium.scope)

    @property
    def context(self) -> FhirContext:
        """Whose pathways these are, for everything that FHIR resources are named by."""
        dac = self._asset.controller or self._asset.id
        return FhirContext(origin=self._plan.origin, dac=dac, realm=self._plan.realm)

    @property
    def source(self) -> PathwayDatabase:
        """The database seen through the mapping."""
        medium = self._medium
        access = PathwayAccess(
            endpoint=medium.endpoint, schema=medium.schema_name, url=self._seen.url
        )
        converting = Converting(mapping=self._mapping, overlay=self._overlay)
        return PathwayDatabase(access=access, converters=converting)

    def exporter(
        self, work: Path, *, target: Target | None = None, base: Base | None = None
    ) -> PathwayExporter:
        """Return what exports this view; ``work`` is a private folder kept for one package."""
        mapping = read_mapping(self._mapping, self._overlay).mapping
        law = compile_mapping(mapping, self.source.schema()).law
        order = Order(
            decision=self.decision,
            at=self.at,
            renderers=self._renderers(),
            target=target or Everything(),
            files=self._seen.files,
            documents=self._documents(),
            inputs=self.inputs,
            base=base,
            extraction=self._seen.extraction,
        )
        return PathwayExporter(self.source, order, work, conservation=law)

    @property
    def decision(self) -> ScopeDecision:
        """What the controller decided to hand over."""
        return read_scope(self._scope).decision

    @property
    def at(self) -> date:
        """The day on which pathways are placed."""
        return self._seen.at

    @property
    def inputs(self) -> Mapping[str, str]:
        """The digests of what was pinned, and decides what a package holds."""
        medium = self._medium
        found = {"mapping": medium.mapping.digest, "scope": medium.scope.digest}
        found |= {"overlay": medium.overlay.digest} if medium.overlay is not None else {}
        return found | ({"extraction": medium.extraction} if medium.extraction is not None else {})

    def key_kinds(self) -> tuple[bool, ...]:
        """Tell which parts of a pathway's own key are integers at the source."""
        with self.source.snapshot() as snapshot:
            return snapshot.integers

    def placements(self, choice: Choice) -> Mapping[str, Placement]:
        """Place the pathways chosen by key, as :func:`connectors.pathways.choosing.placements`."""
        return placements(self.source, choice, self.decision, self.at)

    @property
    def extraction(self) -> Extracted | None:
        """Whose word completeness rests on, where the source is an extraction."""
        return self._seen.extraction

    def groups(self) -> SourceGroups:
        """Return what would be handed over, to be read from the source once more."""
        return SourceGroups(
            source=self.source,
            decision=self.decision,
            at=self.at,
            files=self._seen.files,
            work=self._work("mesure"),
        )

    def fhir(self, content: Path, schema: Path | None) -> Checked | None:
        """Check the FHIR resources of a package's content; ``None`` where the plan asks for none.

        Raises:
            ConnectorError: ``fhir_schema_absent``, ``fhir_schema_differs``.

        """
        if "fhir" not in self._medium.formats:
            return None
        return check_bundles(content, schema, self.context)

    def count(self, medium: Medium) -> Measured:
        """Count what would be exported: each pathway is read and placed in its bin."""
        found = self.measure(medium, bytes(32))
        return Measured(
            records=found.records, octets=found.octets, root=None, parts=dict(found.parts)
        )

    def measure(self, _medium: Medium, package_key: bytes) -> Measured:
        """Compute the root of what would be exported."""
        return self.exporter(self._work("mesure")).measure(package_key)

    def extract(
        self, _medium: Medium, package_key: bytes, folder: Path, progress: Progress
    ) -> Measured:
        """Write the content of a package, or take up what an interrupted export left."""
        return self.run(package_key, folder, progress).measured

    def run(
        self,
        package_key: bytes,
        folder: Path,
        progress: Progress,
        *,
        target: Target | None = None,
        base: Base | None = None,
    ) -> Exported:
        """Write the content of a package and return all that came of it.

        Raises:
            ConnectorError, StepRefused, EvidenceRefused: those of the exporter.

        """
        exporter = self.exporter(self._work("travail"), target=target, base=base)
        return exporter.run(folder, package_key, progress)

    def pack(
        self,
        bag: Path,
        package_key: bytes,
        progress: Progress,
        *,
        work: str = "travail",
        volume_octets: int | None = None,
        choice: Choice | None = None,
        earlier: Earlier | None = None,
    ) -> Packed:
        """Write a package's content into a bag, and what its slip says of it.

        ``work`` names the private folder kept beside, from which an interrupted export goes on.
        A content above ``volume_octets`` is also shown as several bags, in :func:`volumes_of`.
        ``choice`` asks for a part of the pathways, ``earlier`` for what changed since.

        Raises:
            ConnectorError, EvidenceRefused: those of the exporter; ``base_index_lost`` unless our
                index is that of the package a delta starts from.

        """
        content = bag / "data" / "contenu"
        content.mkdir(parents=True, exist_ok=True)
        target, base = target_of(choice), base_of(earlier)
        exporter = self.exporter(self._work(work), target=target, base=base)
        exported = exporter.run(content, package_key, progress)
        (bag / "data" / "content.key").write_bytes(package_key)
        known = {
            f"data/contenu/{name}": (one.sha256, one.size) for name, one in exported.files.items()
        }
        manifest = write_bag(bag, known, {"Bag-Count": "1 of 1"})
        octets = sum(one.size for one in exported.files.values()) + len(package_key)
        volumes = [Volume(manifest=manifest, files=len(known) + 1, octets=octets)]
        shutil.rmtree(volumes_of(bag), ignore_errors=True)
        if volume_octets is not None and octets > volume_octets:
            units = ([f"data/contenu/{name}" for name in unit] for unit in exported.units)
            group = f"{self._asset.id}-{manifest.removeprefix('sha256:')[:12]}"
            info = {"Bag-Group-Identifier": group}
            bags = split_bag(bag, volumes_of(bag), units, volume_octets, info)
            volumes = [one.volume for one in bags]
        return Packed(
            measured=exported.measured,
            manifest=manifest,
            delivery=delivery(exported, volumes),
            report=exported.report,
        )

    def freeze(self, _medium: Medium) -> str:
        """Freeze the tables that the view shows; an extraction is not written to any more."""
        if self._seen.extraction is not None:
            return EXTRACTED
        return self._freezer.freeze(self._tables())

    def thaw(self, _medium: Medium) -> str:
        """Give the tables back to their users."""
        if self._seen.extraction is not None:
            return EXTRACTED
        return self._freezer.thaw(self._tables())

    def _tables(self) -> SqlMedium:
        """Return the medium of the asset that holds the tables.

        Where the publisher holds them, all those of the schema.
        """
        place = (self._medium.endpoint, self._medium.schema_name)
        for one in self._plan.assets:
            held = one.medium
            if isinstance(held, SqlMedium) and (held.endpoint, held.schema_name) == place:
                return held
        there = tuple(one.name for one in self.source.schema().tables)
        endpoint, schema = place
        return SqlMedium(kind="sql", endpoint=endpoint, schema_name=schema, tables=there)

    def _work(self, name: str) -> Path:
        folder = self._seen.packages / self._asset.id / name
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        return folder

    def _pinned(self, pinned: Pinned) -> Path:
        path = self._seen.folder / pinned.file
        found = digest(path.read_bytes()) if path.is_file() else None
        if found != pinned.digest:
            raise StepRefused(
                "pinned_file_differs", file=str(path), expected=pinned.digest, found=found
            )
        return path

    def _renderers(self) -> tuple[Renderer, ...]:
        setting = SheetSetting(
            origin=self._asset.title, at=self._seen.at, timezone=self._plan.timezone
        )
        forms: dict[str, Renderer] = {
            "fhir": FhirForm(self.context),
            "csv": CsvForm(),
            "sheets": SheetForm(self.context, setting),
        }
        return (CanonicalForm(), *(forms[name] for name in self._medium.formats))

    def _documents(self) -> Mapping[str, bytes]:
        written = {
            "documentation/dictionnaire.json": dictionary_json(),
            "documentation/correspondance.yaml": self._mapping.read_bytes(),
            "documentation/parcours.schema.json": encode(pathway_schema()),
            "documentation/repertoire.schema.json": encode(directory_schema()),
        }
        if self._overlay is not None:
            written["documentation/surcouche.yaml"] = self._overlay.read_bytes()
        told = self._seen.extraction
        if told is not None:
            said = "".join(f"{completeness(told, one)}\n" for one in LANGUAGES)
            written["documentation/exhaustivite.txt"] = said.encode()
        return written
