"""What travels inside a certificate's PDF: its signed statement, its timestamp, its log proofs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from releve.canonical import JsonValue
from releve.certificates.labels import Labels

CITED = ("request", "intent", "outcome")
"""The entries whose bytes and proofs travel inside: asked, begun, ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Annex:
    """The files to embed, and what the document may say about its own seal and timestamp."""

    dsse: bytes
    """The statement's signed envelope."""
    token: bytes | None = None
    """RFC 3161 token over ``dsse``; ``None`` when no authority answered."""
    stamped_at: datetime | None = None
    """The instant that the token says, UTC."""
    entries: Mapping[str, bytes] = field(default_factory=dict)
    """Stored bytes of the entries of :data:`CITED`, by that name."""
    proofs: Mapping[str, bytes] = field(default_factory=dict)
    """Their ``tlog-proof`` files, to the checkpoint that the statement cites."""
    sealed: bool = False
    """Whether the PDF is to carry the organisation's seal."""

    def files(self, number: str, labels: Labels) -> list[JsonValue]:
        """Return the attachments as the templates take them, in order."""
        return [
            {
                "name": f"{number}.{suffix}",
                "octets": list(content),
                "media_type": media_type,
                "description": labels.say(f"attached_{code}"),
            }
            for suffix, content, media_type, code in self._parts()
        ]

    def _parts(self) -> Iterator[tuple[str, bytes, str, str]]:
        yield "dsse.json", self.dsse, "application/json", "statement"
        if self.token is not None:
            yield "dsse.tst", self.token, "application/octet-stream", "timestamp"
        for name in CITED:
            if name in self.entries:
                yield f"{name}.json", self.entries[name], "application/json", f"entry_{name}"
            if name in self.proofs:
                yield f"{name}.tlog-proof", self.proofs[name], "text/plain", f"proof_{name}"
