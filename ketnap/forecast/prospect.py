"""From what is known on a day to the year and the years after it: one fit, one set of paths, all questions."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np
import pandas as pd

from ketnap.forecast.level import Level, level
from ketnap.forecast.months import YEAR, Months, covered_on, months, number_of
from ketnap.forecast.paths import Paths, Sum, paths

FEWEST_MONTHS = 3
# A month counts as whole if no more of it than some late rows is missing.
PARTLY = 0.5
UNKNOWN = -1.0


@dataclass(frozen=True)
class TooLittle:
    """No forecast, and why.

    `reason`: "few" whole months are known, fewer than FEWEST_MONTHS; most are "struck" by a shock; or months of the
    year itself are unknown, a "gap".
    """

    months_seen: int
    reason: str = "few"


@dataclass(frozen=True, eq=False)
class Forecast:
    """What the months seen say of those to come, up to the last one asked for, on a day of `year`."""

    seen: Months
    level: Level
    paths: Paths
    year: int

    @property
    def months_done(self) -> int:
        """The last month of the year that is over."""
        return max(self.paths.first - number_of(self.year, 1), 0)

    @property
    def admitted(self) -> int:
        """Admissions of the year in whole months."""
        return self.seen.sum_of(number_of(self.year, 1), self.paths.first - 1)

    @property
    def begun(self) -> int:
        """Admissions counted so far in the months that are not over."""
        return self.seen.sum_of(max(self.paths.first, number_of(self.year, 1)), number_of(self.year, YEAR))

    @property
    def months_seen(self) -> int:
        """How many whole months are known."""
        return int((self.seen.telling & (self.seen.covered == 1)).sum())

    @property
    def years_seen(self) -> int:
        """How many whole years before this one are known."""
        years = self.seen.numbers[self.seen.telling & (self.seen.numbers < number_of(self.year, 1))] // YEAR
        return int((np.bincount(years - years.min()) == YEAR).sum()) if len(years) else 0

    @property
    def usual_year(self) -> float:
        """The admissions a whole year brings at the present level; 0 where no month is left to tell it."""
        if not self._share_ahead:
            return 0.0
        return float(self.paths.rest(self.paths.first, self.paths.last).mean() / self._share_ahead)

    @property
    def share_left(self) -> float:
        """The share of a usual year that the months left of this one bring."""
        ahead = np.arange(self.paths.first, number_of(self.year + 1, 1)) % YEAR
        return float(self.level.shape.mean[ahead].sum() / self.level.shape.mean.sum())

    @property
    def _share_ahead(self) -> float:
        """The months of the paths in usual years."""
        ahead = np.arange(self.paths.first, self.paths.last + 1) % YEAR
        return float(self.level.shape.mean[ahead].sum() / self.level.shape.mean.sum())

    def sum(self, first: int, last: int) -> Sum:
        """The admissions from one month to another, both numbered."""
        return Sum(self.seen.sum_of(first, last), self.paths.rest(first, last))

    def year_total(self, through_month: int = YEAR) -> Sum:
        """The year's total at the end of a month (of the whole year by default)."""
        return self.sum(number_of(self.year, 1), number_of(self.year, through_month))

    def total_of(self, year: int) -> Sum:
        """The total of a year."""
        return self.sum(number_of(year, 1), number_of(year, YEAR))


def known(history: pd.DataFrame, as_of: date, struck: Collection[int] = (), late: float = 0.0) -> Months:
    """The months of a history up to a day, in a row; as many as are known, perhaps none.

    `history`: columns `month` (first days), `admissions` (counts; NaN where unknown), as given by
    queries/admissions_by_month.sql. `struck` are the numbers of months of a shock, `late` the share of the last
    whole month's rows that are still to come in. A month that has begun counts for the share of it that has passed.
    Raises ValueError for counts that are negative or no whole numbers.
    """
    told = history.dropna(subset="admissions")
    days = pd.to_datetime(told["month"])
    counts = dict(zip(days.dt.year * YEAR + days.dt.month - 1, told["admissions"].astype(float), strict=True))
    today, share = number_of(as_of.year, as_of.month), covered_on(as_of)
    first = min((number for number in counts if number <= today), default=number_of(as_of.year, 1))
    row = np.array([counts.get(number, np.nan) for number in range(first, today + 1)])
    covered = np.ones(len(row))
    covered[-1] = share
    covered[-1 if share == 1 else -2 :] *= 1 - late
    # What is unknown up to now is still open, like what is to come.
    told_until = np.flatnonzero(~np.isnan(row))
    covered[int(told_until[-1]) + 1 if len(told_until) else 0 :] = 0
    return months(first, row, covered, struck)


def forecast(
    history: pd.DataFrame,
    as_of: date,
    last_year: int | None = None,
    struck: Collection[int] = (),
    late: float = 0.0,
    believed: float | None = None,
) -> Forecast | TooLittle:
    """The forecast of the as-of year, and to the end of `last_year`, from the months known on a day; see `known`.

    `believed` is a mean month to start from where too few months are known, the target's twelfth say.
    """
    seen = known(history, as_of, struck, late)
    whole = int((seen.telling & (seen.covered > PARTLY)).sum())
    if whole < FEWEST_MONTHS and believed is None:
        return TooLittle(whole, "struck" if seen.told_by_shock.sum() + whole >= FEWEST_MONTHS else "few")
    last = number_of(max(last_year or as_of.year, as_of.year), YEAR)
    counts = tuple(np.where(np.isnan(seen.counts), UNKNOWN, seen.counts))
    return _forecast(seen.first, counts, tuple(seen.covered), tuple(seen.struck), last, as_of.year, believed)


@lru_cache(maxsize=64)
def _forecast(
    first: int,
    counts: tuple[float, ...],
    covered: tuple[float, ...],
    struck: tuple[bool, ...],
    last: int,
    year: int,
    believed: float | None,
) -> Forecast:
    """The forecast from months in a row; the same months are fitted once."""
    row = np.array(counts)
    seen = Months(first, np.where(row == UNKNOWN, np.nan, row), np.array(covered), np.array(struck))
    found = level(seen, believed)
    return Forecast(seen, found, paths(seen, found, last), year)
