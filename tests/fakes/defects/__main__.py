"""Write `tests/fixtures/defects/` again: `python -m tests.fakes.defects`."""

import shutil

from tests.fakes.defects.area import FOLDER
from tests.fakes.defects.catalogue import everything

if __name__ == "__main__":
    shutil.rmtree(FOLDER, ignore_errors=True)
    for name, content in everything().items():
        (FOLDER / name).parent.mkdir(parents=True, exist_ok=True)
        (FOLDER / name).write_bytes(content)
