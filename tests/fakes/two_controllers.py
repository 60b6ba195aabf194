"""The story of `evidence_maker` told twice: the second service and asset are of another body."""

from releve.model.evidence import EntryKind
from tests.fakes.evidence_maker import EvidenceMaker, cited, make_plan

OTHER_SERVICE, OTHER_ASSET, OTHER_COPY = "service:borne", "asset:journaux", "copy:journaux/dump"
OURS = frozenset({"service:vigie", "asset:dossiers", "copy:dossiers/dump"})
THEIRS = frozenset({OTHER_SERVICE, OTHER_ASSET, OTHER_COPY})
BINDING = {"plan_adoption", "revocation", "rollover"}
"""Acts that bind everybody, whatever subject their entry names (``docs/format/certificate.md``)."""


def make_two(**changes):
    """The plan, with a service and an asset of `succ` beside those of `dac`."""
    plan = make_plan(**changes)
    service, asset = plan.services[0], plan.assets[0]
    other = service.model_copy(update={"id": "borne", "name": "Borne", "controller": "succ"})
    journals = asset.model_copy(
        update={
            "id": "journaux",
            "title": "Journaux",
            "services": ("borne",),
            "controller": "succ",
            "producer": "succ",
        }
    )
    return plan.model_copy(update={"services": (service, other), "assets": (asset, journals)})


class TwoControllers(EvidenceMaker):
    """Both parts, each true and complete."""

    def __init__(self, plan=None, **more):
        super().__init__(plan=plan or make_two(), **more)

    def tell(self):
        super().tell()
        who = {"prefix": "other-", "controller": "autre-responsable"}
        self.stop(OTHER_SERVICE, "other-")
        evidence = self.give_back(OTHER_ASSET, **who)
        self.erase(OTHER_ASSET, OTHER_COPY, evidence, **who)
        return self

    def entries_of(self, subjects, kind=None):
        """Entries about some subjects, of a kind if one is given."""
        return [one for one in self.entries if one.subject in subjects and kind in {None, one.kind}]

    def certificates(self, subjects):
        """Numbers of the certificates of some subjects."""
        issued = self.entries_of(subjects, EntryKind.CERTIFICATE_ISSUED)
        return {one.body["number"] for one in issued}

    def publish_part(self, folder, kind, name, subjects):
        """Write what a partial folder must hold, however false: the whole, less what is others'."""
        self.publish(folder)
        kept, every = set(), set()
        for one in self.entries:
            every |= set(_files(one))
            if one.subject in {"plan", *subjects} or str(one.body.get("act")) in BINDING:
                kept |= set(_files(one))
        for path in every - kept:
            (folder / path).unlink(missing_ok=True)
        text = f'{{"format":"releve/scope/1","kind":"{kind}","name":"{name}"}}'
        (folder / "scope.json").write_text(text)
        self.reseal(folder)
        return folder


def _files(entry):
    """Paths of the files that an entry brings to a folder."""
    for path, named in cited(entry):
        if named is not None:
            yield path.format(named.removeprefix("sha256:"))
    if entry.kind is EntryKind.CERTIFICATE_ISSUED:
        for suffix in (".tlog-proof", ".issued.tlog-proof", ".entry.json", ".outcome.json"):
            yield f"certificates/{entry.body['number']}{suffix}"
