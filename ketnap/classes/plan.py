"""The classes that next year's target asks for, with all it rests on."""

import math
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from ketnap import account
from ketnap.account import View
from ketnap.classes.graduates import cohorts, people
from ketnap.forecast.conversion import Conversion
from ketnap.forecast.months import covered_on, number_of
from ketnap.outlook import learnt
from ketnap.outlook.ground import block_view
from ketnap.store import Store
from ketnap.targets import percentage_is_telling

# A class tells how many of it are admitted once it is so many months old; its size is recent for as long.
RIPE = 24


@dataclass(frozen=True)
class Plan:
    """What a year's target asks of classes, None where no target is known.

    Of `valid` certificates of people not yet admitted `expected` will be admitted in the year. Of the participants of
    new classes a `share` is admitted, learnt from the `ripe` classes and from `low` to `high` among them; of a single
    one the range is the forecast's, without any the share too. `size` is the number of participants of a class.
    """

    year: int
    target: int | None
    is_estimated: bool
    valid: int
    expected: int
    share: float
    low: float
    high: float
    is_range_of_classes: bool
    ripe: int
    ripe_graduates: int
    size: int | None

    @property
    def missing(self) -> int | None:
        """The admissions that must come from new classes."""
        return None if self.target is None else max(self.target - self.expected, 0)

    def participants(self, share: float) -> int | None:
        """How many people classes must teach if so large a share of them is admitted."""
        # A share is a quotient of people: what it misses by a hair is no person more.
        return None if self.missing is None or not share else math.ceil(self.missing / share - 1e-9)

    def classes(self, share: float) -> int | None:
        """How many classes that is."""
        asked = self.participants(share)
        return None if asked is None or not self.size else math.ceil(asked / self.size)


def plan(store: Store, view: View, rows: pd.DataFrame, share: float | None = None, size: int | None = None) -> Plan:
    """The plan for the year after the as-of day; `rows` are the people of the view, share and size may be given.

    Share, its range and size are learnt from the whole block: a unit's own classes are too few.
    """
    today = replace(view, year=view.as_of.year)
    ahead = replace(today, year=view.as_of.year + 1)
    block = block_view(today)
    classes = cohorts(people(store, block), block, RIPE)
    taught = learnt.conversion(store, today)
    ripe = classes[classes["ripe"].notna() & (classes["graduates"] > 0)]
    ripe = ripe if ripe["ripe"].sum() else ripe.iloc[:0]
    usual = float(ripe["ripe"].sum() / ripe["graduates"].sum()) if len(ripe) else taught.mean
    telling = ripe[[percentage_is_telling(int(count)) for count in ripe["graduates"]]]
    low, high = _range(telling, taught)
    return Plan(
        year=ahead.year,
        target=account.target_of(store, ahead),
        is_estimated=account.block_target(store, ahead).is_estimated,
        valid=int(rows.loc[rows["followed"], "valid"].sum()),
        expected=round(_expected(rows, view, taught)),
        share=usual if share is None else share,
        low=low,
        high=high,
        is_range_of_classes=len(telling) > 1,
        ripe=len(ripe),
        ripe_graduates=int(ripe["graduates"].sum()),
        size=size or _size(classes, view),
    )


def _range(ripe: pd.DataFrame, taught: Conversion) -> tuple[float, float]:
    """The lowest and the highest share of a class; of less than two classes the range the forecast gives a next one."""
    if len(ripe) < 2:
        low, high = np.quantile(taught.draws, [0.1, 0.9])
        return float(low), float(high)
    shares = (ripe["ripe"] / ripe["graduates"]).astype(float)
    return float(shares.min()), float(shares.max())


def _size(classes: pd.DataFrame, view: View) -> int | None:
    """The mean size of the classes of the last 24 months, else of all; None without any."""
    if classes.empty:
        return None
    recent = classes[classes["ended_on"] + pd.DateOffset(months=RIPE) > pd.Timestamp(view.as_of)]
    sizes = (recent if len(recent) else classes)["size"]
    return max(round(sizes.mean()), 1)


def _expected(rows: pd.DataFrame, view: View, taught: Conversion) -> float:
    """How many who wait with valid certificates are admitted next year, as past classes went month by month.

    Of those not admitted so many months after their class, and not after their certificate has ended.
    """
    waiting = rows[rows["followed"] & (rows["valid"] > 0)]
    now = number_of(view.as_of.year, view.as_of.month) - (covered_on(view.as_of) < 1)
    year_end = number_of(view.as_of.year + 1, 12)
    ended, until = _numbers(waiting["ended_on"]), _numbers(waiting["valid_until"])
    by_now = taught.mean * _reached(taught.lags, now - ended)
    before = taught.mean * _reached(taught.lags, np.minimum(year_end - 12, until) - ended)
    after = taught.mean * _reached(taught.lags, np.minimum(year_end, until) - ended)
    coming = (after - np.maximum(before, by_now)) / np.maximum(1 - by_now, 1e-9)
    return float((waiting["valid"] * np.maximum(coming, 0)).sum())


def _numbers(days: pd.Series) -> np.ndarray:
    """The numbers of the months of days."""
    return np.array([number_of(day.year, day.month) for day in days], dtype=int)


def _reached(lags: np.ndarray, months: np.ndarray) -> np.ndarray:
    """Of those admitted in the end the share admitted within so many months, none before the class."""
    added = np.concatenate([[0.0], np.cumsum(lags)])
    return added[np.clip(months + 1, 0, len(lags))]
