"""What a person has signed comes before any code or name."""

from __future__ import annotations

from building import CODE, matter
from test_matching_similar import matched, pairs

from catalog_tool.compare.matching.confirmed import Confirmed, Pair

NEW = "330100999000"


def said(same: set[Pair] | None = None, different: set[Pair] | None = None) -> Confirmed:
    return Confirmed(frozenset(same or ()), frozenset(different or ()))


def test_a_signed_pair_is_one_matter() -> None:
    result = matched([matter()], [matter(NEW, "养犬登记")], confirmed=said({(CODE, NEW)}))

    found = result.matches[0]
    assert (found.matched_by, found.confidence, found.because) == ("confirmed", 1.0, ("已由人确认为同一事项",))


def test_it_comes_before_the_code() -> None:
    directory = [matter(), matter("330100777000", "养犬登记")]
    local = [matter(), matter(NEW, "养犬登记证")]

    result = matched(directory, local, confirmed=said({(CODE, NEW)}))

    assert ((CODE,), (NEW,)) in pairs(result)
    assert ((CODE,), (CODE,)) not in pairs(result)


def test_several_of_one_matter_are_its_split_or_its_merger() -> None:
    others = [matter(f"33010090{n}000", f"事项{name}") for n, name in enumerate("甲乙")]
    codes = tuple(other["基本编码"] for other in others)

    assert pairs(matched([matter()], others, confirmed=said({(CODE, code) for code in codes}))) == [((CODE,), codes)]
    assert pairs(matched(others, [matter()], confirmed=said({(code, CODE) for code in codes}))) == [(codes, (CODE,))]


def test_no_matter_is_taken_twice_however_pairs_are_tangled() -> None:
    here = [matter(f"33010010{n}000", f"此{n}") for n in range(3)]
    there = [matter(f"33010090{n}000", f"彼{n}") for n in range(3)]
    tangle = {(one["基本编码"], other["基本编码"]) for one in here for other in there}

    found = pairs(matched(here, there, confirmed=said(tangle)))

    ones = [code for directory, _ in found for code in directory]
    others = [code for _, local in found for code in local]
    assert len(ones) == len(set(ones))
    assert len(others) == len(set(others)) == 3
    assert all(1 in (len(directory), len(local)) for directory, local in found)


def test_without_a_code_the_name_is_the_key() -> None:
    pair = ("名称:施工许可证核发", "名称:养犬登记")

    assert len(pairs(matched([matter("")], [matter("", "养犬登记")], confirmed=said({pair})))) == 1
    # Of two matters of one key nobody knows which was meant.
    assert pairs(matched([matter("")] * 2, [matter("", "养犬登记")], confirmed=said({pair}))) == []


def test_what_is_signed_as_different_pairs_by_no_name() -> None:
    directory = [matter(name="公共租赁住房租金缴纳")]
    for name in ("公共租赁住房租金缴纳", "公租房租金缴纳", "公共租赁住房租金和押金缴纳"):
        code = "330100999000"
        free = matched(directory, [matter(code, name)])
        kept_apart = matched(directory, [matter(code, name)], confirmed=said(different={(CODE, code)}))

        assert pairs(free) or free.suggestions
        assert not pairs(kept_apart)
        assert not kept_apart.suggestions


def test_nor_by_main_code() -> None:
    part = matter(f"{CODE[:9]}001", 子项名称="施工许可证核发（新办）")

    assert len(pairs(matched([matter()], [part]))) == 1
    assert pairs(matched([matter()], [part], confirmed=said(different={(CODE, part["基本编码"])}))) == []


def test_but_equal_codes_stay_equal() -> None:
    assert len(pairs(matched([matter()], [matter()], confirmed=said(different={(CODE, CODE)})))) == 1


def test_pairs_that_are_not_there_mean_nothing() -> None:
    assert len(pairs(matched([matter()], [matter()], confirmed=said({("1", "2"), (CODE, "3")})))) == 1
