"""How a performer answers an order: what an attestation says, and the commands that record it."""

from releve.model.acts import ActKind, namespace
from releve.papers.case import Case
from releve.papers.paper import Block, Listing, Paragraph, Section, Tone
from releve.papers.value import Cell, Form, Value, missing, named, say
from releve.papers.written_order import WrittenOrder, addressee, signers

_TOLD = ("done", "when", "means", "scope", "observed", "copies", "certificate")
_OF_SERVICES = frozenset({"done", "when", "means", "observed"})


def to_attest(order: WrittenOrder) -> Listing:
    """Return what is to be attested; copies and media are no matter of a service."""
    told = (one for one in _TOLD if one in _OF_SERVICES or not order.place.is_service)
    return Listing(items=tuple(say(f"answering_attest_{one}") for one in told), ordered=True)


def observed_word(order: WrittenOrder) -> Value:
    """Return the word that an attestation must carry to count."""
    return _typed("down" if order.place.is_service else "absent")


def weight(case: Case, order: WrittenOrder) -> Paragraph:
    """Explain « attesté par X, non constaté par nous »."""
    who = addressee(case, order)
    return Paragraph(cells=(say("answering_weight", who=who), say("answering_weight_probe")))


def by_key(case: Case, order: WrittenOrder) -> Section:
    """Return how to sign by a personal key, with the very commands."""
    prepare = say(
        "answering_prepare",
        subject=_typed(order.subject),
        signer=_signer(case, order),
        seen=observed_word(order),
    )
    sign = say("answering_sign", namespace=_namespace(case))
    return Section(
        heading=say("answering_key"),
        blocks=(
            Paragraph(cells=(say("answering_key_first"),)),
            _command(prepare),
            Paragraph(cells=(say("answering_key_then"),)),
            _command(sign),
            Paragraph(cells=(say("answering_key_last"),)),
            _command(say("answering_run")),
        ),
    )


def on_paper(case: Case) -> Section:
    """Return how a paper, or a signed PDF, is recorded: a scan and two who transcribe it."""
    blocks: tuple[Block, ...] = (
        Paragraph(cells=(say("answering_paper_first"),)),
        Paragraph(cells=(say("answering_paper_then"),)),
        _command(say("answering_transcribe", namespace=_namespace(case))),
        Paragraph(cells=(say("answering_paper_last"),)),
    )
    return Section(heading=say("answering_paper"), blocks=blocks)


def _command(cell: Cell) -> Paragraph:
    return Paragraph(cells=(cell,), tone=Tone.COMMAND)


def _signer(case: Case, order: WrittenOrder) -> Value:
    people = signers(case, order)
    return _typed(people[0]) if people else missing()


def _namespace(case: Case) -> Value:
    return _typed(namespace(ActKind.ATTESTATION, case.plan.realm))


def _typed(word: str) -> Value:
    """Return a word as it is typed."""
    return named(Form.REFERENCE, word)
