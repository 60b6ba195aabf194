"""Fifty ways to falsify evidence, each with the word it is to be refused with and the file to name.

Each bends a published folder (`bent`), what is published (`told`: made again by genuine keys), or
the trust file. ``sealed`` ones are by somebody who holds the log's key: the manifest is made again.
"""

import base64
import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random

from releve.canonical import decode, encode
from releve.ledger.checkpoint import Checkpoint
from releve.model.acts import SignatureKind
from tests.fakes.auditable_evidence import WITNESSES, witness_key
from tests.fakes.evidence_maker import MINUTE, EvidenceMaker, ssh_key

NUMBER, OTHER = "ESSAI-dossiers-1", "ESSAI-dossiers.dump-1"


@dataclass(frozen=True, kw_only=True)
class Tampering:
    """``file`` is a name, or the start of one where it is named by its digest."""

    name: str
    code: str
    file: str
    bend: Callable = lambda _folder, _maker, _rng: None
    trust: Callable = lambda _trust: None
    edits: dict | None = None
    sealed: bool = False
    cli: tuple[str, str] | None = None
    """Word and file of `releve verify`, where it stops at something else first."""


def one_of(folder, rng, pattern) -> Path:
    return rng.choice(sorted(folder.glob(pattern)))


def flip(path, rng):
    data = bytearray(path.read_bytes())
    data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    path.write_bytes(bytes(data))


def flipping(pattern):
    return lambda folder, _maker, rng: flip(one_of(folder, rng, pattern), rng)


def removing(pattern):
    return lambda folder, _maker, rng: one_of(folder, rng, pattern).unlink()


def adding(name, content=b"de trop"):
    def bend(folder, _maker, _rng):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)

    return bend


def swapping(first, second):
    def bend(folder, _maker, _rng):
        one, two = (folder / first).read_bytes(), (folder / second).read_bytes()
        (folder / first).write_bytes(two)
        (folder / second).write_bytes(one)

    return bend


def cutting(pattern, octets=1):
    def bend(folder, _maker, rng):
        path = one_of(folder, rng, pattern)
        path.write_bytes(path.read_bytes()[:-octets])

    return bend


def replacing(name, old, new):
    def bend(folder, _maker, rng):
        path = one_of(folder, rng, name)
        assert old in path.read_bytes()
        path.write_bytes(path.read_bytes().replace(old, new, 1))

    return bend


def signed_too(folder, _maker, _rng):
    line = f"— autre.example/x {base64.b64encode(b'k' * 68).decode()}\n"
    with (folder / "manifest.note").open("a") as note:
        note.write(line)


def renaming_act(folder, _maker, rng):
    path = one_of(folder, rng, "acts/*.txt")
    path.rename(path.with_name("0" * 64 + ".txt"))


def other_step(folder, _maker, _rng):
    path = folder / f"certificates/{NUMBER}.issued.tlog-proof"
    lines = path.read_bytes().split(b"\n")
    lines[2] = base64.b64encode(b"\1" * 32)
    path.write_bytes(b"\n".join(lines))


def resealed_envelope(change):
    """Seal a certificate's statement again, changed, and have nothing else follow."""

    def bend(folder, maker, _rng):
        path = folder / f"certificates/{NUMBER}.dsse.json"
        envelope = decode(path.read_bytes())
        statement = decode(base64.b64decode(envelope["payload"]))
        change(statement["predicate"])
        path.write_bytes(maker.seal.sign(encode(statement), envelope["payloadType"]))

    return bend


def signed_by(name):
    return lambda item, _maker: setattr(item, "keys", [ssh_key(name)])


def setting(**values):
    def edit(item, _maker):
        for name, value in values.items():
            setattr(item, name, value)

    return edit


def body(**values):
    return lambda item, _maker: item.body.update(values)


def foreign_checkpoint(folder, _maker, _rng):
    other = EvidenceMaker(family="faux-").tell()
    (folder / "ledger/checkpoint").write_bytes(other.checkpoint())


def rewritten_log(folder, maker, _rng):
    """Another history under the same key: the head is genuine, the tiles are not of it."""
    (folder / "ledger/checkpoint").write_bytes(maker.checkpoint(len(maker.raw) - 1))


