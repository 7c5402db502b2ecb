"""A condition that nobody can tell whether he meets."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from catalog_tool.context import Context
from catalog_tool.findings import Hit, Severity
from catalog_tool.model import Matter, Path
from catalog_tool.rules import rule

BAD = """
受理条件:
  - 工程投资额在限额以上
  - 法律、法规、规章规定的其他条件  # <- vague-condition
批准条件:
  - 符合国家有关规定  # <- vague-condition
  - 有相应的施工能力  # <- vague-condition
"""

GOOD = """
受理条件:
  - 工程投资额在限额以上
  - 申请人信用良好，最近三年无重大违法违规记录
批准条件:
  - 符合有关规定：《建筑工程施工许可管理办法》第四条第五项的资金要求
  - 有与工程规模相适应的施工现场管理人员
  - 其他组织申请的，须有上级单位的授权
"""

CATCH_ALL, VAGUE = "catch-all-condition", "vague-condition"
_ABOLISHED = "取消"


@rule(
    severity=Severity.ERROR,
    title="条件含糊或兜底",
    message="{field}“{words}”{problem}；{advice}",
    source="江苏省“不见面审批”事项办事指南编写规范：不得出现兜底条款，如“法律、法规规定的其他条件”",
    what="受理条件、批准条件里不得有“法律、法规规定的其他条件”一类的兜底句；只说“符合有关规定”“具备相应能力”、"
    "没有写明是哪条规定、怎样算具备的，作为提示。良好信用、无违法记录是法律的原话，不算。",
    why="兜底句等于随时可以再加条件；含糊的条件，申请人不知道自己合不合格，窗口怎么说怎么算。",
    fix="把法律、法规规定的条件逐条写出来；说到有关规定的，写明名称和条款；说到能力的，写明人数、资质、设备等标准。",
)
def check(matter: Matter, context: Context) -> Iterator[Hit]:
    """Look at each condition, a text or a list of texts."""
    for field in ("受理条件", "批准条件"):
        value = matter.value.get(field)
        if type(value) is list:
            for index, text in enumerate(value):
                if type(text) is str:
                    yield from _look(text, (field, index), field, matter, context)
        elif type(value) is str:
            yield from _look(value, (field,), field, matter, context)


def _look(text: str, path: Path, field: str, matter: Matter, context: Context) -> Iterator[Hit]:
    words = context.lexicon.words
    catch_all, vague = _judged(text, words.get(CATCH_ALL, ()), words.get(VAGUE, ()))
    if not (catch_all or vague) or matter.status == _ABOLISHED:
        return
    if catch_all:
        problem = "是兜底句，等于还可以再加条件"
        yield Hit.at(path, field=field, words=catch_all, problem=problem, advice="请把条件逐条写全，删去这一句")
    else:
        yield Hit.at(
            path,
            severity=Severity.INFO,
            field=field,
            words=vague,
            problem="没有说明是哪条规定、怎样算符合",
            advice="请写明法规名称和条款，或写明可以核对的标准",
        )


@lru_cache(maxsize=65536)
def _judged(text: str, catch_all: tuple[str, ...], vague: tuple[str, ...]) -> tuple[str, str]:
    """The words of a catch-all, else the vague words, in a condition; "" and "" if it is clear."""
    if catch_all and (found := _compiled(catch_all).search(text.strip("。；;，, \n\t"))):
        return found.group(), ""
    if vague and "《" not in text and (found := _compiled(vague).search(text.strip())):
        return "", found.group()
    return "", ""


@lru_cache(maxsize=32)
def _compiled(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{word})" for word in words))
