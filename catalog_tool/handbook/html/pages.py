"""Pages from templates: chapters of a task, and what closes a site."""

from __future__ import annotations

from collections.abc import Mapping

from catalog_tool.handbook.book import Book
from catalog_tool.handbook.html import assets
from catalog_tool.handbook.html.finding import filters_of, search_data
from catalog_tool.handbook.html.listings import by_facets, contents_of, own_indexes
from catalog_tool.handbook.html.rendering import renderer
from catalog_tool.handbook.html.site import HOME, PREFACE, Pages, is_single, menu_of, page_of
from catalog_tool.handbook.writing import Printed, Task

CHAPTER, SINGLE, FRONT, LISTING, ABOUT = (
    "chapter.html.j2", "single.html.j2", "index.html.j2", "listing.html.j2", "preface.html.j2",
)  # fmt: skip
Texts = Mapping[str, str]


def printed(templates: Texts, task: Task) -> Printed:
    """The pages of a task's chapters, or the one page of a single document."""
    if not isinstance(task, Pages):
        raise TypeError("a site is printed from the tasks its own writer cut")
    if task.single:
        style, script = assets.inside(templates, task.book)
        render = renderer(templates, single=True)
        page = render(SINGLE, book=task.book, leaves=task.leaves, style=style, script=script, menu=())
        return Printed(((f"{task.name}.html", page.encode()),))
    render = renderer(templates, single=False)
    return Printed(
        tuple(
            (
                f"{task.name}/{page_of(leaf.chapter.key)}",
                render(CHAPTER, book=task.book, leaf=leaf, chapter=leaf.chapter, menu=task.menu).encode(),
            )
            for leaf in task.leaves
        )
    )


def front(templates: Texts, book: Book, stem: str) -> Printed:
    """What a site has besides its chapters; nothing for a single document."""
    if is_single(book):
        return Printed(())
    render, menu = renderer(templates, single=False), menu_of(book)
    contents, facets, indexes = contents_of(book), by_facets(book), own_indexes(book)
    titles = {chapter.key: chapter.title for chapter in book.chapters}
    texts = {
        f"{HOME}.html": render(
            FRONT, book=book, contents=contents, facets=facets, indexes=indexes, filters=filters_of(book), menu=menu
        )
    }
    for listing in (contents, *facets, *indexes):
        texts[listing.file] = render(LISTING, book=book, listing=listing, titles=titles, menu=menu)
    if book.preface:
        texts[f"{PREFACE}.html"] = render(ABOUT, book=book, menu=menu)
    texts[assets.STYLE] = assets.style(templates, book)
    texts[assets.SCRIPT] = assets.script(templates)
    texts[assets.DATA] = search_data(book)
    return Printed(tuple((f"{stem}/{name}", text.encode()) for name, text in texts.items()))
