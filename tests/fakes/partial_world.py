"""A world whose DAC sends pathways beside the whole package, and what its successor opens."""

from connectors.age import open_sealed
from tests.fakes.pathway_world import SCHEMA, VIEW, PathwayWorld

SUBJECT = f"asset:{VIEW}"
_NO_COPY = "    milestone: fermeture\n    copies: []\n  - id: tables"
_COPY = """    milestone: fermeture
    copies:
      - {id: paquet, title: Nos paquets, nature: paquet, ours: true, performer: us,
         medium: {kind: files, endpoint: paquets, path: parcours}, fate: destroyed,
         milestone: fermeture}
  - id: tables"""


class PartialWorld(PathwayWorld):
    """Pathways, the copy that covers our packages, and a recipient whose age key is kept."""

    def _make_plan(self, realm, changed) -> None:
        super()._make_plan(realm, ((_NO_COPY, _COPY), *changed))

    def _prepare_successor(self):
        identity = super()._prepare_successor()
        (self.root / "age.secret").write_text(identity.secret)
        return identity

    def sign_scope(self) -> None:
        self.sign("scope", SUBJECT, "directeur", reason="-")
        assert {one.code for one in self.collect()} == {None}

    def package(self, *words):
        return self.releve("package", VIEW, *words)

    def sent(self):
        """The bodies of what was sent beside the whole."""
        return [one.body for one in self.entries() if one.kind.value == "partial_delivered"]

    def change(self, *statements):
        with self.sql() as connection:
            connection.execute(f"SET search_path = {SCHEMA}")
            return [connection.execute(one) for one in statements]

    def rows(self, query):
        (found,) = self.change(query)
        return found.fetchall()

    def opened(self, name, folder="depot"):
        """Open what lies in a drop, as its recipient does."""
        into = self.root / "ouvert" / name
        into.parent.mkdir(exist_ok=True)
        open_sealed((self.root / "age.secret").read_text(), self.root / folder / name, into)
        return into