def other_root(folder, maker, _rng):
    """The log's own key signs another history of the same length, and shows the first one."""
    text = Checkpoint(origin=maker.origin, size=len(maker.raw), root=b"\1" * 32).body()
    (folder / "ledger/checkpoint").write_bytes(maker.log_key.sign_note(text))


def own_keys(folder, _maker, _rng):
    """Everything made again by somebody else's keys."""
    shutil.rmtree(folder)
    EvidenceMaker(family="faux-").tell().publish_as_performer(folder)


def too_many_tiles(folder, _maker, _rng):
    (folder / "ledger/tile/1").mkdir(parents=True)
    (folder / "ledger/tile/1/000.p/1").parent.mkdir()
    (folder / "ledger/tile/1/000.p/1").write_bytes(b"\0" * 32)


def founders_changed(trust):
    trust["founders"] = [ssh_key("inconnu").public_key, ssh_key("inconnue").public_key]


TILE, BUNDLE = "ledger/tile/0/000.p/*", "ledger/tile/entries/000.p/*"
_PLACES = (
    *("acts/*.txt", "acts/*.sig", "plans/*.json", "documents/*", TILE, BUNDLE, "ledger/checkpoint"),
    *("certificates/*.dsse.json", "certificates/*.pdf", "certificates/*[0-9].tlog-proof"),
    *("certificates/*.issued.tlog-proof", "certificates/*.entry.json", "keys/allowed_signers"),
    *("index.html", "verifier.html", "LISEZMOI.txt"),
)

FLIPPED = tuple(
    Tampering(
        name=f"a bit of {place}",
        code="folder_file_changed",
        file=place.partition("*")[0],
        bend=flipping(place),
    )
    for place in _PLACES
)

BENT = (
    Tampering(
        name="an act removed", code="folder_file_missing", file="acts/", bend=removing("acts/*.txt")
    ),
    Tampering(
        name="a signature removed",
        code="folder_file_missing",
        file="acts/",
        bend=removing("acts/*.sig"),
    ),
    Tampering(
        name="a PDF removed",
        code="folder_file_missing",
        file="certificates/",
        bend=removing("certificates/*.pdf"),
    ),
    Tampering(
        name="a plan removed", code="folder_file_missing", file="plans/", bend=removing("plans/*")
    ),
    Tampering(
        name="a bundle removed",
        code="folder_file_missing",
        file="ledger/tile/entries/",
        bend=removing(BUNDLE),
    ),
    Tampering(
        name="the manifest removed",
        code="folder_file_missing",
        file="manifest.sha256",
        bend=removing("manifest.sha256"),
    ),
    Tampering(name="an act renamed", code="folder_file_missing", file="acts/", bend=renaming_act),
    Tampering(
        name="an act too many",
        code="folder_extra_file",
        file="acts/",
        bend=adding(f"acts/{'a' * 64}.txt"),
    ),
    Tampering(
        name="a script too many",
        code="folder_unknown_file",
        file="outil.js",
        bend=adding("outil.js"),
    ),
    Tampering(
        name="trust in the evidence",
        code="folder_unknown_file",
        file="trust.json",
        bend=adding("trust.json", b"{}"),
    ),
    Tampering(
        name="a certificate too many",
        code="folder_extra_file",
        file="certificates/ESSAI-faux-1.pdf",
        bend=adding("certificates/ESSAI-faux-1.pdf"),
    ),
    Tampering(
        name="proofs swapped",
        code="folder_file_changed",
        file="certificates/",
        bend=swapping(f"certificates/{NUMBER}.tlog-proof", f"certificates/{OTHER}.tlog-proof"),
    ),
    Tampering(
        name="a line of the manifest",
        code="manifest_changed",
        file="manifest.sha256",
        bend=replacing("manifest.sha256", b"  acts/", b"  acts\\"),
    ),
    Tampering(
        name="the manifest's note",
        code="manifest_note_refused",
        file="manifest.note",
        bend=flipping("manifest.note"),
    ),
    Tampering(
        name="a manifest that somebody else signed too",
        code="manifest_note_refused",
        file="manifest.note",
        bend=signed_too,
    ),
    Tampering(
        name="the log's key",
        code="log_key_malformed",
        file="keys/log.vkey",
        bend=replacing("keys/log.vkey", b"+", b"-"),
    ),
)

