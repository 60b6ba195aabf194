"""Who a resource is: its deterministic id, and the identifier by which a server finds it again.

The same record has the same id and the same identifier at every run, so that a replay creates
nothing twice, and so that what a server gives back can be told by record whatever id it assigned.
"""

import hashlib
import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import quote, unquote

from releve.model.ids import Realm

_PLAIN = re.compile(r"[A-Za-z0-9/._~-]+", re.ASCII)
_URL = uuid.NAMESPACE_URL.bytes
_VARIANT = {digit: "89ab"[int(digit, 16) & 3] for digit in "0123456789abcdef"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FhirContext:
    """Whose pathways these are: the ledger's origin, the DAC, and real or rehearsal.

    ``piece_sha1`` gives the SHA-1 (20 bytes) of an attachment by its path, when its bytes are at
    hand; without it ``attachment.hash`` of a document is left out. It must be picklable if the
    context crosses processes.
    """

    origin: str
    dac: str
    realm: Realm
    piece_sha1: Callable[[str], bytes] | None = None

    @property
    def namespace(self) -> str:
        """The start of our identifiers' systems: a URN of this origin and DAC."""
        return f"urn:releve:{quote(self.origin, safe='/')}:{quote(self.dac, safe='')}"


def resource_uuid(context: FhirContext, record_id: str, suffix: str = "") -> str:
    """Return the id of a record's resource; ``suffix`` names a second one made of the same record.

    It is the UUID version 5 of ``origin/dac/<suffix or entity>/record id`` in the URL namespace.
    """
    entity = suffix or record_id.partition("/")[0]
    name = f"{context.origin}/{context.dac}/{entity}/{record_id}"
    found = hashlib.sha1(_URL + name.encode(), usedforsecurity=False)
    text = found.hexdigest()
    return f"{text[:8]}-{text[8:12]}-5{text[13:16]}-{_VARIANT[text[16]]}{text[17:20]}-{text[20:32]}"


def identifier_value(record_id: str) -> str:
    """Return a record id as the value of an identifier: percent-encoded, so nothing escapes it."""
    return record_id if _PLAIN.fullmatch(record_id) else quote(record_id, safe="/")


def record_id_of(value: str) -> str:
    """Return the record id that :func:`identifier_value` wrote."""
    return unquote(value) if "%" in value else value


def conditional(system: str, value: str) -> str:
    """Return the search of an identifier, as in ``ifNoneExist`` and conditional references."""
    escaped = value.replace("%", "%25") if "%" in value else value
    return f"identifier={system}|{escaped}"


@lru_cache(maxsize=65_536)
def shared_reference(namespace: str, kind: str, system: str, record_id: str) -> dict[str, object]:
    """Return the conditional reference to a shared resource, which another Bundle creates."""
    found = conditional(f"{namespace}:{system}", identifier_value(record_id))
    return {"reference": f"{kind}?{found}", "type": kind}
