"""Whether each year of a term, every year and the sum of the term reach their targets, which follow the membership.

    T_k = ceil(rate M_k),   M_{k+1} = M_k + A_k - X_k + I_k,   X_k ~ Poisson(l_k M_k),   log l_k ~ N(log l, 0.3²)

with the members M at the start of a year, the admitted A, who leaves X, and net transfers I. Success raises the
targets of later years, leavers lower them. Years of a path share its level, so that "every year" is far above the
product of the years' chances and below the smallest of them. The three are different questions and have three answers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from scipy.special import gammainc, ndtri, pdtr, pdtrik

from ketnap.forecast.paths import CLOSEST, LEAST, SEED

LEAVING_SPREAD = 0.3


@dataclass(frozen=True)
class Year:
    """An open year of a term: `certain` admissions, the draws of its `rest` (n,), and its target.

    The target is `needed` where it is known, else `rate` percent of the members at the start of the year, rounded up.
    `transfers` are members who come (or, negative, go) by transfer within the year.
    """

    year: int
    certain: int
    rest: np.ndarray
    needed: int | None
    rate: Fraction | None = None
    transfers: int = 0

    def target(self, members: np.ndarray) -> np.ndarray:
        """The target on each path (n,); ceil in whole numbers, so that nobody is rounded into success."""
        if self.rate is None or self.needed is not None:
            return np.full(len(members), self.needed or 0)
        numerator, denominator = self.rate.numerator, self.rate.denominator * 100
        return -(-members.astype(np.int64) * numerator // denominator)


@dataclass(frozen=True)
class Chances:
    """The chance of each open year (by year), of every year, of the sum; median target and members at the start."""

    of_year: dict[int, float]
    every: float
    total: float
    targets: dict[int, int]
    members: dict[int, int]


def chances(
    years: Sequence[Year], members: int, leaving: float, missing_before: int = 0, missed: bool = False, seed: int = SEED
) -> Chances:
    """The chances of the open years of a term, in order, `members` being those at the start of the first.

    `leaving`: who leaves in a year, as a share of members. `missing_before`: targets less admissions of the closed
    years, negative where they brought more; `missed`: one of them missed its target.
    """
    random = np.random.default_rng(seed + 2)
    paths = len(years[0].rest)
    of_year, targets, at_start = {}, {}, {}
    any_, only_met = _Walk(members, paths), _Walk(members, paths)
    every, total, short, worst = np.ones(paths), np.ones(paths), np.full(paths, float(missing_before)), missing_before
    for year in years:
        coming, going, spread = random.random((3, paths))
        # Every year: only paths on which each year so far has met its target go on, weighted by the chance of that.
        asked = year.target(only_met.members)
        every = every * _reaching(year, asked)
        only_met.step(year, _at_least(year, asked, coming), leaving, going, spread)
        target = year.target(any_.members)
        is_over = not year.rest.any()
        missed = missed or (is_over and bool((target > year.certain).all()))
        of_year[year.year] = _shown(_reaching(year, target), is_over or bool((target <= year.certain).all()))
        targets[year.year], at_start[year.year] = int(np.median(target)), int(np.median(any_.members))
        total, worst = _reaching(year, np.ceil(short + target)), worst + int(target.max()) - year.certain
        admitted = _at_least(year, np.zeros(paths), coming)
        short = short + target - admitted
        any_.step(year, admitted, leaving, going, spread)
    all_over = not any(year.rest.any() for year in years)
    all_met = all(chance == 1.0 for chance in of_year.values())
    return Chances(
        of_year, 0.0 if missed else _shown(every, all_met), _shown(total, all_over or worst <= 0), targets, at_start
    )


class _Walk:
    """The members on each path from one year to the next."""

    def __init__(self, members: int, number: int) -> None:
        self.members = np.full(number, float(members))

    def step(self, year: Year, admitted: np.ndarray, leaving: float, going: np.ndarray, spread: np.ndarray) -> None:
        """Let a year pass."""
        share = leaving * np.exp(LEAVING_SPREAD * ndtri(spread))
        left = _poisson(going, share * self.members)
        self.members = np.maximum(self.members + admitted - left + year.transfers, 0)


def _reaching(year: Year, target: np.ndarray) -> np.ndarray:
    """P(the year reaches its target) on each path."""
    missing = target - year.certain
    return np.where(missing <= 0, 1.0, gammainc(np.maximum(missing, 1), np.maximum(year.rest, LEAST)))


def _at_least(year: Year, target: np.ndarray, uniform: np.ndarray) -> np.ndarray:
    """Admissions of the year on each path, drawn among those that reach the target."""
    below = np.where(target > year.certain, pdtr(np.maximum(target - year.certain - 1, 0), year.rest), 0.0)
    return year.certain + _poisson(below + uniform * (1 - below), year.rest)


def _poisson(uniform: np.ndarray, means: np.ndarray) -> np.ndarray:
    """Poisson numbers at given quantiles."""
    safe = np.maximum(means, LEAST)
    return np.ceil(np.maximum(pdtrik(np.clip(uniform, 1e-12, 1 - 1e-12), safe), 0))


def _shown(chance: np.ndarray, is_fact: bool) -> float:
    """A probability: 0 or 1 only if it is a fact."""
    return float(chance.mean() > 0.5) if is_fact else min(max(float(chance.mean()), CLOSEST), 1 - CLOSEST)
