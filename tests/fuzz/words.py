"""What stands in the other cells: sources, counts, notes, names."""

from dataclasses import dataclass, field
from random import Random

from ketnap.tables import SOURCES

ANY_SOURCE = frozenset(SOURCES)
SOURCE_WORDS = {
    "youth_union": ("Đoàn Thanh niên", "Đoàn TN", "ĐTN", "Đoàn TNCS Hồ Chí Minh", "TNCS", "đoàn thanh niên", "ĐOÀN TN"),
    "trade_union": ("Công đoàn", "Công đoàn viên chức", "CĐ", "LĐLĐ", "Đoàn viên công đoàn", "cong doan", "CÔNG ĐOÀN"),
    "two_members": ("Hai đảng viên", "2 đảng viên", "02 đảng viên", "hai đảng viên chính thức", "HAI ĐẢNG VIÊN"),
    "other": ("Khác", "Nguồn khác", "khác"),
    "unknown": ("", "  "),
}
NAMED_SOURCES = ("youth_union", "trade_union", "two_members")
# What the policy leaves open: both organizations at once, and organizations it does not name.
DOUBTFUL_SOURCES = {
    "Đoàn TN, Công đoàn": frozenset({"unknown", "other", "youth_union", "trade_union"}),
    "Công đoàn và Đoàn Thanh niên": frozenset({"unknown", "other", "youth_union", "trade_union"}),
    "Đoàn viên": ANY_SOURCE,
    "Hội Phụ nữ": frozenset({"other", "unknown"}),
    "Hội Cựu chiến binh": frozenset({"other", "unknown"}),
    "Không rõ": frozenset({"other", "unknown"}),
}
FORMULAS = (
    "=1+1",
    "=CMD|' /C calc'!A0",
    "+84900000000",
    "-2+3",
    "@SUM(1+1)",
    "|calc",
    '=HYPERLINK("http://x.invalid")',
)
FORMULAS += ("＝1+1", "\u200b=1+1", " =1+1", "\t=1+1")
READMISSION = ("Kết nạp lại", "kết nạp lại lần 2", "KẾT NẠP LẠI", "Kết nạp lại theo QĐ 12", "ket nap lai")
# Excluded as a cancelled decision or counted: the policy names re-admissions only.
ANNULLED = ("Hủy quyết định", "Đã hủy QĐ số 12", "Thu hồi quyết định kết nạp")
NOTES = ("Chuyển sinh hoạt từ nơi khác", "Bổ sung hồ sơ", "Viên chức", "đợt 19/5", "nữ", "Tổng phụ trách Đội", "(*)")
INVISIBLE = ("\u200b", "\ufeff", "\u00ad", "\u2060", "\u200d", "\u202a")
# Ends of lines to some programs, to none that reads a table.
NO_LINE_ENDS = ("\u2028", "\u2029", "\x0b", "\x0c", "\x85", "\x1c")
SPACES = ("\u00a0", "  ", "\u2003", "\u202f", " \u00a0 ")
SURNAMES = ("Mẫu", "Thử", "Giả Định", "Tống Mẫu", "Công Mẫu", "Đảng viên Mẫu", "Ví Dụ", "Ngày Mẫu")


@dataclass(frozen=True)
class SourceCell:
    """How a source is written and the sources it may be taken for."""

    text: str
    codes: frozenset[str]


@dataclass(frozen=True)
class CountCell:
    """How a number of people is written and what it says, else why a row with it may be rejected."""

    text: str
    number: int | None = None
    reasons: frozenset[str] = field(default_factory=frozenset)


def source(code: str, rng: Random) -> SourceCell:
    """A source in one of its many words."""
    return SourceCell(rng.choice(SOURCE_WORDS[code]), frozenset({code}))


def doubtful_source(rng: Random) -> SourceCell:
    """A source of which the policy does not say what it is."""
    text = rng.choice(sorted(DOUBTFUL_SOURCES))
    return SourceCell(text, DOUBTFUL_SOURCES[text])


def count(number: int, rng: Random) -> CountCell:
    """A number of people in one of the accepted styles."""
    ways = [f"{number}", f"{number:02}", f"{number:03}", f"{number}.0", f" {number} ", f"{number} đ/c"]
    ways += [f"{number} đồng chí", f"{number} người", f'="{number}"', f"'{number}"]
    if number >= 1000:
        ways = [f"{number}", f"{number:,}".replace(",", "."), f"{number:,}".replace(",", ".") + " đ/c"]
    return CountCell(rng.choice(ways), number)


def bad_count(rng: Random) -> CountCell:
    """What is no number of people."""
    text, reason = rng.choice(
        (
            *(("-3", "negative_count"), ("-1", "negative_count"), ("2,5", "bad_count"), ("abc", "bad_count")),
            *(("x", "bad_count"), ("1.5", "bad_count"), ("3-4", "bad_count"), ("", "missing_count")),
            *(("ba", "bad_count"), ("5/7", "bad_count"), ("2+1", "bad_count"), ("1.23", "bad_count")),
        )
    )
    return CountCell(text, None, frozenset({reason}))
