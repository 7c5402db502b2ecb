"""Makes a directory and the lists of its counties, which have drifted from it; the same bytes for the same seed.

A list says of a matter what the directory says of it, with drift: it lacks one matter in
fifty, gives one in forty another code or name, one in ten another promise, one in twelve
one material less. Counties differ in which.
"""

from __future__ import annotations

import hashlib
import random
import shutil
from pathlib import Path
from typing import Any

from synthetic import SIZES, manifest, text_of

_KEPT = Path(__file__).resolve().parent.parent / "build" / "bench"
_PROMISE = "承诺:\n    数值: 5\n"
DIRECTORY, LISTS = "directory", "lists"


def directory_manifest() -> dict[str, Any]:
    """catalog.yaml of the directory."""
    return manifest() | {
        "类别": "指导目录", "名称": "测速用指导目录", "层级": "省级", "区划代码": "330000", "区划名称": "浙江省",
        "收录范围": ["省级", "市级", "县级"],
    }  # fmt: skip


def list_manifest(number: int) -> dict[str, Any]:
    """catalog.yaml of one county's list."""
    return manifest() | {
        "名称": f"第 {number} 县实施清单", "区划名称": f"第{number}县", "上级目录": "../../directory",
        "收录范围": {"层级": ["县级"], "说明": "测速"},
    }  # fmt: skip


def write_province(folder: Path, size: str, directory: int, lists: int, matters: int) -> None:
    """Write a directory of so many matters and so many lists, each of about so many."""
    chance = random.Random(1)
    texts = [text_of(SIZES[size].make(number, chance)) for number in range(1, directory + 1)]
    _write(folder / DIRECTORY, directory_manifest(), texts)
    for number in range(1, lists + 1):
        drifted = [_drifted(texts[index], index + 1, number) for index in range(min(directory, matters * 50 // 49))]
        _write(folder / LISTS / f"{number:03d}", list_manifest(number), [text for text in drifted if text])


def _write(folder: Path, says: dict[str, Any], texts: list[str]) -> None:
    folder.mkdir(parents=True)
    (folder / "catalog.yaml").write_text(text_of(says), encoding="utf-8")
    for index, text in enumerate(texts):
        part = folder / f"{index // 200:03d}"
        part.mkdir(exist_ok=True)
        (part / f"{index:05d}.yaml").write_bytes(text.encode())


def _drifted(text: str, number: int, county: int) -> str:
    """A matter as the county has it; "" where it has none."""
    turn = number * 7 + county * 13
    if turn % 50 == 0:
        return ""
    code = f"3301{number:05d}000"
    if turn % 40 == 1:
        text = text.replace(code, f"3301{number + 50_000:05d}000")
    elif turn % 40 == 2:
        text = text.replace(f"第{number}号", f"（第{number}号）")
    if turn % 10 == 3:
        text = text.replace(_PROMISE, _PROMISE.replace("5", str(3 + turn % 7)))
    if turn % 12 == 4:
        start = text.index("- 名称: 第 1 号登记证书")
        end = text.find("- 名称: 第 2 号登记证书", start)
        text = text[:start] + text[end:] if end > 0 else text
    return text


def kept_province(size: str, directory: int, lists: int, matters: int) -> Path:
    """The folder of a province below build/, made where there is none as these modules make it."""
    name = f"province-{size}-{directory}-{lists}-{matters}"
    folder, mark = _KEPT / name, _KEPT / f"{name}.made"
    sources = b"".join(path.read_bytes() for path in (Path(__file__), Path(__file__).with_name("synthetic.py")))
    state = hashlib.sha256(sources).hexdigest()
    if not mark.exists() or mark.read_text() != state:
        shutil.rmtree(folder, ignore_errors=True)
        write_province(folder, size, directory, lists, matters)
        mark.write_text(state)
    return folder
