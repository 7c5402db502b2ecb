"""Documents that prove who somebody is: they are shown in person, whatever data is shared."""

from __future__ import annotations

import re
from collections.abc import Callable

from catalog_tool.context import Context

IDENTITY = "identity-document"


def identity_search(context: Context) -> Callable[[str], bool]:
    """For `Context.once`: says of a material's name whether it is such a document; never without the word list."""
    words = context.lexicon.words.get(IDENTITY, ())
    pattern = re.compile("|".join(f"(?:{word})" for word in words) or "(?!)")
    known: dict[str, bool] = {}

    def is_identity(name: str) -> bool:
        found = known.get(name)
        if found is None:
            found = known[name] = pattern.search(name.strip()) is not None
        return found

    return is_identity
