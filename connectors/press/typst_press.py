"""``TypstPress``: PDF/A-3a by typst, offline, with the fonts of its wheel alone.

Templates are layout only. The data reaches them as one JSON text that they decode: nothing is ever
pasted into typst source, so that no value can be read as markup or code.
"""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC
from pathlib import Path
from typing import Final

import typst

from releve.errors import ConnectorError
from releve.model.evidence import JsonValue
from releve.model.time import parse_instant

_TEMPLATES = Path(__file__).parent / "templates"
_NAME = re.compile(r"[a-z][a-z_]{0,40}")
_STANDARD: Final = "a-3a"


class TypstPress:
    """Implements :class:`releve.ports.Press`."""

    def __init__(self, templates: Path = _TEMPLATES) -> None:
        self._templates = templates

    def pdf(self, template: str, data: Mapping[str, JsonValue]) -> bytes:
        """Return the PDF of ``data``, created at ``data["timestamp"]`` (RFC 3339, UTC).

        ``data["attachments"]`` (objects with ``name``, ``octets``, ``media_type``,
        ``description``) are embedded as they are.

        Raises:
            ConnectorError: ``press_template_missing``; ``press_refused`` with typst's message.

        """
        source = self._templates / f"{template}.typ"
        if not _NAME.fullmatch(template) or not source.is_file():
            raise ConnectorError("press_template_missing", template=template)
        try:
            created = parse_instant(str(data["timestamp"]))
        except (KeyError, ValueError):
            raise ConnectorError("press_refused", template=template, cause="timestamp") from None
        encoded = json.dumps(_plain(data), ensure_ascii=False, sort_keys=True, allow_nan=False)
        compiler = typst.Compiler(
            source,
            root=self._templates,
            ignore_system_fonts=True,
            sys_inputs={"data": encoded},
        )
        try:
            made = compiler.compile(
                format="pdf",
                pdf_standards=_STANDARD,
                timestamp=created.astimezone(UTC).replace(microsecond=0),
            )
        except typst.TypstError as error:
            raise ConnectorError("press_refused", template=template, cause=error.message) from None
        if not isinstance(made, bytes):
            raise ConnectorError("press_refused", template=template, cause="pages")
        return made


def _plain(value: JsonValue) -> object:
    if isinstance(value, Mapping):
        return {name: _plain(member) for name, member in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(member) for member in value]
    return value
