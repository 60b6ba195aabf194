"""Notes, checkpoints and log proofs that are false, or not in their form."""

from base64 import b64decode, b64encode

from releve.ledger.checkpoint import proof_file
from releve.ledger.merkle import inclusion_proof, leaf_hash, levels, root
from tests.fakes.defects.area import ORIGIN, Area
from tests.fakes.note_signer import LOG, TIME, WITNESS, NoteSigner


def notes():
    signer, stranger = NoteSigner(ORIGIN, LOG, b"log"), NoteSigner(ORIGIN, LOG, b"stranger")
    text = "Une ligne signée.\n".encode()
    genuine = signer.note(text)
    line = signer.line(text)
    area = Area(given={"keys": [signer.vkey]}, genuine={"genuine.note": genuine}, suffix=".note")
    malformed, forged, unsigned = "note_malformed", "note_bad_signature", "note_unsigned"
    for name, content, code in (
        ("text-changed", genuine.replace(b"ligne", b"Ligne"), forged),
        ("signed-by-another-key", stranger.note(text), unsigned),
        (
            "signed-by-another-key-under-the-same-id",
            text + b"\n" + stranger.line(text, ident=signer.ident),
            forged,
        ),
        ("signed-under-another-name", NoteSigner("autre", LOG, b"log").note(text), unsigned),
        ("signed-without-the-last-line-feed", text + b"\n" + signer.line(text[:-1]), forged),
        ("signed-twice", genuine + line, malformed),
        ("unsigned", text + b"\n", malformed),
        ("without-blank-line", text + line, malformed),
        ("without-last-line-feed", genuine[:-1], malformed),
        ("line-feed-after", genuine + b"\n", malformed),
        ("windows-lines", genuine.replace(b"\n", b"\r\n"), malformed),
        ("tab", genuine.replace(b"Une ", b"Une\t"), malformed),
        ("not-utf-8", genuine.replace("é".encode(), b"\xe9"), malformed),
        ("mark-before", b"\xef\xbb\xbf" + genuine, forged),
        ("hyphen-for-the-dash", genuine.replace("—".encode(), b"-"), malformed),
        ("two-spaces", genuine.replace(b"releve ", b"releve  "), malformed),
        ("signature-without-padding", genuine.replace(b"=", b""), malformed),
        ("signature-cut", text + b"\n" + line[:-13] + line[-1:], forged),
        ("signature-missing", text + f"\n— {ORIGIN} AAAAAA==\n".encode(), malformed),
    ):
        area.bad(name, content, code)
    return area


LEAVES = [leaf_hash(b"entry %d" % number) for number in range(7)]


def head(size=7, origin=ORIGIN, hashed=None):
    value = b64encode(hashed or root(LEAVES[:size])).decode()
    return f"{origin}\n{size}\n{value}\n".encode()


def checkpoints():
    log, witness = NoteSigner(ORIGIN, LOG, b"log"), NoteSigner("temoin.example/1", WITNESS, b"w")
    text = head()
    cosigned = log.note(text) + witness.line(text)
    area = Area(
        given={"log": log.vkey, "witnesses": [witness.vkey]},
        genuine={"genuine.checkpoint": log.note(text), "cosigned.checkpoint": cosigned},
        suffix=".checkpoint",
    )
    malformed, forged = "checkpoint_malformed", "note_bad_signature"
    value = text.split(b"\n")[2]
    for name, content, code in (
        ("size-changed", cosigned.replace(b"\n7\n", b"\n8\n"), forged),
        ("root-changed", cosigned.replace(value, value[:3] + b"A" + value[4:]), forged),
        ("of-another-origin", log.note(head(origin="autre.example")), "checkpoint_wrong_origin"),
        ("cosigned-but-not-signed", text + b"\n" + witness.line(text), "checkpoint_unsigned"),
        ("cosignature-of-another-head", log.note(text) + witness.line(head(6)), forged),
        (
            "cosignature-at-another-time",
            log.note(text)
            + _moved(witness.line(text), TIME.to_bytes(8, "big"), (TIME + 1).to_bytes(8, "big")),
            forged,
        ),
        ("cosignature-past-the-largest-time", log.note(text) + witness.line(text, 2**63), forged),
        ("cosigned-twice", cosigned + witness.line(text, TIME + 1), "note_malformed"),
        ("extension-line", log.note(text + b"plus\n"), malformed),
        ("empty-line-more", log.note(text + b"\n"), malformed),
        ("leading-zero", log.note(text.replace(b"\n7\n", b"\n07\n")), malformed),
        ("negative-size", log.note(text.replace(b"\n7\n", b"\n-7\n")), malformed),
        ("other-digits", log.note(text.replace(b"\n7\n", "\n٧\n".encode())), malformed),
        ("root-without-padding", log.note(text.replace(value, value[:-1])), malformed),
        ("root-too-short", log.note(head(hashed=bytes(31))), malformed),
        ("root-in-hexadecimal", log.note(text.replace(value, b"0" * 64)), malformed),
        ("two-lines", log.note(f"{ORIGIN}\n7\n".encode()), malformed),
    ):
        area.bad(name, content, code)
    return area


