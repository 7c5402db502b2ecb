"""The same 500 guides printed as PDF and DOCX, side by side with peers; then 2,000 in all three formats.

    python benchmarks/handbooks.py [--matters 500] [--rounds 1] [--whole 2000]

Who takes part, each in a process of its own, timed inside it from the Book (what is to be
said, without any look) to the bytes; imports and the making of the Book are not counted,
and all use one processor:

- catalog-tool: what `render --format pdf` and `--format docx` write, in volumes.
- WeasyPrint: one HTML page with the same texts, a contents page with page numbers, heads
  of tables repeated, page feet, to PDF.
- LibreOffice: our DOCX to PDF.
- docxtpl alone: our DOCX template with the same values, as its documentation has it.
- pandoc: the same HTML page to DOCX.

Last, whole processes: `render` of a catalog from its YAML files in all three formats.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

from claims import Claim, heading, show, show_claims, spread
from processes import PROGRAM, environment, memory_of_all, run

ROOT = Path(__file__).resolve().parent.parent
PEER_PYTHON = ROOT / "build" / "bench-python" / "bin" / "python"
OURS_PDF, OURS_DOCX = "catalog-tool, PDF", "catalog-tool, DOCX"
WEASYPRINT, LIBREOFFICE, DOCXTPL, PANDOC = "WeasyPrint, PDF", "LibreOffice, PDF", "docxtpl alone, DOCX", "pandoc, DOCX"
SOFFICE = os.environ.get("SOFFICE", "soffice")
"""LibreOffice with Writer; another one than on the path by the variable of that name."""
TIMES_WEASYPRINT, TIMES_DOCXTPL, WHOLE_SECONDS, WHOLE_MEGABYTES = 15, 1.5, 60, 1500

STYLE = """
@page { size: A4; margin: 37mm 26mm 35mm 28mm; @bottom-center { content: "— " counter(page) " —" } }
body { font: 15.8pt "Noto Serif CJK SC", serif; line-height: 1.8 }
h1, h2 { break-before: page; text-align: center } h3 { font-size: 16pt }
table { width: 100%; border-collapse: collapse; font-size: 10.5pt; table-layout: fixed; overflow-wrap: anywhere }
th, td { border: 0.5pt solid; padding: 2pt 3pt } thead { display: table-header-group }
nav a::after { content: leader(".") target-counter(attr(href), page) } nav a { display: block }
"""


def page_of(book: Any) -> str:
    """The Book as one plain HTML page for the peers: every text that our own formats print."""
    toc = "".join(f'<a href="#{chapter.key}">{escape(chapter.title)}</a>' for chapter in book.chapters)
    body = "".join(_chapter(chapter) for chapter in book.chapters)
    head = f'<meta charset="utf-8"><title>{escape(book.title)}</title><style>{STYLE}</style>'
    return f"<!DOCTYPE html><html lang=zh><head>{head}</head><body><nav>{toc}</nav>{body}</body></html>"


def _chapter(chapter: Any) -> str:
    sections = "".join(
        f"<h3>{escape(section.name)}</h3>{''.join(map(_block, section.blocks))}" for section in chapter.sections
    )
    return f'<h2 id="{chapter.key}">{escape(chapter.title)}</h2>{sections}'


def _block(block: Any) -> str:
    match block.kind:
        case "table":
            return _table(block.head, block.rows)
        case "choices":
            return _table(block.table.head, block.table.rows)
        case "fields":
            return _table((), [((label,), cell) for label, cell in block.pairs])
        case "group":
            return f"<h4>{escape(block.title)}</h4>{''.join(map(_block, block.blocks))}"
        case "flow":
            return "".join(drawing.svg for drawing in block.drawings)
        case _:
            return "".join(f"<p>{escape(text)}</p>" for text in _texts(block))


def _table(head: Any, rows: Any) -> str:
    heads = "".join(f"<th>{escape(title)}</th>" for title in head)
    lines = "".join(f"<tr>{''.join(f'<td>{escape(_joined(cell))}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table>"


def _joined(cell: Any) -> str:
    return "\n".join(line if isinstance(line, str) else line.text for line in cell)


def _texts(block: Any) -> Iterator[str]:
    from catalog_tool.handbook.verifying.expected import texts_of_blocks

    return texts_of_blocks([block])


def book_of(folder: Path) -> Any:
    """The Book of the complete edition of a catalog."""
    from catalog_tool.handbook.build import build
    from catalog_tool.handbook.subject import Choice
    from catalog_tool.publishing import read_contents
    from catalog_tool.store import find_catalogs

    return build(read_contents(find_catalogs([str(folder)])[0])[0], Choice())


def writer_of(format: str) -> Any:
    """Our writer of a format, with what is packaged."""
    from catalog_tool.cli.handbook_formats import Format, writers

    return writers([Format(format)], None)[0]


def ours(folder: Path, format: str) -> float:
    """Seconds that our writer takes for all volumes, one after another."""
    book, writer = book_of(folder), writer_of(format)
    work = writer.open()
    work(writer.tasks(book_of(folder.with_name("warm")), "x")[0])  # everything is imported, all fonts are known
    start = time.perf_counter()
    printed = [work(task) for task in writer.tasks(book, "x")]
    writer.closing(book, "x", printed)
    return time.perf_counter() - start


def docxtpl_alone(folder: Path) -> float:
    """Seconds that docxtpl takes with our template and values, pictures and all, volume by volume as ours."""
    from docxtpl import DocxTemplate

    from catalog_tool.handbook.docx import FIELDS, TEMPLATE
    from catalog_tool.handbook.docx.blocks import Paper
    from catalog_tool.handbook.docx.context import context_of
    from catalog_tool.handbook.docx.pictures import drawings_of, drawn
    from catalog_tool.handbook.docx.shelf import Shelf
    from catalog_tool.handbook.docx.template import open_template

    writer = writer_of("docx")
    source = writer.templates[TEMPLATE]
    names = [line.partition("\t")[0] for line in writer.templates[FIELDS].decode().splitlines()]
    ours = open_template(TEMPLATE, source, names, writer.fonts)
    seconds = 0.0
    for task in writer.tasks(book_of(folder), "x"):
        start = time.perf_counter()
        paper = Paper(Shelf(task.book), drawn(drawings_of(task.book), writer.fonts), ours.narrow, ours.wide)
        template = DocxTemplate(BytesIO(source))
        template.render(context_of(task.book, paper, ours.known, ours.manifest), autoescape=True)
        template.save(BytesIO())
        seconds += time.perf_counter() - start
    return seconds


def weasyprint(folder: Path) -> float:
    """Seconds that WeasyPrint takes for the page beside the catalog."""
    from weasyprint import HTML

    start = time.perf_counter()
    HTML(filename=str(folder / "page.html")).write_pdf(BytesIO())
    return time.perf_counter() - start


def pandoc(folder: Path) -> float:
    """Seconds that pandoc takes, its own process included: it is one."""
    import pypandoc

    start = time.perf_counter()
    pypandoc.convert_file(str(folder / "page.html"), "docx", outputfile=str(folder / "pandoc.docx"))
    return time.perf_counter() - start


def libreoffice(folder: Path) -> float:
    """Seconds that LibreOffice takes for our volumes, its own process included."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    names = [str(path) for path in sorted(folder.glob("*.docx")) if path.name != "pandoc.docx"]
    command = [SOFFICE, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder / "out"), *names]
    start = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    taken = time.perf_counter() - start
    if len(list((folder / "out").glob("*.pdf"))) < len(names):
        raise SystemExit("LibreOffice wrote no PDF: is Writer installed?")
    return taken


