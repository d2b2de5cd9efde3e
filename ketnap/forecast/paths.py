"""Paths of the months to come, and the distribution of what they add up to.

A path is one draw of everything the months share: drift and unevenness, the level, the shape of the year, the level's
walk, each month's batches. What is kept of it is the intensity of each month, not a count: given a path the counts are
Poisson, so a sum of months is Poisson with the sum of its intensities, and

    P(sum >= target) = mean over paths of P(Poisson(intensity) >= target)

is smooth, and monotone in every target and lever. Draws are stratified and the seed is fixed: the same months give the
same figures, and two scenarios differ by what was changed alone (common random numbers: Glasserman & Yao 1992).
"""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from scipy.special import gammainc, pdtr

from ketnap.forecast.level import STEP, TAUS, VS, WILD, WILD_SIZE, Level, Z
from ketnap.forecast.months import YEAR, Months

PATHS, SEED = 4000, 2021
# A probability is never shown as certain unless it is a fact.
CLOSEST = 1e-6
LEAST = 1e-12
MOST_LIFT, LIFT_STEP = 1000, 0.0005


@dataclass(frozen=True)
class Sum:
    """The distribution of a sum: `certain` admissions, and a Poisson rest whose mean is a draw of `rest` (n,)."""

    certain: int
    rest: np.ndarray

    @property
    def mean(self) -> float:
        """The expected sum."""
        return self.certain + float(self.rest.mean())

    def chance_of_reaching(self, target: int) -> float:
        """P(sum >= target); exactly 1 only if the target is reached already, exactly 0 only if nothing can come."""
        if target <= self.certain:
            return 1.0
        if not self.rest.any():
            return 0.0
        chance = float(gammainc(target - self.certain, np.maximum(self.rest, LEAST)).mean())
        return min(max(chance, CLOSEST), 1 - CLOSEST)

    def quantile(self, p: float) -> int:
        """The smallest number that the sum stays at or below with a probability of at least `p`."""
        low, high = -1, int(self.rest.max() + 10 * np.sqrt(self.rest.max() + 1)) + 1
        while high - low > 1:
            middle = (low + high) // 2
            if pdtr(middle, self._digest).mean() < p:
                low = middle
            else:
                high = middle
        return self.certain + high

    def lift_to(self, target: int, chance: float) -> float | None:
        """The smallest factor on the rest with which the target is reached with a chance; None if no factor does it."""
        if self.chance_of_reaching(target) >= chance and target <= self.certain:
            return 0.0
        if not self.rest.any():
            return None
        low, high = 0.0, 1.0
        while self.lifted(high).chance_of_reaching(target) < chance:
            low, high = high, 2 * high
            if high > MOST_LIFT:
                return None
        while high - low > LIFT_STEP:
            middle = (low + high) / 2
            reached = self.lifted(middle).chance_of_reaching(target) >= chance
            low, high = (low, middle) if reached else (middle, high)
        return high

    def lifted(self, factor: float) -> "Sum":
        """The sum with its rest multiplied."""
        return replace(self, rest=self.rest * factor)

    def shortfall(self, target: int) -> float:
        """The expected number missing to a target: E max(target - sum, 0)."""
        missing = target - self.certain
        if missing <= 0:
            return 0.0
        # E max(k - N, 0) = k P(N <= k) - mean P(N <= k - 1) for a Poisson N.
        below = missing * pdtr(missing, self.rest)
        return float((below - self.rest * pdtr(missing - 1, self.rest)).mean())

    @cached_property
    def _digest(self) -> np.ndarray:
        """As many draws of the rest as quantiles need: the middles of equal slices of all."""
        return np.sort(self.rest).reshape(-1, 8).mean(axis=1) if len(self.rest) % 8 == 0 else self.rest


@dataclass(frozen=True)
class Paths:
    """Intensities (n, H) of the months numbered from `first` on: the rest of a running month, then those to come."""

    first: int
    intensities: np.ndarray

    @property
    def last(self) -> int:
        """The number of the last month."""
        return self.first + self.intensities.shape[1] - 1

    def rest(self, first: int, last: int) -> np.ndarray:
        """What the months from one to another bring on each path (n,)."""
        begin, end = max(first - self.first, 0), max(last + 1 - self.first, 0)
        return self.intensities[:, begin:end].sum(axis=1)

    def scaled(self, factors: np.ndarray) -> "Paths":
        """The same paths with each month (H,) multiplied."""
        return replace(self, intensities=self.intensities * factors)


