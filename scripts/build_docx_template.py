"""Makes what travels under templates/docx: the Word templates and the list of field names.

    python scripts/build_docx_template.py           # writes them
    python scripts/build_docx_template.py --check   # compares what it would write with what is there

The templates are made to be edited in Word or WPS by people; who does so keeps the
edited copy in a folder of their own (--template), for this script knows only the ones
that are packaged. Measures: GB/T 9704-2012 (A4, 37/35/28/26 mm, 22 lines × 28 characters).
"""

from __future__ import annotations

import argparse
import io
import sys
import zipfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(PROJECT / "scripts"))

from docx_styles import HEAD, settings_xml, styles_xml  # noqa: E402
from docx_text import document_xml, footer_xml, header_xml  # noqa: E402

from catalog_tool.model import Kind  # noqa: E402
from catalog_tool.resources import Resources  # noqa: E402

OUTPUT = PROJECT / "templates" / "docx"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KINDS = {
    "styles": "styles",
    "settings": "settings",
    "header": "header",
    "footer-odd": "footer",
    "footer-even": "footer",
}


def template(*, compact: bool) -> bytes:
    """A template as .docx; the compact one is for editions that must fit a page."""
    parts = {
        "styles": styles_xml(compact=compact),
        "settings": settings_xml(),
        "header": header_xml(),
        "footer-odd": footer_xml("right"),
        "footer-even": footer_xml("left"),
    }
    overrides = [("document", "document.main")] + [(name, _KINDS[name]) for name in parts]
    types = "".join(
        f'<Override PartName="/word/{name}.xml" '
        f'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"/>'
        for name, kind in overrides
    )
    relations = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/{_KINDS[name]}" Target="{name}.xml"/>' for name in parts
    )
    files = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{types}</Types>',
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": document_xml(compact=compact),
        "word/_rels/document.xml.rels": f'{HEAD}<Relationships xmlns="{_RELATIONS}">{relations}</Relationships>',
        **{f"word/{name}.xml": xml for name, xml in parts.items()},
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        for name, text in files.items():
            # Stored, not deflated: another zlib would pack the same text into other bytes.
            entry = zipfile.ZipInfo(name)
            entry.create_system, entry.external_attr = 3, 0o644 << 16
            archive.writestr(entry, text.encode("utf-8"))
    return stream.getvalue()


def field_names() -> bytes:
    """Every field a matter or one-thing can have, and those of catalog.yaml behind 手册.; title after a tab."""
    paths = Resources().schemas.field_paths
    lines = ["# 模板里能用的字段（制表符后面是说明）。由程序生成，不用改。"]
    found: dict[str, str] = {}
    for kind, prefix in ((Kind.MATTER, ""), (Kind.ONE_THING, ""), (Kind.MANIFEST, "手册.")):
        for path, title in paths[kind]:
            found.setdefault(prefix + path, title)
    # What a chapter has besides its document's fields (handbook/subject.py).
    found.setdefault("受理机构", "受理机构")
    found.setdefault("决定机构", "决定机构")
    return "\n".join([*lines, *(f"{path}\t{title}" for path, title in found.items()), ""]).encode("utf-8")


def made() -> dict[str, bytes]:
    """File names under templates/docx and their bytes."""
    return {
        "handbook.docx": template(compact=False),
        "brief.docx": template(compact=True),
        "fields.txt": field_names(),
    }


def main() -> int:
    """Write or compare; 1 where something differs."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="compare only")
    check = parser.parse_args().check
    stale = []
    for name, data in made().items():
        path = OUTPUT / name
        if check:
            if not path.is_file() or path.read_bytes() != data:
                stale.append(name)
        else:
            OUTPUT.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    for name in stale:
        print(f"templates/docx/{name} is not what scripts/build_docx_template.py makes: run it")
    return 1 if stale else 0


if __name__ == "__main__":
    raise SystemExit(main())
