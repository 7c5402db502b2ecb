"""What tests of the comparison's page share: pages, what a browser shows of them, comparisons out of parts."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from browsing import Dom

from catalog_tool.compare.claims.matrix import matrix_of
from catalog_tool.compare.compared import Compared
from catalog_tool.compare.entry import Entry
from catalog_tool.compare.judged import MATTER, JudgedAlignment, JudgedChange, JudgedLocal
from catalog_tool.compare.policy import UNDECIDED, Decision, Verdict
from catalog_tool.domain.limits import Limit
from catalog_tool.findings import Spot
from catalog_tool.reports import diff_html
from catalog_tool.resources import template_texts

TEMPLATES = template_texts("page", "diff")
Browse = Callable[..., Dom]
USE = """
const put = document.body.appendChild(document.createElement("output"));
const grid = document.getElementById("matrix");
const panel = document.getElementById("panel");
const key = (name) => grid.dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true }));
const tell = (words) => put.append(words + "|");
"""


def page_of(compared: Compared, **options: Any) -> str:
    return "".join(diff_html.write(compared, TEMPLATES, tool="catalog-tool 0.1.0", **options))


def data_of(page: str, name: str = "data") -> Any:
    raw = re.search(rf'id="{name}">(.*?)</script>', page, re.DOTALL)
    assert raw
    return json.loads(raw[1])


def shown_part(dom: Dom) -> str:
    """What stands below the list of lists, without the data."""
    part = dom.source[dom.source.index('id="list"') :]
    return Dom(re.sub(r"<script.*?</script>", "", f"<p {part}", flags=re.DOTALL)).said()


def outputs(dom: Dom) -> list[str]:
    """What a test's own script put out, one after the other."""
    found = re.search(r"<output>(.*?)</output>", dom.source, re.DOTALL)
    assert found
    return found[1].split("|")[:-1]


DECIDED = {
    "missing": Verdict(Decision.VIOLATION, "省目录要求认领"),
    "undeclared": Verdict(Decision.REPORT, "目录里没有"),
    "exempt": Verdict(Decision.ALLOWED, "本地无此业务"),
}


def judged(
    kind: str, directory: tuple[Entry, ...], local: tuple[Entry, ...], *changes: JudgedChange
) -> JudgedAlignment:
    how = "code" if directory and local else None
    because = ("基本编码相同",) if how else ()
    verdict = DECIDED.get(kind, UNDECIDED)
    return JudgedAlignment(
        MATTER, kind, "行政许可", "省住建厅", how, 1.0, because, True, directory, local, verdict, "f", changes
    )


def entry(code: str, name: str, file: str, **over: Any) -> Entry:
    return Entry(code, name, "省住建厅", file, 1, "", Limit(5, "工作日"), 3)._replace(**over)


def change(kind: str, decision: Decision, reason: str = "理由", **over: Any) -> JudgedChange:
    there, here = Spot("directory/甲.yaml", 8, 3), Spot("list/甲.yaml", 9, 3)
    made = JudgedChange(kind, ("办理时限", "承诺"), "5 工作日", "9 工作日", True, ((0, 0),), there, here,
                        Verdict(decision, reason), "f")  # fmt: skip
    return replace(made, **over)


def listed(base: JudgedLocal, region: str, *alignments: JudgedAlignment, **over: Any) -> JudgedLocal:
    path = f"lists/{region}"
    about = replace(base.local, name=f"{region}实施清单", region=region, path=path)
    return replace(base, local=about, alignments=alignments, departments=(), suggestions=(), **over)


def together(*locals_: JudgedLocal) -> Compared:
    return Compared(locals_, matrix_of(locals_), "口径", "2018-08-01")
