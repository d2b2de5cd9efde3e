"""One cell's text -> one value, or the reason why it has none. Every function is pure."""

import calendar
import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import lru_cache

from ketnap.ingest.texts import blank, folded, forgetful, squeeze
from ketnap.tables import SOURCE_WORDS, Column

FORMULA_ERROR = re.compile(r"^#(REF!|N/A|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|#+)", re.IGNORECASE)
FIRST_PARTY_DAY = date(1930, 2, 3)
EXCEL_EPOCH = date(1899, 12, 30)
DAYS_TO_1904 = (date(1904, 1, 1) - EXCEL_EPOCH).days
SERIAL = re.compile(r"(\d{5})((?:[.,]\d+)?)")
# What every code of a person holds; words that stand in its place do not.
CODE_DIGIT = re.compile("[1-9]")
# What a spreadsheet leaves of 2021.10, which then cannot be told from 2021.1.
YEAR_AND_TENTH = re.compile(r"\d{4}[.,]\d")
QUARTERS = ("i", "ii", "iii", "iv")
ENGLISH_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
SOURCE_PARTS = re.compile(r"[,;/+&–-]|\bvà\b", re.IGNORECASE)


@dataclass(frozen=True)
class Day:
    """A date as precisely as it was written: a day, or only a month (then `first` is its first day).

    A quarter alone counts in its last month, since before that nobody can be sure of it.
    """

    first: date
    precision: str

    @property
    def month(self) -> str:
        """The month as "2021-05"."""
        return f"{self.first:%Y-%m}"

    @property
    def last(self) -> date:
        """The day itself, or the last one of a month written alone."""
        if self.precision == "day":
            return self.first
        return self.first.replace(day=calendar.monthrange(self.first.year, self.first.month)[1])


@dataclass(frozen=True)
class Fault:
    """Why a cell has no value: a class of `ingest.reasons.ROW_REASONS`."""

    reason: str


@forgetful
@lru_cache(maxsize=65536)
def day_or_month(text: str, as_of: date, month_first: bool = False) -> Day | Fault | None:
    """The date of a cell, None if it is blank, or the fault.

    Day first, unless the whole column proved month first. Two-digit years belong to the century that
    does not lie after `as_of`. A month alone stays a month.
    """
    if blank(text):
        return None
    if FORMULA_ERROR.match(text):
        return Fault("formula_error")
    small = text.casefold().rstrip(" .;,")
    small = re.sub(r"[ t]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?( ?[ap]m)?z?$", "", small)
    for read in (_numeric_day, _spoken_day, _english_day, _serial_day, _day_of_document, _month, _no_month):
        found = read(small, as_of, month_first)
        if found is not None:
            return found
    return Fault("bad_date")


def _numeric_day(text: str, as_of: date, month_first: bool) -> Day | Fault | None:
    """21/6/2021, 21-6-21, 21.6.2021, 2021-06-21; None if the text has another shape."""
    parts = re.fullmatch(r"(\d{4}) ?[-/.] ?(\d{1,2}) ?[-/.] ?(\d{1,2})", text)
    if parts:
        return _day(int(parts[1]), int(parts[2]), int(parts[3]))
    parts = re.fullmatch(r"(\d{1,2}) ?([-/. ]) ?(\d{1,2}) ?\2 ?(\d{4}|\d{2})", text)
    if not parts:
        return None
    day, month = (int(parts[3]), int(parts[1])) if month_first else (int(parts[1]), int(parts[3]))
    return _day(_full_year(parts[4], as_of), month, day)


def _full_year(digits: str, as_of: date) -> int:
    """The four-digit year of two or four digits."""
    year = int(digits)
    if len(digits) == 4:
        return year
    return 2000 + year if year <= as_of.year % 100 else 1900 + year


def _spoken_day(text: str, as_of: date, month_first: bool) -> Day | Fault | None:
    """ngày 21 tháng 6 năm 2021."""
    parts = re.fullmatch(r"(?:ngay )?(\d{1,2}) thang (\d{1,2}) nam (\d{4})", folded(text))
    return _day(int(parts[3]), int(parts[2]), int(parts[1])) if parts else None


