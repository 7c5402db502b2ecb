"""Help pages laid out by terminal cells.

The library's plain formatter counts characters, so columns of Chinese text run
apart; its rich one counts right but takes longer to import than everything else a
help page needs. This lays out the same content by cells.
"""

from __future__ import annotations

from collections.abc import Sequence

from typer._click.formatting import HelpFormatter

from catalog_tool.reports.styled import width, wrapped

_HEADINGS = {"Options": "选项", "Arguments": "参数", "Commands": "命令"}
_WIDEST_FIRST = 34
_GAP = 2


class ChineseFormatter(HelpFormatter):
    """The library's formatter with Chinese headings and widths counted in cells."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:  # noqa: ARG002
        """Write the usage line."""
        self.write(f"用法：{prog} {args}\n")

    def write_heading(self, heading: str) -> None:
        """Write a section's heading."""
        self.write(f"{_HEADINGS.get(heading, heading)}：\n")

    def write_text(self, text: str) -> None:
        """Write paragraphs as they stand, cut into lines that fit."""
        for line in text.splitlines():
            for part in wrapped(line, self.width - self.current_indent):
                self.write(f"{' ' * self.current_indent}{part}".rstrip() + "\n")

    def write_dl(self, rows: Sequence[tuple[str, str]], col_max: int = _WIDEST_FIRST, col_spacing: int = _GAP) -> None:
        """Write names and what they mean in two columns."""
        first = min(max(width(name) for name, _ in rows), col_max) + col_spacing
        indent = " " * self.current_indent
        for name, meaning in rows:
            lines = list(wrapped(_in_chinese(meaning), max(self.width - self.current_indent - first, 20)))
            if width(name) + col_spacing > first:
                self.write(f"{indent}{name}\n")
                name = ""  # noqa: PLW2901  (its own line has been written)
            for line in lines or [""]:
                self.write(f"{indent}{name}{' ' * (first - width(name))}{line}".rstrip() + "\n")
                name = ""  # noqa: PLW2901


def _in_chinese(meaning: str) -> str:
    return meaning.replace("[required]", "[必填]").replace("[default: ", "[默认：")
