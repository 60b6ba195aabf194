"""The file of an act, as `docs/format/acts.md` describes it, and the namespace it is signed in."""

from collections.abc import Mapping

from tests.second.encodings import digest
from tests.second.entry import ORIGIN, instant
from tests.second.refusal import Refused, demand

LONGEST = 16_384
SHARED = ("kind", "realm", "origin", "plan", "subject", "signer", "signed_at")
FIELDS = {
    "plan_adoption": "previous",
    "approval": "request step expires_at",
    "refusal": "request step reason",
    "receipt": "package root records pathways",
    "acceptance": "package receipt root reserves",
    "hold": "reference reason",
    "lift": "hold reason",
    "visa": "bordereau decision",
    "exemption": "opinion reason",
    "waiver": "finding reason",
    "validation": "certificate decision",
    "opinion": "opinion",
    "transfer": "request recipient reserves",
    "revocation": "key compromised_since reason",
    "reconciliation": "occurrence observed reason",
    "relay": "count taken_over phone",
    "attestation": "order observed performed_at",
    "pause": "reason",
    "resume": "pause reason",
    "withdrawal": "certificate replacement reason",
    "rollover": "previous key trust reason",
    "scope": "mapping scope reason",
    "trial": "package root pathways reserves",
    "acknowledgement": "package ciphertext",
    "test": "package sheet sample deviations reserves",
    "decision": "package decisions root records pathways reason",
    "reserve": "about owner due_on text",
    "clearance": "reserve reason",
    "signing": "document capacity reserves",
    "notice": "document audience sent_on means",
    "filing": "certificate reference",
    "closure": "report coverage reason",
}


def parse(data: bytes) -> Mapping[str, str]:
    """The fields of an act, without the sentence that follows them."""
    demand(len(data) <= LONGEST, "too long")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused("not UTF-8") from None
    head, gap, sentence = text.partition("\n\n")
    demand(gap and sentence.endswith("\n"), "no sentence")
    first, *lines = head.split("\n")
    demand(first == "releve/act/1", "another format")
    pairs = [line.partition(": ") for line in lines]
    demand(all(colon and value for _, colon, value in pairs), "a line without a value")
    fields = {name: value for name, _, value in pairs}
    kind = fields.get("kind", "")
    demand(kind in FIELDS, "another kind")
    names = [name for name, _, _ in pairs]
    demand(names == [*SHARED, *FIELDS[kind].split()], "other fields, or in another order")
    demand(fields["realm"] in {"real", "rehearsal"}, "another realm")
    demand(ORIGIN.fullmatch(fields["origin"]), "not an origin")
    digest(fields["plan"])
    instant(fields["signed_at"])
    return fields


def namespace(fields: Mapping[str, str]) -> str:
    """The namespace in which an act of this kind and realm is signed."""
    practice = ".repetition" if fields["realm"] == "rehearsal" else ""
    return f"{fields['kind'].replace('_', '-')}{practice}@releve"
