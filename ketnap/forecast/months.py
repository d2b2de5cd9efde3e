"""The months a forecast learns from: counts, how much of each month they cover, which months a shock struck."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

JANUARY, YEAR = 0, 12


def number_of(year: int, month: int) -> int:
    """A month (1-12) of a year as a number that counts months."""
    return year * YEAR + month - 1


def named(number: int) -> tuple[int, int]:
    """Year and month (1-12) of a month's number."""
    return number // YEAR, number % YEAR + 1


@dataclass(frozen=True)
class Months:
    """Counts of months in a row, the first of them numbered `first`.

    `counts`: admissions (T,), NaN where unknown. `covered`: the share of each month the count stands for (T,), below
    1 while a month runs or its rows are still coming in. `struck`: months of a shock (T,), which say nothing of others.
    Raises ValueError for counts that are negative or no whole numbers, and for shares outside 0 to 1.
    """

    first: int
    counts: np.ndarray
    covered: np.ndarray
    struck: np.ndarray

    def __post_init__(self) -> None:
        known = self.counts[~np.isnan(self.counts)]
        if (known < 0).any() or (known != np.round(known)).any():
            raise ValueError("counts of people are whole numbers from 0 on")
        if ((self.covered < 0) | (self.covered > 1)).any():
            raise ValueError("a month is covered by a share from 0 to 1")

    def __len__(self) -> int:
        return len(self.counts)

    @property
    def numbers(self) -> np.ndarray:
        """The number of each month (T,)."""
        return self.first + np.arange(len(self))

    @property
    def calendar(self) -> np.ndarray:
        """The calendar month of each (T,), 0 is January."""
        return self.numbers % YEAR

    @cached_property
    def telling(self) -> np.ndarray:
        """Which months say how usual months are (T,): known, covered, and not struck."""
        return ~np.isnan(self.counts) & ~self.struck & (self.covered > 0)

    @property
    def told_by_shock(self) -> np.ndarray:
        """Which months say how strong a shock is (T,): known and struck."""
        return ~np.isnan(self.counts) & self.struck

    @property
    def filled(self) -> np.ndarray:
        """The counts with 0 where unknown (T,); `telling` says where they mean something."""
        return np.nan_to_num(self.counts)

    def until(self, last: int) -> "Months":
        """The months up to one, as they were known at its end."""
        end = max(last + 1 - self.first, 0)
        return Months(self.first, self.counts[:end], self.covered[:end], self.struck[:end])

    def sum_of(self, first: int, last: int) -> int:
        """The admissions counted in the months from one to another."""
        inside = (self.numbers >= first) & (self.numbers <= last)
        return int(self.filled[inside].sum())


def months(first: int, counts: np.ndarray, covered: np.ndarray | None = None, struck: Collection[int] = ()) -> Months:
    """Months from `first` on; each whole unless `covered` says otherwise, `struck` by number."""
    whole = np.ones(len(counts)) if covered is None else np.asarray(covered, float)
    numbers = first + np.arange(len(counts))
    return Months(first, np.asarray(counts, float), whole, np.isin(numbers, list(struck)))


def covered_on(day: date) -> float:
    """The share of its month that has passed at the end of a day."""
    begin = date(day.year, day.month, 1)
    after = date(day.year + day.month // 12, day.month % 12 + 1, 1)
    return ((day - begin).days + 1) / (after - begin).days