def _english_day(text: str, as_of: date, month_first: bool) -> Day | Fault | None:
    """21-Jun-2021 and 21 Jun 21, as spreadsheets with English settings write them."""
    parts = re.fullmatch(r"(\d{1,2})[-/ ]([a-z]{3})[-/ ](\d{4}|\d{2})", text)
    if not parts or parts[2] not in ENGLISH_MONTHS:
        return None
    return _day(_full_year(parts[3], as_of), ENGLISH_MONTHS.index(parts[2]) + 1, int(parts[1]))


def _serial_day(text: str, as_of: date, month_first: bool) -> Day | Fault | None:
    """44368: days since 30/12/1899, as spreadsheets keep dates."""
    parts = SERIAL.fullmatch(text)
    return Day(EXCEL_EPOCH + timedelta(days=int(parts[1])), "day") if parts else None


def from_1904(text: str) -> str:
    """A number of days since 1/1/1904 as one since 30/12/1899; any other text as it is."""
    parts = SERIAL.fullmatch(text)
    return f"{int(parts[1]) + DAYS_TO_1904}{parts[2]}" if parts else text


def _day_of_document(text: str, as_of: date, month_first: bool) -> Day | Fault | None:
    """12-QĐ/ĐUK ngày 05/02/2021: the number of a decision and its date in one cell; two dates are none."""
    parts = re.fullmatch(r"\D*\d+ ?[-/].*?\bngày (\d{1,2} ?[-/.] ?\d{1,2} ?[-/.] ?\d{4})", text)
    return _numeric_day(parts[1], as_of, month_first) if parts else None


def _month(text: str, as_of: date, month_first: bool) -> Day | Fault | None:
    """tháng 5/2021, T5/2021, 05/2021, 2021-05; None if the text has another shape."""
    if YEAR_AND_TENTH.fullmatch(text):
        return None
    bare = folded(text)
    parts = re.fullmatch(r"(?:thang |t ?)?(\d{1,2}) (?:nam )?(\d{4})", bare)
    if parts:
        return _month_of(int(parts[2]), int(parts[1]))
    parts = re.fullmatch(r"(\d{4}) (\d{1,2})", bare)
    return _month_of(int(parts[1]), int(parts[2])) if parts else None


def _no_month(text: str, as_of: date, month_first: bool) -> Fault | None:
    """The fault of a date that names a year or a quarter only."""
    if re.fullmatch(r"(nam )?\d{4}|(quy|q) ?([1-4]|i{1,3}|iv)( nam)?( \d{4})?", folded(text)):
        return Fault("date_no_month")
    return None


def quarter(text: str) -> Day | None:
    """Quý II/2021, Q2/2021, quý 2 năm 2021; None if the text has another shape."""
    parts = re.fullmatch(r"(?:quy|q) ?([1-4]|i{1,3}|iv)(?: nam)? (\d{4})", folded(text))
    if not parts:
        return None
    number = QUARTERS.index(parts[1]) + 1 if parts[1] in QUARTERS else int(parts[1])
    first = _day(int(parts[2]), 3 * number, 1)
    return replace(first, precision="quarter") if isinstance(first, Day) else None


def _day(year: int, month: int, day: int) -> Day | Fault:
    """The day, or the fault of a day that does not exist."""
    try:
        return Day(date(year, month, day), "day")
    except ValueError:
        return Fault("bad_date")


def _month_of(year: int, month: int) -> Day | Fault:
    """The month of a year, or the fault of a month that does not exist."""
    first = _day(year, month, 1)
    return replace(first, precision="month") if isinstance(first, Day) else first


def column_is_month_first(texts: list[str]) -> bool:
    """Whether a column proves month/day order: three or more dates impossible as day/month, none the other way."""
    impossible_day_first = impossible_month_first = 0
    for text in texts:
        parts = re.match(r"(\d{1,2}) ?[-/.] ?(\d{1,2}) ?[-/.] ?\d{2,4}\b", text)
        if parts:
            impossible_day_first += int(parts[2]) > 12 >= int(parts[1])
            impossible_month_first += int(parts[1]) > 12
    return impossible_day_first >= 3 and impossible_month_first == 0


