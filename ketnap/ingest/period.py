"""A cell's text -> the first and the last day of the period it names, or the reason why it names none."""

import re
from calendar import monthrange
from datetime import date

from ketnap.ingest import values
from ketnap.ingest.texts import blank, folded
from ketnap.ingest.values import Day, Fault

Period = tuple[date, date]
YEARS = range(2000, 2101)
QUARTERS = {"1": 1, "2": 2, "3": 3, "4": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4}
HALVES = {"dau": (1, 6), "cuoi": (7, 12)}
# What stands before the first end of a range, and between its ends.
FROM = re.compile(r"^(từ ngày|từ|tu ngay|tu) ")
# A hyphen without spaces divides months, "7/2021-12/2021", where there is no other one.
BETWEEN = re.compile(r" ?(?:→|->|–|—|\bđến hết\b|\bđến\b|\bden het\b|\bden\b) ?| - |^([^-]*?)-(?=[^-]*$)")
OTHER_DATE = date(2100, 12, 31)


def period(text: str) -> Period | Fault | None:
    """First and last day of a period with its year: "6 tháng cuối năm 2021", "Quý III/2021", "7/2021 - 12/2021".

    None if the cell is blank. A year is written with four digits; a single day, or a term of years, is no period.
    """
    if blank(text):
        return None
    if values.FORMULA_ERROR.match(text):
        return Fault("formula_error")
    bare = folded(text)
    for read in (_part_of_year, _quarter, _whole_year, _months):
        if found := read(bare):
            return found
    return _month(text) or _range(text) or Fault("bad_period")


def _part_of_year(bare: str) -> Period | None:
    """6 tháng cuối năm 2021, 9 tháng đầu năm 2021, nửa cuối năm 2021."""
    found = re.fullmatch(r"(\d{1,2}) thang (dau|cuoi) (?:nam )?(\d{4})", bare)
    if found and 1 <= (length := int(found[1])) <= 11:
        first = 1 if found[2] == "dau" else 13 - length
        return _span(int(found[3]), first, first + length - 1)
    found = re.fullmatch(r"nua (dau|cuoi) nam (\d{4})", bare)
    return _span(int(found[2]), *HALVES[found[1]]) if found else None


def _quarter(bare: str) -> Period | None:
    """Quý III/2021, Quý 3 năm 2021, Q3/2021."""
    found = re.fullmatch(r"(?:quy|q) ?0?([1-4]|i{1,3}|iv) (?:nam )?(\d{4})", bare)
    if not found:
        return None
    last = 3 * QUARTERS[found[1]]
    return _span(int(found[2]), last - 2, last)


def _whole_year(bare: str) -> Period | None:
    """Năm 2021, cả năm 2021, 2021."""
    found = re.fullmatch(r"(?:ca |trong )?(?:nam )?(\d{4})", bare)
    return _span(int(found[1]), 1, 12) if found else None


def _months(bare: str) -> Period | None:
    """T7-T12/2021, tháng 7 đến tháng 12/2021, T7-12/2021; "7-12/2021" may be a day."""
    found = re.fullmatch(
        r"(?:tu )?(?:thang |t)(\d{1,2}) (?:den )?(?:het )?(?:thang |t)?(\d{1,2}) (?:nam )?(\d{4})", bare
    )
    return _span(int(found[3]), int(found[1]), int(found[2])) if found else None


def _month(text: str) -> Period | None:
    """Tháng 7/2021, 07/2021, T7/2021."""
    day = _written(text)
    return _between(day, day) if day and day.precision == "month" else None


def _range(text: str) -> Period | None:
    """Từ 1/7/2021 đến 31/12/2021, 1/7 - 31/12/2021, 7/2021 - 12/2021: two days or two months, in their order."""
    ends = [part.strip() for part in BETWEEN.split(FROM.sub("", text.casefold())) if part]
    if len(ends) != 2:
        return None
    first, last = ends
    if re.fullmatch(r"(?:ngày )?\d{1,2} ?[/.] ?\d{1,2}", first):
        # Its year is that of the last day.
        year = re.fullmatch(r".*\d ?([/.] ?\d{4})", last)
        first = f"{first}{year[1]}" if year and _is_day(last) else first
    start, end = _written(first), _written(last)
    return _between(start, end) if start and end else None


def _is_day(text: str) -> bool:
    """Whether a text is a whole day."""
    day = _written(text)
    return day is not None and day.precision == "day"


def _written(text: str) -> Day | None:
    """A day or month whose year has four digits."""
    day = values.day_or_month(text.removeprefix("ngày "), OTHER_DATE) if re.search(r"\b\d{4}\b", text) else None
    return day if isinstance(day, Day) else None


def _between(first: Day, last: Day) -> Period | None:
    """The period from a day to a day, or from a month to a month."""
    end = last.first
    if last.precision == "month":
        end = end.replace(day=monthrange(end.year, end.month)[1])
    sound = first.precision == last.precision and first.first <= end and {first.first.year, end.year} <= set(YEARS)
    return (first.first, end) if sound else None


def _span(year: int, first: int, last: int) -> Period | None:
    """The period from the first to the last month of a year."""
    if year not in YEARS or not 1 <= first <= last <= 12:
        return None
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])
