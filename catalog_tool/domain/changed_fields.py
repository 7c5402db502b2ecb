"""What is other between two values of one document, in a few words for a clerk."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any


def changed_words(old: Mapping[str, Any], new: Mapping[str, Any]) -> str:
    """The fields that differ, lists with how many items they had and have: 申请材料 5→4 项、办理时限."""
    keys = dict.fromkeys((*new, *old))
    return "、".join(_words(key, old.get(key), new.get(key)) for key in keys if old.get(key) != new.get(key))


def only_in_order(old: Mapping[str, Any], new: Mapping[str, Any]) -> bool:
    """Whether some list holds the same items as before, in another order: the sheet may have been sorted."""
    return any(key in old and old[key] != value and _is_reordered(old[key], value) for key, value in new.items())


def _words(key: str, old: Any, new: Any) -> str:
    if old is None:
        return f"加了{key}"
    if new is None:
        return f"去了{key}"
    if isinstance(old, list) and isinstance(new, list):
        if len(old) != len(new):
            return f"{key} {len(old)}→{len(new)} 项"
        return f"{key}（只是次序）" if _is_reordered(old, new) else key
    return key


def _is_reordered(old: Any, new: Any) -> bool:
    if not isinstance(old, list) or not isinstance(new, list) or len(old) != len(new):
        return False
    return Counter(map(_form, old)) == Counter(map(_form, new))


def _form(item: Any) -> str:
    return json.dumps(item, ensure_ascii=False, sort_keys=True)
