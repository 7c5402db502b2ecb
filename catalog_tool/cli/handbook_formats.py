"""The formats a handbook is printed in, with the templates and fonts each needs."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from catalog_tool.handbook.writing import Writer


class Format(StrEnum):
    """Formats of a handbook."""

    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"


def writers(formats: Sequence[Format], own_templates: str | None = None, schemas: str | None = None) -> list[Writer]:
    """A writer for each format, once; raises CannotRun where one cannot work here.

    `own_templates` and `schemas` are folders of the user's, laid over the packaged ones.
    """
    own = Path(own_templates) if own_templates else None
    overlay = Path(schemas) if schemas else None
    return [_writer(format, own, overlay) for format in dict.fromkeys(formats)]


def _writer(format: Format, own: Path | None, overlay: Path | None) -> Writer:
    from catalog_tool.resources import Resources, handbook_templates, resource_folder

    templates = handbook_templates(format.value, own)
    fonts = str(resource_folder("fonts"))
    match format:
        case Format.HTML:
            from catalog_tool.handbook.html import HtmlWriter

            return HtmlWriter(templates)
        case Format.PDF:
            from catalog_tool.handbook.pdf import PdfWriter

            return PdfWriter(templates, fonts, Resources(overlay).fonts)
        case Format.DOCX:
            from catalog_tool.handbook.docx import DocxWriter

            return DocxWriter(templates, fonts)
