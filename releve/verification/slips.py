"""Slips that came back from the archives, read again: both signed forms, the lines, the visas.

Written from ``docs/format/slip.md``, apart from what writes them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from releve.canonical import digest
from releve.errors import Fact
from releve.ledger.body import Body, items, number, text, texts
from releve.model.acts import ActKind, SignatureKind
from releve.model.evidence import Entry, EntryKind
from releve.model.ids import Realm, asset_subject
from releve.model.people import Role
from releve.signatures.sshsig import fingerprint, signer_key, verify
from releve.verification.folder import Folder
from releve.verification.issued import ISSUED, Line, issued_lines
from releve.verification.plans import in_office, person_of
from releve.verification.records import Records
from releve.verification.refusal import refuse, refusing
from releve.verification.signed import revoked_before

_FORMAT = "releve/slip-return/1"
_NAMESPACES = {
    Realm.REAL: "slip-return@releve",
    Realm.REHEARSAL: "slip-return.repetition@releve",
}
_VISAS = {"granted": "granted", "refused_keep": "kept", "refused_transfer": "transferred"}
_HEAD = ("slip", "content", "origin", "plan", "transcriber", "director", "signed_on", "original")
_READ = ("decision", "observations")
_TWO = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    """A transcription as it stands in its file."""

    head: Line
    lines: tuple[Line, ...]


def check_return(entry: Entry, records: Records, folder: Folder) -> None:
    """Check the return of a slip; other entries pass.

    Raises:
        EvidenceRefused: ``slip_malformed``, ``slip_unknown``, ``slip_twice``,
            ``slip_transcribers``, ``slip_transcription_differs``, ``slip_lines_differ``,
            ``slip_visa_differs``.

    """
    if entry.kind is not EntryKind.SLIP_RETURNED:
        return
    here: dict[str, Fact] = {"entry": entry.index}
    body = entry.body
    _check_stood(entry, records, here)
    with refusing("slip_malformed", **here):
        named, statement = text(body, "bordereau"), text(body, "document")
        lines = tuple({name: _worded(one[name]) for name in one} for one in items(body, "lines"))
        folder.document("documents", text(body, "scan"))
    file = f"papers/{named}.dsse.json"
    envelope = folder.read(file)
    if digest(envelope) != statement:
        refuse("slip_unknown", file=file, **here)
    with refusing("slip_malformed", file=file, **here):
        issued = issued_lines(envelope)
    forms = _forms(entry, records, folder, here)
    for form in forms:
        _check_form(form, entry, records, here)
        if tuple(_only(one, ISSUED) for one in form.lines) != issued:
            refuse("slip_lines_differ", number=named, **here)
        told = tuple(_only(one, ("line", "asset", *_READ)) for one in form.lines)
        if told != tuple(_only(one, ("line", "asset", *_READ)) for one in lines):
            refuse("slip_transcription_differs", number=named, **here)
    for one in lines:
        _check_visa(one, entry, records, here)


def check_filing(entry: Entry, records: Records) -> None:
    """Check that a receipt of the archives names the certificate that stood; others pass.

    Raises:
        EvidenceRefused: ``filing_of_unknown_certificate``.

    """
    one = records.human_act(entry.index)
    if one is None or one.act.kind is not ActKind.FILING:
        return
    named, subject = one.act.fields["certificate"], entry.subject
    issued = records.entries(EntryKind.CERTIFICATE_ISSUED, subject, before=entry.index)
    standing = issued[-1:]
    withdrawn = standing and any(
        each.act.fields["certificate"] == standing[0].body.get("number")
        for each in records.acts(
            ActKind.WITHDRAWAL, subject, after=standing[0].index, before=entry.index
        )
    )
    if not standing or standing[0].body.get("number") != named or withdrawn:
        refuse("filing_of_unknown_certificate", entry=entry.index, certificate=named)


def _check_stood(entry: Entry, records: Records, here: dict[str, Fact]) -> None:
    """The slip was issued before, stood when it came back, and came back once."""
    with refusing("slip_malformed", **here):
        named, index = text(entry.body, "bordereau"), number(entry.body, "issued")
        content = text(entry.body, "content")
    before = records.log.entries[: entry.index]
    slips = [
        one
        for one in before
        if one.kind is EntryKind.DOCUMENT_ISSUED and one.body.get("kind") == "elimination_slip"
    ]
    found = [one for one in slips if one.body.get("number") == named]
    if [one.index for one in found] != [index] or found[0].body.get("content") != content:
        refuse("slip_unknown", number=named, **here)
    about = found[0].body.get("about")
    if any(one.body.get("about") == about and one.index > index for one in slips):
        refuse("slip_unknown", number=named, **here)
    for one in before:
        if one.kind is EntryKind.SLIP_RETURNED and one.body.get("bordereau") == named:
            refuse("slip_twice", number=named, by=one.index, **here)


# -------------------------------------------------------------------------------- the two forms


def _forms(
    entry: Entry, records: Records, folder: Folder, here: dict[str, Fact]
) -> tuple[_Form, ...]:
    with refusing("slip_malformed", **here):
        told = items(entry.body, "transcriptions")
        by = [text(one, "by") for one in told]
        listed = list(texts(entry.body, "transcribers"))
    if len(set(by)) != _TWO or len(by) != _TWO or by != listed:
        refuse("slip_transcribers", **here)
    keys = [_key(one, entry, records, folder, here) for one in told]
    if len(set(keys)) != _TWO:
        refuse("slip_transcribers", **here)
    forms = []
    for one in told:
        data = folder.document("documents", text(one, "file"))
        with refusing("slip_transcription_differs", **here):
            form = _form(data)
        if form.head["transcriber"] != text(one, "by"):
            refuse("slip_transcription_differs", field="transcriber", **here)
        forms.append(form)
    return tuple(forms)


def _key(told: Body, entry: Entry, records: Records, folder: Folder, here: dict[str, Fact]) -> str:
    """Return the fingerprint of the key that signed a form, once it is a transcriber's."""
    with refusing("slip_malformed", **here):
        by, claimed = text(told, "by"), text(told, "key")
        data = folder.document("documents", text(told, "file"))
        armored = folder.document("documents", text(told, "signature"))
    person = person_of(records.timeline.at(entry.index).plan, by)
    if person is None or Role.TRANSCRIBER not in person.roles or not in_office(person, entry.at):
        refuse("slip_transcribers", signer=by, **here)
    with refusing("slip_transcribers", signer=by, **here):
        key = signer_key(armored)
        space = _NAMESPACES[records.log.realm]
        verify(message=data, armored=armored, public_key=key, namespace=space)
        found = fingerprint(key)
    rostered = {fingerprint(line) for line in person.keys or ()}
    if found != claimed or found not in rostered:
        refuse("slip_transcribers", signer=by, **here)
    if revoked_before(found, records.human.revocations, entry.index):
        refuse("slip_transcribers", signer=by, **here)
    return found


