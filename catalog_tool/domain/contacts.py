"""Whom to ask and where to complain: 咨询 and 监督投诉, each a text, a list, or 电话, 网址 and 地址 apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from catalog_tool.model import Path, mappings_of

_NOTHING = frozenset({"", "无", "暂无", "没有", "不详", "空", "/", "-", "—", "——", "／", "无。"})


def is_said(value: object) -> bool:
    """Whether a text says anything: 无 and a stroke say nothing."""
    return isinstance(value, str) and value.strip() not in _NOTHING


def is_any_said(value: object) -> bool:
    """Whether a text, or any text of a list, says anything."""
    return is_said(value) or (isinstance(value, list) and any(is_said(item) for item in value))


def says_anything(value: object) -> bool:
    """Whether a value of any shape says anything: texts that do, numbers, and what holds one of these."""
    if isinstance(value, str):
        return value.strip() not in _NOTHING
    if isinstance(value, dict):
        return any(says_anything(item) for item in value.values())
    if isinstance(value, list):
        return any(says_anything(item) for item in value)
    return value is not None


def has_channel(contact: object) -> bool:
    """Whether 咨询 or 监督投诉 names any way: a number, a page, an address."""
    if isinstance(contact, dict):
        return any(is_any_said(item) for item in contact.values())
    return is_any_said(contact)


def phone_texts(contact: object, path: Path) -> Iterator[tuple[Path, str]]:
    """The texts of a contact that may hold numbers, with their paths."""
    if isinstance(contact, dict):
        contact, path = contact.get("电话"), (*path, "电话")
    if isinstance(contact, str):
        yield path, contact
    elif isinstance(contact, list):
        for index, item in enumerate(contact):
            if isinstance(item, str):
                yield (*path, index), item


def public_phone_texts(value: Mapping[str, Any]) -> Iterator[tuple[str, Path, str]]:
    """Every text of a matter, one-thing or catalog.yaml where numbers are published: field, path, text."""
    for field in ("咨询", "监督投诉"):
        if field in value:
            for path, text in phone_texts(value[field], (field,)):
                yield field, path, text
    for field in ("办理窗口", "办理场所"):
        for index, place in mappings_of(value.get(field)):
            if "电话" in place:
                for path, text in phone_texts(place["电话"], (field, index, "电话")):
                    yield field, path, text
