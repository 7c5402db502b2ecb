"""依据: a basis taken apart into name, number, articles and rank (format.md §2).

A basis stands as an object or as a text, and one text may cite several. Names are
folded so that 《中华人民共和国建筑法》, 《建筑法》 and 《建筑法》（2019年修正） are one law;
articles are compared as numbers, whatever figures they are written in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from catalog_tool.domain.names import fold
from catalog_tool.model import Path, mapping_of, mappings_of, text_of

Value = Mapping[str, Any]

LAW, REGULATION, COUNCIL_DECISION = "法律", "行政法规", "国务院决定"
LOCAL_REGULATION, CONGRESS_DECISION = "地方性法规", "人大决定"
DEPARTMENT_RULE, GOVERNMENT_RULE, DOCUMENT = "部门规章", "政府规章", "规范性文件"

_MARK = re.compile("[《》]")
_STATE = "中华人民共和国"
# Which edition of a law is meant does not make it another law; （试行） does.
_EDITION = re.compile("(?:修正|修订|修改|公布|发布|颁布|通过|施行|实施|年|号|版|本|现行有效)")
_NUMBER_WITH_YEAR = re.compile(
    "(?P<open>[〔\\[［(（【〖{｛])\\s{0,3}(?P<year>(?:19|20|１９|２０)[0-9０-９]{2})\\s{0,3}年?\\s{0,3}(?P<close>[〕\\]］)）】〗}｝])"
    "\\s{0,3}第?\\s{0,3}(?P<serial>[0-9０-９]{1,5})\\s{0,3}号"
)
# A number without 号 is one only where nothing follows it; with its year bare, only after the signs of a body:
# orders and announcements (公告2018年第5号) are rightly numbered without brackets.
_NUMBER_CUT_SHORT = re.compile(
    "[\\[［(（【〖{｛]\\s{0,3}(?P<year>(?:19|20|１９|２０)[0-9０-９]{2})\\s{0,3}年?\\s{0,3}[\\]］)）】〗}｝]"
    "\\s{0,3}第?\\s{0,3}(?P<serial>[0-9０-９]{1,5})$"
)
_NUMBER_WITH_BARE_YEAR = re.compile(
    "(?:(?<=[发函字办通规综电])\\s{0,3}|(?<=[一-龥])(?<![令告报])(?=[0-9]{4}年[0-9]))"
    "(?P<year>(?:19|20|１９|２０)[0-9０-９]{2})\\s{0,3}[年第 -]\\s{0,3}第?\\s{0,3}"
    "(?P<serial>[0-9０-９]{1,5})\\s{0,3}号(?!令|公告|通告)"
)
_NUMBER = re.compile("(?:第\\s*)?(?P<serial>[0-9０-９]{1,5})\\s*号")
_YEAR = re.compile("(?:19|20)[0-9]{2}(?=年)")
_FIGURES = "[零〇一二三四五六七八九十百千两0-9]"
_ARTICLES = re.compile(
    f"第(?P<list>{_FIGURES}[零〇一二三四五六七八九十百千两0-9、，,和及至到~～—-]{{0,60}})条(?:之(?P<more>{_FIGURES}{{1,3}}))?"
)
_RANGE = re.compile("[至到~～—-]{1,2}")
_SEPARATOR = re.compile("[、，,和及]")
_MOST_IN_A_RANGE: Final = 100
_DIGITS = {figure: value for value, figure in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_UNITS = {"十": 10, "百": 100, "千": 1000}


@dataclass(frozen=True, slots=True)
class Citation:
    """One basis: 《name》 without its marks, number and articles as written, 类别 as stated.

    What is not there is "". `number_fault` says what is wrong with the brackets of a number.
    """

    name: str = ""
    number: str = ""
    article: str = ""
    category: str = ""
    marked: bool = False
    """Whether the name stands in 《》."""

    @property
    def key(self) -> str:
        """The folded name: equal for one law, however it is called."""
        return fold_law(self.name)

    @property
    def articles(self) -> tuple[str, ...]:
        """The articles as figures, in order: 7, 8, 120之1."""
        return articles_of(self.article)

    @property
    def number_fault(self) -> str:
        """The number as it should be written, where its year is not in 〔〕; "" if nothing is wrong."""
        return mended_number(self.number)

    @property
    def serial(self) -> tuple[str, str]:
        """Year (or "") and serial of the number as figures: what tells two of one name apart."""
        return serial_of(self.number)


@lru_cache(maxsize=16384)
def fold_law(name: str) -> str:
    """A law's name as it is compared: without 《》, 中华人民共和国 and the edition."""
    if (text := name.strip()).startswith("《"):
        inside, _, edition = text[1:].rpartition("》")
        text = inside + edition
    text = fold(text).replace("《", "(").replace("》", ")")
    text = text.replace(_STATE, "") or text
    while text.endswith(")"):
        start = text.rfind("(")
        if start <= 0 or not _EDITION.search(text, start):
            break
        text = text[:start]
    return text


