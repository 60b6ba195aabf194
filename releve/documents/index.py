"""``index.html``: what happened to every milestone, service, data set and copy, with the files."""

from collections.abc import Iterator, Mapping, Sequence

from releve.certificates.labels import Labels
from releve.documents.page import Markup, Piece, Row, element, joined, link, page, table
from releve.documents.perimeter import limited_entries, limited_plan, partial_line
from releve.documents.progress import Progress
from releve.documents.verifier import NAME as VERIFIER
from releve.ledger.body import items, number, text
from releve.ledger.doubts import doubtful
from releve.ledger.state import PlanState, fold
from releve.model.evidence import Entry, EntryKind, JsonValue
from releve.model.ids import PLAN_SUBJECT, Realm, asset_subject, service_subject
from releve.model.plan import Milestone, Plan
from releve.model.scope import Perimeter, signed_elsewhere
from releve.papers.paper import KEPT_HERE

_OTHERS = (
    ("journal.txt", "journal"),
    ("LISEZMOI.txt", "readme"),
    (VERIFIER, "verifier"),
    ("manifest.sha256", "manifest"),
    ("manifest.note", "note"),
    ("ledger/checkpoint", "checkpoint"),
    ("keys/allowed_signers", "signers"),
)
_CERTIFICATE = (
    (".pdf", "pdf"),
    (".dsse.json", "dsse"),
    (".dsse.tst", "token"),
    (".pdf.tst", "later"),
    (".tlog-proof", "proof"),
    (".issued.tlog-proof", "issued"),
)
_SEALS: Mapping[JsonValue, str] = {"B-T": "index_seal_dated", "B-B": "index_seal_undated"}
_COMMANDS = """sha256sum -c manifest.sha256
ssh-keygen -Y verify -f keys/allowed_signers -I ID -n NAMESPACE -s acts/SIG.sig < acts/ACT.txt
releve verify .{flag} --trust ../trust.json
"""


def index_html(
    entries: Sequence[Entry],
    plan: Plan,
    *,
    vkey: str,
    language: str = "fr",
    perimeter: Perimeter | None = None,
) -> bytes:
    """Return the page of a ledger under its last adopted plan: static, no script, local links only.

    Persons appear by roster id and title. Lateness is judged at the last entry, not today. Of a
    partial folder, the page shows its ``perimeter`` alone, and says so.

    Raises:
        EvidenceRefused: ``entry_malformed`` and what :func:`releve.ledger.state.fold` refuses.

    """
    state = fold(entries)
    elsewhere = signed_elsewhere(entries, perimeter.subjects) if perimeter else frozenset()
    if perimeter is not None:
        plan, entries = limited_plan(plan, perimeter), limited_entries(entries, perimeter)
    labels = Labels(plan=plan, language=language)
    progress = Progress(labels=labels, state=state)
    title = labels.say("index_title", title=plan.title)
    sections = {
        "milestones": _milestones(labels, progress),
        "services": _services(labels, progress),
        "assets": _assets(labels, progress),
        "documents": _documents(progress, entries),
        "papers": _papers(progress, entries),
        "signed": _signed(labels, entries, elsewhere),
        "verify": _verify(labels, vkey),
    }
    contents = joined(
        element("a", labels.say(f"index_{name}"), href=f"#{name}") for name in sections
    )
    told = [
        element("section", element("h2", labels.say(f"index_{name}")), content, id=name)
        for name, content in sections.items()
    ]
    return page(
        language,
        title,
        element("a", labels.say("index_skip"), href="#milestones", class_="skip"),
        element("header", *_head(labels, state, title, perimeter)),
        element("nav", contents, aria_label=labels.say("index_contents")),
        element("main", *told),
    )


def _head(
    labels: Labels, state: PlanState, title: str, perimeter: Perimeter | None
) -> Iterator[Piece]:
    if labels.plan.realm is Realm.REHEARSAL:
        stamp = element("strong", labels.say("stamp"))
        yield element("p", stamp, " · ", labels.say("index_exercise"), class_="stamp")
    yield element("h1", title)
    if perimeter is not None:
        yield element("p", element("strong", partial_line(labels, perimeter)))
    if state.last_at is not None:
        at = labels.instant(state.last_at)
        zone = labels.plan.timezone
        yield element("p", labels.say("index_head", size=state.size, at=at, timezone=zone))


