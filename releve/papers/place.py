"""Where a subject stands in the plan: its own path there, its holder's, and its contract's."""

from dataclasses import dataclass

from releve.model.plan import Copy, DataAsset, Service
from releve.papers.case import Case
from releve.papers.value import Form, Value, missing, named, term
from releve.plan.authority import asset_of, service_of
from releve.textes import sentences

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """``own`` is the path of the subject, ``body`` that of its service or asset.

    ``holder`` is the part of the plan itself: a service, an asset, or a copy.
    """

    subject: str
    own: Path
    body: Path
    contract: Path
    holder: Service | DataAsset | Copy

    @property
    def is_service(self) -> bool:
        """Whether the subject is a service, which has neither medium nor content."""
        return isinstance(self.holder, Service)


def place_of(case: Case, subject: str) -> Place:
    """Return where a subject stands.

    Raises:
        KeyError: the plan has none such.

    """
    service, asset = service_of(case.plan, subject), asset_of(case.plan, subject)
    if service is not None:
        path = case.place("services", service.id)
        contract = case.place("contracts", service.contract)
        return Place(subject=subject, own=path, body=path, contract=contract, holder=service)
    if asset is None:
        raise KeyError(subject)
    body = case.place("assets", asset.id)
    contract = case.place("contracts", asset.contract)
    name = subject.partition("/")[2]
    if not name:
        return Place(subject=subject, own=body, body=body, contract=contract, holder=asset)
    at = next(at for at, one in enumerate(asset.copies) if one.id == name)
    return Place(
        subject=subject,
        own=(*body, "copies", at),
        body=body,
        contract=contract,
        holder=asset.copies[at],
    )


def medium_of(case: Case, place: Place) -> Value:
    """Return what holds the data, as the plan says it; « à compléter » where it does not."""
    if isinstance(place.holder, Service) or place.holder.medium is None:
        return missing()
    if place.holder.medium.kind == "external":
        return case.planned(Form.QUOTE, *place.own, "medium", "described_as")
    kind = case.planned(Form.QUOTE, *place.own, "medium", "kind")
    code = f"medium_{kind.raw}"
    return term(code, *kind.sources) if f"doc_{code}" in sentences("fr") else kind


def performer_of(case: Case, place: Place) -> Value:
    """Return who performs the act on a subject, in words."""
    told = case.planned(Form.QUOTE, *place.own, "performer")
    return told if told.form is Form.MISSING else term(f"performer_{told.raw}", *told.sources)


def raw_name(name: str) -> Value:
    """Return an identifier as it is typed in a command."""
    return named(Form.REFERENCE, name)
