"""The ways a date is written, and what each of them says."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

EPOCH = date(1899, 12, 30)
ORDINALS = ("một", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười")


@dataclass(frozen=True)
class DayCell:
    """How a date is written, what it says (2021-05-13, 2021-05, 2021-Q2), else why a row with it may be rejected.

    A cell with both may be taken either way; one with neither says nothing.
    """

    text: str
    when: str | None = None
    reasons: frozenset[str] = field(default_factory=frozenset)

    @property
    def blank(self) -> bool:
        """Whether the cell says nothing."""
        return self.when is None and not self.reasons


def plain(day: date) -> DayCell:
    """A date as most offices write it."""
    return DayCell(f"{day:%d/%m/%Y}", f"{day}")


def styled(day: date, as_of: date, rng: Random) -> DayCell:
    """A whole date in one of the accepted styles."""
    d, m, y = day.day, day.month, day.year
    ways = [f"{d}/{m}/{y}", f"{d:02}-{m:02}-{y}", f"{d}.{m}.{y}", f"{d} {m} {y}", f"{d:02} / {m:02} / {y}"]
    ways += [f"{d:02}/{m}/{y}", f"{d}/{m:02}/{y}", f" {d}/{m}/{y} ", f"{y}-{m:02}-{d:02}", f"{y}/{m:02}/{d:02}"]
    ways += [f"{d:02}/{m:02}/{y} 00:00:00", f"{y}-{m:02}-{d:02} 00:00:00", f"{y}-{m:02}-{d:02}T08:30:00"]
    ways += [f"{d:02}/{m:02}/{y} 08:30", f"ngày {d:02} tháng {m:02} năm {y}", f"Ngày {d} tháng {m} năm {y}"]
    ways += [f"{(day - EPOCH).days}", f'="{d:02}/{m:02}/{y}"', f"'{d:02}/{m:02}/{y}", f"{d:02}/{m:02}/{y}."]
    ways += [f"{d:02}/{m:02}\u200b/{y}", f"\u00a0{d:02}/{m:02}/{y}\u00a0"]
    if y >= 2000 or y % 100 > as_of.year % 100:
        ways += [f"{d:02}/{m:02}/{y % 100:02}", f"{d}-{m}-{y % 100:02}", f"{d:02}.{m:02}.{y % 100:02}"]
    return DayCell(rng.choice(ways), f"{day}")


def month_only(day: date, rng: Random) -> DayCell:
    """A month without a day."""
    m, y = day.month, day.year
    ways = [f"{m:02}/{y}", f"{m}/{y}", f"T{m}/{y}", f"Tháng {m}/{y}", f"tháng {m:02} năm {y}", f"{m}-{y}"]
    ways += [f"{y}-{m:02}", f"T{m:02}.{y}", f"THÁNG {m}/{y}", f"{m:02}.{y}", f"thang {m}/{y}", f"{m:02} / {y}"]
    return DayCell(rng.choice(ways), f"{day:%Y-%m}")


def impossible(day: date, rng: Random) -> DayCell:
    """A date that does not exist, or no date at all."""
    y = day.year
    ways = [f"31/04/{y}", f"29/02/{y if y % 4 else y - 1}", f"00/03/{y}", f"32/01/{y}", f"12/{y}/05", f"30/2/{y}"]
    ways += [f"05/02/{y} và 06/02/{y}", "abc", f"13/{y}", f"T0/{y}", f"15/00/{y}", f"{y}-02-30"]
    return DayCell(rng.choice(ways), None, frozenset({"bad_date"}))


def not_said(rng: Random) -> DayCell:
    """Nothing, or words that say that the date is not known."""
    text, reasons = rng.choice((("", ""), ("   ", ""), ("-", "bad_date"), ("chưa rõ", "bad_date"), ("...", "bad_date")))
    return DayCell(text, None, frozenset({"missing_date", reasons} - {""}) if reasons else frozenset())


def too_early(rng: Random) -> DayCell:
    """A date before the Party was founded."""
    text = rng.choice(("02/02/1930", "15/8/1929", "01/01/1900", "1905-06-07", "ngày 02 tháng 02 năm 1930"))
    return DayCell(text, None, frozenset({"before_1930"}))


def too_late(as_of: date, rng: Random) -> DayCell:
    """A date after the day the figures are for."""
    day = as_of + timedelta(days=rng.choice((1, 2, 30, 365, 3650)))
    text = rng.choice((f"{day:%d/%m/%Y}", f"{day}", f"{day.day}.{day.month}.{day.year}"))
    return DayCell(text, None, frozenset({"future_date"}))


def next_month(as_of: date) -> DayCell:
    """A month that has not begun on the day the figures are for."""
    day = as_of.replace(day=28) + timedelta(days=5)
    return DayCell(f"{day:%m/%Y}", None, frozenset({"future_date"}))


def without_month(day: date, rng: Random) -> DayCell:
    """A year alone, or a quarter: the quarter may be kept as one."""
    quarter = (day.month + 2) // 3
    roman = ("I", "II", "III", "IV")[quarter - 1]
    if rng.random() < 0.5:
        text = rng.choice((f"{day.year}", f"năm {day.year}", f"Năm {day.year}"))
        return DayCell(text, None, frozenset({"date_no_month"}))
    text = rng.choice((f"Quý {roman}/{day.year}", f"Q{quarter}/{day.year}", f"quý {quarter} năm {day.year}"))
    return DayCell(text, f"{day.year}-Q{quarter}", frozenset({"date_no_month"}))


def broken_formula(rng: Random) -> DayCell:
    """What a spreadsheet leaves of a formula that failed."""
    text = rng.choice(("#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "########"))
    return DayCell(text, None, frozenset({"formula_error"} | ({"bad_date"} if text.startswith("##") else set())))


def in_words(day: date, rng: Random) -> DayCell:
    """A date whose numbers are spelled: the policy does not name it, so it may be read rightly or rejected."""
    number = ORDINALS[day.month - 1] if day.month <= 10 else f"{day.month}"
    text = rng.choice((f"ngày mồng {day.day} tháng {number} năm {day.year}", f"{day.day} tháng {number}, {day.year}"))
    return DayCell(text, f"{day}", frozenset({"bad_date"}))


def month_first(day: date) -> DayCell:
    """A date with the month before the day, as American spreadsheets write it."""
    return DayCell(f"{day.month}/{day.day}/{day.year}", f"{day}")
