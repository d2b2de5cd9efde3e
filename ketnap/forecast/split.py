"""How a total is shared among its parts, units or source organizations, so that they always add up.

On each path the shares are one draw of

    p ~ Dirichlet(g (alpha n_u + D_u))

with the counts D_u of the past, older ones weighing less (delta a year), and the prior share n_u: equal, or by members
where these are known, so that a small unit is drawn towards admissions per member and not towards nothing. alpha is how
much parts resemble each other, g < 1 that admissions clump; all three are averaged by how well they foretell how each
quarter is shared (Dirichlet-multinomial, part by part). Given the path a part's count is Poisson with its share of the
total's intensity: a thinned Poisson process, so that parts are coherent with their total by construction.
"""

from itertools import product

import numpy as np
from scipy.special import gammaln

from ketnap.forecast.months import YEAR
from ketnap.forecast.paths import PATHS, SEED

DELTAS = (0.5, 0.7, 0.85, 1.0)
# Every pair of an alpha and a temper (15, 1, 1).
ALPHA, TEMPER = np.array(list(product((0.05, 0.15, 0.5, 1.5, 5.0), (0.1, 0.3, 1.0)))).T[..., None, None]
QUARTER, QUARTERS = 3, 12


def shares(counts: np.ndarray, sizes: np.ndarray | None = None, seed: int = SEED, number: int = PATHS) -> np.ndarray:
    """Draws (n, U) of the parts' shares, each adding up to 1, from their counts (T, U) and sizes (U,).

    A part of size 0 is closed and gets nothing. Raises ValueError if there is no part with a size.
    """
    weights = np.ones(counts.shape[1]) if sizes is None else np.asarray(sizes, float)
    open_ = weights > 0
    if not open_.any():
        raise ValueError("no part is open")
    found = np.zeros((number, counts.shape[1]))
    found[:, open_] = _drawn(counts[:, open_], weights[open_] / weights[open_].mean(), seed, number)
    return found


def filled(counts: np.ndarray, sizes: np.ndarray, alive: np.ndarray) -> np.ndarray:
    """Counts (T, U) with what a unit of its size would have brought in months before it was there (`alive` (T, U))."""
    by_size = counts.sum(axis=1)[:, None] * sizes / sizes.sum()
    return np.where(alive, counts, by_size)


def _drawn(counts: np.ndarray, prior: np.ndarray, seed: int, number: int) -> np.ndarray:
    """Draws of the shares of open parts, `prior` being 1 on average."""
    if counts.shape[1] == 1:
        return np.ones((number, 1))
    random = np.random.default_rng(seed + 1)
    beliefs, scores = _beliefs(counts, prior)
    weights = np.exp(scores - scores.max())
    weights /= weights.sum()
    chosen = np.searchsorted(np.cumsum(weights), (random.permutation(number) + random.random(number)) / number)
    # Below the smallest float a gamma draw is 0; somebody has to get the share.
    drawn = random.standard_gamma(beliefs[np.minimum(chosen, len(weights) - 1)]) + 1e-300
    return drawn / drawn.sum(axis=1, keepdims=True)


def _beliefs(counts: np.ndarray, prior: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Dirichlet parameters (B, U) for each delta, alpha and temper, and how well they foretell past quarters (B,)."""
    ends = range(len(counts), QUARTER, -QUARTER)[:QUARTERS]
    quarters = np.array([counts[end - QUARTER : end].sum(axis=0) for end in ends]).reshape(-1, len(prior))
    beliefs, scores = [], []
    for delta in DELTAS:
        seen = np.array([_discounted(counts[: end - QUARTER], delta) for end in ends] + [_discounted(counts, delta)])
        at = TEMPER * (ALPHA * prior + seen)
        beliefs.append(at[:, -1])
        scores.append(_told(at[:, :-1], quarters))
    return np.concatenate(beliefs), np.concatenate(scores)


def _discounted(counts: np.ndarray, delta: float) -> np.ndarray:
    """The counts added up (U,), those a year old weighing `delta`."""
    age = np.arange(len(counts) - 1, -1, -1)
    return (delta ** (age / YEAR)) @ counts


def _told(at: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """The log probability of each part's count among all (beta-binomial), added up over parts and quarters (B,).

    Up to a constant, for parameters (B, Q, U) and counts (Q, U).
    """
    total, every = counts.sum(axis=1, keepdims=True), at.sum(axis=2, keepdims=True)
    found = gammaln(counts + at) - gammaln(at) + gammaln(total - counts + every - at) - gammaln(every - at)
    return (found - gammaln(total + every) + gammaln(every)).sum(axis=(1, 2))
