"""A large evidence folder: 330 sealed and stamped certificates, 10,000 entries; packed, verified.

``python -m benchmarks.evidence``. Then how many certificates a second are made by the real press,
the real seal (PAdES B-T) and a real authority (``openssl ts`` over HTTP), one after the other.
"""

import hashlib
import tempfile
from datetime import timedelta
from pathlib import Path

from benchmarks.reading import best, peak_mib
from connectors.press.typst_press import TypstPress
from connectors.signing.pades_seal import PadesSeal
from connectors.timestamping import Rfc3161Authority
from deployments.rehearsal.pki import make_pki
from deployments.rehearsal.ports import free_port
from deployments.rehearsal.timestamp_authority import TimestampServer
from releve.archives.pack import folder_files, write_pack
from releve.canonical import decode_base64
from releve.certificates.annex import Annex
from releve.certificates.certificate import TEMPLATE, certificate_data
from releve.model.evidence import EntryKind
from releve.model.plan import Verb
from releve.verification.trust import load_trust
from releve.verification.verdict import verify_evidence
from tests.fakes.auditable_evidence import AuditableEvidence
from tests.fakes.evidence_maker import ROOT, SERVICE, Item

ASSETS, COPIES, ENTRIES, MADE = 30, 10, 10_000, 40


class Large(AuditableEvidence):
    """The story of the fakes, told of many bodies of data, with real pages."""

    def __init__(self) -> None:
        """Plan thirty assets of ten copies each."""
        super().__init__("stamped", "sealed", "witnessed")
        (model,) = self.plan.assets
        self.press = TypstPress()
        copies = tuple(
            model.copies[0].model_copy(update={"id": f"copie-{number}"}) for number in range(COPIES)
        )
        assets = tuple(
            model.model_copy(update={"id": f"dossiers-{number}", "copies": copies})
            for number in range(ASSETS)
        )
        self.plan = self.plan.model_copy(update={"assets": assets})
        for asset in assets:
            for name in ("", *(one.id for one in copies)):
                self.edits[f"{asset.id}{name}-certificate"] = self._finish

    def tell(self) -> "Large":
        """Tell it all, then probe a service until there are enough entries."""
        self.adopt(self.plan)
        self.stop(SERVICE)
        for asset in self.plan.assets:
            evidence = self.give_back(f"asset:{asset.id}", prefix=asset.id)
            self._erase(f"asset:{asset.id}", asset.id, evidence, "sql", "drop_table")
            for copy in asset.copies:
                accepted = {"acceptance": evidence["acceptance"]}
                subject, name = f"copy:{asset.id}/{copy.id}", f"{asset.id}{copy.id}"
                self._erase(subject, name, accepted, "files", "overwrite_unlink")
        while len(self.raw) < ENTRIES:
            body = {"observed": "down", "means": "http"}
            self.record("padding", EntryKind.SERVICE_PROBED, SERVICE, body)
        return self

    def _erase(
        self, subject: str, name: str, evidence: dict[str, int], medium: str, technique: str
    ) -> None:
        rooted = {"root": ROOT} if medium == "sql" else {}
        asked = self.request(f"{name}-ask", Verb.DESTROY, subject, evidence, records=40, **rooted)
        self.destroy(name, subject, asked, medium, technique)

    def page(self, envelope: bytes, token: bytes | None) -> bytes:
        """Print a certificate as the desk does."""
        payload = decode_base64(envelope.decode().split('"payload":"')[1].partition('"')[0])
        annex = Annex(dsse=envelope, token=token, sealed=True)
        return self.press.pdf(TEMPLATE, certificate_data(payload, plan=self.plan, annex=annex))

    def _finish(self, item: Item, _maker: object) -> None:
        envelope = self.documents[item.body["statement"]]
        token = self.pki.token(envelope, self._real(item.at))
        pdf = self.pki.seal(self.page(envelope, token), self._real(item.at))
        item.body |= {"pdf": self.keep(pdf), "seal": "B-T", "token": self.keep(token)}


def main() -> None:
    """Make, measure, print."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        maker = Large().tell()
        folder, trust_file = maker.audit(place)
        files = folder_files(folder)
        octets = sum(one.stat().st_size for one in files.values())
        count = sum(one.name.endswith(".dsse.json") for one in files.values())
        told = f"{len(maker.raw):,} entries, {count} certificates"
        print(f"{told}, {len(files):,} files, {octets / 2**20:,.0f} MiB; made with")
        print(f"peak memory {peak_mib():,.0f} MiB (the story in memory included)")

        def bare() -> None:
            for path in files.values():
                hashlib.sha256(path.read_bytes()).digest()

        limit = best("bare SHA-256 of the same files", len(files), bare)
        print(limit.line())
        pack = place / "preuves.zip"

        def packed() -> None:
            pack.unlink(missing_ok=True)
            write_pack(pack, files)

        print(best("pack: digested, written, read back", len(files), packed, 1).line(limit))
        trust, now = load_trust(trust_file), maker.began + timedelta(days=20)
        for what, source in (("folder", folder), ("pack", pack)):

            def verified(source: Path = source) -> None:
                report = verify_evidence(source, trust, now=now)
                assert report.refusal is None, report.refusal  # noqa: S101 - a false figure otherwise

            print(best(f"verify the {what}, seals included", len(files), verified, 1).line(limit))
        _making(maker, place)


def _making(maker: Large, place: Path) -> None:
    pki = make_pki(place / "pki")
    server = TimestampServer(place / "authority", pki=pki, port=free_port(first=31_000))
    server.start()
    try:
        authority = Rfc3161Authority.load(server.url, pki.timestamp_authorities)
        seal = PadesSeal.load(pki.seal, pki.passphrase, authority)
        envelopes = [
            maker.documents[one.body["statement"]]
            for one in maker.entries
            if one.kind is EntryKind.CERTIFICATE_ISSUED
        ][:MADE]

        def printed() -> None:
            for one in envelopes:
                maker.page(one, None)

        def made(*, stamped: bool) -> None:
            for one in envelopes:
                token = authority.token(one) if stamped else None
                level = seal.seal(maker.page(one, token), reason="banc", stamped=stamped).level
                assert level == ("B-T" if stamped else "B-B")  # noqa: S101 - the same

        limit = best("certificates printed, not sealed", MADE, printed, 2)
        print(limit.line())
        print(best("printed and sealed B-B", MADE, lambda: made(stamped=False), 2).line(limit))
        name = "stamped, printed and sealed B-T (two tokens)"
        print(best(name, MADE, lambda: made(stamped=True), 2).line(limit))
    finally:
        server.stop()


if __name__ == "__main__":
    main()