WORK: dict[str, Callable[[Path], float]] = {
    OURS_PDF: lambda folder: ours(folder, "pdf"),
    WEASYPRINT: weasyprint,
    LIBREOFFICE: libreoffice,
    OURS_DOCX: lambda folder: ours(folder, "docx"),
    DOCXTPL: docxtpl_alone,
    PANDOC: pandoc,
}
PEERS = frozenset({WEASYPRINT, PANDOC})
"""Those that have a Python of their own."""


def prepare(folder: Path, matters: int) -> Path:
    """The catalog, and beside its files what peers start from."""
    from synthetic import write_catalog

    catalog = folder / "catalog"
    write_catalog(catalog, matters, seed=1)
    write_catalog(folder / "warm", 3, seed=2)
    book = book_of(catalog)
    (catalog / "page.html").write_text(page_of(book), encoding="utf-8")
    writer = writer_of("docx")
    work = writer.open()
    for task in writer.tasks(book, "x"):
        for name, data in work(task).files:
            (catalog / name).write_bytes(data)
    return catalog


def there(name: str) -> bool:
    """Whether a participant is on this machine."""
    if name == LIBREOFFICE:
        return shutil.which(SOFFICE) is not None
    if name not in PEERS:
        return True
    module = "weasyprint" if name == WEASYPRINT else "pypandoc"
    return subprocess.run([PEER_PYTHON, "-c", f"import {module}"], capture_output=True, check=False).returncode == 0


