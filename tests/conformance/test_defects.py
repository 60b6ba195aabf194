"""Every file of `tests/fixtures/defects/` is refused, with exactly the code that it is listed for.

The second implementation refuses it too, where it covers that area. To add a defect: add it to
`tests/fakes/defects/`, then `python -m tests.fakes.defects`, with the name of the area if its keys
are drawn anew (`pdfs`, `tokens`).
"""

import base64
import json
import shutil
from datetime import datetime
from pathlib import Path

import pytest
from asn1crypto import tsp
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from connectors.timestamping.reply import Query, token_of
from connectors.timestamping.rfc3161 import _certificates
from releve import canonical
from releve.errors import EvidenceRefused, ReleveError
from releve.ledger.checkpoint import open_checkpoint, verify_proof
from releve.ledger.entry import decode_entry
from releve.model.acts import parse_act
from releve.model.ids import Realm
from releve.signatures import dsse, note, sshsig
from releve.verification.folder import Folder
from releve.verification.keys import check_key_forms
from releve.verification.log import read_log
from releve.verification.seals import verify_pdf, verify_token
from releve.verification.trust import Minimum, load_trust
from releve.verification.verdict import verify_evidence
from tests.conformance.agreement import accepts
from tests.fakes.defects.area import FOLDER
from tests.fakes.defects.catalogue import AREAS, DRAWN, WHOLE
from tests.fakes.defects.evidence import REMOVED
from tests.second import act as second_act
from tests.second import canonical as second_canonical
from tests.second import checkpoint as second_checkpoint
from tests.second import dsse as second_dsse
from tests.second import encodings, evidence, log, sshkey
from tests.second import entry as second_entry
from tests.second import note as second_note
from tests.second import sshsig as second_sshsig
from tests.second.refusal import demand

AREA = {name: json.loads((FOLDER / name / "expected.json").read_text()) for name in AREAS}
DEFECTS = [(area, name) for area, listed in AREA.items() for name in listed["refused"]]
GENUINE = [
    (area, name)
    for area, listed in AREA.items()
    for name in listed["genuine"]
    if name not in listed["given"].values()
]
FIRST_ALONE = {"packs", "pdfs", "tokens"}
"""Areas that the second implementation does not cover."""
# What only the first one judges: who was entitled, when, and for which plan.
ENTITLED = {
    *("act-signed-by-a-revoked-key", "act-of-another-plan", "approval-of-another-step"),
    *("certificate-of-another-plan", "certificate-of-another-realm"),
    *("certificate-of-another-origin", "certificate-missing", "file-of-an-unknown-kind"),
}


def of_file(place, name):
    return (place / name).read_bytes()


def of_folder(place, name):
    """Path → bytes of a fixture that is a folder."""
    root = place / name
    paths = [path for path in root.rglob("*") if path.is_file()]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


def laid_out(tmp_path, files):
    """An evidence folder that holds these files beside empty ones."""
    stubs = dict.fromkeys(("manifest.sha256", "manifest.note", "ledger/checkpoint"), b"")
    for name, content in (stubs | files).items():
        path = tmp_path / "evidence" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return tmp_path / "evidence"


def whole(tmp_path, place, name):
    """An evidence folder: the genuine one, with what this fixture changes."""
    folder = tmp_path / "evidence"
    shutil.copytree(place / "genuine", folder)
    if name != "genuine":
        for path, content in of_folder(place, name).items():
            if path == REMOVED:
                for gone in content.decode().splitlines():
                    (folder / gone).unlink()
            else:
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_bytes(content)
    return folder