SEALED = (
    Tampering(
        name="a tile cut", code="log_tiles_refused", file="ledger/tile/0/", bend=cutting(TILE, 32)
    ),
    Tampering(
        name="a bundle cut",
        code="log_tiles_refused",
        file="ledger/tile/entries/",
        bend=cutting(BUNDLE),
    ),
    Tampering(
        name="an entry edited",
        code="log_tiles_refused",
        file="ledger/tile/",
        bend=replacing(BUNDLE, b'"lecture seule"', b'"lecture SEULE"'),
    ),
    Tampering(
        name="a tile too many",
        code="log_extra_tile",
        file="ledger/tile/1/000.p/1",
        bend=too_many_tiles,
    ),
    Tampering(
        name="the head of another log",
        code="log_checkpoint_refused",
        file="ledger/checkpoint",
        bend=foreign_checkpoint,
    ),
    Tampering(
        name="a head of another root",
        code="log_root_differs",
        file="ledger/checkpoint",
        bend=other_root,
    ),
    Tampering(
        name="an older head over newer tiles",
        code="folder_file_missing",
        file="ledger/tile/",
        bend=rewritten_log,
    ),
    Tampering(
        name="a PDF of other bytes",
        code="certificate_file_differs",
        file=f"certificates/{NUMBER}.pdf",
        bend=lambda folder, _m, rng: flip(folder / f"certificates/{NUMBER}.pdf", rng),
    ),
    Tampering(
        name="a statement sealed again",
        code="certificate_file_differs",
        file=f"certificates/{NUMBER}.dsse.json",
        bend=resealed_envelope(lambda told: told["claim"].update(level="purge")),
    ),
    Tampering(
        name="proofs swapped, and signed for",
        code="certificate_proof_refused",
        file=f"certificates/{NUMBER}.tlog-proof",
        bend=swapping(f"certificates/{NUMBER}.tlog-proof", f"certificates/{OTHER}.tlog-proof"),
    ),
    Tampering(
        name="a step of a proof",
        code="certificate_proof_refused",
        file="certificates/",
        bend=other_step,
    ),
    Tampering(
        name="an entry repeated otherwise",
        code="certificate_entry_differs",
        file=f"certificates/{NUMBER}.entry.json",
        bend=replacing(f"certificates/{NUMBER}.entry.json", b"ESSAI", b"ASSAI"),
    ),
    Tampering(
        name="an act that no entry names",
        code="folder_unreferenced_file",
        file="acts/",
        bend=adding(f"acts/{hashlib.sha256(b'de trop').hexdigest()}.txt"),
    ),
    Tampering(
        name="an act under another digest",
        code="folder_misnamed_file",
        file="acts/",
        bend=adding(f"acts/{'0' * 64}.txt"),
    ),
    Tampering(
        name="a certificate that no entry names",
        code="certificate_extra_file",
        file="certificates/ESSAI-faux-1.pdf",
        bend=adding("certificates/ESSAI-faux-1.pdf"),
    ),
)

