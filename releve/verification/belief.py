"""Which timestamps prove their instant, years later.

A timestamp is believed for as long as the certificates that it was verified with are valid. A
renewal made before they end covers it, and carries the belief on for as long as its own are; and
so on. After a gap nothing brings it back: whoever holds an old key could by then have signed any
date. The order and the signatures of the log hold in any case.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from releve.errors import Fact
from releve.model.time import instant_text
from releve.verification.renewals import Chain, Renewal
from releve.verification.stamp import Stamp

NOTICE = timedelta(days=730)
"""How long before the end a renewal is said to be due. Our choice: two budget years."""
AHEAD = timedelta(minutes=5)
"""How far another's clock may be ahead of ours. Our choice."""


def proven_until(stamp: Stamp, chain: Chain) -> datetime:
    """Return the last instant at which a timestamp can be believed, with these renewals."""
    until = stamp.not_after
    for renewal in chain.renewals:
        if renewal.stamp.at <= until:
            until = max(until, renewal.stamp.not_after)
    return until


def believed(stamp: Stamp, chain: Chain, now: datetime) -> bool:
    """Tell whether the instant of a timestamp is proven at ``now``; later renewals do not count."""
    return stamp.at <= now + AHEAD and now <= proven_until(stamp, chain_at(chain, now))


def chain_at(chain: Chain, now: datetime) -> Chain:
    """Return the chain as it stood at ``now``."""
    past = tuple(one for one in chain.renewals if one.stamp.at <= now + AHEAD)
    return Chain(renewals=past, untrusted=chain.untrusted, unchecked=chain.unchecked)


def time_limits(
    stamps: Sequence[Stamp], chain: Chain, now: datetime
) -> Iterator[tuple[str, Mapping[str, Fact]]]:
    """Yield, as codes with facts, what the timestamps of evidence do not prove at ``now``.

    ``timestamps_later``: some are later than ``now``, and do not count. ``timestamps_lapsed``:
    how many are no longer believed, and since when for the first. ``renewal_skipped``: a renewal
    that came after the end of what it was to carry on. ``renewal_due``: what is still believed
    ends within :data:`NOTICE`. ``renewal_untrusted``, ``renewal_unchecked``: renewals that count
    for nothing here.
    """
    every = [*stamps, *(one.stamp for one in chain.renewals)]
    then = chain_at(chain, now)
    existing = [one for one in every if one.at <= now + AHEAD]
    if len(existing) < len(every):
        later = len(every) - len(existing)
        yield "timestamps_later", {"timestamps": later, "now": instant_text(now)}
    ends = [proven_until(one, then) for one in existing]
    lapsed = sorted(one for one in ends if one < now)
    if lapsed:
        counts: dict[str, Fact] = {"timestamps": len(lapsed), "of": len(ends)}
        yield "timestamps_lapsed", {**counts, "since": instant_text(lapsed[0])}
    for renewal, since in _too_late(lapsed, then):
        told = {"number": f"{renewal.number:04}", "at": instant_text(renewal.stamp.at)}
        yield "renewal_skipped", {**told, "since": instant_text(since)}
    until = min((one for one in ends if one >= now), default=None)
    if until is not None and until < now + NOTICE:
        yield "renewal_due", {"until": instant_text(until)}
    if chain.untrusted:
        yield "renewal_untrusted", {"files": chain.untrusted}
    if chain.unchecked:
        yield "renewal_unchecked", {"files": chain.unchecked}


def _too_late(ends: Sequence[datetime], chain: Chain) -> Iterator[tuple[Renewal, datetime]]:
    """Yield the renewals that first came after an end, each with the earliest of those ends."""
    told: set[int] = set()
    for end in ends:
        first = next((one for one in chain.renewals if one.stamp.at > end), None)
        if first is not None and first.number not in told:
            told.add(first.number)
            yield first, end
