"""A handbook too thick for one volume."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from catalog_tool.handbook.book import Book, Chapter, Entry, Index, Paragraphs, Part
from catalog_tool.handbook.volumes import volumes


def book_of(*sizes: int, indexes: tuple[Index, ...] = (), see: dict[int, tuple[Entry, ...]] | None = None) -> Book:
    """A Book of parts of so many chapters; the keys of its chapters count from c0."""
    parts, begun = [], 0
    for number, size in enumerate(sizes):
        chapters = tuple(Chapter(f"c{key}", f"第{key}章", ()) for key in range(begun, begun + size))
        parts.append(
            Part(f"part-{number}", f"部门{number}", f"共 {size} 项", chapters, see=(see or {}).get(number, ()))
        )
        begun += size
    preface = (Paragraphs(("前言",)),)
    return Book("办事指南", "public", "完整版", "县政府", "", "", "", preface, tuple(parts), indexes=indexes)


def test_a_book_that_fits_is_one_volume_without_a_number() -> None:
    book = book_of(2, 3)
    assert volumes(book, 5) == [book]
    assert book.volume is None


def test_a_part_goes_on_in_the_next_volume() -> None:
    first, second, third = volumes(book_of(3, 2), 2)
    assert [[part.title for part in volume.parts] for volume in (first, second, third)] == [
        ["部门0"],
        ["部门0（续）", "部门1"],
        ["部门1（续）"],
    ]
    # How many there are is said where the part begins.
    assert [part.note for part in second.parts] == ["", "共 2 项"]
    assert second.volume is not None
    assert second.volume.label == "第 2 册，共 3 册"
    assert [bool(volume.preface) for volume in (first, second, third)] == [True, False, False]


def test_indexes_of_a_volume_lead_only_into_it() -> None:
    index = Index(
        "index-names", "按名称索引", (("A", (Entry("甲", "", ("c0", "c1")),)), ("B", (Entry("乙", "", ("c1",)),)))
    )
    first, second = volumes(book_of(2, indexes=(index,)), 1)
    assert first.indexes == (Index("index-names", "按名称索引", (("A", (Entry("甲", "", ("c0",)),)),)),)
    assert [title for title, _ in second.indexes[0].groups] == ["A", "B"]


def test_a_part_that_points_to_another_volume_says_which() -> None:
    see = {1: (Entry("第0章", "330", ("c0",)), Entry("第1章", "", ("c1",)))}
    _, second = volumes(book_of(1, 1, see=see), 1)
    assert second.parts[0].see == (Entry("第0章", "330，在第 1 册", ()), Entry("第1章", "", ("c1",)))


def test_a_part_without_chapters_of_its_own_is_not_lost() -> None:
    see = {1: (Entry("第0章", "", ("c0",)),)}
    first, second = volumes(book_of(1, 0, 1, see=see), 1)
    assert [part.title for part in first.parts] == ["部门0", "部门1"]
    assert first.parts[1].see[0].targets == ("c0",)
    assert [part.title for part in second.parts] == ["部门2"]


@st.composite
def books(draw: st.DrawFn) -> Book:
    sizes = draw(st.lists(st.integers(0, 6), min_size=1, max_size=6))
    keys = st.lists(
        st.sampled_from([f"c{number}" for number in range(max(sum(sizes), 1))]), min_size=1, max_size=3, unique=True
    )
    pointers = {
        number: tuple(Entry("见", "", tuple(found)) for found in draw(st.lists(keys, max_size=2)))
        for number in range(len(sizes))
        if sum(sizes)
    }
    entries = tuple(Entry("条目", "", tuple(found)) for found in draw(st.lists(keys, max_size=4))) if sum(sizes) else ()
    return book_of(*sizes, indexes=(Index("i", "索引", (("A", entries),)),), see=pointers)


@given(books(), st.integers(1, 7))
def test_volumes_hold_the_chapters_in_order_and_lead_only_into_themselves(book: Book, size: int) -> None:
    found = volumes(book, size)
    assert [chapter.key for volume in found for chapter in volume.chapters] == [
        chapter.key for chapter in book.chapters
    ]
    assert {part.key for volume in found for part in volume.parts} == {part.key for part in book.parts}
    if len(found) == 1:
        return
    led = set()
    for number, volume in enumerate(found, 1):
        keys = {chapter.key for chapter in volume.chapters}
        assert 1 <= len(keys) <= size
        assert volume.volume is not None
        assert (volume.volume.number, volume.volume.total) == (number, len(found))
        for index in volume.indexes:
            for _, entries in index.groups:
                for entry in entries:
                    assert entry.targets
                    assert set(entry.targets) <= keys
                    led |= set(entry.targets)
        for part in volume.parts:
            for entry in part.see:
                assert set(entry.targets) <= keys
                assert entry.targets or "册" in entry.note
    assert led == {
        key for index in book.indexes for _, entries in index.groups for entry in entries for key in entry.targets
    }
