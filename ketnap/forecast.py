"""The predictive distribution of the rest of a year and of a term, in closed form.

The level of a year (its expected admissions) has a gamma distribution: its mean is the recent years'
average, older years weighing less; its spread is how much years have differed. The months seen so far
update it (conjugate gamma-Poisson), and what is left of the year then has a negative-binomial
distribution. See Anisimov & Fedorov, Statistics in Medicine 26 (2007), for the accrual model this
follows; here the month shape stands in for a constant rate, and what the year has shown so far counts
for `INFORMATIVE` of its face value, since batches make months less telling than Poisson counts are.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np
import pandas as pd
from scipy import stats

FEWEST_MONTHS = 3
INFORMATIVE = 0.7
FORGETTING = 0.6
# What is believed of the spread between years before any is seen: a coefficient of variation of .2,
# weighing as much as this many years.
PRIOR_SPREAD, PRIOR_YEARS = 0.2**2, 2.0
# How strongly a month's share is drawn towards an even twelfth, in admissions.
SHAPE_PRIOR = 6.0
# How much of the spread between years a later year adds to it: found wide enough on public series of counts.
DRIFT = 1.5
# Batches make months more uneven than Poisson counts; this is believed of them before any is seen.
PRIOR_DISPERSION, PRIOR_MONTHS = 2.0, 12.0
GRID = (np.arange(400) + 0.5) / 400

# How close to 0 or 1 a probability may come that is not a fact.
CLOSEST = 1e-9

# Words for a probability with their upper bounds (after ICD 203), as codes; the number always stands beside.
CHANCE_WORDS = (
    (0.05, "almost_none"),
    (0.20, "very_unlikely"),
    (0.45, "unlikely"),
    (0.55, "even"),
    (0.80, "likely"),
    (0.95, "very_likely"),
    (1.01, "almost_certain"),
)


def chance_word(probability: float) -> str:
    """The code of the words that stand beside a probability."""
    return next(word for bound, word in CHANCE_WORDS if probability < bound)


@dataclass(frozen=True)
class Total:
    """The distribution of a total: `admitted` for certain, plus a negative-binomial rest, never below `floor`.

    `floor` is what is counted already, the begun month included. mean = 0 stands for no rest at all.
    """

    admitted: int
    mean: float
    size: float
    floor: int

    def quantile(self, p: float) -> int:
        """The smallest number that the total stays at or below with probability `p`."""
        rest = 0 if self.mean <= 0 else int(self._rest.ppf(p))
        return max(self.admitted + rest, self.floor)

    def chance_of_reaching(self, target: int) -> float:
        """P(total >= target); exactly 1 only if the target is met already."""
        if target <= self.floor:
            return 1.0
        if self.mean <= 0:
            return 0.0
        chance = float(self._rest.sf(target - self.admitted - 1))
        return min(max(chance, CLOSEST), 1 - CLOSEST)

    @cached_property
    def _rest(self):
        """The negative-binomial distribution of the rest: mean, and variance mean + mean²/size."""
        return stats.nbinom(self.size, self.size / (self.size + self.mean))


@dataclass(frozen=True)
class Level:
    """What is known of the admissions a year brings: gamma(shape, rate), month shares, spread between years.

    `dispersion` is how many times the variance of a month exceeds its mean: admissions come in batches.
    """

    shape: float
    rate: float
    shares: np.ndarray
    spread: float
    dispersion: float

    @property
    def mean(self) -> float:
        """Expected admissions of a whole year."""
        return self.shape / self.rate


@dataclass(frozen=True)
class Forecast:
    """What the months seen say of those to come.

    `months_done` is the last whole month of `year` that is known, `admitted` the count up to it, `floor` the
    count with the month that has begun. `months_seen` months are known in all, `years_seen` whole years
    before this one.
    """

    level: Level
    year: int
    months_done: int
    admitted: int
    floor: int
    months_seen: int
    years_seen: int

    def year_total(self, through_month: int = 12) -> Total:
        """The year's total at the end of a month (of the whole year by default)."""
        share = float(self.level.shares[self.months_done : through_month].sum())
        return self._total(self.admitted, share, 1 / self.level.shape, self.floor)

    def term_total(self, admitted_before: int, last_year: int) -> Total:
        """The total from the term's start to the end of `last_year`, `admitted_before` in its closed years.

        Years to come share this year's level and drift away from it, a little more each year.
        """
        later = max(last_year - self.year, 0)
        exposure = float(self.level.shares[self.months_done :].sum()) + later
        drift = DRIFT * self.level.spread * sum(k * k for k in range(1, later + 1))
        variance = 1 / self.level.shape + (drift / exposure**2 if exposure else 0.0)
        admitted = admitted_before + self.admitted
        return self._total(admitted, exposure, variance, admitted_before + self.floor)

    def _total(self, admitted: int, exposure: float, variance: float, floor: int) -> Total:
        """The total after `exposure` years more, the level having a relative variance.

        Its variance is dispersion x mean + variance x mean², which a negative binomial of the size
        1 / (variance + (dispersion - 1) / mean) has.
        """
        mean = self.level.mean * exposure
        if mean <= 0:
            return Total(admitted, 0.0, 1.0, floor)
        return Total(admitted, mean, 1 / (variance + (self.level.dispersion - 1) / mean), floor)

    def chance_of_every_year(self, targets: Sequence[int]) -> float:
        """P(this year and each later one reaches its target), targets from this year on.

        Given the level the years are independent; the level is averaged over its quantiles.
        """
        levels = stats.gamma(self.level.shape, scale=1 / self.level.rate).ppf(GRID)
        rest = levels * float(self.level.shares[self.months_done :].sum())
        chance = np.ones_like(levels)
        if targets[0] > self.floor:
            chance = self._reaching(rest, 0.0, targets[0] - self.admitted)
        for target in targets[1:]:
            chance = chance * self._reaching(levels, self.level.spread, target)
        return float(chance.mean())

    def _reaching(self, means: np.ndarray, variance: float, count: int) -> np.ndarray:
        """P(a count of each mean >= `count`), its variance dispersion x mean + variance x mean²."""
        if not means.any():
            return np.zeros_like(means)
        size = 1 / np.maximum(variance + (self.level.dispersion - 1) / means, CLOSEST)
        return stats.nbinom.sf(count - 1, size, size / (size + means))


