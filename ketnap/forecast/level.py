"""What months say of the level, its drift, the batches and the shape of the year.

The model of a month's count y, with calendar month j and the share c of the month that is covered:

    y | z ~ negative binomial, mean m e^z s_j c, variance mean + v mean²
    z     ~ random walk, standard deviation tau in a year; at first N(0, 0.9²)

m is the mean month. v says how uneven months are beyond chance (ceremonies, batches), tau how far the level drifts.
Both have a value on a grid and a prior, and are averaged by how well each pair foretells the months one by one; z has a
grid too, so that the filter is exact (forward algorithm of a hidden Markov model: Rabiner 1989) and nothing is fitted
by an optimiser. With a small probability a month is wild: it says nothing of the level. Kalman-like filters of counts:
Harvey & Fernandes 1989; Poisson-gamma accrual: Anisimov & Fedorov 2007.

The shape s_j ~ gamma(k r_j, k) is conjugate: s_j | data ~ gamma(k r_j + Y_j / D, k + E_j / D) with the counts Y_j seen
in calendar month j, the level E_j expected there, and the Pearson dispersion D. k, how much calendar months resemble
each other, and r_j, a flat year or one that follows the neighbouring months, are averaged by their marginal
likelihood.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import gammaln

from ketnap.forecast.months import YEAR, Months

Z = np.linspace(-2, 2, 101)
STEP = Z[1] - Z[0]
# Where the level starts: about the mean month, or about one that is believed in (coefficient of variation .5).
STARTS, BELIEVED = np.exp(-0.5 * (Z / 0.9) ** 2), np.exp(-0.5 * Z**2 / np.log1p(0.25))
# The drift of the log level in a year, half-normal; the extra variance of a month, exponential.
TAUS, TAU_SCALE = np.array([0.06, 0.12, 0.2, 0.3, 0.45, 0.7]), 0.35
VS, V_MEAN = np.array([0.0001, 0.02, 0.05, 0.12, 0.3, 0.8]), 0.2
WILD, WILD_SIZE = 0.02, 0.5
# How strongly calendar months are drawn together, log-normal around 6, and how far towards their neighbours.
KAPPAS, KAPPA_MIDDLE, KAPPA_SPREAD = np.array([0.3, 0.6, 1, 2, 4, 8, 16, 32, 64, 128, 400]), 6.0, 2.5
TOWARDS_NEIGHBOURS = (0.0, 0.5, 1.0)
# What is believed of the dispersion before anything is seen, and of how many months' weight that is.
DISPERSION, DISPERSION_MONTHS = 1.5, 6.0
FLAT = 2.0
ROUNDS = 2


@dataclass(frozen=True)
class Shape:
    """Weighted beliefs (B,) on the shape of the year: gamma(`at` (B, 12), `rate` (B, 12)) for each calendar month."""

    weights: np.ndarray
    at: np.ndarray
    rate: np.ndarray

    @property
    def mean(self) -> np.ndarray:
        """The expected shape (12,), about 1 on average."""
        return self.weights @ (self.at / self.rate)


@dataclass(frozen=True)
class Level:
    """What is known at the end of the months: mean month, weights of (tau, v, z) (6, 6, 101), shape of the year.

    `usual` is what each month (T,) would usually have brought, all months considered.
    """

    mean: float
    weights: np.ndarray
    shape: Shape
    usual: np.ndarray


def level(seen: Months, believed: float | None = None) -> Level:
    """What the months say: the level on a flat year gives a shape, that shape a better level, and so once more.

    `believed` is the mean month somebody believes in before anything is seen, give or take half of it.
    """
    telling, starts = seen.telling, STARTS if believed is None else BELIEVED
    mean = believed or (seen.filled[telling].sum() + 0.5) / (seen.covered[telling].sum() + 0.01)
    _, expected = _filtered(seen, mean, np.ones(YEAR), starts)
    for _ in range(ROUNDS):
        shape = _shape(seen, expected)
        weights, expected = _filtered(seen, mean, shape.mean, starts)
    return Level(mean, weights, shape, expected * shape.mean[seen.calendar])


def log_negative_binomial(counts: np.ndarray, means: np.ndarray, size: np.ndarray | float) -> np.ndarray:
    """Log probability of counts: mean, and variance mean + mean² / size."""
    chance = np.log(size) - np.log(size + means)
    return (
        gammaln(counts + size)
        - gammaln(size)
        - gammaln(counts + 1)
        + size * chance
        + counts * (np.log(means) - np.log(size + means))
    )


def _kernels() -> np.ndarray:
    """For each tau the chances of z moving from one grid point to another within a month (6, 101, 101).

    A walk of small steps with the right variance: a normal density would be too coarse on the grid for small tau.
    """
    found = []
    for tau in TAUS:
        variance = tau**2 / YEAR / STEP**2
        steps = int(np.ceil(2 * variance))
        aside = variance / steps / 2
        one = np.diag(np.full(len(Z), 1 - 2 * aside))
        one += np.diag(np.full(len(Z) - 1, aside), 1) + np.diag(np.full(len(Z) - 1, aside), -1)
        one[0, 0] = one[-1, -1] = 1 - aside
        found.append(np.linalg.matrix_power(one, steps))
    return np.array(found)


KERNELS = _kernels()
PRIOR = np.exp(-0.5 * (TAUS[:, None] / TAU_SCALE) ** 2 - VS[None, :] / V_MEAN)


def _likelihoods(seen: Months, mean: float, shape: np.ndarray) -> np.ndarray:
    """The likelihood of each month for each v and z (T, 6, 101), up to a factor of the month."""
    usual = mean * shape[seen.calendar] * np.where(seen.telling, seen.covered, 1)
    counts = seen.filled[:, None, None]
    means = usual[:, None, None] * np.exp(Z)
    tame = np.exp(log_negative_binomial(counts, means, 1 / VS[None, :, None]))
    wild = np.exp(log_negative_binomial(counts, usual[:, None, None], WILD_SIZE))
    found = np.where(seen.telling[:, None, None], (1 - WILD) * tame + WILD * wild, 1)
    return found / found.max(axis=(1, 2), keepdims=True)


def _filtered(seen: Months, mean: float, shape: np.ndarray, starts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The weights of (tau, v, z) after the last month, and the expected level of each month (T,)."""
    likely = _likelihoods(seen, mean, shape)
    state = np.broadcast_to(starts / starts.sum(), (len(TAUS), len(VS), len(Z)))
    log_weights, forward = np.log(PRIOR), np.empty((len(seen), *state.shape))
    for month, chances in enumerate(likely):
        state = (state @ KERNELS if month else state) * chances
        evidence = state.sum(axis=2, keepdims=True)
        state = forward[month] = state / evidence
        log_weights = log_weights + np.log(evidence[..., 0])
    pairs = np.exp(log_weights - log_weights.max())
    pairs /= pairs.sum()
    return pairs[..., None] * state, _smoothed(forward, likely, pairs) * mean * seen.covered