def paths(seen: Months, known: Level, last: int, seed: int = SEED, number: int = PATHS) -> Paths:
    """Paths, an even number of them, from the first month that is not whole to the month numbered `last`."""
    random = np.random.default_rng(seed)
    first = _first_open(seen)
    months = np.arange(first, last + 1)
    tau, v, z = _drawn(known, random, number)
    # The level is known at the end of what is seen; it walks on from there, through months without a count too.
    ahead = max(last - int(seen.numbers[-1]), 0)
    walk = z[:, None] + _walk(tau, ahead, random)
    levels = np.concatenate([np.repeat(z[:, None], len(months) - ahead, axis=1), walk], axis=1)
    shape = _shapes(known, random, number)[:, months % YEAR]
    usual = known.mean * shape
    open_share, batches = _open(seen, months, usual * np.exp(levels), v, random)
    wild = random.random((number, len(months))) < WILD
    wildness = random.gamma(WILD_SIZE, 1 / WILD_SIZE, (number, len(months)))
    return Paths(first, open_share * np.where(wild, usual * wildness, usual * np.exp(levels) * batches))


def _first_open(seen: Months) -> int:
    """The number of the first month at the end of what is seen of which something may still come."""
    number = int(seen.numbers[-1]) + 1
    while number > seen.first and seen.covered[number - 1 - seen.first] < 1:
        number -= 1
    return number


def _drawn(known: Level, random: np.random.Generator, number: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Stratified draws (n,) of the drift, the unevenness and the level; both paths of a pair get nearly the same."""
    weights = known.weights.ravel() / known.weights.sum()
    places = np.searchsorted(np.cumsum(weights), (np.arange(number) + random.random(number)) / number)
    pairs = 2 * random.permutation(number // 2)
    places = np.minimum(places, len(weights) - 1)[np.concatenate([pairs, pairs + 1])]
    of_tau, of_v, of_z = np.unravel_index(places, known.weights.shape)
    return TAUS[of_tau], VS[of_v], Z[of_z] + (random.random(number) - 0.5) * STEP


def _walk(tau: np.ndarray, ahead: int, random: np.random.Generator) -> np.ndarray:
    """How far the level walks in the months ahead (n, H).

    The second half of the paths mirrors the first: what is drawn by luck cancels out (antithetic variates: Hammersley &
    Morton 1956).
    """
    half = random.standard_normal((len(tau) // 2, ahead))
    return np.cumsum(np.concatenate([half, -half]) * (tau / np.sqrt(YEAR))[:, None], axis=1)


def _shapes(known: Level, random: np.random.Generator, number: int) -> np.ndarray:
    """Draws (n, 12) of the shape of the year."""
    weights = known.shape.weights
    belief = np.searchsorted(np.cumsum(weights), (random.permutation(number) + random.random(number)) / number)
    belief = np.minimum(belief, len(weights) - 1)
    return random.gamma(known.shape.at[belief]) / known.shape.rate[belief]


def _open(
    seen: Months, months: np.ndarray, means: np.ndarray, v: np.ndarray, random: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """How much of each month is still open (H,), and the draws of its batches (n, H).

    A batch factor is gamma(1 / v, 1 / v); of a month of which a share c and a count y are known, with the mean m of the
    whole month, it is gamma(1 / v + y, 1 / v + m c).
    """
    covered, counted = np.zeros(len(months)), np.zeros(len(months))
    inside = months <= seen.numbers[-1]
    covered[inside] = seen.covered[months[inside] - seen.first]
    counted[inside] = np.where(seen.telling, seen.filled, 0)[months[inside] - seen.first]
    known = np.where(np.isin(months, seen.numbers[seen.telling]), covered, 0)
    size = 1 / v[:, None]
    return 1 - covered, random.gamma(size + counted) / (size + means * known)
