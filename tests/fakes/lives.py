"""What happens to certificates and keys after a story is told, in short words."""

import json
from datetime import timedelta

from releve.canonical import decode, encode
from releve.certificates.statement import PAYLOAD_TYPE
from releve.model.acts import ActKind
from releve.model.time import instant_text
from releve.signatures.dsse import parse_envelope
from releve.signatures.sshsig import fingerprint
from releve.verification.trust import load_trust
from releve.verification.verdict import verify_evidence
from tests.fakes.evidence_maker import COPY, START, EvidenceMaker, ssh_key

FIRST, SECOND, THIRD = (f"ESSAI-dossiers.dump-1{end}" for end in ("", "-R2", "-R3"))
LATER = START + timedelta(hours=3)


def verified(tmp_path, maker, size=None):
    tmp_path.mkdir(exist_ok=True)
    file = tmp_path / "trust.json"
    file.write_text(json.dumps(maker.trust()))
    return verify_evidence(maker.publish(tmp_path / "evidence", size), load_trust(file))


def refusal(tmp_path, **told):
    report = verified(tmp_path, EvidenceMaker(**told).tell())
    assert report.exit_code == (0 if report.refusal is None else 1)
    return report.refusal.code if report.refusal else None


def limits(report):
    return {one.code: dict(one.facts) for one in report.limits}


def sets(**values):
    return lambda item, _maker: [setattr(item, name, value) for name, value in values.items()]


def body(**values):
    return lambda item, _maker: item.body.update(values)


skip = sets(skip=True)


def withdraw(maker, name, number, replacement="reissue", *, signer="cheffe", subject=COPY):
    maker.act(
        name,
        ActKind.WITHDRAWAL,
        subject,
        signer,
        certificate=number,
        replacement=replacement,
        reason="erreur",
    )


def withdrawn(*numbers, replacement="reissue", again=True, **more):
    """Withdraw the copy's certificate, and issue it again, once for each number."""

    def insert(maker):
        for turn, number in enumerate(numbers, start=1):
            withdraw(maker, f"withdrawal-{turn}", number, replacement, **more)
            if again:
                maker.certify(f"again-{turn}", COPY, maker.index["copy-outcome"])

    return {"inserts": {"copy-certificate": insert}}


def after(*inserts):
    def run(maker):
        for insert in inserts:
            insert(maker)

    return {"inserts": {"copy-certificate": run}}


def revoke(name, *, since="-", by="cheffe", word="revocation"):
    def insert(maker):
        maker.act(
            word,
            ActKind.REVOCATION,
            "plan",
            by,
            key=fingerprint(ssh_key(name).public_key),
            compromised_since=since if since == "-" else instant_text(since),
            reason="vol",
        )

    return insert


def restated(change):
    """The seal's holder signs another statement than the ledger supports."""

    def edit(item, maker):
        statement = decode(parse_envelope(maker.documents[item.body["statement"]]).payload)
        change(statement["predicate"])
        sealed = maker.seal.sign(encode(statement), PAYLOAD_TYPE)
        item.body["statement"] = maker.keep(sealed)

    return edit
