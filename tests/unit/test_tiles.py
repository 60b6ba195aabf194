from itertools import count, islice

import pytest

from releve.errors import EvidenceRefused, LedgerError
from releve.ledger import merkle, tiles


def entries(size):
    return [f"entrée {number}".encode() for number in range(size)]


def published(size):
    files = {}

    def sink(path, content):
        assert path not in files
        files[path] = content

    tree = tiles.write_tiles(sink, entries(size))
    return files, tree


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (tiles.tile_path(0, 1234067), "tile/0/x001/x234/067"),
        (tiles.tile_path(1, 0, 17), "tile/1/000.p/17"),
        (tiles.tile_path(63, 999, 256), "tile/63/999"),
        (tiles.tile_path(0, 1000, 1), "tile/0/x001/000.p/1"),
        (tiles.entries_path(273, 112), "tile/entries/273.p/112"),
    ],
)
def test_paths_of_the_specification(path, expected):
    assert path == expected


@pytest.mark.parametrize(
    ("level", "index", "width"), [(-1, 0, 1), (64, 0, 1), (0, -1, 1), (0, 0, 0), (0, 0, 257)]
)
def test_paths_out_of_range(level, index, width):
    with pytest.raises(LedgerError, match="tile_out_of_range"):
        tiles.tile_path(level, index, width)


def test_the_tiles_of_70000_entries_as_the_specification_counts_them():
    widths = {}

    def sink(path, content):
        _, level, *number = path.split("/")
        width = int(number[-1]) if ".p" in path else 256
        if level != "entries":
            assert len(content) == 32 * width
        widths.setdefault(level, []).append(width)

    tree = tiles.write_tiles(sink, islice((b"%d" % n for n in count()), 70_000))
    assert widths["0"] == widths["entries"] == [256] * 273 + [112]
    assert widths["1"] == [256, 17]
    assert widths["2"] == [1]
    assert set(widths) == {"0", "1", "2", "entries"}
    assert tree.size == 70_000


def test_a_log_of_256_has_one_full_tile_and_a_partial_one_above():
    files, tree = published(256)
    assert set(files) == {"tile/entries/000", "tile/0/000", "tile/1/000.p/1"}
    assert files["tile/1/000.p/1"] == tree.root()


def test_the_empty_log_has_no_file():
    files, tree = published(0)
    assert files == {}
    assert tree.root() == tiles.check_tiles(files.__getitem__, 0) == merkle.EMPTY_ROOT


@pytest.mark.parametrize("size", [1, 255, 256, 257, 600])
def test_what_is_written_is_read(size):
    files, tree = published(size)
    assert list(tiles.read_entries(files.__getitem__, size)) == entries(size)
    assert tiles.check_tiles(files.__getitem__, size) == tree.root()
    assert tree.root() == merkle.root(merkle.leaf_hash(each) for each in entries(size))


def test_every_file_is_compared():
    files, _ = published(300)
    for path in files:
        changed = dict(files)
        changed[path] = changed[path][:-1] + b"\xff"
        with pytest.raises(EvidenceRefused, match="tile_differs") as refused:
            tiles.check_tiles(changed.__getitem__, 300)
        assert refused.value.facts["path"].startswith("tile/")
        for content in (files[path] + b"\0", files[path][:-1]):
            changed[path] = content
            with pytest.raises(EvidenceRefused):
                tiles.check_tiles(changed.__getitem__, 300)


def test_bundles_have_exactly_their_entries():
    data = tiles.encode_bundle([b"", b"ab"])
    assert data == b"\0\0\0\2ab"
    assert tiles.decode_bundle(data, 2) == [b"", b"ab"]
    for bad, number in [(data, 1), (data, 3), (data[:-1], 2), (data + b"\0", 2), (b"\0", 1)]:
        with pytest.raises(EvidenceRefused, match="entries_malformed"):
            tiles.decode_bundle(bad, number)


def test_an_entry_is_at_most_65535_bytes():
    data = tiles.encode_bundle([b"x" * 65_535])
    assert tiles.decode_bundle(data, 1) == [b"x" * 65_535]
    with pytest.raises(LedgerError, match="entry_too_large"):
        tiles.encode_bundle([b"x" * 65_536])
