"""The forecaster behind the interface of the public bench: sums of monthly counts, asked for by month and unit."""

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from ketnap.forecast.level import level
from ketnap.forecast.months import Months, months, number_of
from ketnap.forecast.paths import Paths, Sum, paths
from ketnap.forecast.split import shares

LEVELS = (0.005, 0.025, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85)
LEVELS += (0.9, 0.95, 0.975, 0.995)
# A part of so many a year has months enough to stand for itself.
RICH = 60


def bench(history: pd.DataFrame, questions: Iterable[Mapping]) -> dict[object, dict[str, dict]]:
    """For each question's `id` quantiles of its sum and the chance of each of its targets.

    `history`: rows months ("2021-05"), columns units, counts. A question: `unit` (a column or "TOTAL"), `first`,
    `last` (months) and `targets`.
    """
    questions = list(questions)
    last = max(_number(question["last"]) for question in questions)
    first = _number(str(history.index[0]))
    counts = history.to_numpy(float)
    yearly = dict(zip(history.columns, counts.mean(axis=0) * 12, strict=True))
    coming: dict[object, Paths] = {}

    def rest(name: object, series: np.ndarray, question: Mapping) -> np.ndarray:
        """What the months of a question bring on each path of a series."""
        if name not in coming:
            seen: Months = months(first, series)
            coming[name] = paths(seen, level(seen), last)
        return coming[name].rest(_number(question["first"]), _number(question["last"]))

    found, split = {}, None
    for question in questions:
        unit = question["unit"]
        if unit != "TOTAL" and yearly[unit] >= RICH:
            means = rest(unit, history[unit].to_numpy(float), question)
        else:
            means = rest("TOTAL", counts.sum(axis=1), question)
        if unit != "TOTAL" and yearly[unit] < RICH:
            split = shares(counts) if split is None else split
            means = means * split[:, history.columns.get_loc(unit)]
        found[question["id"]] = _answer(Sum(0, means), question["targets"])
    return found


def _number(month: str) -> int:
    """The number of a month written 2021-05."""
    return number_of(int(month[:4]), int(month[5:7]))


def _answer(total: Sum, targets: Iterable[int]) -> dict[str, dict]:
    """Quantiles and chances of a sum."""
    return {
        "quantiles": {p: total.quantile(p) for p in LEVELS},
        "prob": {int(target): total.chance_of_reaching(int(target)) for target in targets},
    }
