"""Small published logs (head, tiles, bundles): cut, reordered, edited, forked, or out of form."""

from base64 import b64encode

from releve.canonical import encode
from releve.ledger.merkle import leaf_hash, root
from releve.ledger.tiles import encode_bundle, write_tiles
from tests.fakes.defects.area import ORIGIN, Area
from tests.fakes.note_signer import LOG, NoteSigner

SIZE = 6
SEEN = 2
BUNDLE, TILE = f"tile/entries/000.p/{SIZE}", f"tile/0/000.p/{SIZE}"
KEY = NoteSigner(ORIGIN, LOG, b"log")


def logs():
    raw = [entry(index) for index in range(SIZE)]
    genuine = published(raw)
    set_back = [*raw[:4], entry(4, recorded_at="2025-03-03T08:00:00Z"), raw[5]]
    area = Area(
        given={
            "log": KEY.vkey,
            "minimum": {"size": SEEN, "root": root(map(leaf_hash, raw[:SEEN])).hex()},
        },
        genuine={"genuine": genuine, "genuine-with-a-machine-set-back": published(set_back)},
    )

    def edited(at, **changes):
        return [*raw[:at], entry(at, **changes), *raw[at + 1 :]]

    refused = "log_entry_refused"
    for name, entries, code in (
        ("entry-removed", [*raw[:3], *raw[4:]], refused),
        ("entries-reordered", [*raw[:3], raw[4], raw[3], raw[5]], refused),
        ("entry-twice", [*raw[:4], raw[3], *raw[4:]], refused),
        ("entry-of-another-origin", edited(3, origin="autre.example/releve"), refused),
        ("entry-of-another-realm", edited(3, realm="real"), refused),
        ("entry-of-an-unknown-kind", edited(3, kind="service_forgotten"), refused),
        ("entry-with-a-space", [*raw[:3], raw[3].replace(b",", b", ", 1), *raw[4:]], refused),
        ("entry-empty", [*raw[:3], b"", *raw[4:]], refused),
        ("clock-going-back", edited(4, rehearsed_at="2026-01-05T08:00:00Z"), "log_time_goes_back"),
        ("forked-before-what-was-seen", edited(1, actor="cheffe"), "log_history_rewritten"),
        ("cut-short-of-what-was-seen", raw[: SEEN - 1], "log_truncated"),
        ("empty", [], "log_empty"),
    ):
        area.bad(name, published(entries), code)
    bundle = genuine[BUNDLE]
    other = published(edited(3, actor="cheffe"))
    swapped = encode_bundle([*raw[:3], raw[4], raw[3], raw[5]])
    for name, changes, code in (
        ("entry-edited-in-its-bundle", {BUNDLE: other[BUNDLE]}, "log_tiles_refused"),
        ("entries-reordered-in-their-bundle", {BUNDLE: swapped}, "log_tiles_refused"),
        ("hash-edited-in-its-tile", {TILE: other[TILE]}, "log_tiles_refused"),
        (
            "entry-edited-with-its-tile",
            {BUNDLE: other[BUNDLE], TILE: other[TILE]},
            "log_root_differs",
        ),
        ("head-of-another-log", {"checkpoint": other["checkpoint"]}, "log_root_differs"),
        ("bundle-cut", {BUNDLE: bundle[:-1]}, "log_tiles_refused"),
        ("bundle-with-something-after", {BUNDLE: bundle + b"\0"}, "log_tiles_refused"),
        ("tile-cut", {TILE: genuine[TILE][:-32]}, "log_tiles_refused"),
        ("tile-too-many", {"tile/1/000.p/1": genuine[TILE][:32]}, "log_extra_tile"),
        ("tile-of-another-width", {"tile/0/000.p/5": genuine[TILE][:-32]}, "log_extra_tile"),
        (
            "head-changed",
            {"checkpoint": genuine["checkpoint"].replace(b"\n6\n", b"\n5\n")},
            "log_checkpoint_refused",
        ),
        (
            "head-signed-by-another-key",
            {"checkpoint": published(raw, NoteSigner(ORIGIN, LOG, b"stranger"))["checkpoint"]},
            "log_checkpoint_refused",
        ),
        (
            "head-of-another-origin",
            {"checkpoint": published(raw, origin="autre.example")["checkpoint"]},
            "log_checkpoint_refused",
        ),
    ):
        area.bad(name, genuine | changes, code)
    for name, path in (("tile-missing", TILE), ("bundle-missing", BUNDLE)):
        less = {key: value for key, value in genuine.items() if key != path}
        area.bad(name, less, "folder_file_missing")
    return area


def real_logs():
    """A ledger of realm `real` has no instants of an exercise."""
    raw = [entry(index, realm="real", rehearsed_at=None) for index in range(3)]
    area = Area(
        given={"log": KEY.vkey, "minimum": None},
        genuine={"genuine": published(raw)},
    )
    rehearsed = [*raw[:2], entry(2, realm="real")]
    earlier = entry(2, realm="real", rehearsed_at=None, recorded_at="2025-03-03T08:00:59Z")
    area.bad("clock-going-back", published([*raw[:2], earlier]), "log_time_goes_back")
    area.bad("entry-rehearsed", published(rehearsed), "log_rehearsed_time_in_real")
    exercise = [*raw[:2], entry(2)]
    area.bad("entry-of-an-exercise", published(exercise), "log_entry_refused")
    return area


def entry(index, **changes):
    members = {
        "actor": "releve",
        "body": {"means": "http", "observed": "up"},
        "format": "releve/ledger/1",
        "index": index,
        "kind": "service_probed",
        "origin": ORIGIN,
        "realm": "rehearsal",
        "recorded_at": f"2025-03-03T08:0{index}:00Z",
        "rehearsed_at": f"2026-01-05T1{index}:00:00Z",
        "subject": "service:vigilans",
    }
    return encode({**members, **changes})


def published(raw, key=KEY, origin=ORIGIN):
    files = {}
    hashed = write_tiles(files.__setitem__, raw).root()
    text = f"{origin}\n{len(raw)}\n{b64encode(hashed).decode()}\n".encode()
    return files | {"checkpoint": key.note(text)}
