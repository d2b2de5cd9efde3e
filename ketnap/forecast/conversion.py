"""How much of what is counted on comes true, learnt from the past: graduates admitted, expectations kept.

**Classes.** Of the n graduates of a class a share theta is admitted in the end, theta ~ beta(mu M, (1 - mu) M) from
class to class. How long it takes is read off all classes together by discrete hazards, those not yet over counting for
the months they have been seen (product-limit estimator: Kaplan & Meier 1958), so that a young class is not taken for a
bad one. mu and M lie on a grid and are averaged by their beta-binomial likelihood.

**Reports.** Of E people a unit expects A come, A ~ Poisson(rho_u E), rho_u ~ gamma(k, k / rho): units differ, and are
drawn towards what all report alike. rho and k lie on a grid and are averaged by their negative-binomial likelihood.
Expectations are optimistic as a rule ("Lasagna's law", Turchetta et al. 2023), so they are never taken at face value.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import betaincinv, betaln, gammaln

from ketnap.forecast.paths import PATHS, SEED

# Before anything is seen: 6 of 10 (published examples lie between 3 and 9), give or take 25 points.
PRIOR_SHARE, PRIOR_SPREAD = 0.6, 0.25
PRIOR_PEOPLE = PRIOR_SHARE * (1 - PRIOR_SHARE) / PRIOR_SPREAD**2 - 1
# Months from the end of a class to the last admission that is waited for; the certificate is good for 60.
LONGEST, PRIOR_LAGS = 36, 18
SHARES = np.linspace(0.01, 0.99, 50)
ALIKE = np.array([3.0, 6.0, 12.0, 25.0, 50.0, 100.0, 400.0])
RATIOS, UNITS_ALIKE = np.geomspace(0.05, 2.5, 60), np.array([1.0, 2.0, 4.0, 8.0, 16.0, 64.0])
# Log-normal: about what is published for introductions; one period differs from the next by so much, as a logarithm.
PRIOR_RATIO, RATIO_SPREAD, PERIOD_SPREAD = 0.65, 0.4, 0.2


@dataclass(frozen=True)
class Cohort:
    """A class seen for so many months after its end: graduates, and how many of them were admitted in each (K,)."""

    graduates: int
    admitted: np.ndarray


@dataclass(frozen=True)
class Conversion:
    """What classes taught: `mean` share admitted in the end, `draws` of it (n,), when (K,), from how many graduates."""

    mean: float
    draws: np.ndarray
    lags: np.ndarray
    classes: int
    graduates: int

    def fixed(self, share: float) -> "Conversion":
        """The same with a share somebody gave."""
        return Conversion(share, np.full_like(self.draws, share), self.lags, self.classes, self.graduates)


def of_classes(cohorts: Sequence[Cohort], seed: int = SEED, number: int = PATHS) -> Conversion:
    """What past classes teach of the next; without any, what is believed beforehand."""
    lags = _lags(cohorts)
    seen_share = np.cumsum(lags)
    ripe = [(c.graduates * _ripe(seen_share, len(c.admitted)), float(c.admitted.sum())) for c in cohorts]
    log_weights = _prior(SHARES)[:, None] + np.zeros(len(ALIKE))
    at, against = SHARES[:, None] * ALIKE, (1 - SHARES[:, None]) * ALIKE
    for due, came in ripe:
        log_weights = log_weights + betaln(at + came, against + max(due - came, 0.0)) - betaln(at, against)
    weights = np.exp(log_weights - log_weights.max())
    weights /= weights.sum()
    chosen, random = _chosen(weights, seed, number)
    share, alike = SHARES[chosen[0]], ALIKE[chosen[1]]
    draws = betaincinv(share * alike, (1 - share) * alike, random)
    return Conversion(float(weights.sum(axis=1) @ SHARES), draws, lags, len(cohorts), sum(c.graduates for c in cohorts))


def _prior(shares: np.ndarray) -> np.ndarray:
    """The log density of the mean share beforehand: beta with mean PRIOR_SHARE and spread PRIOR_SPREAD."""
    return (PRIOR_SHARE * PRIOR_PEOPLE - 1) * np.log(shares) + ((1 - PRIOR_SHARE) * PRIOR_PEOPLE - 1) * np.log1p(
        -shares
    )


def _lags(cohorts: Sequence[Cohort]) -> np.ndarray:
    """Of those admitted in the end the share admitted in each month after the class (LONGEST + 1,)."""
    came = np.zeros(LONGEST + 1)
    waited = np.zeros(LONGEST + 1)
    prior = PRIOR_PEOPLE * PRIOR_SHARE / PRIOR_LAGS
    came[1 : PRIOR_LAGS + 1] += prior
    waited += PRIOR_PEOPLE - np.concatenate([[0.0], np.cumsum(came)[:-1]])
    for cohort in cohorts:
        admitted = cohort.admitted[: LONGEST + 1]
        came[: len(admitted)] += admitted
        waited[: len(admitted)] += cohort.graduates - np.concatenate([[0.0], np.cumsum(admitted)[:-1]])
    hazard = np.clip(came / np.maximum(waited, 1e-9), 0, 1)
    left = np.concatenate([[1.0], np.cumprod(1 - hazard)[:-1]])
    return left * hazard / (left * hazard).sum()


def _ripe(seen_share: np.ndarray, months: int) -> float:
    """The share of those admitted in the end that would have come within so many months."""
    return float(seen_share[min(months, len(seen_share)) - 1]) if months else 0.0


@dataclass(frozen=True)
class Promise:
    """What reports taught: `mean` ratio of what came to what was expected, draws for each unit (n, U), on how much."""

    mean: float
    draws: np.ndarray
    expected: int
    came: int

    def fixed(self, ratio: float) -> "Promise":
        """The same with a ratio somebody gave."""
        return Promise(ratio, np.full_like(self.draws, ratio), self.expected, self.came)


def of_reports(expected: np.ndarray, came: np.ndarray, seed: int = SEED, number: int = PATHS) -> Promise:
    """What past reports teach: people expected and admitted of each unit (U,), in periods that are over."""
    before = -0.5 * (np.log(RATIOS / PRIOR_RATIO) / RATIO_SPREAD) ** 2
    k, rate = UNITS_ALIKE[None, :, None], (UNITS_ALIKE[None, :] / RATIOS[:, None])[..., None]
    reported = expected > 0
    told = gammaln(k + came[reported]) - gammaln(k) + k * np.log(rate)
    told = told - (k + came[reported]) * np.log(rate + expected[reported])
    log_weights = before[:, None] + told.sum(axis=2)
    weights = np.exp(log_weights - log_weights.max())
    weights /= weights.sum()
    chosen, _ = _chosen(weights, seed + 4, number)
    generator = np.random.default_rng(seed + 5)
    alike, ratio = UNITS_ALIKE[chosen[1]][:, None], RATIOS[chosen[0]][:, None]
    draws = generator.gamma(alike + came) / (alike / ratio + expected)
    draws *= np.exp(PERIOD_SPREAD * generator.standard_normal((number, 1)))
    mean = float(weights.sum(axis=1) @ RATIOS)
    return Promise(mean, draws, int(expected.sum()), int(came[reported].sum()))


def _chosen(weights: np.ndarray, seed: int, number: int) -> tuple[tuple[np.ndarray, ...], np.ndarray]:
    """Stratified draws of places in a grid by weight, and independent numbers between 0 and 1."""
    random = np.random.default_rng(seed)
    levels = (np.arange(number) + random.random(number)) / number
    places = np.minimum(np.searchsorted(np.cumsum(weights.ravel()), levels), weights.size - 1)
    order = random.permutation(number)
    inner = (random.permutation(number) + random.random(number)) / number
    return np.unravel_index(places[order], weights.shape), np.clip(inner, 1e-9, 1 - 1e-9)