def outside_range(day: Day, as_of: date) -> Fault | None:
    """The fault of a counting date after `as_of` or before the Party was founded; a quarter need only have begun."""
    begins = day.first.replace(month=day.first.month - 2) if day.precision == "quarter" else day.first
    if begins > as_of:
        return Fault("future_date")
    first = FIRST_PARTY_DAY if day.precision == "day" else FIRST_PARTY_DAY.replace(day=1)
    return Fault("before_1930") if day.first < first else None


def count(text: str, least: int = 0) -> int | Fault | None:
    """A whole number of people (03, 4 đ/c, 5.0, 1.234 = 1234), None if blank, or the fault."""
    if text == "-" or text == "":
        return None
    if FORMULA_ERROR.match(text):
        return Fault("formula_error")
    bare = re.sub(r" ?(đ/c|đồng chí|người|đảng viên|đv)\.?$", "", text.casefold())
    if re.fullmatch(r"-\d+", bare):
        return Fault("negative_count")
    if re.fullmatch(r"[1-9]\d{0,2}(([. ]\d{3})+|(,\d{3})+)", bare):
        number = int(re.sub(r"\D", "", bare))
    elif re.fullmatch(r"\d{1,9}([.,]0+)?", bare):
        number = int(re.split(r"[.,]", bare)[0])
    else:
        return Fault("bad_count")
    return number if number >= least else Fault("bad_count")


def decimal(text: str) -> Decimal | Fault | None:
    """A number with a decimal comma or point and an optional percent sign ("từ 03% trở lên" is 3)."""
    if blank(text):
        return None
    found = re.fullmatch(r"(?:tu )?(\d+(?:[.,]\d+)?) ?(?:tro len)?", folded_number(text))
    if not found:
        return Fault("bad_count")
    return Decimal(found[1].replace(",", "."))


def amount(text: str, kind: str) -> Decimal | Fault | None:
    """A target: a rate in percent, or a whole number of people of which a point divides thousands ("1.000")."""
    if kind == "rate":
        rate = decimal(text)
        return Fault("bad_count") if isinstance(rate, Decimal) and rate > 100 else rate
    found = re.fullmatch(r"(?:từ )?(.*?)(?: trở lên)?", text.casefold())
    number = count(found[1] if found else text)
    return Decimal(number) if isinstance(number, int) else number


def folded_number(text: str) -> str:
    """A number's text without accents, percent signs and doubled spaces; its comma and point stay."""
    bare = unicodedata.normalize("NFD", text.casefold().replace("%", " "))
    return squeeze("".join(letter for letter in bare if not unicodedata.combining(letter)))


def year(text: str) -> int | Fault | None:
    """A year: 2021, "năm 2021", 1/1/2021; 31/12/2020 is the start of 2021."""
    if blank(text):
        return None
    bare = folded(text)
    found = re.fullmatch(r"(?:nam |dau nam )?(\d{4})", bare)
    if found:
        return _plausible(int(found[1]))
    day = _numeric_day(text, date(2099, 1, 1), False)
    if isinstance(day, Day) and (day.first.month, day.first.day) == (12, 31):
        return _plausible(day.first.year + 1)
    if isinstance(day, Day) and (day.first.month, day.first.day) == (1, 1):
        return _plausible(day.first.year)
    return Fault("bad_date")


def _plausible(number: int) -> int | Fault:
    """The year if a roster of today could name it."""
    return number if 1930 <= number <= 2100 else Fault("bad_date")


def month_number(text: str) -> int | Fault | None:
    """A month of the year: 5, "T5", "tháng 5"."""
    if blank(text):
        return None
    found = re.fullmatch(r"(?:thang |t ?)?(\d{1,2})", folded(text))
    return int(found[1]) if found and 1 <= int(found[1]) <= 12 else Fault("bad_date")


