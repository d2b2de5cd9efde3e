"""How good the forecast is: python -m tests.bench_forecast (make bench).

Invented worlds whose truth is known, from a fixed seed. At the end of a month of the current year each forecaster is
asked for the rest of the year, for all months to the end of the term, and for the rest of the year of some units; once
with six years before the current one, once with a single year. The unit of the CRPS is the seasonal-naive bootstrap
(ratio, geometric mean over the families: lower is better); `holds` is how often the outcome lies inside the 80 % and
the 95 % interval, `gap` how far stated and observed probabilities lie apart. `truth` knows the world it foretells and
cannot be beaten but by luck.

With the variable FORECAST_BENCH, a folder with the bench.py of the public data sets, its table is printed as well.
"""

import os
import subprocess
import sys
import time
from fractions import Fraction
from pathlib import Path

import numpy as np
import pandas as pd

from ketnap.forecast import bench
from ketnap.forecast.level import level
from ketnap.forecast.months import YEAR, months, named, number_of
from ketnap.forecast.paths import Sum, paths
from ketnap.forecast.split import shares
from ketnap.forecast.term import Year, chances
from tests.worlds import FAMILIES, LEVELS, LONG, PEERS, Answer, Case, Question, made

ROOT = Path(__file__).parent.parent
WORLDS, ENDED, SEEDS, RUNS = 24, (2, 5, 8), 10, 9


def main() -> None:
    """Print the tables."""
    with pd.option_context("display.float_format", "{:.2f}".format):
        print(table(*played()).to_string())
    print(f"a total and 50 units from 65 months: {cost():.2f} CPU seconds")
    for what, apart in seeds().items():
        print(f"largest difference of a chance among {SEEDS} seeds, {what}: {apart:.3f}")
    if folder := os.environ.get("FORECAST_BENCH"):
        sys.stdout.flush()
        subprocess.run([sys.executable, Path(folder) / "bench.py", "ketnap.forecast:bench"], cwd=ROOT, check=True)


def model(case: Case, questions: list[Question], random: np.random.Generator) -> list[Answer]:
    """Ketnap's own forecast, asked as the public data sets ask it."""
    names = ["{}-{:02}".format(*named(case.first + month)) for month in range(len(case.counts) + case.ahead.shape[1])]
    known = len(case.counts)
    asked = [
        {
            "id": at,
            "unit": "TOTAL" if question.unit is None else str(question.unit),
            "first": names[known],
            "last": names[known + question.months - 1],
            "targets": question.targets,
        }
        for at, question in enumerate(questions)
    ]
    units = [str(unit) for unit in range(case.counts.shape[1])]
    found = bench(pd.DataFrame(case.counts, names[:known], units), asked)
    return [
        (
            np.interp(LEVELS, list(found[at]["quantiles"]), list(found[at]["quantiles"].values())),
            np.array([found[at]["prob"][target] for target in question.targets]),
        )
        for at, question in enumerate(questions)
    ]


def scored(answer: Answer, question: Question) -> dict[str, float]:
    """CRPS as twice the mean pinball loss, and whether the intervals hold."""
    quantiles, missed = answer[0], question.outcome - answer[0]
    inside = [quantiles[at] <= question.outcome <= quantiles[-1 - at] for at in (2, 0)]
    loss = 2 * np.maximum(LEVELS * missed, (LEVELS - 1) * missed).mean()
    return {"crps": float(loss), "holds 80": float(inside[0]), "holds 95": float(inside[1])}


def played() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Scores of every answer, and every stated probability beside what happened."""
    scores, stated = [], []
    for family, world in FAMILIES.items():
        for number in range(WORLDS):
            for history, years in (("long", LONG), ("short", 1)):
                random = np.random.default_rng([2021, number, years, *family.encode()])
                case, questions = made(world, ENDED[number % len(ENDED)], years, random)
                for name, forecaster in {"ketnap": model, **PEERS}.items():
                    for question, answer in zip(questions, forecaster(case, questions, random), strict=True):
                        key = {"kind": question.kind, "history": history, "forecaster": name, "family": family}
                        scores.append(key | scored(answer, question))
                        came = question.outcome >= question.targets
                        stated += [key | {"p": p, "came": float(c)} for p, c in zip(answer[1], came, strict=True)]
    return pd.DataFrame(scores), pd.DataFrame(stated)


def table(scores: pd.DataFrame, stated: pd.DataFrame) -> pd.DataFrame:
    """One row per kind of question, length of history and forecaster."""
    by = ["kind", "history", "forecaster"]
    crps = scores.groupby([*by, "family"])["crps"].mean().unstack("forecaster")
    relative = np.exp(np.log(crps.div(crps["seasonal naive"], axis=0)).groupby(["kind", "history"]).mean())
    found = relative.stack().rename("CRPS").to_frame()
    found[["holds 80", "holds 95"]] = scores.groupby(by)[["holds 80", "holds 95"]].mean() * 100
    bins = stated.assign(bin=np.minimum((stated["p"] * 10).astype(int), 9)).groupby([*by, "bin"])
    apart = (bins["p"].mean() - bins["came"].mean()).abs() * bins.size()
    found["gap"] = apart.groupby(by).sum() / bins.size().groupby(by).sum()
    return found.sort_values(["kind", "history", "CRPS"])


def cost() -> float:
    """Median CPU seconds of one forecast of a total and 50 units from 65 months, with ranges and a chance of each."""
    counts = np.random.default_rng(1).poisson(np.random.default_rng(2).gamma(1, 0.25, 50), (65, 50)).astype(float)
    first, last = number_of(2016, 1), number_of(2021, YEAR)

    def once() -> float:
        start = time.process_time()
        seen = months(first, counts.sum(axis=1))
        rest = paths(seen, level(seen), last).rest(first, last)
        for means in (rest, *(rest * shares(counts).T)):
            total = Sum(0, means)
            _ = [total.quantile(p) for p in (0.1, 0.5, 0.9)], total.chance_of_reaching(5)
        return time.process_time() - start

    return float(np.median([once() for _ in range(RUNS)]))


def seeds() -> dict[str, float]:
    """How far the chances of a year, a term and a unit lie apart among seeds, at targets from unlikely to likely."""
    random = np.random.default_rng(3)
    counts = random.poisson(random.gamma(1, 0.4, 30), (29, 30)).astype(float)
    seen = months(number_of(2019, 1), counts.sum(axis=1))
    known, now = level(seen), number_of(2021, 6)
    found: dict[str, list[list[float]]] = {"year": [], "term": [], "every year": [], "unit": []}
    for seed in range(SEEDS):
        drawn = paths(seen, known, number_of(2025, YEAR), seed=seed)
        rest, shared = drawn.rest(now, number_of(2021, YEAR)), shares(counts, seed=seed)
        found["year"].append([Sum(0, rest).chance_of_reaching(target) for target in range(40, 150, 10)])
        found["unit"].append([Sum(0, rest * shared[:, unit]).chance_of_reaching(3) for unit in range(30)])
        open_ = [
            Year(year, 0, drawn.rest(number_of(year, 1), number_of(year, YEAR)), None, Fraction(3))
            for year in range(2021, 2026)
        ]
        term = [chances(open_, members, 0.015, seed=seed) for members in range(2000, 6000, 500)]
        found["term"].append([each.total for each in term])
        found["every year"].append([each.every for each in term])
    return {what: float(np.ptp(np.array(all_), axis=0).max()) for what, all_ in found.items()}


if __name__ == "__main__":
    main()