class First:
    """How releve reads one fixture of each area."""

    def __init__(self, place, given, tmp_path):
        self.place, self.given, self.tmp_path = place, given, tmp_path

    def acts(self, name):
        parse_act(of_file(self.place, name))

    def base64(self, name):
        canonical.decode_base64(of_file(self.place, name).decode())

    def hexadecimal(self, name):
        canonical.parse_hex(of_file(self.place, name).decode(), self.given["octets"])

    def json(self, name):
        canonical.decode(of_file(self.place, name))

    def verifier_keys(self, name):
        note.VerifierKey.parse(of_file(self.place, name).decode())

    def pem_keys(self, name):
        key = note.VerifierKey.parse(self.given["key"])
        files = {"keys/log.vkey": f"{key}\n".encode(), "keys/log.pem": of_file(self.place, name)}
        check_key_forms(Folder(laid_out(self.tmp_path, files)), key)

    def notes(self, name):
        keys = [note.VerifierKey.parse(one) for one in self.given["keys"]]
        note.open_note(of_file(self.place, name), keys)

    def checkpoints(self, name):
        open_checkpoint(
            of_file(self.place, name),
            log_key=note.VerifierKey.parse(self.given["log"]),
            witnesses=[note.VerifierKey.parse(one) for one in self.given["witnesses"]],
        )

    def proofs(self, name):
        verify_proof(
            of_file(self.place, name),
            leaf=bytes.fromhex(self.given["leaf"]),
            log_key=note.VerifierKey.parse(self.given["log"]),
        )

    def envelopes(self, name):
        keys = {
            keyid: Ed25519PublicKey.from_public_bytes(base64.b64decode(raw))
            for keyid, raw in self.given["keys"].items()
        }
        data = of_file(self.place, name)
        dsse.verify(data, keys=keys, payload_type=self.given["payload_type"])

    def ssh_signatures(self, name):
        sshsig.verify(
            message=self.given["message"].encode(),
            armored=of_file(self.place, name),
            public_key=self.given["hardware_key" if name.startswith("hardware") else "key"],
            namespace=self.given["namespace"],
        )

    def entries(self, name):
        decode_entry(
            of_file(self.place, name),
            origin=self.given["origin"],
            realm=Realm(self.given["realm"]),
            index=self.given["index"],
        )

    def logs(self, name):
        key = self.given["log"]
        files = {f"ledger/{path}": data for path, data in of_folder(self.place, name).items()}
        folder = Folder(laid_out(self.tmp_path, files | {"keys/log.vkey": f"{key}\n".encode()}))
        seen = self.given["minimum"]
        minimum = None if seen is None else Minimum(**seen)
        read_log(folder, key=note.VerifierKey.parse(key), minimum=minimum)

    real_logs = logs

    def evidence(self, name):
        folder = whole(self.tmp_path, self.place, name)
        trust = load_trust(self.place / self.given["trust"])
        report = verify_evidence(folder, trust)
        if report.refusal is not None:
            raise EvidenceRefused(report.refusal.code, **report.refusal.facts)

    def packs(self, name):
        trust = load_trust(self.place / self.given["trust"])
        report = verify_evidence(self.place / name, trust)
        if report.refusal is not None:
            raise EvidenceRefused(report.refusal.code, **report.refusal.facts)

    def pdfs(self, name):
        """Judged at its timestamp, or else at the instant given: never at today's."""
        verify_pdf(
            of_file(self.place, name),
            authorities=[(self.place / self.given["authorities"]).read_text()],
            timestamp_authorities=[(self.place / self.given["timestamp_authorities"]).read_text()],
            at=datetime.fromisoformat(self.given["at"]),
        )

    def tokens(self, name):
        """A token as an auditor reads it, a reply as who asked does; both at their own instant."""
        data, held = of_file(self.place, self.given["data"]), of_file(self.place, name)
        authorities = [(self.place / self.given["authorities"]).read_text()]
        if name.endswith(".tst"):
            verify_token(held, data, authorities)
        else:
            asked = asked_of(of_file(self.place, self.given["query"]))
            token = token_of(held, asked, _certificates(authorities, asked.url))
            verify_token(token, data, authorities)


def asked_of(der):
    """The question of a DER TimeStampReq."""
    request = tsp.TimeStampReq.load(der, strict=True)
    imprint = request["message_imprint"]
    return Query(
        url="",
        digest=imprint["hash_algorithm"]["algorithm"].native,
        imprint=imprint["hashed_message"].native,
        nonce=request["nonce"].native,
        der=der,
    )


