"""One tour of the depots: every new package is loaded and receipted, or refused."""

import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import psycopg

from deployments.rehearsal.successor import arrival, loader, receipt, shelf, takeover
from deployments.rehearsal.successor.extract import holds_tables, read_extract
from deployments.rehearsal.successor.package import Package, packages
from deployments.rehearsal.successor.refusal import PackageRefused, ToolFault
from deployments.rehearsal.successor.settings import Settings, schema_of
from releve.archives.slip import Slip


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What is in our own system once a package is loaded."""

    root: str
    records: int
    pathways: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What one tour did; ``failed`` packages are tried again by the next."""

    loaded: list[Mapping[str, str | int]] = field(default_factory=list)
    refused: list[Mapping[str, str]] = field(default_factory=list)
    failed: list[Mapping[str, str]] = field(default_factory=list)


def tour(settings: Settings, at: datetime) -> Report:
    """Process every package that has neither a receipt nor a refusal, oldest first."""
    report = Report()
    shutil.rmtree(settings.opened, ignore_errors=True)  # what a killed tour left in clear
    settings.opened.mkdir(mode=0o700)
    for package in packages(settings.config.depots):
        place = package.place
        if receipt.receipt_file(place).exists():
            continue
        ciphertext = package.ciphertext()
        if receipt.is_refused(place, ciphertext):
            continue
        bag = settings.opened / place.name
        try:
            report.loaded.append(_take(settings, package, bag, at))
            receipt.refusal_file(place).unlink(missing_ok=True)
        except PackageRefused as refusal:
            receipt.leave_refusal(place, refusal.code, ciphertext)
            report.refused.append({"name": place.name, "code": refusal.code})
        except ToolFault as fault:
            report.failed.append({"name": place.name, "code": fault.code})
        except OSError:
            report.failed.append({"name": place.name, "code": "system_refused"})
        finally:
            shutil.rmtree(bag, ignore_errors=True)
    return report


def _take(settings: Settings, package: Package, bag: Path, at: datetime) -> Mapping[str, str | int]:
    slip, key = package.open(_identity(settings), bag)
    signer = settings.config.signers.get(slip.asset)
    if signer is None:
        raise PackageRefused("asset_not_expected")
    content = bag / "data" / "contenu"
    try:
        if takeover.holds_pathways(content):
            found = _take_over(settings, slip, package, bag, at)
        elif holds_tables(content):
            found = _load_tables(settings, slip, content, key)
        else:
            found = _load_files(settings, slip, content, key)
    except psycopg.OperationalError:
        raise ToolFault("database_unavailable") from None
    except psycopg.Error:  # its text may quote rows
        raise PackageRefused("rows_refused_by_database") from None
    act = receipt.act_of(
        slip,
        signer=signer,
        at=at,
        root=found.root,
        records=found.records,
        pathways=found.pathways,
    )
    receipt.leave_receipt(package.place, act, settings.key(signer))
    return {"asset": slip.asset, "pathways": found.pathways, "records": found.records}


def _identity(settings: Settings) -> str:
    try:
        return settings.identity.read_text(encoding="utf-8").strip()
    except OSError:
        raise ToolFault("identity_missing") from None


def _load_tables(settings: Settings, slip: Slip, content: Path, key: bytes) -> Found:
    """Load and read back in one transaction: all of the package is there, or nothing of it."""
    extract = read_extract(content, slip.parts)
    schema = schema_of(slip.asset)
    with settings.connect() as connection:
        loader.load(connection, schema, content, extract)
        if loader.pathways(connection, schema) != slip.pathways:
            raise PackageRefused("counts_differ")
        if fault := settings.config.faults.get(slip.asset):
            loader.spoil(connection, schema, extract, fault)
        records = loader.read_back(connection, schema, extract, key)
        pathways = loader.pathways(connection, schema)
    return Found(root=records.root(), records=len(records), pathways=pathways)


def _take_over(settings: Settings, slip: Slip, package: Package, bag: Path, at: datetime) -> Found:
    """Acknowledge the bytes, then load the pathways; keep the attestation beside the package."""
    signer = settings.config.signers[slip.asset]
    act = receipt.acknowledgement(slip, signer=signer, at=at, ciphertext=package.ciphertext())
    receipt.leave_acknowledgement(package.place, act, settings.key(signer))
    place = settings.pathways(slip.asset)
    found = takeover.load(bag, place, _came(settings, slip))
    receipt.leave_attestation(package.place, found.attestation, place)
    return Found(root=found.root, records=found.records, pathways=found.pathways)


def _came(settings: Settings, slip: Slip) -> takeover.Came | None:
    """Return what our own way in holds of an asset; nothing if it has none."""
    if schema := settings.config.tables.get(slip.asset):
        with settings.connect() as connection:
            return list(arrival.of_tables(connection, schema))
    if api := settings.config.api.get(slip.asset):
        return list(arrival.of_server(api, slip, settings.opened / "lecture"))
    return None


def _load_files(settings: Settings, slip: Slip, content: Path, key: bytes) -> Found:
    place = settings.documents(slip.asset)
    part = shelf.stage(content, place)
    if sum(1 for _ in shelf.files(part)) != slip.records or slip.pathways:
        shutil.rmtree(part)
        raise PackageRefused("counts_differ")
    if fault := settings.config.faults.get(slip.asset):
        shelf.spoil(part, fault)
    shelf.publish(part, place)
    records = shelf.read_back(place, key)
    return Found(root=records.root(), records=len(records), pathways=0)
