"""A broken list laid over ours ends the run with one sentence; it never looks like a crash in every matter."""

from __future__ import annotations

from pathlib import Path

import pytest

from catalog_tool.findings import CannotRun
from catalog_tool.resources import Resources


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        (
            "wordlists/vague-condition.yaml",
            "词: [{词: '(', 来源: x}]",
            "词表 wordlists/vague-condition.yaml 第 1 项“(”",
        ),
        ("wordlists/vague-condition.yaml", "词: 1", "里没有 词"),
        ("wordlists/vague-condition.yaml", "词: [{来源: x}]", "第 1 项应写成"),
        ("lists/result-kinds.yaml", "条目: [{式样: '[', 类型: [证照], 来源: x}]", "第 1 条的 式样“[”"),
        ("lists/result-kinds.yaml", "条目: [{式样: 证$, 来源: x}]", "第 1 条的 类型 应是列表"),
        ("lists/area-codes.yaml", "条目: [1, {a: b}]", "第 1 条应写成"),
        ("lists/area-codes.yaml", "条目: []", "里没有 条目"),
        ("wordlist/vague-condition.yaml", "词: [甲]", "wordlist/vague-condition.yaml 没有用处"),
    ],
)
def test_what_cannot_be_used_is_said(name: str, text: str, said: str, tmp_path: Path) -> None:
    (tmp_path / name).parent.mkdir()
    (tmp_path / name).write_text(text + "\n", encoding="utf-8")

    with pytest.raises(CannotRun) as refused:
        _ = Resources(tmp_path).lexicon
    assert said in str(refused.value)


def test_a_list_of_one_s_own_takes_the_place_of_ours(tmp_path: Path) -> None:
    (tmp_path / "wordlists").mkdir()
    (tmp_path / "wordlists/odd-proof.yaml").write_text("词: [{词: 好人证明, 来源: 本县清单}]\n", encoding="utf-8")

    assert Resources(tmp_path).lexicon.words["odd-proof"] == ("好人证明",)
    assert Resources(tmp_path).lexicon.words["vague-material"] == Resources().lexicon.words["vague-material"]


def test_every_packaged_list_passes_its_own_checks() -> None:
    lexicon = Resources(None).lexicon

    assert lexicon.words
    assert lexicon.lists