def _columns(labels: Labels, *names: str) -> list[str]:
    return [labels.say(f"index_column_{name}") for name in names]


def _milestones(labels: Labels, progress: Progress) -> Markup:
    return table(
        labels.say("index_caption_milestones"),
        _columns(labels, "milestone", "due", "window", "happened"),
        (_milestone(labels, progress, one) for one in labels.plan.milestones),
    )


def _milestone(labels: Labels, progress: Progress, one: Milestone) -> Row:
    awaited = tuple(progress.awaited(one.id))
    told = [
        labels.say("index_item", subject=labels.subject(each.subject), state=each.told)
        for each in awaited
    ]
    due: Piece = labels.due(one.due)
    if progress.overdue(one.due) and not all(each.done for each in awaited):
        late = element("span", labels.say("index_overdue"), class_="late")
        due = element("span", due, " · ", late)
    window = labels.say("index_window_none")
    if one.window is not None:
        opens, closes = labels.stamp(one.window.opens), labels.stamp(one.window.closes)
        window = labels.say("index_window", opens=opens, closes=closes)
    return Row(cells=(one.title, due, window, joined(told or [labels.say("index_none")])))


def _services(labels: Labels, progress: Progress) -> Markup:
    rows = []
    for service in labels.plan.services:
        subject = service_subject(service.id)
        recipient = labels.organisation(service.recipient)
        planned = labels.say(f"service_{service.outcome.value}", recipient=recipient)
        probed, ended = progress.probed(subject), progress.service(service).told
        rows.append(Row(cells=(service.name, planned, probed, ended)))
    columns = _columns(labels, "service", "planned", "probed", "result")
    return table(labels.say("index_caption_services"), columns, rows)


def _assets(labels: Labels, progress: Progress) -> Markup:
    rows = []
    for asset in labels.plan.assets:
        subject = asset_subject(asset.id)
        planned = labels.fate(asset.fate.value, None, asset.fate_reason)
        controller = labels.organisation(asset.controller)
        given, ended = progress.given_back(subject), progress.of_asset(asset)
        rows.append(Row(cells=(asset.title, controller, planned, given, ended)))
        for copy in asset.copies:
            planned = labels.fate(copy.fate.value, copy.expires_on, copy.reason)
            ended = progress.of_copy(asset, copy)
            shown = labels.say("index_asset_of", title=copy.title)
            rows.append(Row(cells=(shown, "", planned, "", ended), child=True))
    columns = _columns(labels, "asset", "controller", "planned", "received", "result")
    return table(labels.say("index_caption_assets"), columns, rows)


def _documents(progress: Progress, entries: Sequence[Entry]) -> Markup:
    labels, rows = progress.labels, []
    issued = {
        one.index: one for known in progress.state.subjects.values() for one in known.certificates
    }
    stamped = (one for one in entries if one.kind is EntryKind.CERTIFICATE_STAMPED)
    later = {number(one.body, "certificate") for one in stamped}
    for entry in entries:
        if entry.kind is EntryKind.CERTIFICATE_ISSUED:
            name = text(entry.body, "number")
            absent = {"token"} if entry.body.get("token") is None else set()
            absent |= {"later"} if entry.index not in later else set()
            files = joined(
                link(f"certificates/{name}{suffix}", labels.say(f"index_file_{code}"))
                for suffix, code in _CERTIFICATE
                if code not in absent
            )
            title = labels.say(f"issued_{text(entry.body, 'title')}")
            title = progress.standing(title, issued[entry.index])
            about = labels.subject(entry.subject)
            seal = labels.say(_SEALS.get(entry.body.get("seal"), "index_none"))
            rows.append(Row(cells=(name, title, about, labels.stamp(entry.at), seal, files)))
    others = [(path, labels.say(f"index_other_{code}")) for path, code in _OTHERS]
    others += [
        (
            f"plans/{text(entry.body, 'plan').removeprefix('sha256:')}.json",
            labels.say("index_other_plan", index=entry.index),
        )
        for entry in entries
        if entry.kind is EntryKind.PLAN_ADOPTED
    ]
    columns = _columns(labels, "number", "title", "about", "date", "seal", "files")
    return element(
        "div",
        table(labels.say("index_caption_documents"), columns, rows),
        element("h3", labels.say("index_other")),
        joined(link(path, shown) for path, shown in others),
    )


