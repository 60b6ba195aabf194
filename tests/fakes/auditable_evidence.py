"""The story of `evidence_maker` with seals, timestamps, witnesses and renewals, if wanted."""

import hashlib
import json
from datetime import timedelta

import typst
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from releve.archives.renewal import next_renewal
from releve.documents.keys import Authorities
from releve.model.evidence import EntryKind
from releve.model.ids import Realm
from releve.signatures.note import COSIGNATURE, VerifierKey, assemble, cosigned
from tests.fakes.evidence_maker import CLOSES, MINUTE, REAL_START, START, EvidenceMaker, make_plan
from tests.fakes.pki import Pki

FEATURES = ("stamped", "sealed", "stamped_later", "witnessed", "renewed")
WITNESSES = ("temoin-un.example/w", "temoin-deux.example/w")
_PAGE = """
#let data = json(bytes(sys.inputs.data))
#set document(title: "Essai")
#for (name, octets) in data {
  pdf.attach(name, bytes(octets), relationship: "data", mime-type: "application/json",
    description: name)
}
Essai
"""


class AuditableEvidence(EvidenceMaker):
    """Evidence with the named `FEATURES`. Whatever the clock says, the first authorities expired.

    So did the keys of the people of a real plan: all is to be judged at its own time.
    """

    def __init__(self, *features, realm=Realm.REAL, family=""):
        people = make_plan(realm, family).people
        people = tuple(one.model_copy(update={"valid_until": CLOSES}) for one in people)
        super().__init__(
            realm=realm,
            family=family,
            plan=make_plan(realm, family, people=people),
            edits={f"{name}-certificate": self._finish for name in ("destroy", "copy")},
        )
        self.features = frozenset(features)
        self.began = START if realm is Realm.REAL else REAL_START
        self.pki = Pki(now=self.began, years=0.1, tsa_key="ecdsa")
        self.later = Pki(now=self.began, years=30, name="B", tsa_key="ecdsa")

    def _real(self, at):
        return at if self.realm is Realm.REAL else REAL_START + len(self.raw) * MINUTE

    def _finish(self, item, _maker):
        """Make a certificate's token, PDF and seal before its issuance is recorded."""
        name = item.body["number"]
        statement = self.documents[item.body["statement"]]
        attached = {f"{name}.dsse.json": statement}
        token, seal = None, "none"
        if "stamped" in self.features:
            token = attached[f"{name}.dsse.tst"] = self.pki.token(statement, self._real(item.at))
        pdf = pressed(attached)
        if "sealed" in self.features:
            pdf, seal = self.pki.seal(pdf, self._real(item.at)), "B-T"
        item.body |= {"pdf": self.keep(pdf), "seal": seal}
        item.body["token"] = None if token is None else self.keep(token)

    def certify(self, name, subject, outcome):
        super().certify(name, subject, outcome)
        if "stamped_later" in self.features:
            issued = self.entries[-1]
            pdf = issued.body["pdf"]
            token = self.keep(self.pki.token(self.documents[pdf], self._real(self.now)))
            body = {"number": issued.body["number"], "certificate": issued.index}
            body |= {"pdf": pdf, "token": token}
            self.record(f"{name}-stamped", EntryKind.CERTIFICATE_STAMPED, subject, body)

    def head(self):
        """The signed head, with the witnesses' cosignatures if there are any."""
        note = self.checkpoint()
        if "witnessed" not in self.features:
            return note
        body, _, own = note.partition(b"\n\n")
        lines = assemble(body + b"\n", [_cosignature(one, body + b"\n") for one in WITNESSES])
        return body + b"\n\n" + own + lines.partition(b"\n\n")[2]

    def audit(self, place, **more):
        """Write ``evidence/`` and ``trust.json`` in a folder; return both paths."""
        authorities = Authorities(
            seal=self.pki.seal_authorities, timestamp=self.pki.timestamp_authorities
        )
        folder = self.publish_as_performer(
            place / "evidence", checkpoint=self.head(), authorities=authorities, **more
        )
        if "renewed" in self.features:
            self._renew(folder, self.pki, self.began + timedelta(days=20))
            self._renew(folder, self.later, self.began + timedelta(days=3000))
        trust = place / "trust.json"
        known = {
            "seal_authorities": list(self.pki.seal_authorities),
            "timestamp_authorities": [
                *self.pki.timestamp_authorities,
                *self.later.timestamp_authorities,
            ],
            "witnesses": [str(witness_key(one)) for one in WITNESSES],
        }
        trust.write_text(json.dumps(self.trust(**known)))
        return folder, trust

    def _renew(self, folder, pki, at):
        names = [one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.is_file()]
        renewal = next_renewal(names, lambda name: (folder / name).read_bytes())
        for name, content in renewal.files(pki.token(renewal.manifest, at)).items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)


def witness_key(name, seed=""):
    """The verifier key of a witness; ``seed`` gives another of the same name."""
    public = _private(name, seed).public_key().public_bytes_raw()
    return VerifierKey(name=name, algorithm=COSIGNATURE, public_key=public)


def _private(name, seed=""):
    secret = hashlib.sha256(f"{seed}{name}".encode()).digest()
    return Ed25519PrivateKey.from_private_bytes(secret)


def _cosignature(name, text):
    at = int(START.timestamp())
    return witness_key(name), at.to_bytes(8, "big") + _private(name).sign(cosigned(text, at))


def pressed(attached):
    data = {name: list(content) for name, content in attached.items()}
    return typst.compile(
        _PAGE.encode(),
        format="pdf",
        pdf_standards="a-3b",
        ignore_system_fonts=True,
        timestamp=START,
        sys_inputs={"data": json.dumps(data)},
    )
