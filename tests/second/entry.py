"""Entries of the ledger as `docs/format/ledger.md` has them: each alone, then all in order."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping

from tests.second.canonical import Json, parse_object
from tests.second.refusal import Refused, demand

FORMAT = "releve/ledger/1"
ORIGIN = re.compile(r"[a-z0-9][a-z0-9./-]{2,120}")
LONGEST = 65_535
MEMBERS = (
    "actor", "body", "format", "index", "kind", "origin", "realm", "recorded_at", "rehearsed_at",
    "subject",
)  # fmt: skip
KINDS = {
    "plan_adopted", "service_probed", "extraction_received", "asset_measured", "asset_frozen",
    "package_exported", "finding_recorded", "package_delivered", "partial_delivered",
    "arrival_judged", "request_opened", "order_issued", "act_recorded", "act_refused",
    "intent_recorded", "phase_recorded", "outcome_recorded", "certificate_issued",
    "certificate_stamped", "content_key_shredded", "log_key_changed", "step_failed",
    "slip_returned", "document_issued", "note_recorded",
}  # fmt: skip
INSTANT = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]{6}))?Z"
)


def parse(raw: bytes) -> Mapping[str, Json]:
    """The members of one entry."""
    demand(len(raw) <= LONGEST, "too long")
    entry = parse_object(raw, *MEMBERS)
    demand(entry["format"] == FORMAT, "another format")
    demand(entry["kind"] in KINDS, "another kind")
    demand(entry["realm"] in {"real", "rehearsal"}, "another realm")
    demand(isinstance(entry["body"], dict), "not a body")
    index = entry["index"]
    demand(isinstance(index, int) and not isinstance(index, bool) and index >= 0, "not an index")
    for name in ("subject", "actor"):
        demand(isinstance(entry[name], str) and entry[name], f"no {name}")
    demand(ORIGIN.fullmatch(str(entry["origin"])), "not an origin")
    instant(entry["recorded_at"])
    if entry["rehearsed_at"] is not None:
        instant(entry["rehearsed_at"])
    return entry


def follow(raws: Iterable[bytes], origin: str) -> list[Mapping[str, Json]]:
    """All entries of the ledger `origin`: one realm, no gap, and a clock that never goes back."""
    entries: list[Mapping[str, Json]] = []
    realm: Json = None
    clock = dt.datetime.min.replace(tzinfo=dt.UTC)
    for index, raw in enumerate(raws):
        entry = parse(raw)
        realm = realm or entry["realm"]
        demand(entry["origin"] == origin, "an entry of another ledger")
        demand(entry["realm"] == realm, "an entry of another realm")
        demand(entry["index"] == index, "an entry at the wrong place")
        demand(realm == "rehearsal" or not entry["rehearsed_at"], "rehearsed, and real")
        now = instant(entry["rehearsed_at"] or entry["recorded_at"])
        demand(now >= clock, "the clock goes back")
        clock = now
        entries.append(entry)
    return entries


def instant(value: Json) -> dt.datetime:
    """An instant in UTC: six decimals, or none when they are all zero."""
    found = INSTANT.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise Refused("not an instant")
    *parts, decimals = found.groups()
    demand(decimals != "000000", "needless decimals")
    try:
        return dt.datetime(*map(int, parts), int(decimals or 0), tzinfo=dt.UTC)
    except ValueError:
        raise Refused("no such instant") from None
