"""Files embedded in a PDF, by name: bounded, each name once, one content each."""

from collections.abc import Iterator, Mapping
from typing import NoReturn

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader

from releve.verification.refusal import refuse

LARGEST = 16 * 1024**2
"""The most bytes that one stream of a PDF may hold once decoded."""
_MOST_BYTES = 2 * LARGEST
_MOST_FILES = 64
_MOST_NODES = 64
_CONTENT = ("/F", "/UF")


def read_attachments(reader: PdfFileReader) -> Mapping[str, bytes]:
    """Return the embedded files of a document.

    Raises:
        EvidenceRefused: ``seal_malformed`` with the cause ``attachments``: too many or too large,
            a name twice, a file under two names or with two contents.

    """
    found: dict[str, bytes] = {}
    size = 0
    for name, file in _listed(reader):
        names = {name, *(str(file[one]) for one in _CONTENT if one in file)}
        held = file["/EF"]
        streams = {held.raw_get(one).reference for one in _CONTENT if one in held}
        if len(names) != 1 or len(streams) != 1 or name in found or len(found) == _MOST_FILES:
            _malformed()
        stream = streams.pop().get_object()
        if not isinstance(stream, generic.StreamObject):
            _malformed()
        found[name] = data = bytes(stream.data)
        size += len(data)
        if size > _MOST_BYTES:
            _malformed()
    return found


def _listed(reader: PdfFileReader) -> Iterator[tuple[str, generic.DictionaryObject]]:
    """Yield the name and the description of each file, as the name tree lists them."""
    root = reader.root
    if "/Names" not in root or "/EmbeddedFiles" not in root["/Names"]:
        return
    waiting = [root["/Names"]["/EmbeddedFiles"]]
    for _ in range(_MOST_NODES):
        node = waiting.pop()
        waiting += [one.get_object() for one in reversed(node.get("/Kids", ()))]
        listed = node.get("/Names", ())
        members = [one.get_object() for one in listed]
        for name, file in zip(members[::2], members[1::2], strict=True):
            if not isinstance(name, str) or not isinstance(file, generic.DictionaryObject):
                _malformed()
            yield str(name), file
        if not waiting:
            return
    _malformed()


def _malformed() -> NoReturn:
    refuse("seal_malformed", cause="attachments")
