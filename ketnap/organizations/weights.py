"""What the reader lets each indicator weigh, and the index as the sum of its parts."""

from collections.abc import Mapping

import pandas as pd

from ketnap.organizations.below import INDICATORS
from ketnap.store import Store

DEFAULT_WEIGHT = 20
WEIGHTS = range(101)


def kept_weights(store: Store) -> dict[str, int]:
    """The weight of each indicator by the setting, all alike where nobody set one."""
    pairs = (pair.partition("=") for pair in store.setting("organization_weights").split(","))
    made = {name: int(weight) for name, _, weight in pairs if weight.isdigit() and int(weight) in WEIGHTS}
    return {name: made.get(name, DEFAULT_WEIGHT) for name in INDICATORS}


def written(weights: Mapping[str, int]) -> str:
    """The weights as the setting is written."""
    return ",".join(f"{name}={weight}" for name, weight in weights.items())


def index(rows: pd.DataFrame, averages: pd.DataFrame, weights: Mapping[str, int]) -> pd.DataFrame:
    """For each row of `below` the part of each weighed indicator, their sum, `index`, and how many are `known`.

    An indicator counts as 100 where it equals the average of the organization, in proportion above and below, and its
    part is that times its share of the weights of all that are known; NaN where it is not, or nothing weighs.
    """
    weighed = pd.Series({name: float(weight) for name, weight in weights.items() if weight}, dtype=float)
    averages = averages.reindex(rows["source"])[weighed.index].set_axis(rows.index)
    scores = rows[weighed.index].astype("Float64").astype(float) / averages.where(averages > 0) * 100
    known = scores.notna()
    parts = scores.mul(weighed).div(known.mul(weighed).sum(axis=1), axis=0)
    return parts.assign(index=parts.sum(axis=1, min_count=1), known=known.sum(axis=1))