def _papers(progress: Progress, entries: Sequence[Entry]) -> Markup:
    """List every paper, and which one is now in its place."""
    labels, rows = progress.labels, []
    issued = [one for one in entries if one.kind is EntryKind.DOCUMENT_ISSUED]
    for entry in issued:
        name, body = text(entry.body, "number"), entry.body
        now = progress.state.papers[text(body, "kind"), text(body, "about")][-1].number
        state = labels.say("index_paper_current")
        if now != name:
            state = labels.say("index_paper_replaced", number=now)
        files: Piece = labels.say("index_paper_kept")
        if body["kind"] not in KEPT_HERE:
            files = joined(
                link(f"papers/{name}{suffix}", labels.say(f"index_file_{code}"))
                for suffix, code in ((".pdf", "pdf"), (".dsse.json", "dsse"))
            )
        title = labels.say(f"paper_kind_{text(body, 'kind')}")
        about = text(body, "about")
        shown = labels.subject(about) if about in set(labels.plan.subjects()) else about
        shown = labels.say("subject_plan") if about == PLAN_SUBJECT else shown
        rows.append(Row(cells=(name, title, shown, labels.stamp(entry.at), state, files)))
    columns = _columns(labels, "number", "title", "about", "date", "state", "files")
    return table(labels.say("index_caption_papers"), columns, rows)


def _signed(labels: Labels, entries: Sequence[Entry], elsewhere: frozenset[int]) -> Markup:
    rows = []
    doubts = doubtful(entries)
    for entry in entries:
        if entry.kind is EntryKind.ACT_RECORDED:
            body = entry.body
            act: Piece = labels.say(f"act_{text(body, 'act')}")
            if entry.index in doubts:
                since = labels.stamp(doubts[entry.index])
                mark = labels.say("index_to_examine", since=since)
                act = element("span", act, " · ", element("span", mark, class_="late"))
            kind = labels.say(f"signature_{text(body, 'signature_kind')}")
            signer = labels.person(text(body, "signer"))
            rows.append(
                Row(
                    cells=(
                        labels.stamp(entry.at),
                        act,
                        labels.subject(entry.subject),
                        signer,
                        kind,
                        joined(_act_files(labels, entry, scanned=entry.index not in elsewhere)),
                    )
                )
            )
    columns = _columns(labels, "date", "act", "about", "signer", "signature", "files")
    return table(labels.say("index_caption_signed"), columns, rows)


def _act_files(labels: Labels, entry: Entry, *, scanned: bool) -> Iterator[Markup]:
    file = text(entry.body, "file").removeprefix("sha256:")
    yield link(f"acts/{file}.txt", labels.say("index_file_act"))
    for signature in items(entry.body, "signatures"):
        name = text(signature, "file").removeprefix("sha256:")
        shown = labels.say("index_file_signature", who=text(signature, "by"))
        yield link(f"acts/{name}.sig", shown)
    if scanned and "scan" in entry.body:
        scan = text(entry.body, "scan").removeprefix("sha256:")
        yield link(f"documents/{scan}", labels.say("index_file_scan"))


def _verify(labels: Labels, vkey: str) -> Markup:
    realm = "exercise" if labels.plan.realm is Realm.REHEARSAL else "real"
    return element(
        "div",
        element("p", link(VERIFIER, labels.say("index_verify_page"))),
        element("p", labels.say("index_verify_intro")),
        element("pre", _COMMANDS.format(flag=labels.say(f"flag_{realm}"))),
        element("p", labels.say("index_verify_trust")),
        element("pre", vkey),
    )