def _smoothed(forward: np.ndarray, likely: np.ndarray, pairs: np.ndarray) -> np.ndarray:
    """The expected e^z of each month given all months (T,): the backward pass."""
    back, found = np.ones_like(forward[0]), np.empty(len(forward))
    for month in range(len(forward) - 1, -1, -1):
        given_all = forward[month] * back
        given_all /= given_all.sum(axis=2, keepdims=True)
        found[month] = (pairs[..., None] * given_all * np.exp(Z)).sum()
        back = (back * likely[month]) @ KERNELS
        back /= back.max(axis=2, keepdims=True)
    return found


def _shape(seen: Months, expected: np.ndarray) -> Shape:
    """The shape of the year from the months and the level expected in each (T,)."""
    telling = seen.telling
    at, counts, level_there = seen.calendar[telling], seen.filled[telling], expected[telling]
    dispersion = _dispersion(at, counts, level_there)
    came, awaited = np.bincount(at, counts, YEAR) / dispersion, np.bincount(at, level_there, YEAR) / dispersion
    near = (np.roll(came, 1) + np.roll(came, -1) + FLAT) / (np.roll(awaited, 1) + np.roll(awaited, -1) + FLAT)
    towards = np.array([[1 - share + share * near] for share in TOWARDS_NEIGHBOURS])
    kappa = KAPPAS[None, :, None]
    before = kappa * towards
    likelihood = gammaln(before + came) - gammaln(before) + before * np.log(kappa)
    likelihood = (likelihood - (before + came) * np.log(kappa + awaited)).sum(axis=2)
    weights = likelihood - 0.5 * (np.log(KAPPAS / KAPPA_MIDDLE) / KAPPA_SPREAD) ** 2
    weights = np.exp(weights - weights.max()).ravel()
    rate = np.broadcast_to(kappa + awaited, before.shape)
    return Shape(weights / weights.sum(), (before + came).reshape(-1, YEAR), rate.reshape(-1, YEAR))


def _dispersion(at: np.ndarray, counts: np.ndarray, level_there: np.ndarray) -> float:
    """How many times the variance of a month exceeds its mean (Pearson), at least 1."""
    came, awaited = np.bincount(at, counts, YEAR), np.bincount(at, level_there, YEAR)
    fitted = np.maximum(((came + FLAT) / (awaited + FLAT))[at] * level_there, 1e-6)
    free = max(len(at) - np.count_nonzero(awaited), 0)
    squares = float(((counts - fitted) ** 2 / fitted).sum())
    return max((squares + DISPERSION * DISPERSION_MONTHS) / (free + DISPERSION_MONTHS), 1.0)
