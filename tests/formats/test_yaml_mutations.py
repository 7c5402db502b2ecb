"""Real guides, damaged at random: both parsers still say the same, and every finding's place lies within the file."""

from __future__ import annotations

from functools import cache
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from yaml_readings import seen

from catalog_tool.formats.yaml_reader import ReadFile, read_yaml
from catalog_tool.resources import resource_folder

MOST = 4_000
"""Bytes of a guide that are enough to damage: the pure parser is slow."""
HOSTILE = st.sampled_from(
    [b"\0", b"\t", b"\r", b"\r\n", b"&a ", b"*a", b"!", b"? ", b"?", b": ", b"- ", b"[", b"]", b"{", b"}", b'"', b"'",
     b"|", b">", b"%", b"#", b" #", b"---\n", b"...\n", b"\xff", b"\xed\xa0\x80", b"\xe2\x80\xa8", b"\\ud800", b"<<: "]
)  # fmt: skip


@cache
def guides() -> list[bytes]:
    """The example province's guides, cut at a line's end."""
    files = sorted(resource_folder("guides").rglob("*.yaml"))
    return [data[: data.rfind(b"\n", 0, MOST) + 1] for file in files if (data := file.read_bytes())]


@st.composite
def damaged(draw: Any) -> bytes:
    """A guide with some spans of bytes left out, doubled, moved, or something put between them."""
    data = draw(st.sampled_from(guides()))
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.one_of(st.integers(0, 8), st.integers(0, 400))))
        span = data[start:end]
        put = draw(st.one_of(HOSTILE, st.just(b""), st.just(span + span), st.binary(max_size=3)))
        elsewhere = draw(st.integers(0, start))
        if draw(st.integers(0, 3)):
            data = data[:start] + put + data[end:]
        else:
            data = data[:elsewhere] + span + data[elsewhere:start] + data[end:]
    return bytes(data)


def places(found: ReadFile) -> list[tuple[int, int]]:
    """Every place that a reading can lead somebody to."""
    told = [place for refusal in found.refusals for place in (refusal.place, *refusal.related)]
    for document in found.documents:
        for path in ((), *((key,) for key in document.value), ("没有",)):
            told += [document.place(path), document.place(path, at_key=True)]
    told += [(directive.line, directive.column) for directive in found.directives]
    return [(line, column) for line, column in told]


def check_places(found: ReadFile, data: bytes) -> None:
    lines = data.decode("utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for line, column in places(found):
        assert 1 <= line <= len(lines)
        assert 1 <= column <= len(lines[line - 1]) + 1


@given(damaged(), st.booleans())
@settings(max_examples=250, deadline=None)
def test_a_damaged_guide_is_read_or_refused_within_itself(data: bytes, manifest: bool) -> None:
    found = read_yaml(data, "f", manifest=manifest)

    assert found.documents or found.refusals
    check_places(found, data)


@given(damaged())
@settings(max_examples=120, deadline=None)
def test_both_parsers_read_a_damaged_guide_alike(data: bytes) -> None:
    fast, pure = (read_yaml(data, "f", pure=each) for each in (False, True))

    check_places(pure, data)
    assert fast.directives == pure.directives
    values, refused, sentences = seen(fast)
    pure_values, pure_refused, pure_sentences = seen(pure)
    assert values == pure_values
    assert [rule for rule, *_ in refused] == [rule for rule, *_ in pure_refused]
    # Of a bracket or quote left open one may complain where it began, the other where it must have ended.
    if not any(rule == "yaml-syntax" for rule, *_ in refused):
        assert (refused, sentences) == (pure_refused, pure_sentences)
    for one, other in zip(fast.documents, pure.documents, strict=True):
        for key in one.value:
            assert one.place((key,), at_key=True) == other.place((key,), at_key=True)


@given(st.binary(max_size=60), st.sampled_from([b"", b"\xef\xbb\xbf", b"a: ", "甲: ".encode()]))
@settings(max_examples=300, deadline=None)
def test_of_any_bytes_the_places_lie_within_them(data: bytes, start: bytes) -> None:
    for pure in (False, True):
        check_places(read_yaml(start + data, "f", pure=pure), start + data)