def figure(text: str) -> int | None:
    """A number in Chinese or Arabic figures; None if it is none."""
    if text.isascii() and text.isdigit():
        return int(text)
    total = digit = 0
    for character in text:
        if character in _UNITS:
            total += (digit or 1) * _UNITS[character]
            digit = 0
        elif character in _DIGITS:
            digit = _DIGITS[character]
        else:
            return None
    return total + digit if text else None


@lru_cache(maxsize=16384)
def articles_of(text: str) -> tuple[str, ...]:
    """The articles a text names, each once and in order: 第七条、第八条 and 第7至8条 are 7, 8."""
    found: dict[str, None] = {}
    for match in _ARTICLES.finditer(text):
        for part in _SEPARATOR.split(match["list"]):
            ends = [number for end in _RANGE.split(part) if (number := figure(end)) is not None]
            if not ends:
                continue
            last = min(ends[-1], ends[0] + _MOST_IN_A_RANGE)
            for number in range(ends[0], max(last, ends[0]) + 1):
                found[str(number)] = None
        if match["more"] and found:
            found[f"{found.popitem()[0]}之{figure(match['more'])}"] = None
    # 第七条至第九条: the ends stand as two articles with 至 between them.
    for first, second in _ranges(text):
        for number in range(first + 1, min(second, first + _MOST_IN_A_RANGE)):
            found[str(number)] = None
        found = dict.fromkeys(sorted(found, key=_article_order))
    return tuple(found)


_FROM_TO = re.compile(f"第({_FIGURES}{{1,9}})条[至到~～—-]{{1,2}}第({_FIGURES}{{1,9}})条")


def _ranges(text: str) -> Iterator[tuple[int, int]]:
    for match in _FROM_TO.finditer(text):
        first, second = figure(match[1]), figure(match[2])
        if first is not None and second is not None:
            yield first, second


def _article_order(article: str) -> tuple[int, int]:
    number, _, more = article.partition("之")
    return int(number), int(more or 0)


@lru_cache(maxsize=16384)
def mended_number(text: str) -> str:
    """The first number in a text as it should stand, 〔2017〕6号; "" where its year is in 〔〕 or it has none."""
    match = _NUMBER_WITH_YEAR.search(text)
    while match is not None and (match["open"], match["close"]) == ("〔", "〕"):
        match = _NUMBER_WITH_YEAR.search(text, match.end())
    match = match or _NUMBER_WITH_BARE_YEAR.search(text) or _NUMBER_CUT_SHORT.search(text.strip())
    if match is None:
        return ""
    return f"〔{_plain_figures(match['year'])}〕{int(_plain_figures(match['serial']))}号"


def _plain_figures(text: str) -> str:
    return "".join(str(int(character)) for character in text)


@lru_cache(maxsize=16384)
def serial_of(number: str) -> tuple[str, str]:
    """Year (or "") and serial of a number, as figures; ("", "") where there is none."""
    if match := _NUMBER_WITH_YEAR.search(number):
        return _plain_figures(match["year"]), str(int(_plain_figures(match["serial"])))
    if match := _NUMBER.search(number):
        year = _YEAR.search(number)
        return year.group() if year else "", str(int(_plain_figures(match["serial"])))
    return "", ""


_BEFORE_A_NUMBER = re.compile("[^\\s（(，,、；;。：:》”]{0,40}$")


def written_number(text: str) -> str:
    """The first 文号 in a text, with the body's signs before it: 浙政发〔2017〕6号, 住建部令第18号; "" without one."""
    match = _NUMBER_WITH_YEAR.search(text) or _NUMBER.search(text)
    if match is None:
        return ""
    begin = max(0, match.start() - 40)
    before = _BEFORE_A_NUMBER.search(text[begin : match.start()])
    return (before.group() if before else "") + match.group()


@lru_cache(maxsize=16384)
def parse_text(text: str) -> tuple[Citation, ...]:
    """The bases that a text cites; one without a marked name if it cites none in 《》."""
    spans = list(_marked(text))
    if not spans:
        number = written_number(text)
        return (Citation("" if number else text.strip(), number, text),) if text.strip() else ()
    found = []
    for position, (start, end) in enumerate(spans):
        after = text[end : spans[position + 1][0] if position + 1 < len(spans) else len(text)]
        before = text[:start] if position == 0 else ""
        number = written_number(after) or written_number(before)
        found.append(Citation(text[start + 1 : end - 1], number, after, marked=True))
    return tuple(found)


def _marked(text: str) -> Iterator[tuple[int, int]]:
    """The spans of outermost 《》; one inside another belongs to the name around it."""
    depth = start = 0
    for match in _MARK.finditer(text):
        if match.group() == "《":
            if depth == 0:
                start = match.start()
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0 and text[start + 1 : match.start()].strip():
                yield start, match.end()


