"""YAML files that the operator or the program itself supplies: a fault in one ends the run."""

from __future__ import annotations

import os
from typing import Any

from catalog_tool.findings import CannotRun
from catalog_tool.formats.refusals import Refusal
from catalog_tool.formats.system_errors import said
from catalog_tool.formats.yaml_reader import read_yaml
from catalog_tool.model import Document
from catalog_tool.store import SourceFile, read_source


def one_mapping(path: str, shown: str) -> dict[str, Any]:
    """The single mapping such a file must hold; CannotRun with the place where it cannot be read."""
    return one_document(path, shown)[1].value


def one_document(path: str, shown: str) -> tuple[bytes, Document]:
    """The same with the file's bytes and places."""
    if not os.path.lexists(path):
        raise CannotRun(f"没有 {shown} 这个文件。请检查路径。")
    data = read_source(SourceFile(path, shown))
    if isinstance(data, Refusal):
        raise CannotRun(f"读不了 {shown}：{_sentence(data)}。")
    read = read_yaml(data, shown, manifest=True)
    if read.refusals:
        raise CannotRun(f"{shown} 第 {read.refusals[0].place.line} 行有误：{_sentence(read.refusals[0])}。")
    return data, read.documents[0]


def text_file(path: str) -> str:
    """A text file that the operator names; CannotRun where it is not there or no UTF-8."""
    try:
        with open(path, encoding="utf-8-sig") as stream:
            return stream.read()
    except OSError as error:
        raise CannotRun(f"读不了 {path}：{said(error)}。请检查路径。") from error
    except ValueError as error:  # UnicodeDecodeError, or a NUL in the name
        raise CannotRun(f"{path} 不是 UTF-8 编码的文本。请换一个文件。") from error


def _sentence(refusal: Refusal) -> str:
    return refusal.rule.message.format_map(refusal.args)
