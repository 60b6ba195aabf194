"""Looking things up in the log: by kind and subject, before an entry. No state is folded."""

from collections import defaultdict
from collections.abc import Iterator

from releve.model.acts import ActKind
from releve.model.evidence import Entry, EntryKind
from releve.model.ids import PLAN_SUBJECT, asset_subject
from releve.verification.acts import Human
from releve.verification.folder import SCOPE
from releve.verification.log import Log
from releve.verification.plans import Timeline
from releve.verification.refusal import refuse
from releve.verification.signed import SignedAct


class Records:
    """The entries and acts of a log, each list in order of index."""

    def __init__(self, log: Log, human: Human) -> None:
        """Index a log whose acts were verified."""
        self.log = log
        self.human = human
        self._entries: dict[tuple[EntryKind, str], list[Entry]] = defaultdict(list)
        self._acts: dict[tuple[ActKind, str], list[SignedAct]] = defaultdict(list)
        for entry in log.entries:
            self._entries[entry.kind, entry.subject].append(entry)
        for one in human.acts.values():
            self._acts[one.act.kind, one.act.subject].append(one)

    @property
    def timeline(self) -> Timeline:
        """The adopted plans."""
        return self.human.timeline

    def entries(
        self, kind: EntryKind, subject: str, *, after: int = -1, before: int | None = None
    ) -> list[Entry]:
        """Return the entries of a kind about a subject, strictly between two indexes."""
        self._check_covered(subject)
        end = self.log.size if before is None else before
        return [one for one in self._entries[kind, subject] if after < one.index < end]

    def acts(
        self, kind: ActKind, subject: str, *, after: int = -1, before: int | None = None
    ) -> list[SignedAct]:
        """Return the acts of a kind about a subject, strictly between two indexes."""
        self._check_covered(subject)
        end = self.log.size if before is None else before
        return [one for one in self._acts[kind, subject] if after < one.index < end]

    def covering(self, kind: ActKind, subject: str, *, before: int) -> Iterator[SignedAct]:
        """Yield the acts of a kind that bind a subject: on itself, its asset or the whole plan."""
        for name in covering_subjects(subject):
            yield from self.acts(kind, name, before=before)

    def _check_covered(self, subject: str) -> None:
        """Nothing is judged by what is outside a partial folder: it would be believed unseen."""
        subjects = self.log.subjects
        if subjects is not None and subject not in subjects | {PLAN_SUBJECT}:
            refuse("scope_incomplete", file=SCOPE, subject=subject)

    def human_act(self, index: int) -> SignedAct | None:
        """Return the act recorded at an index, if one was."""
        return self.human.acts.get(index)


def covering_subjects(subject: str) -> tuple[str, ...]:
    """Name what binds a subject: itself, the asset it copies, the plan."""
    kind, _, name = subject.partition(":")
    if kind == "copy":
        return (subject, asset_subject(name.partition("/")[0]), PLAN_SUBJECT)
    return (subject, PLAN_SUBJECT)
