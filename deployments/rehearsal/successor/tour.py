"""One tour of the depots: every new package is loaded and receipted, or refused."""

import hashlib
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import psycopg

from connectors.age import open_sealed
from deployments.rehearsal.successor import loader, receipt, shelf, takeover
from deployments.rehearsal.successor.extract import holds_tables, read_extract
from deployments.rehearsal.successor.refusal import PackageRefused, ToolFault
from deployments.rehearsal.successor.settings import Settings, schema_of
from releve.archives.bag import verify_bag
from releve.archives.slip import Slip, read_slip
from releve.errors import ReleveError

_OURS = {"identity_refused", "open_not_written", "open_target_exists"}


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
    for package in _packages(settings):
        if receipt.receipt_file(package).exists():
            continue
        with package.open("rb") as stream:
            ciphertext = hashlib.file_digest(stream, "sha256").hexdigest()
        if receipt.is_refused(package, ciphertext):
            continue
        bag = settings.opened / package.name
        try:
            report.loaded.append(_take(settings, package, bag, at))
            receipt.refusal_file(package).unlink(missing_ok=True)
        except PackageRefused as refusal:
            receipt.leave_refusal(package, refusal.code, ciphertext)
            report.refused.append({"name": package.name, "code": refusal.code})
        except ToolFault as fault:
            report.failed.append({"name": package.name, "code": fault.code})
        except OSError:
            report.failed.append({"name": package.name, "code": "system_refused"})
        finally:
            shutil.rmtree(bag, ignore_errors=True)
    return report


def _packages(settings: Settings) -> list[Path]:
    found = [
        path
        for depot in settings.config.depots
        for path in depot.glob("*.tar.age")
        if path.is_file() and not path.is_symlink() and not path.name.startswith(".")
    ]
    return sorted(found, key=lambda path: (path.stat().st_mtime_ns, path.name))


def _take(settings: Settings, package: Path, bag: Path, at: datetime) -> Mapping[str, str | int]:
    slip, key = _open(settings, package, bag)
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
    receipt.leave_receipt(package, act, settings.key(signer))
    return {"asset": slip.asset, "pathways": found.pathways, "records": found.records}


def _open(settings: Settings, package: Path, bag: Path) -> tuple[Slip, bytes]:
    """Decrypt and verify: nothing is trusted before every byte was read."""
    try:
        identity = settings.identity.read_text(encoding="utf-8").strip()
    except OSError:
        raise ToolFault("identity_missing") from None
    try:
        open_sealed(identity, package, bag)
        manifest = verify_bag(bag)
        slip = read_slip((bag / "bordereau.json").read_bytes())
        key = (bag / "data" / "content.key").read_bytes()
    except ReleveError as error:
        raise (ToolFault if error.code in _OURS else PackageRefused)(error.code) from None
    except (OSError, ValueError):
        raise PackageRefused("bag_malformed") from None
    if len(key) != 32:
        raise PackageRefused("package_key_malformed")
    if slip.manifest != manifest:
        raise PackageRefused("slip_of_another_bag")
    if slip.records != sum(slip.parts.values()):
        raise PackageRefused("counts_differ")
    return slip, key


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


def _take_over(settings: Settings, slip: Slip, package: Path, bag: Path, at: datetime) -> Found:
    """Acknowledge the bytes, then load the pathways; keep the attestation beside the package."""
    signer = settings.config.signers[slip.asset]
    act = receipt.acknowledgement(slip, signer=signer, at=at, package=package)
    receipt.leave_acknowledgement(package, act, settings.key(signer))
    found = takeover.load(bag, settings.pathways(slip.asset))
    receipt.leave_attestation(package, found.attestation)
    return Found(root=found.root, records=found.records, pathways=found.pathways)


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
