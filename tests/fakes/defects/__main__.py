"""Write `tests/fixtures/defects/` again: `python -m tests.fakes.defects [area …]`."""

import shutil
import sys

from tests.fakes.defects.area import FOLDER
from tests.fakes.defects.catalogue import AREAS, DRAWN

if __name__ == "__main__":
    for area in sys.argv[1:] or sorted(AREAS.keys() - DRAWN):
        made = AREAS[area]().files()
        shutil.rmtree(FOLDER / area, ignore_errors=True)
        for name, content in made.items():
            path = FOLDER / area / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