def _moved(line, old, new):
    name, _, encoded = line.strip().rpartition(b" ")
    raw = b64decode(encoded)
    assert raw.count(old) == 1
    return name + b" " + b64encode(raw.replace(old, new)) + b"\n"


def proofs():
    log = NoteSigner(ORIGIN, LOG, b"log")
    signed, hash_at = log.note(head()), levels(LEAVES)

    def proof(index, of=None, size=7, note=signed):
        steps = inclusion_proof(hash_at, index if of is None else of, size)
        return proof_file(index=index, hashes=steps, checkpoint=note)

    genuine = proof(2)
    lines = genuine.split(b"\n")
    step = lines[2]
    area = Area(
        given={"log": log.vkey, "leaf": LEAVES[2].hex()},
        genuine={"genuine.tlog-proof": genuine},
        suffix=".tlog-proof",
    )
    malformed, refused = "log_proof_malformed", "inclusion_refused"
    forked = log.note(head(hashed=root([*LEAVES[:6], leaf_hash(b"another entry")])))
    for name, content, code in (
        ("right-proof-at-wrong-index", proof(3, of=2), refused),
        ("right-proof-beyond-the-end", proof(2).replace(b"index 2", b"index 7"), refused),
        ("proof-of-another-entry", proof(3), refused),
        ("steps-swapped", b"\n".join([*lines[:2], lines[3], step, *lines[4:]]), refused),
        ("step-missing", genuine.replace(step + b"\n", b""), refused),
        ("step-more", genuine.replace(step + b"\n", step + b"\n" + step + b"\n"), refused),
        ("no-steps", proof_file(index=2, hashes=[], checkpoint=signed), refused),
        ("proof-in-a-smaller-tree", proof(2, size=4), refused),
        ("under-a-forked-head", proof(2, note=forked), refused),
        ("under-an-older-head", proof(2, note=log.note(head(6))), refused),
        (
            "under-a-head-signed-by-another",
            proof(2, note=NoteSigner(ORIGIN, LOG, b"stranger").note(head())),
            "note_unsigned",
        ),
        ("head-changed", genuine.replace(b"\n7\n", b"\n8\n"), "note_bad_signature"),
        ("without-head", genuine.partition(b"\n\n")[0] + b"\n\n", "note_malformed"),
        ("of-another-version", genuine.replace(b"proof@v1", b"proof@v2"), malformed),
        ("without-index", genuine.replace(b"index 2\n", b""), malformed),
        ("leading-zero", genuine.replace(b"index 2", b"index 02"), malformed),
        ("negative-index", genuine.replace(b"index 2", b"index -2"), malformed),
        ("empty-extra", genuine.replace(b"index 2", b"extra \nindex 2"), malformed),
        ("extra-after-the-index", genuine.replace(b"index 2", b"index 2\nextra AA=="), malformed),
        ("step-without-padding", genuine.replace(step, step[:-1]), malformed),
        ("step-too-short", genuine.replace(step, b64encode(bytes(31))), malformed),
        ("step-with-trailing-bits", genuine.replace(step, step[:-2] + b"B="), malformed),
        ("windows-lines", genuine.replace(b"\n", b"\r\n"), malformed),
        ("without-blank-line", genuine.replace(b"\n\n", b"\n", 1), malformed),
    ):
        area.bad(name, content, code)
    return area
