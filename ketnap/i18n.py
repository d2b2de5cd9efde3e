"""The reader's language: texts from the catalogue, numbers, percentages, dates and lists as it writes them."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

from babel.dates import format_date
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

LANGUAGES = ("vi", "en")
CATALOGUE = Path(__file__).parent / "locale" / "vi.po"
DATE_PATTERN = {"vi": "d/M/y", "en": "d MMM y"}
TIME_PATTERN = {"vi": "%H:%M", "en": "%H:%M"}


def mark(text: str) -> str:
    """The text itself; marks a sentence for the catalogue where it is stored, not shown."""
    return text


def _rounded(value: float | int | Fraction | Decimal, digits: int) -> Decimal:
    """The value rounded as spreadsheets do, halves away from zero, so that figures agree with theirs."""
    return Decimal(str(float(value))).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP) + 0


@cache
def _catalogue() -> dict[str, str]:
    """English text -> Vietnamese text."""
    with CATALOGUE.open("rb") as file:
        return {str(m.id): str(m.string) for m in read_po(file, locale="vi") if m.id and m.string}


# Inside the class below the name of a method hides that of the type.
Day = date


class Translator:
    """Texts and figures in one language. Called with an English text, it gives the reader's text."""

    def __init__(self, language: str) -> None:
        if language not in LANGUAGES:
            raise ValueError(f"unknown language {language!r}; one of {', '.join(LANGUAGES)}")
        self.language = language

    def __call__(self, text: str, **fields: object) -> str:
        """The text in the reader's language, its {fields} filled in."""
        found = _catalogue().get(text, text) if self.language == "vi" else text
        return found.format(**fields) if fields else found

    def number(self, value: float | int | Fraction | Decimal | None, digits: int = 0) -> str:
        """1.234,5 in Vietnamese, 1,234.5 in English; a dash for a missing value."""
        if value is None or value != value:
            return "–"
        pattern = "#,##0" + ("." + "0" * digits if digits else "")
        return format_decimal(_rounded(value, digits), format=pattern, locale=self.language)

    def percent(self, numerator: int | float, denominator: int | float | None, digits: int = 1) -> str:
        """36,3%: never rounded up to 100 while something is missing; a dash without a denominator."""
        if not denominator:
            return "–"
        share = 100 * numerator / denominator
        if share < 100 <= _rounded(share, digits):
            share = 100 - 10**-digits
        return self.number(share, digits) + "%"

    def date(self, day: date | None) -> str:
        """21/6/2021 in Vietnamese, 21 Jun 2021 in English."""
        return format_date(day, DATE_PATTERN[self.language], locale=self.language) if day else "–"

    def long_date(self, day: Day) -> str:
        """ngày 05 tháng 6 năm 2021, as documents are dated in Vietnamese; 5 June 2021 in English."""
        if self.language == "vi":
            return f"ngày {day.day:02d} tháng {day.month if day.month > 2 else f'{day.month:02d}'} năm {day.year}"
        return format_date(day, "d MMMM y", locale=self.language)

    def time(self, moment: datetime) -> str:
        """21/6/2021 08:05 in the reader's order."""
        return f"{self.date(moment.date())} {moment.strftime(TIME_PATTERN[self.language])}"

    def month(self, month: int) -> str:
        """T5 in Vietnamese, May in English: the label of a month on an axis."""
        return f"T{month}" if self.language == "vi" else format_date(date(2000, month, 1), "MMM", "en")

    def month_name(self, month: int) -> str:
        """tháng 5 in Vietnamese, May in English: a month inside a sentence."""
        return f"tháng {month}" if self.language == "vi" else self.month(month)

    @property
    def separators(self) -> str:
        """Decimal and thousands separators, as plotly wants them."""
        return ",." if self.language == "vi" else ".,"


Translate = Callable[..., str]
