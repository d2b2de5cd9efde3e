"""A shock that goes on: the months to come are as much below the usual ones as the months it has struck.

    d ~ gamma(2 + Y, 2 + E)

with the admissions Y of the struck months and what they would usually have brought, E. That it is over is the plain
forecast, in which struck months say nothing of the level; that it is not marked, the forecast that takes them as usual.
"""

from dataclasses import replace

import numpy as np

from ketnap.forecast.months import Months
from ketnap.forecast.paths import SEED
from ketnap.forecast.prospect import Forecast

PRIOR = 2.0


def going_on(found: Forecast, until: int) -> Forecast:
    """The forecast if the shock that struck some months lasts to the month numbered `until`; ValueError without one."""
    seen = found.seen
    struck = seen.told_by_shock
    if not struck.any():
        raise ValueError("no month is struck")
    came, awaited = seen.filled[struck].sum(), found.level.usual[struck].sum()
    random = np.random.default_rng(SEED + 3)
    strength = random.gamma(PRIOR + came, 1 / (PRIOR + awaited), len(found.paths.intensities))
    numbers = np.arange(found.paths.first, found.paths.last + 1)
    factors = np.where(numbers <= until, strength[:, None], 1.0)
    return replace(found, paths=found.paths.scaled(factors))


def own_reading(seen: Months) -> str:
    """What a shock means where nobody says: it goes on if it struck the last month known, else it is over."""
    known = seen.struck[~np.isnan(seen.counts) & (seen.covered == 1)]
    if not seen.told_by_shock.any():
        return "unmarked"
    return "goes_on" if len(known) and known[-1] else "over"
