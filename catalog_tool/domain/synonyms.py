"""Materials by what they are: 执照 and 营业执照（复印件） are one document.

schemas/lists/synonyms.yaml lists the names that people use for one document. What is
said of the copy (原件, 复印件, 副本) tells no documents apart: that is 形式 and 份数.
"""

from __future__ import annotations

import re

from catalog_tool.context import Context, Lexicon
from catalog_tool.domain.names import fold
from catalog_tool.model import texts_of

SYNONYMS = "synonyms"
_COPY = "原件[及和或、/]复印件|原件|复印件|扫描件|电子件|电子版|正副本|正本|副本"
# Folding leaves one kind of bracket, closed and open.
_COPY_WORDS = re.compile(f"(?:\\((?:{_COPY})\\)|(?:{_COPY}))$")
_MOST_COPY_WORDS = 3


class Synonyms:
    """The one name of each document under a lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._known: dict[str, str] = {}
        self._canonical: dict[str, str] = {}
        for entry in lexicon.lists.get(SYNONYMS, ()):
            names = [fold(name) for name in texts_of(entry.get("词"))]
            for name in names:
                self._known.setdefault(name, names[0])

    def canonical(self, name: str) -> str:
        """The folded name that all names of this document have in common."""
        found = self._canonical.get(name)
        if found is None:
            folded = _without_copy_words(fold(name))
            found = self._canonical[name] = self._known.get(folded, folded)
        return found


def is_copy_word(folded: str) -> bool:
    """Whether a folded text only says which copy is meant (复印件) and names no document."""
    return _COPY_WORDS.fullmatch(folded) is not None


def synonyms_of(context: Context) -> Synonyms:
    """For `Context.once`: one table for all the rules of a catalog."""
    return Synonyms(context.lexicon)


def _without_copy_words(folded: str) -> str:
    for _ in range(_MOST_COPY_WORDS):
        found = _COPY_WORDS.search(folded)
        if found is None or found.start() == 0:
            break
        folded = folded[: found.start()]
    return folded
