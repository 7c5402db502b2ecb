"""Departments that people placed, written into 部门对应 of a catalog.yaml."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from catalog_tool.compare.decided.confirmations import APART, DEPARTMENTS, ONE_LINE, Confirmations, Decided
from catalog_tool.domain.bodies import mapped
from catalog_tool.domain.visible import one_line
from catalog_tool.findings import CannotRun
from catalog_tool.model import texts_of

KEY = "部门对应"


class Correspondence:
    """部门对应 of one list while it learns; `shown` is its catalog.yaml, `changed` what became of it."""

    def __init__(self, manifest: Mapping[str, Any], shown: str) -> None:
        self._shown = shown
        self._written = manifest.get(KEY)
        self._lists: dict[str, list[str]] = {}
        self.changed: list[str] = []

    def learn(self, known: Confirmations, ticked: Iterable[Decided]) -> None:
        """Take what was said of departments; CannotRun where the list itself says otherwise."""
        departments = [one for one in ticked if one.list == DEPARTMENTS]
        if not departments:
            return
        self._lists = self._read(self._written)
        for one in departments:
            before = known.by_pair.get((one.list, one.pair))
            if one.judgement == ONE_LINE:
                self._add(*one.pair)
            elif before is None or before.judgement == ONE_LINE:
                self._part(one, learned=before is not None)

    def value(self, manifest: Mapping[str, Any]) -> dict[str, Any]:
        """The manifest with what was learned; what was not touched stays as it is written."""
        written = self._written or {}
        after = {
            name: bodies if name not in written or texts_of(written[name]) != bodies else written[name]
            for name, bodies in self._lists.items()
            if bodies or name in written
        }
        return {**manifest, KEY: after} if self.changed else dict(manifest)

    def _read(self, value: Any) -> dict[str, list[str]]:
        lists = {} if value is None else value
        if not isinstance(lists, dict) or not all(map(_is_list_of_texts, lists.values())):
            raise CannotRun(f"{self._shown} 的 {KEY} 写法不对，不敢往里添。请写成 {{上级部门: [本地部门]}}，再来一次。")
        return {name: texts_of(bodies) for name, bodies in lists.items()}

    def _add(self, department: str, body: str) -> None:
        if not mapped(self._lists, [department], body):
            self._lists[department] = [*self._lists.get(department, ()), body]
            self.changed.append(f"{one_line(department)} 添上 {one_line(body)}")

    def _part(self, one: Decided, *, learned: bool) -> None:
        """Take back what was learned; what somebody wrote there himself is his to change."""
        department, body = one.pair
        listed = self._lists.get(department, [])
        if learned and body in listed:
            self._lists[department] = [name for name in listed if name != body]
            self.changed.append(f"{one_line(department)} 去掉 {one_line(body)}")
        elif mapped(self._lists, [department], body):
            raise CannotRun(
                f"表里说 {one_line(one.about)} {APART}同一条线，{self._shown} 的 {KEY} 却写着是。"
                "没有写任何文件，请先改其中一处。"
            )


def _is_list_of_texts(value: Any) -> bool:
    return isinstance(value, str) or (isinstance(value, list) and len(texts_of(value)) == len(value))
