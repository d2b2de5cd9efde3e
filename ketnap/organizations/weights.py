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
    """The part of each weighed indicator (columns) and their sum, `index`, for each row of `below`.

    An indicator counts as 100 where it equals the average of the organization, in proportion above and below, and its
    part is that times its share of all weights. Nothing is added up where a part is missing or nothing weighs.
    """
    weighed = {name: weight for name, weight in weights.items() if weight}
    total = sum(weighed.values())
    of_own = averages.reindex(rows["source"]).set_axis(rows.index)
    parts = pd.DataFrame(index=rows.index)
    for name, weight in weighed.items():
        average = of_own[name].where(of_own[name] > 0)
        parts[name] = rows[name].astype("Float64").astype(float) / average * 100 * weight / total
    parts["index"] = parts.sum(axis=1, skipna=False) if weighed else float("nan")
    return parts
