"""Read the log of an exercise from its evidence, for the durations that were rehearsed in it."""

from pathlib import Path

from releve.errors import UsageError
from releve.model.ids import Realm
from releve.papers.exercise import Exercise
from releve.verification.folder import Folder
from releve.verification.log import own_key, read_log


def read_exercise(path: Path) -> Exercise:
    """Read the log of an exercise's evidence, a folder or a pack.

    Its head and every entry are checked under the log key that the evidence names for itself:
    whose key it is, and what people signed there, is for ``releve verify`` to say.

    Raises:
        UsageError: ``evidence_missing``; ``rehearsed_not_an_exercise``: a real ledger proves what
            was done, it is not a rehearsal of it.
        EvidenceRefused: what is wrong with the folder or the log.

    """
    folder = Folder(path)
    key = own_key(folder)
    log = read_log(folder, key=key)
    folder.check_manifest((key,), log.origin)
    if log.realm is not Realm.REHEARSAL:
        raise UsageError("rehearsed_not_an_exercise", path=str(path), origin=log.origin)
    return Exercise(origin=log.origin, root=log.root, entries=log.entries)