class Second:
    """How the second implementation reads the same."""

    def __init__(self, place, given, tmp_path):
        self.place, self.given, self.tmp_path = place, given, tmp_path

    def acts(self, name):
        second_act.parse(of_file(self.place, name))

    def base64(self, name):
        encodings.base64(of_file(self.place, name).decode())

    def hexadecimal(self, name):
        text = of_file(self.place, name).decode()
        encodings.hexadecimal(text, octets=self.given["octets"])

    def json(self, name):
        second_canonical.parse(of_file(self.place, name))

    def verifier_keys(self, name):
        second_note.read_key(of_file(self.place, name).decode())

    def pem_keys(self, name):
        raw = encodings.ed25519_pem(of_file(self.place, name))
        demand(raw == second_note.read_key(self.given["key"]).raw, "another key")

    def notes(self, name):
        second_note.opened(of_file(self.place, name), self.given["keys"])

    def checkpoints(self, name):
        witnesses = self.given["witnesses"]
        second_checkpoint.opened(of_file(self.place, name), self.given["log"], witnesses)

    def proofs(self, name):
        leaf = bytes.fromhex(self.given["leaf"])
        second_checkpoint.proven(of_file(self.place, name), leaf, self.given["log"])

    def envelopes(self, name):
        keys = {keyid: encodings.base64(raw) for keyid, raw in self.given["keys"].items()}
        second_dsse.opened(of_file(self.place, name), self.given["payload_type"], keys)

    def ssh_signatures(self, name):
        message, space = self.given["message"].encode(), self.given["namespace"]
        found = second_sshsig.opened(of_file(self.place, name), message, space)
        line = self.given["hardware_key" if name.startswith("hardware") else "key"]
        demand(found == sshkey.read_public_line(line), "another key")

    def entries(self, name):
        found = second_entry.parse(of_file(self.place, name))
        asked = {member: found[member] for member in self.given}
        demand(asked == self.given, "another ledger, realm or place")

    def logs(self, name):
        seen = self.given["minimum"]
        known = seen and (seen["size"], encodings.hexadecimal(seen["root"], octets=32))
        log.read(of_folder(self.place, name), self.given["log"], seen=known)

    real_logs = logs

    def evidence(self, name):
        folder = whole(self.tmp_path, self.place, name)
        trust = json.loads((self.place / self.given["trust"]).read_text())
        seen = trust["minimum"]["size"], bytes.fromhex(trust["minimum"]["root"])
        evidence.check(folder, trust["log_keys"][0], seen=seen)


def reader(of, area, tmp_path):
    place = FOLDER / area
    return getattr(of(place, AREA[area]["given"], tmp_path), area.replace("-", "_"))


@pytest.mark.parametrize(("area", "name"), DEFECTS)
def test_each_defect_is_refused_for_its_own_reason(tmp_path, area, name):
    with pytest.raises(ReleveError) as caught:
        reader(First, area, tmp_path)(name)
    assert caught.value.code == AREA[area]["refused"][name]


@pytest.mark.parametrize(("area", "name"), [one for one in DEFECTS if one[0] not in FIRST_ALONE])
def test_the_second_implementation_refuses_it_too(tmp_path, area, name):
    entitled = area == "evidence" and name in ENTITLED
    assert accepts(lambda: reader(Second, area, tmp_path)(name)) == entitled


@pytest.mark.parametrize(("area", "name"), GENUINE)
def test_what_is_genuine_is_accepted(tmp_path, area, name):
    for number, of in enumerate((First,) if area in FIRST_ALONE else (First, Second)):
        reader(of, area, tmp_path / str(number))(name)


@pytest.mark.parametrize("area", AREAS)
def test_no_fixture_is_unlisted_and_none_is_missing(area):
    listed = {*AREA[area]["genuine"], *AREA[area]["refused"], "expected.json"}
    assert {path.name for path in (FOLDER / area).iterdir()} == listed
    assert len(AREA[area]["refused"]) >= 2
    assert {path.name for path in FOLDER.iterdir()} == set(AREAS)


@pytest.mark.parametrize("area", sorted(set(AREAS) - WHOLE - DRAWN))
def test_the_maker_still_makes_these_very_bytes(area):
    """Not of whole evidence, nor under keys drawn anew: refused (or accepted) as it was kept."""
    made = AREAS[area]().files()
    kept = {
        path.relative_to(FOLDER / area).as_posix(): path.read_bytes()
        for path in Path(FOLDER / area).rglob("*")
        if path.is_file()
    }
    assert made == kept
