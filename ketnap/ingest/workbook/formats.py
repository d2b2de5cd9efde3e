"""A number of a workbook and its number format -> the text it stands for: 21 June 2021, 13:45, 36.3%, 079…"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache
from math import isfinite

# Formats of ECMA-376 18.8.30 that a file need not spell out; 27-36 and 50-58 are dates east of Vietnam.
GENERAL = "General"
BUILT_IN = {9: "0%", 10: "0.00%", 14: "d/m/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm", 19: "h:mm:ss"}
BUILT_IN |= {20: "h:mm", 21: "h:mm:ss", 22: "d/m/yyyy h:mm", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0"}
BUILT_IN |= dict.fromkeys([*range(27, 32), 36, *range(50, 55), 57, 58], "d/m/yyyy")
BUILT_IN |= dict.fromkeys([32, 33, 34, 35, 55, 56], "h:mm:ss")
# Quoted and escaped letters, spaces as wide as a letter, filling letters, colours, conditions and languages.
DECORATION = re.compile(r'"[^"]*"?|\\.|[_*].|\[(?!(?:h+|m+|s+)\])[^\]]*\]?', re.IGNORECASE)
DATE_PART = re.compile(r"am/pm|a/p|general|\[[hms]+\]|y+|m+|d+|h+|s+")
PLAIN_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*)")
# What would be read as thousands: two thousand and not two and an eighth.
LIKE_THOUSANDS = re.compile(r"-?[0-9]{1,3}\.[0-9]{3}")
LAST_DAY = date(9999, 12, 31)
FURTHEST = 3_000_000
DAY_SECONDS = 24 * 60 * 60


@dataclass(frozen=True)
class NumberFormat:
    """What a number format makes of a number: which parts of a date it shows, a share, or leading zeros."""

    year: bool = False
    month: bool = False
    day: bool = False
    clock: bool = False
    elapsed: bool = False
    percent: bool = False
    digits: int = 0

    @property
    def dated(self) -> bool:
        """Whether numbers of this format are dates."""
        return self.year or self.month or self.day


PLAIN = NumberFormat()


def built_in(number: str) -> str:
    """The code of a format that has a number only."""
    return BUILT_IN.get(int(number), GENERAL)


@lru_cache(maxsize=4096)
def number_format(code: str) -> NumberFormat:
    """The meaning of a format code, of its first section, which is that of positive numbers."""
    if code == GENERAL:
        return PLAIN
    bare = DECORATION.sub("", code).split(";")[0].lower()
    if "#" in bare or "?" in bare or ("0" in bare and not re.search(r"s[.,]?0|s\]\.0", bare)):
        zeros = bare.strip()
        return NumberFormat(percent="%" in bare, digits=len(zeros) if re.fullmatch("00+", zeros) else 0)
    parts = [part for part in DATE_PART.findall(bare) if part not in ("am/pm", "a/p", "general")]
    shown = {_part(parts, at) for at in range(len(parts))}
    return NumberFormat(
        year="y" in shown,
        month="m" in shown,
        day="d" in shown,
        clock="clock" in shown,
        elapsed=any(part.startswith("[") for part in parts),
        percent="%" in bare and not parts,
    )


def _part(parts: list[str], at: int) -> str:
    """What a part of a date format shows: "y", "m", "d" or "clock"; an m beside hours or seconds is minutes."""
    part = parts[at]
    before = parts[at - 1] if at else ""
    after = parts[at + 1] if at + 1 < len(parts) else ""
    minutes = part in ("m", "mm") and (before.strip("[]")[:1] == "h" or after.strip("[]")[:1] == "s")
    return "clock" if minutes or part[0] in "hs[" else part[0]


def number_text(raw: str, shown: NumberFormat = PLAIN, epoch_1904: bool = False) -> str:
    """The text of a number as the file spells it ("44368", "1.5E-3").

    Dates come as 2021-06-21, with a time unless it is midnight; as 2021-06 or 2021 if the format shows
    no more and the rest is the first day. Shares come in percent, because that is what the sheet shows.
    """
    if shown is PLAIN and len(raw) < 16 and raw.isdigit() and raw.isascii() and (raw[0] != "0" or raw == "0"):
        return raw
    raw = raw.strip()
    try:
        number = float(raw)
    except ValueError:
        return raw
    if not isfinite(number):
        return raw
    if shown.dated or shown.clock:
        return _moment(number, shown, epoch_1904) or _plain(raw, number)
    if shown.percent:
        return f"{_decimal(number, shift=2)}%"
    text = _plain(raw, number)
    return text.zfill(shown.digits) if shown.digits and text.isdigit() else text


def _plain(raw: str, number: float) -> str:
    """A number without exponent: whole ones as spelt, others to the fifteen digits a spreadsheet keeps.

    2.125 becomes 2.1250, which nobody takes for 2125.
    """
    if PLAIN_INTEGER.fullmatch(raw):
        return raw
    text = _decimal(number)
    return f"{text}0" if LIKE_THOUSANDS.fullmatch(text) else text


def _decimal(number: float, shift: int = 0) -> str:
    """A number to fifteen digits, its point moved to the right, without exponent or trailing zeros."""
    text = f"{Decimal(f'{number:.15g}').scaleb(shift):f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def _moment(number: float, shown: NumberFormat, epoch_1904: bool) -> str | None:
    """The text of a date, a time or a duration; None for numbers that are none."""
    total = round(number * DAY_SECONDS) if number < FURTHEST else -1
    if total < 0:
        return None
    if not shown.dated and (shown.elapsed or total < DAY_SECONDS):
        return _clock(total)
    days, seconds = divmod(total, DAY_SECONDS)
    day = _day(days, epoch_1904)
    if day is None:
        return None
    if seconds:
        return f"{day} {_clock(seconds)}"
    if shown.dated and not shown.day and day.endswith("-01"):
        return day[:7] if shown.month or not day.endswith("-01-01") else day[:4]
    return day


def _day(days: int, epoch_1904: bool) -> str | None:
    """The day of a serial number; in the 1900 system 1900-01-00 and 1900-02-29 exist, as Excel shows them."""
    if epoch_1904:
        return _since(date(1904, 1, 1), days)
    if days in (0, 60):
        return "1900-02-29" if days else "1900-01-00"
    return _since(date(1899, 12, 30 if days > 60 else 31), days)


def _since(first: date, days: int) -> str | None:
    """The day so many days after the first, None beyond the year 9999."""
    return (first + timedelta(days)).isoformat() if days <= (LAST_DAY - first).days else None


def _clock(seconds: int) -> str:
    """Hours and minutes, and seconds if there are any; hours may pass 24."""
    minutes, rest = divmod(seconds, 60)
    return f"{minutes // 60:02}:{minutes % 60:02}" + (f":{rest:02}" if rest else "")


def iso_text(raw: str) -> str:
    """The text of a date a workbook keeps in ISO form: 2021-06-21T00:00:00Z is 2021-06-21."""
    found = re.fullmatch(
        r"(\d{4,}-\d\d-\d\d)?T?(?:(\d\d:\d\d)(?::(\d\d)(?:\.\d+)?)?)?(?:Z|[+-]\d\d:\d\d)?", raw.strip()
    )
    if not found:
        return raw
    day, minutes, seconds = found.groups()
    clock = minutes and minutes + (f":{seconds}" if seconds not in (None, "00") else "")
    if day and clock in (None, "00:00"):
        return day
    return " ".join(part for part in (day, clock) if part)