def run_one(name: str, folder: Path) -> float | None:
    """One of them in a process of its own; None where it cannot do the work here."""
    python = PEER_PYTHON if name in PEERS else sys.executable
    command = [str(python), __file__, "--one", name, "--folder", str(folder)]
    done = subprocess.run(command, capture_output=True, check=False, cwd=ROOT)
    if done.returncode:
        print(f"   {name}: {done.stderr.decode().strip().splitlines()[-1][:200]}")
        return None
    return float(json.loads(done.stdout.splitlines()[-1]))


def side_by_side(matters: int, rounds: int) -> list[Claim]:
    """Let all run in turns; the claims that follow."""
    seconds: dict[str, list[float]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as scratch:
        folder = prepare(Path(scratch), matters)
        names = [name for name in WORK if there(name)]
        heading(f"{matters:,} guides from the Book to bytes, {rounds} rounds, seconds, one processor")
        for _ in range(rounds):
            for name in names:
                taken = run_one(name, folder)
                if taken is not None:
                    seconds[name].append(taken)
    middle = {name: statistics.median(values) for name, values in seconds.items()}
    rows = []
    for name, values in seconds.items():
        own = OURS_PDF if name.endswith("PDF") else OURS_DOCX
        rows.append((name, spread(values), f"{middle[name] / middle[own]:.2f} x"))
    show(("", "seconds", "of ours"), rows)
    for name in WORK.keys() - seconds.keys():
        print(f"   {name}: not on this machine")
    claims = [Claim("DOCX against docxtpl alone", middle[OURS_DOCX] / middle[DOCXTPL], TIMES_DOCXTPL)]
    if WEASYPRINT in middle:
        ratio = middle[WEASYPRINT] / middle[OURS_PDF]
        claims.insert(0, Claim("PDF against WeasyPrint", ratio, TIMES_WEASYPRINT, at_least=True))
    return claims


def whole(matters: int) -> list[Claim]:
    """A whole catalog in three formats, as a user runs it; the claims that follow."""
    from synthetic import write_catalog

    with tempfile.TemporaryDirectory() as scratch:
        folder, variables = Path(scratch), environment(Path(scratch) / "cache")
        write_catalog(folder / "catalog", matters, seed=1)
        formats = [part for name in ("html", "pdf", "docx") for part in ("--format", name)]
        command = [PROGRAM, "render", "catalog", "-o", "out", *formats]
        heading(f"{matters:,} guides from YAML to HTML, PDF and DOCX, the whole process")
        seconds = run(command, folder, variables).seconds
        written = [path for path in (folder / "out").rglob("*") if path.is_file()]
        size = sum(path.stat().st_size for path in written)
        print(f"   {seconds:.1f} s, {len(written):,} files of {size / 1e6:.0f} MB")
        memory = memory_of_all(command, folder, variables)
    share = matters / 2000
    claims = [Claim(f"{matters:,} guides in three formats", seconds, WHOLE_SECONDS * share, "s")]
    if memory is not None:
        claims.append(Claim("memory of all processes", memory / 1e6, WHOLE_MEGABYTES, "MB"))
    return claims


def main() -> None:
    """Run them in turns and print what came out."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--matters", type=int, default=500)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--whole", type=int, default=2000)
    parser.add_argument("--one", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, default=Path(), help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        print(json.dumps(WORK[given.one](given.folder)))
        return
    claims = side_by_side(given.matters, given.rounds) if given.matters else []
    claims += whole(given.whole) if given.whole else []
    show_claims(claims)


if __name__ == "__main__":
    main()
