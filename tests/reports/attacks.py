"""What data may put into a report to harm its reader, and whether any of it got through."""

HOSTILE = (
    "</script><img src=x onerror=alert(1)>&\"'\u202e倒\x1b[31m\x00\ufffe\ud800=1+1 _x0041_ {{7*7}} "
    "::error::x %0A,:\u2028"
)
ODD_FILE = "xiangshan/民政/临时 救助#1%41:乙.yaml"


def nothing_hidden(text: str) -> bool:
    """Whether nothing is left that would move a cursor or turn text around."""
    return not set(text) & set("\x00\x1b\u202e\u2028\ufffe\ud800")