@dataclass(frozen=True)
class TooLittle:
    """No forecast: fewer than FEWEST_MONTHS months are known."""

    months_seen: int


def forecast(history: pd.DataFrame, as_of: date) -> Forecast | TooLittle:
    """The forecast from the months known on a day.

    `history`: columns `month` (first days), `admissions` (counts; NaN where unknown), as given by
    queries/admissions_by_month.sql. A month that has begun and not ended is left out of the model and
    its count kept as a floor. Raises ValueError for negative counts.
    """
    days = pd.to_datetime(history["month"])
    known = pd.DataFrame(
        {"year": days.dt.year, "month": days.dt.month, "admissions": history["admissions"].astype(float)}
    ).dropna()
    if (known["admissions"] < 0).any():
        raise ValueError("negative admissions")
    begun = as_of.month if (as_of + timedelta(days=1)).month == as_of.month else 13
    whole = known[(known["year"] < as_of.year) | ((known["year"] == as_of.year) & (known["month"] < begun))]
    if len(whole) < FEWEST_MONTHS:
        return TooLittle(len(whole))
    current, past = whole[whole["year"] == as_of.year], whole[whole["year"] < as_of.year]
    return Forecast(
        level=_level(past, current, as_of.year),
        year=as_of.year,
        months_done=int(current["month"].max()) if len(current) else 0,
        admitted=int(current["admissions"].sum()),
        floor=int(known.loc[known["year"] == as_of.year, "admissions"].sum()),
        months_seen=len(whole),
        years_seen=int((past.groupby("year").size() == 12).sum()),
    )


def _level(past: pd.DataFrame, current: pd.DataFrame, year: int) -> Level:
    """The level of the current year after what it has shown so far; frames of year, month, admissions."""
    shares, dispersion = month_shares(past)
    seen, shown = float(shares[current["month"] - 1].sum()), float(current["admissions"].sum())
    if not len(past):
        return Level(0.5 + INFORMATIVE * shown, INFORMATIVE * seen, shares, PRIOR_SPREAD, dispersion)
    totals, weights = _yearly_levels(past, shares, year)
    mean = max(float(np.average(totals, weights=weights)), 0.5)
    deviations = float(np.average((totals / mean - 1) ** 2, weights=weights))
    further = len(totals) - 1
    spread = (PRIOR_SPREAD * PRIOR_YEARS + deviations * further) / (PRIOR_YEARS + further)
    # A single year's total is a Poisson count itself: what it says of the level is uncertain by 1/mean.
    spread += PRIOR_YEARS / (PRIOR_YEARS + further) / max(mean, 1.0)
    shape, rate = 1 / spread + INFORMATIVE * shown, 1 / (spread * mean) + INFORMATIVE * seen
    return Level(shape, rate, shares, spread, dispersion)


def _yearly_levels(past: pd.DataFrame, shares: np.ndarray, year: int) -> tuple[np.ndarray, np.ndarray]:
    """Each past year's admissions scaled to a whole year, and its weight: recent and whole years count more."""
    seen = past.assign(share=shares[past["month"] - 1]).groupby("year")[["share", "admissions"]].sum()
    share = seen["share"].to_numpy()
    age = year - 1 - seen.index.to_numpy(int)
    return seen["admissions"].to_numpy() / share, FORGETTING**age * share


def month_shares(months: pd.DataFrame) -> tuple[np.ndarray, float]:
    """The share of a year's admissions in each calendar month (12 numbers adding up to 1), and the dispersion.

    Months are compared with the mean month of their own year and drawn towards an even twelfth: the
    gamma posterior mean (prior + seen) / (prior + expected), counts divided by their Pearson dispersion.
    """
    at, counts = months["month"].to_numpy(int) - 1, months["admissions"].to_numpy(float)
    mean = months.groupby("year")["admissions"].transform("mean").to_numpy(float)
    seen, expected = np.bincount(at, counts, 12), np.bincount(at, mean, 12)
    crude = (SHAPE_PRIOR + seen) / (SHAPE_PRIOR + expected)
    fitted = np.maximum(crude[at] * mean, 1e-9)
    squares, free = float(((counts - fitted) ** 2 / fitted).sum()), max(len(months) - 12, 0)
    dispersion = (PRIOR_DISPERSION * PRIOR_MONTHS + squares) / (PRIOR_MONTHS + free)
    dispersion = min(max(dispersion, 1.0), 20.0)
    shape = (SHAPE_PRIOR + seen / dispersion) / (SHAPE_PRIOR + expected / dispersion)
    return shape / shape.sum(), dispersion


def usual_pace(history: pd.DataFrame, year: int) -> np.ndarray | None:
    """The usual share of a year reached by the end of each month: the average of the whole years before.

    Returns 12 rising numbers that end at 1, or None without a whole year of which something is known.
    """
    known = history.dropna(subset="admissions")
    before = known[known["year"] < year]
    whole = before.groupby("year").filter(lambda months: len(months) == 12)
    total = float(whole["admissions"].sum())
    if not total:
        return None
    return whole.groupby("month_number")["admissions"].sum().cumsum().to_numpy(float) / total
