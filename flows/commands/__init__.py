"""The commands that need a workspace, plugged into ``releve`` by entry point."""

from flows.commands.act import ACT, PAUSE, RESUME
from flows.commands.dictionary import DICTIONARY
from flows.commands.evidence import EVIDENCE
from flows.commands.init import INIT
from flows.commands.journal import JOURNAL
from flows.commands.key import KEY
from flows.commands.kit import KIT
from flows.commands.ledger import LEDGER
from flows.commands.mapping import MAPPING
from flows.commands.plan import PLAN
from flows.commands.recette import RECETTE
from flows.commands.reconcile import RECONCILE
from flows.commands.rollback import ROLLBACK
from flows.commands.run import RUN
from flows.commands.status import AGENDA, STATUS
from flows.commands.trial import TRIAL

COMMANDS = (
    INIT,
    PLAN,
    MAPPING,
    RUN,
    STATUS,
    AGENDA,
    JOURNAL,
    ACT,
    PAUSE,
    RESUME,
    ROLLBACK,
    KIT,
    TRIAL,
    RECONCILE,
    RECETTE,
    EVIDENCE,
    LEDGER,
    KEY,
    DICTIONARY,
)
