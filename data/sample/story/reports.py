"""What units report of their pool and what they expect: the rows of pool_reports.csv."""

from collections import Counter
from datetime import date
from typing import NamedTuple

import numpy as np

from story.chance import share_out, stream
from story.days import text, working_days


class Round(NamedTuple):
    """A round of reports on the pool: period, first and last day, how many units reported, what they expected."""

    period: str
    first: date
    last: date
    units: int
    expected: int


HALVES = {"6 tháng đầu": (False,), "6 tháng cuối": (True,)}
# Expected against admitted afterwards (NEW_ADMISSIONS): 186 / 275, 53 / 80, 45 until May / 72.
ROUNDS = (
    Round("Năm 2020", date(2020, 1, 6), date(2020, 1, 17), 69, 275),
    Round("6 tháng cuối năm 2020", date(2020, 6, 15), date(2020, 7, 10), 66, 80),
    Round("6 tháng đầu năm 2021", date(2020, 12, 7), date(2020, 12, 25), 68, 72),
    Round("Năm 2021", date(2021, 1, 5), date(2021, 1, 22), 69, 163),
    # The letter asks for this one within June 2021; it was written on the 21st.
    Round("6 tháng cuối năm 2021", date(2021, 6, 8), date(2021, 6, 21), 52, 96),
)


def report_rows(units, decisions):
    """The rows of pool_reports.csv, round by round in the official order of units."""
    rng = stream(2)
    admitted = Counter((d.unit, d.day.year, d.day.month > 6) for d in decisions if not d.note)
    hope = rng.gamma(8, 1 / 8, len(units))
    for held in ROUNDS:
        year, halves = int(held.period[-4:]), HALVES.get(held.period.partition(" năm ")[0], (False, True))
        reporting = sorted(rng.choice(len(units), held.units, replace=False))
        became = np.array([sum(admitted[n, year, half] for half in halves) for n in reporting], float)
        pull = np.array([units[n].pull * hope[n] for n in reporting])
        weights = pull / pull.sum() + (became / became.sum() if became.any() else 0)
        days = working_days(held.first, held.last)
        for n, expected in zip(reporting, share_out(held.expected, weights), strict=True):
            made = days[rng.integers(len(days))]
            yield (units[n].name, text(made), held.period, *pool(rng, units[n], year, expected))


def pool(rng, unit, year, expected):
    """The numbers of one report: each part of the pool within the whole."""
    in_pool = expected + int(rng.poisson(1 + unit.members[year] / 40))
    class_done = int(rng.binomial(in_pool, 0.6))
    ready = int(rng.binomial(class_done, 0.3))
    verified = int(rng.binomial(class_done - ready, 0.4))
    others = int(unit.members[year] * rng.uniform(0.3, 0.9))
    youth = int(rng.binomial(expected, 0.65))
    union = int(rng.binomial(expected - youth, 0.9))
    return in_pool + others, in_pool, class_done, verified, ready, expected, youth, union, "", ""
