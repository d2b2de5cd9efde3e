"""The periods reports are about, and the day by which each is asked for."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from ketnap import account
from ketnap.forecast.months import YEAR, named, number_of
from ketnap.store import Store

HALF = 6
# Lengths in months of the periods a year is divided into.
LENGTHS = (3, HALF, YEAR)
JANUARY = 31


@dataclass(frozen=True, order=True)
class Period:
    """From the first to the last day that reports are about."""

    start: date
    end: date

    @classmethod
    def of(cls, code: str) -> "Period | None":
        """The period an address or a setting names as 2021-07-01..2021-12-31; None for anything else."""
        try:
            start, end = (date.fromisoformat(day) for day in code.split(".."))
        except ValueError:
            return None
        return cls(start, end) if start <= end else None

    @property
    def code(self) -> str:
        """The period as addresses and settings name it."""
        return f"{self.start.isoformat()}..{self.end.isoformat()}"

    @property
    def months(self) -> range:
        """The numbers of its months."""
        return range(number_of(self.start.year, self.start.month), number_of(self.end.year, self.end.month) + 1)

    @property
    def length(self) -> int | None:
        """How many months it has if it is a year, or one of its halves or quarters."""
        count = len(self.months)
        whole = self.start.day == 1 and self.end == account.last_of_month(self.end.year, self.end.month)
        return count if whole and count in LENGTHS and self.months.start % count == 0 else None

    @property
    def usual_deadline(self) -> date:
        """The last day of the month before; of a whole year 31 January, when its first members are counted."""
        if self.length == YEAR:
            return self.start.replace(day=JANUARY)
        return self.start.replace(day=1) - timedelta(days=1)

    def overlaps(self, other: "Period") -> bool:
        """Whether both share a day."""
        return self.start <= other.end and other.start <= self.end

    def state(self, day: date) -> str:
        """ "over", "open" or "ahead" on a day."""
        return "over" if self.end <= day else "open" if self.start <= day else "ahead"


def around(day: date, length: int) -> tuple[Period, Period]:
    """Of the parts of years that have so many months the one a day lies in, and the next one."""
    first = number_of(day.year, day.month) // length * length
    return _from(first, length), _from(first + length, length)


def _from(first: int, length: int) -> Period:
    """The period of so many months from a month's number on."""
    return Period(date(*named(first), 1), account.last_of_month(*named(first + length - 1)))


def offered(reported: Collection[Period], day: date) -> list[Period]:
    """The periods a reader may choose, the latest first: those reported, and those of such lengths now and next."""
    lengths = {period.length for period in reported} - {None} or {HALF}
    near = (period for length in lengths for period in around(day, length or HALF))
    return sorted({*reported, *near}, key=lambda period: (period.start, period.end), reverse=True)


def apart(periods: Iterable[Period]) -> list[Period]:
    """Those of the periods that may be added, since none overlaps another: halves and quarters before their year."""
    kept: list[Period] = []
    for period in sorted(periods, key=lambda each: (each.end - each.start, each.start)):
        if not any(period.overlaps(other) for other in kept):
            kept.append(period)
    return kept


def deadlines(store: Store) -> dict[Period, date]:
    """The days somebody set, by period."""
    found = {}
    for code, day in re.findall(r"([\d.-]+)=([\d-]+)", store.setting("report_deadlines")):
        if period := Period.of(code):
            found[period] = date.fromisoformat(day)
    return found


def deadline(store: Store, period: Period) -> date:
    """The day by which reports of a period are asked for: the one somebody set, else the usual one."""
    return deadlines(store).get(period, period.usual_deadline)


def set_deadline(store: Store, period: Period, day: date, by: str) -> None:
    """Ask for the reports of a period by a day from now on."""
    found = {**deadlines(store), period: day}
    kept = {each: till for each, till in found.items() if till != each.usual_deadline}
    store.set(
        "report_deadlines", ";".join(f"{each.code}={till.isoformat()}" for each, till in sorted(kept.items())), by
    )
