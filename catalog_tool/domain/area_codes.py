"""Which area codes are a catalog's own: schemas/lists/area-codes.yaml, by 区划代码."""

from __future__ import annotations

from catalog_tool.context import Context
from catalog_tool.model import text_of, texts_of


def local_area_codes(context: Context) -> frozenset[str]:
    """The area codes of a catalog's region; empty where the table does not know it.

    A province has those of all its prefectures, a county those of its prefecture.
    """
    region = context.region[:6]
    if len(region) != 6:
        return frozenset()
    codes: dict[str, list[str]] = {}
    for row in context.lexicon.lists.get("area-codes", ()):
        if prefix := text_of(row.get("前缀")):
            codes.setdefault(prefix, []).extend(texts_of(row.get("区号")))
    if region.endswith("0000"):
        return frozenset(code for prefix, own in codes.items() if prefix.startswith(region[:2]) for code in own)
    for length in (6, 4, 2):
        if own := codes.get(region[:length]):
            return frozenset(own)
    return frozenset()