def term(text: str) -> tuple[int, int] | Fault | None:
    """First and last year of a term: "2021-2025", "giai đoạn 2021 – 2025"."""
    if blank(text):
        return None
    found = re.search(r"\b(\d{4}) (\d{4})$", folded(text))
    if not found or not 0 <= int(found[2]) - int(found[1]) <= 10:
        return Fault("bad_date")
    return int(found[1]), int(found[2])


def choice(text: str, column: Column) -> str | Fault | None:
    """The code of an enumeration's word, None if blank."""
    if blank(text):
        return None
    for code, words in column.choices.items():
        if text in words or folded(text) in {folded(word) for word in (code, *words)} - {""}:
            return code
    return Fault("unknown_word")


SOURCE_OF = {folded(word): code for code, words in SOURCE_WORDS.items() for word in (code, *words)}


@forgetful
@lru_cache(maxsize=4096)
def source(text: str) -> tuple[str, str | None]:
    """The source organization of a cell and a warning class or None. Blank is "unknown"."""
    bare = folded(text)
    if blank(text) or not bare or bare in {folded(word) for word in SOURCE_WORDS["unknown"]}:
        return "unknown", None
    if bare in SOURCE_OF:
        return SOURCE_OF[bare], None
    # "ĐTN, CĐ": each part is a word of another organization.
    if len({SOURCE_OF[part] for part in map(folded, SOURCE_PARTS.split(text)) if part in SOURCE_OF}) > 1:
        return "unknown", "ambiguous_source"
    if re.match(r"(chua|khong)\b", bare):
        return "other", "unknown_source"
    # "Công đoàn viên chức" holds "đoàn viên": the trade union is taken out before the Youth Union is sought.
    union = re.compile(r"\b(doan vien )?(cong doan( vien)?( chuc)?|(?<=doan vien )cd|ldld|lien doan lao dong)\b")
    youth = re.compile(r"\b(doan tn\w*|dtn|tncs|thanh nien|dvtn|doan vien|doan co so|chi doan)\b")
    named = {"trade_union": bool(union.search(bare)), "youth_union": bool(youth.search(union.sub(" ", bare)))}
    if all(named.values()):
        return "unknown", "ambiguous_source"
    for code, found in named.items():
        if found:
            return code, None
    if re.search(r"\b(hai|0?2) (dang vien|dv)\b", bare):
        return "two_members", None
    return "other", "unknown_source"


@forgetful
@lru_cache(maxsize=4096)
def is_readmission(text: str) -> bool:
    """Whether a note or type says re-admission."""
    return bool(re.search(r"\bket nap lai\b|\bkn lai\b|\breadmission\b", folded(text)))


@forgetful
@lru_cache(maxsize=4096)
def is_transfer(text: str) -> bool:
    """Whether a note or type says that somebody came from elsewhere or was restored; "đến Đảng bộ X" is leaving."""
    said = folded(text)
    moved = r"(chuyen|tiep nhan)( sinh hoat)?( dang)?( den)?"
    came = rf"^{moved}$|\b{moved} tu\b|\btu .*\bchuyen( sinh hoat)?( dang)? (den|ve)\b"
    return bool(re.search(came, said) or re.search(r"\bkhoi phuc (dang tich|quyen|tu cach)\b", said))


@forgetful
@lru_cache(maxsize=4096)
def is_recognition(text: str) -> bool:
    """Whether a note is about somebody who became a full member, which is no admission of that day."""
    return bool(re.search(r"\b(chuyen|cong nhan)( dang vien)? (dang )?chinh thuc\b", folded(text)))


@forgetful
@lru_cache(maxsize=4096)
def is_annulled(text: str) -> bool:
    """Whether a note says that the decision was annulled."""
    return bool(re.search(r"(?<!khong )\b(huy|huy bo|thu hoi) (bo )?(qd|quyet dinh)\b", folded(text)))


@forgetful
@lru_cache(maxsize=4096)
def is_struck_off(text: str) -> bool:
    """Whether a note says that the name was struck off: "xóa tên dự bị", "đã xoá tên", but not "không xóa tên"."""
    return bool(re.search(r"(?<!khong )(?<!chua )(?<!de nghi )\bxoa ten\b", folded(text)))
