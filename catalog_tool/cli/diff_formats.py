"""The formats of `diff`: what --format may say, and which report writes each.

A province's report is hundreds of megabytes: it is written in pieces as they are made.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from catalog_tool import __version__, store
from catalog_tool.cli.terminal import columns, emit, emit_bytes, wants_color
from catalog_tool.cli.wanted_reports import Wanted, must_have_file
from catalog_tool.compare.claims.best import Best, best_of
from catalog_tool.compare.compared import Compared
from catalog_tool.domain.visible import one_line
from catalog_tool.reports.diff_decided import decided_words, doubts

FORMATS = ("text", "json", "html", "xlsx", "markdown")


def write_reports(compared: Compared, wanted: Sequence[Wanted], digest: str) -> None:
    """Begin every report before the first is written, so that what cannot be made leaves none beside others."""
    best = best_of(compared)
    begun = [(each, _begun(_pieces(each, compared, best, digest))) for each in wanted]
    for each, pieces in begun:
        if each.file is not None:
            store.write_file(each.file, pieces)
    for each, pieces in begun:
        if each.file is None:
            for piece in pieces:
                emit_bytes(piece)
    files = [store.shown_name(each.file) for each, _ in begun if each.file is not None]
    if len(files) == len(begun):
        told = decided_words(local for local in compared.locals if local.against is None)
        emit(f"已写出 {'、'.join(files)}：{told}。\n", error=True)
        for local in compared.locals:
            if words := doubts(local):
                emit(f"{one_line(local.region)}：{words}\n", error=True)


def _begun(pieces: Iterator[bytes]) -> Iterable[bytes]:
    """The same pieces, the first of them made: a broken template is found before anything is written."""
    first = next(pieces, b"")
    return chain((first,), pieces)


def _pieces(wanted: Wanted, compared: Compared, best: Mapping[str, Best], digest: str) -> Iterator[bytes]:
    must_have_file(wanted, on_screen=wanted.file is None and sys.stdout.isatty())
    tool = f"catalog-tool {__version__}"
    if wanted.format == "json":
        from catalog_tool.reports import diff_json

        return _encoded(diff_json.pieces(compared, tool=tool, schemas=digest, best=best))
    if wanted.format == "html":
        from catalog_tool.reports import diff_html
        from catalog_tool.resources import template_texts

        return _encoded(diff_html.write(compared, template_texts("page", "diff"), tool=tool, best=best))
    if wanted.format == "xlsx":
        from catalog_tool.reports import diff_xlsx

        return iter((diff_xlsx.write(compared, best, tool=tool),))
    if wanted.format == "markdown":
        from catalog_tool.reports import diff_markdown

        return _encoded((diff_markdown.write(compared, best),))
    from catalog_tool.reports import diff_text, styled

    lines = diff_text.write(compared, best, columns=columns())
    return _encoded((styled.render(lines, color=wanted.file is None and wants_color(sys.stdout)),))


def _encoded(pieces: Iterable[str]) -> Iterator[bytes]:
    return (piece.encode("utf-8", "replace") for piece in pieces)
