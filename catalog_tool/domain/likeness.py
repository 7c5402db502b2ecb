"""How much of two texts is the same, in whatever order: 变更取水许可 is 取水许可变更.

Greedy string tiling (Wise 1993): the longest common piece is taken away, then the
next, down to two characters. An edit distance would count a moved word twice.
"""

from __future__ import annotations

_SHORTEST_TILE = 2
# Longer names are compared by their beginnings: tiling is quadratic, and a name is no essay.
_LONGEST = 200


def likeness(one: str, other: str) -> float:
    """The share of both texts that common pieces cover, 0 to 1; the same for swapped texts."""
    if one == other:
        return 1.0
    if not one or not other:
        return 0.0
    one, other = sorted((one[:_LONGEST], other[:_LONGEST]))
    return 2 * _covered(one, other) / (len(one) + len(other))


def _covered(one: str, other: str) -> int:
    """How many characters of each text lie in common pieces."""
    mine, theirs = [one], [other]
    covered = 0
    while len(tile := _longest_common(mine, theirs)) >= _SHORTEST_TILE:
        covered += len(tile)
        _take_out(mine, tile)
        _take_out(theirs, tile)
    return covered


def _longest_common(mine: list[str], theirs: list[str]) -> str:
    best = ""
    for piece in mine:
        for start in range(len(piece) - 1):
            end = start + max(len(best) + 1, _SHORTEST_TILE)
            while end <= len(piece) and any(piece[start:end] in text for text in theirs):
                best = piece[start:end]
                end += 1
    return best


def _take_out(pieces: list[str], tile: str) -> None:
    for index, piece in enumerate(pieces):
        before, found, after = piece.partition(tile)
        if found:
            pieces[index : index + 1] = [before, after]
            return