TOLD = (
    Tampering(
        name="a founder's act by another key",
        code="act_not_a_founder",
        file="acts/",
        edits={"adopt-plan-cheffe": signed_by("inconnue")},
    ),
    Tampering(
        name="an approval by another key",
        code="act_key_not_in_roster",
        file="acts/",
        edits={"destroy-responsable": signed_by("inconnue")},
    ),
    Tampering(
        name="an approval by a colleague's key",
        code="act_key_not_in_roster",
        file="acts/",
        edits={"destroy-responsable": signed_by("cheffe")},
    ),
    Tampering(
        name="a receipt signed as an approval",
        code="act_signature_refused",
        file="acts/",
        edits={"receipt": setting(namespace="approval@releve")},
    ),
    Tampering(
        name="an act of somebody unknown",
        code="act_signer_unknown",
        file="acts/",
        edits={"relay": setting(signer="passant")},
    ),
    Tampering(
        name="an act under another plan",
        code="act_of_another_plan",
        file="acts/",
        edits={"acceptance": setting(plan=f"sha256:{'b' * 64}")},
    ),
    Tampering(
        name="an entry that says otherwise",
        code="act_entry_differs",
        file="acts/",
        edits={"acceptance-entry": lambda item, _m: item.body["fields"].update(reserves="aucune")},
    ),
    Tampering(
        name="an act dated after its entry",
        code="act_from_the_future",
        file="acts/",
        edits={"visa": lambda item, _m: setattr(item, "signed_at", item.at + MINUTE)},
    ),
    Tampering(
        name="a paper with one transcriber",
        code="act_transcribers_missing",
        file="acts/",
        edits={
            "visa": setting(
                signature_kind=SignatureKind.PAPER, by=["scribe-a"], scan=b"papier", keys=None
            )
        },
    ),
    Tampering(
        name="a plan adopted by one person",
        code="plan_quorum_missing",
        file="plans/",
        edits={"adopt-plan-responsable": setting(skip=True)},
    ),
    Tampering(
        name="a certificate of another title",
        code="certificate_differs",
        file=f"certificates/{NUMBER}.dsse.json",
        edits={"destroy-certificate": body(title="certificat_destruction")},
    ),
    Tampering(
        name="a certificate of another outcome",
        code="certificate_differs",
        file=f"certificates/{NUMBER}.dsse.json",
        edits={"destroy-certificate": body(outcome=9)},
        cli=("certificate_without_outcome", "ledger/tile/entries/"),
    ),
)

DISTRUSTED = (
    Tampering(
        name="a log shorter than what was seen",
        code="log_truncated",
        file="ledger/checkpoint",
        trust=lambda trust: trust.update(minimum={"size": 10_000, "root": "0" * 64}),
    ),
    Tampering(
        name="a log that is not what was seen",
        code="log_history_rewritten",
        file="ledger/checkpoint",
        trust=lambda trust: trust.update(minimum={"size": 5, "root": "0" * 64}),
    ),
    Tampering(
        name="a head without its witnesses",
        code="witnesses_too_few",
        file="ledger/checkpoint",
        trust=lambda trust: trust.update(
            witnesses=[str(witness_key(WITNESSES[0]))], witness_quorum=1
        ),
    ),
    Tampering(
        name="another first plan",
        code="plan_first_differs",
        file="plans/",
        trust=lambda trust: trust.update(first_plan=f"sha256:{'0' * 64}"),
    ),
    Tampering(
        name="other founders", code="act_not_a_founder", file="acts/", trust=founders_changed
    ),
    Tampering(
        name="another seal",
        code="trust_seal_key_unknown",
        file="keys/seal.pub",
        trust=lambda trust: trust.update(seal_keys=[base64.b64encode(b"\7" * 32).decode()]),
    ),
    Tampering(
        name="everything by other keys",
        code="trust_log_key_unknown",
        file="keys/log.vkey",
        bend=own_keys,
    ),
    Tampering(
        name="a real plan expected to be an exercise",
        code="trust_realm_differs",
        file="ledger/tile/entries/",
        trust=lambda trust: trust.update(realm="rehearsal"),
    ),
)

TAMPERINGS = (*FLIPPED, *BENT, *SEALED, *TOLD, *DISTRUSTED)


def published(tampering: Tampering, place: Path, seed: int) -> tuple[Path, Path]:
    """Publish the story as somebody falsified it; return the folder and the trust file."""
    rng = Random(f"{seed} {tampering.name}")
    maker = EvidenceMaker(edits=tampering.edits or {}).tell()
    folder = place / "evidence"
    if tampering.edits:
        maker.publish(folder)
    else:
        maker.publish_as_performer(folder)
    tampering.bend(folder, maker, rng)
    if tampering in SEALED:
        maker.reseal(folder)
    trust = maker.trust()
    tampering.trust(trust)
    (place / "trust.json").write_text(json.dumps(trust))
    return folder, place / "trust.json"
