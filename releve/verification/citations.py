"""What a certificate's statement cites: entries by leaf hash, acts and what is known of them."""

from collections.abc import Iterator

from releve.errors import Fact
from releve.ledger.body import Body
from releve.model.time import instant_text
from releve.verification.acts import Human
from releve.verification.members import at, members
from releve.verification.refusal import refuse
from releve.verification.signed import doubt
from releve.verification.succession import Certificate


def check_place(
    predicate: Body, one: Certificate, issued: tuple[Certificate, ...], here: dict[str, Fact]
) -> None:
    """Check that the statement says which certificate it takes the place of, and by what act.

    Raises:
        EvidenceRefused: ``certificate_differs``, with the ``field``.

    """
    told = predicate.get("supersedes")
    last = next((each for each in issued if each.index == one.supersedes), None)
    act = last.withdrawn if last is not None else None
    if last is None or act is None:
        if "supersedes" not in predicate or told is not None:
            refuse("certificate_differs", field="supersedes", **here)
        return
    expected: tuple[tuple[str, object, object], ...] = (
        ("number", at(predicate, "supersedes", "number"), last.number),
        ("index", at(predicate, "supersedes", "index"), last.index),
        ("statement", at(predicate, "supersedes", "statement"), last.statement),
        ("act", at(predicate, "supersedes", "act", "index"), act.index),
        ("act.file", at(predicate, "supersedes", "act", "file"), act.file),
    )
    for field, found, wanted in expected:
        if found != wanted or type(found) is not type(wanted):
            refuse("certificate_differs", field=f"supersedes.{field}", **here)
    if not {last.index, act.index} <= {index for index, _ in citations(predicate)}:
        refuse("certificate_differs", field="supersedes.leaf_hash", **here)


def check_acts(predicate: Body, one: Certificate, human: Human, here: dict[str, Fact]) -> None:
    """Check that acts are told as they are, and those of keys then known as compromised as such.

    Raises:
        EvidenceRefused: ``certificate_differs``, with the ``field``.

    """
    for cited in members(predicate):
        if "signer" not in cited:
            continue
        index = cited.get("index")
        signed = human.acts.get(index) if isinstance(index, int) else None
        if signed is None:
            refuse("certificate_differs", field=f"act:{index}", **here)
        since = doubt(signed, human.revocations, one.index)
        expected = {
            "kind": signed.act.kind.value,
            "signer": signed.act.signer,
            "signed_at": instant_text(signed.act.signed_at),
            "file": signed.file,
            "signature_kind": signed.kind.value,
            "compromised_since": None if since is None else instant_text(since),
        }
        for name, wanted in expected.items():
            if name not in cited or cited[name] != wanted:
                refuse("certificate_differs", field=f"act:{index}.{name}", **here)
        if cited.get("to_examine") is not (since is not None):
            refuse("certificate_differs", field=f"act:{index}.to_examine", **here)


def citations(predicate: Body) -> Iterator[tuple[int, str]]:
    """Yield every entry that a statement cites, with the leaf hash it gives."""
    for cited in members(predicate):
        index, leaf = cited.get("index"), cited.get("leaf_hash")
        if isinstance(index, int) and not isinstance(index, bool) and isinstance(leaf, str):
            yield index, leaf