def parse(item: object) -> tuple[Citation, ...]:
    """The bases that one item of a list of 依据 cites, object or text; none where it says nothing."""
    if isinstance(item, str):
        return parse_text(item)
    fields = mapping_of(item)
    return _parse_object(*[text_of(fields.get(key)) for key in ("名称", "文号", "条款", "类别")])


@lru_cache(maxsize=16384)
def _parse_object(name: str, number: str, article: str, category: str) -> tuple[Citation, ...]:
    name, number, article = name.strip(), number.strip(), article.strip()
    cited = parse_text(name)
    if len(cited) == 1:
        one = cited[0]
        article = article or (one.article if one.marked else "")
        return (Citation(one.name, number or one.number, article, category, one.marked),)
    if not cited:
        return (Citation("", number, article, category),) if number else ()
    return tuple(Citation(one.name, one.number or number, one.article, category, one.marked) for one in cited)


_IN_ITEMS = ("申请材料", "前置事项", "特别程序", "中介服务")
"""Lists whose items hold a list of 依据."""


def basis_lists(value: Value) -> list[tuple[Path, list[Any]]]:
    """Every list of 依据 that a matter or one-thing holds, with its path.

    调整说明 is left out: it tells why something was changed, by what held then.
    """
    found: list[tuple[Path, list[Any]]] = []
    for key in ("适用依据", "权力来源依据"):
        _take(found, value.get(key), (key,))
    for key in _IN_ITEMS:
        listed = value.get(key)
        if type(listed) is list:
            for index, item in enumerate(listed):
                if type(item) is dict and type(bases := item.get("依据")) is list and bases:
                    found.append(((key, index, "依据"), bases))
    supplement, limits, fees = value.get("地方补充"), value.get("办理时限"), value.get("收费")
    if type(supplement) is dict:
        _take(found, supplement.get("依据"), ("地方补充", "依据"))
    if type(limits) is dict:
        _take(found, mapping_of(limits.get("法定")).get("依据"), ("办理时限", "法定", "依据"))
        for index, case in mappings_of(limits.get("分情形")) if "分情形" in limits else ():
            _take(found, mapping_of(case.get("法定")).get("依据"), ("办理时限", "分情形", index, "法定", "依据"))
    if type(fees) is dict and "项目" in fees:
        for index, fee in mappings_of(fees["项目"]):
            _take(found, fee.get("依据"), ("收费", "项目", index, "依据"))
    return found


def _take(found: list[tuple[Path, list[Any]]], bases: object, path: Path) -> None:
    if type(bases) is list and bases:
        found.append((path, bases))


_PROVINCE = re.compile("(?:北京|天津|上海|重庆)市|[一-龥]{2,3}省|(?:内蒙古|广西壮族|西藏|宁夏回族|新疆维吾尔)自治区")
_CITY = re.compile(
    "(?!城市|上市|都市|超市)[一-龥]{2,4}?(?:市(?!场|容|政|民|区|域)|县(?!城|域|级)|自治州|自治县|区(?=人民政府|管委会))"
)
_MINISTRY_ORDER = re.compile("(?:部|委员会|总局|署|总署|局|委)令")


@lru_cache(maxsize=4096)
def rank_of(one: Citation) -> str:
    """类别 as stated, else as name and number tell for certain; "" where they do not."""
    if one.category:
        return one.category
    name, number = fold_law(one.name), one.number
    local = _region_kind(name) or _region_kind(number)
    if "人民政府令" in number:
        return GOVERNMENT_RULE
    if local:
        return LOCAL_REGULATION if name.endswith("条例") else ""
    if "国务院令" in number and not name.endswith("决定"):
        return REGULATION
    if name.startswith("国务院") and name.endswith("决定"):
        return COUNCIL_DECISION
    if _MINISTRY_ORDER.search(number):
        return DEPARTMENT_RULE
    if one.marked and name.endswith(("法", "法典")) and not name.endswith("办法"):
        return LAW
    return ""


def _region_kind(text: str) -> str:
    """Whether a name or number begins with a province or with a city or county; "" where with neither."""
    if _PROVINCE.match(text):
        return "省"
    return "市" if _CITY.match(text) else ""


def is_local_law(one: Citation) -> bool | None:
    """Whether a basis is a 地方性法规 or a rule of a province's government; None if it cannot be told."""
    rank = rank_of(one)
    if rank == GOVERNMENT_RULE:
        kind = _region_kind(one.number) or _region_kind(fold_law(one.name))
        return {"省": True, "市": False}.get(kind)
    return rank == LOCAL_REGULATION if rank else None


def may_set_licence(one: Citation) -> bool | None:
    """Whether a basis is of a rank that may set a licence (行政许可法 14–17); None if it cannot be told."""
    rank = rank_of(one)
    if rank in (LAW, REGULATION, COUNCIL_DECISION, LOCAL_REGULATION):
        return True
    if rank == CONGRESS_DECISION:
        # Decisions of the national congress are law, those of a province's may be.
        return None if _region_kind(fold_law(one.name)) != "市" else False
    return is_local_law(one)
