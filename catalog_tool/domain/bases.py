"""依据 as a claim: whether a list of bases names anything at all."""

from __future__ import annotations

from catalog_tool.model import text_of


def names_a_basis(value: object) -> bool:
    """Whether a text, or any item of a list, names a law or a document (名称, 文号 or plain text)."""
    if isinstance(value, str):
        return bool(value.strip())
    if isinstance(value, list):
        for item in value:
            if isinstance(item, str):
                if item.strip():
                    return True
            elif isinstance(item, dict) and (text_of(item.get("名称")).strip() or text_of(item.get("文号")).strip()):
                return True
    return False
