"""One area of `tests/fixtures/defects/`: bad inputs, each a file named for its one defect."""

import hashlib
import json
from dataclasses import dataclass, field
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

FOLDER = Path(__file__).parents[2] / "fixtures" / "defects"
ORIGIN = "essai.example/releve"


@dataclass
class Area:
    """Files (or folders of files) of one area: `genuine`, and `refused` with a code for each."""

    given: dict = field(default_factory=dict)
    genuine: dict = field(default_factory=dict)
    refused: dict = field(default_factory=dict)
    suffix: str = ""

    def bad(self, name, content, code):
        name += self.suffix
        assert name not in self.refused, name
        assert content not in self.genuine.values(), name
        self.refused[name] = content, code

    def files(self):
        """Path → bytes of the whole area."""
        listed = {
            "given": self.given,
            "genuine": sorted(self.genuine),
            "refused": {name: code for name, (_, code) in sorted(self.refused.items())},
        }
        found = {"expected.json": f"{json.dumps(listed, indent=2, ensure_ascii=False)}\n".encode()}
        held = self.genuine | {name: content for name, (content, _) in self.refused.items()}
        for name, content in held.items():
            inside = content if isinstance(content, dict) else {"": content}
            found |= {f"{name}/{path}".rstrip("/"): data for path, data in inside.items()}
        return found


def private(name):
    return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(name.encode()).digest())
