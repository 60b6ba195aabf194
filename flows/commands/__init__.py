"""The commands that need a workspace, plugged into ``releve`` by entry point."""

from flows.commands.act import ACT, PAUSE, RESUME
from flows.commands.arrival import ARRIVAL
from flows.commands.dictionary import DICTIONARY
from flows.commands.document import DOCUMENT
from flows.commands.evidence import EVIDENCE
from flows.commands.extraction import EXTRACTION
from flows.commands.init import INIT
from flows.commands.journal import JOURNAL
from flows.commands.key import KEY
from flows.commands.kit import KIT
from flows.commands.ledger import LEDGER
from flows.commands.logbook import HANDOVER, NOTE
from flows.commands.mapping import MAPPING
from flows.commands.package import PACKAGE
from flows.commands.plan import PLAN
from flows.commands.read_test import READ_TEST
from flows.commands.recette import RECETTE
from flows.commands.reconcile import RECONCILE
from flows.commands.rollback import ROLLBACK
from flows.commands.run import RUN
from flows.commands.slip import SLIP
from flows.commands.status import AGENDA, STATUS
from flows.commands.trial import TRIAL

COMMANDS = (
    INIT,
    PLAN,
    MAPPING,
    EXTRACTION,
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
    PACKAGE,
    ARRIVAL,
    RECONCILE,
    READ_TEST,
    RECETTE,
    NOTE,
    HANDOVER,
    DOCUMENT,
    SLIP,
    EVIDENCE,
    LEDGER,
    KEY,
    DICTIONARY,
)