def _form(data: bytes) -> _Form:
    """Read a form: what follows the first colon of a row, its spaces made single."""
    first, *rest = data.decode("utf-8").splitlines()
    if first.strip() != _FORMAT:
        raise ValueError(first)
    rows = [row.partition(":") for row in rest if row.strip() and not row.startswith("#")]
    pairs = [(name.strip(), " ".join(value.split())) for name, _, value in rows]
    size = len(ISSUED) + len(_READ)
    head, lines = pairs[: len(_HEAD)], pairs[len(_HEAD) :]
    blocks = [lines[at : at + size] for at in range(0, len(lines), size)]
    wanted = [list(_HEAD), *([*ISSUED, *_READ] for _ in blocks)]
    if [[name for name, _ in block] for block in (head, *blocks)] != wanted:
        raise ValueError(_FORMAT)
    return _Form(head=dict(head), lines=tuple(dict(block) for block in blocks))


def _check_form(form: _Form, entry: Entry, records: Records, here: dict[str, Fact]) -> None:
    body = entry.body
    expected: Mapping[str, object] = {
        "slip": body["bordereau"],
        "content": body["content"],
        "origin": records.log.origin,
        "plan": records.timeline.at(entry.index).digest,
        "director": body.get("director"),
        "signed_on": body.get("signed_on"),
        "original": body.get("original"),
    }
    for name, wanted in expected.items():
        if form.head[name] != wanted:
            refuse("slip_transcription_differs", field=name, **here)


def _check_visa(line: Line, entry: Entry, records: Records, here: dict[str, Fact]) -> None:
    """A line became one act: a paper's visa, on this slip, of its director, by the same scan."""
    facts = {**here, "line": line.get("line")}
    with refusing("slip_malformed", **facts):
        named, decision = line["act"], _VISAS[line["decision"]]
        subject = asset_subject(line["asset"])
    acts = records.acts(ActKind.VISA, subject, after=entry.index)
    found = next((one for one in acts if one.file == named), None)
    if found is None or found.kind is not SignatureKind.PAPER:
        refuse("slip_visa_differs", **facts)
    told = (found.act.signer, found.act.fields["bordereau"], found.act.fields["decision"])
    if told != (entry.body.get("director"), entry.body.get("bordereau"), decision):
        refuse("slip_visa_differs", **facts)
    if records.log.entries[found.index].body.get("scan") != entry.body.get("scan"):
        refuse("slip_visa_differs", **facts)


def _worded(value: object) -> str:
    return str(value)


def _only(line: Line, names: tuple[str, ...]) -> Line:
    return {name: line.get(name, "") for name in names}
