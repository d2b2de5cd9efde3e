"""How such forecasts did so far: made anew for days gone by, from what was counted up to each of them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import pandas as pd

from ketnap.forecast.months import YEAR, number_of
from ketnap.forecast.prospect import Forecast, forecast
from ketnap.forecast.shock import going_on, own_reading

# The forecasts that are tried: at the end of these months, of so many years, with so many months known by then.
ORIGINS, MOST_YEARS, ENOUGH = (2, 5, 8), 6, 12


@dataclass(frozen=True)
class Tried:
    """A forecast of a year as it would have stood at the end of a month, and what the year brought."""

    year: int
    month: int
    admitted: int
    median: int
    low: int
    high: int
    straight: int
    outcome: int

    @property
    def is_inside(self) -> bool:
        """Whether the outcome lay in the 80 % range."""
        return self.low <= self.outcome <= self.high


def track(history: pd.DataFrame, as_of: date, struck: Collection[int] = ()) -> list[Tried]:
    """The forecasts that could have been made of the whole years known by a day, the oldest first.

    `history` as for `forecast`. `straight` is what a straight line through the year so far said.
    """
    found = []
    for year, outcome in _outcomes(history, as_of).items():
        for month in ORIGINS:
            day = date(year, month + 1, 1) - timedelta(days=1)
            known = history[pd.to_datetime(history["month"]) <= pd.Timestamp(day)]
            inside = [number for number in struck if number <= number_of(year, month)]
            made = forecast(known, day, struck=inside)
            if isinstance(made, Forecast) and made.months_seen + len(inside) >= ENOUGH:
                found.append(_tried(made, month, outcome))
    return found


def _tried(made: Forecast, month: int, outcome: int) -> Tried:
    """A forecast beside its outcome; a shock is read as it would have been on the day."""
    if own_reading(made.seen) == "goes_on":
        made = going_on(made, number_of(made.year, YEAR))
    total = made.year_total()
    low, median, high = (total.quantile(p) for p in (0.1, 0.5, 0.9))
    return Tried(made.year, month, made.admitted, median, low, high, round(made.admitted / month * YEAR), outcome)


def _outcomes(history: pd.DataFrame, as_of: date) -> dict[int, int]:
    """The admissions of the last whole years of which every month is known and over."""
    over = history[history["year"] <= (as_of.year if as_of >= date(as_of.year, 12, 31) else as_of.year - 1)]
    by_year = over.groupby("year")["admissions"].agg(["sum", "count"])
    whole = by_year[by_year["count"] == YEAR].tail(MOST_YEARS)
    return dict(zip(whole.index.astype(int), np.round(whole["sum"]).astype(int), strict=True))
