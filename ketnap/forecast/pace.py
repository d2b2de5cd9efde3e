"""The pace of a year: what is usual by a month's end, and the months that would lead to a target."""

import numpy as np
import pandas as pd

from ketnap.targets import largest_remainder

# So fine are the weights by which people are shared among months.
GRAIN = 1_000_000


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


def planned(people: int, expected: np.ndarray) -> list[int]:
    """People shared among months as those are expected to share them (H,), in whole numbers that add up."""
    weights = expected if expected.sum() > 0 else np.ones(len(expected))
    grains = {str(at): round(float(weight) * GRAIN) for at, weight in enumerate(weights / weights.sum())}
    return list(largest_remainder(people, grains).values())
