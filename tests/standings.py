"""Where the letter's year stands, and outlooks from there, for tests of sentences.

The letter of 21/6/2021: 45 admitted in five months, 36.3 % of the same period (124), about 150 a year.
"""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np
from scipy import stats

from ketnap.account import SamePeriod, Standing, View
from ketnap.forecast import AS_IT_STANDS, Forecast
from ketnap.forecast.level import Level, Shape
from ketnap.forecast.months import months, number_of
from ketnap.forecast.paths import Paths
from ketnap.outlook import Outlook
from ketnap.targets import AnnualTarget, Term, TermYear

MAY = View(2021, date(2021, 5, 31))
SAME_PERIOD = SamePeriod(now=45, before=124, in_doubt=0)
# The letter's 45; the months apart are invented.
FIVE_MONTHS = [10, 0, 9, 6, 20]


def annual(year: int = 2021, **changed: Any) -> AnnualTarget:
    """The target of the letter: 3 % of 5,000 members, or 150."""
    given: dict[str, Any] = {
        "rate": Decimal(3),
        "members": 5000,
        "members_year": year,
        "by_rate": 150,
        "by_count": None,
        "set_by": "Đại hội IX",
        "is_estimated": False,
    }
    return AnnualTarget(year=year, **given | changed)


def standing(admitted: int = 45, target: int | None = 150, view: View = MAY, **changed: Any) -> Standing:
    """45 of 150 after five months."""
    given: dict[str, Any] = {
        "annual": annual(),
        "months_done": 5,
        "months_left": 7,
        "pace_so_far": Fraction(45, 5),
        "same_period": SAME_PERIOD,
        "readmissions": 0,
    }
    return Standing(view=view, admitted=admitted, target=target, **given | changed)


def year_over(admitted: int) -> Standing:
    """The year gone by."""
    return standing(admitted, view=View(2021, date(2022, 3, 31)), months_done=12, months_left=0)


def term(*years: tuple[int | None, int | None, bool]) -> Term:
    """A term from 2021 on of years given as (admitted, target, is closed)."""
    return Term(
        [
            TermYear(annual(2021 + at, by_rate=target), admitted, is_closed)
            for at, (admitted, target, is_closed) in enumerate(years)
        ]
    )


def forecast(coming: float = 70.0, of_2021: tuple[float, ...] = tuple(FIVE_MONTHS), covered: float = 1.0) -> Forecast:
    """Four even years of 120, the months of 2021, and as many people to come in each month left as in any other.

    `covered` is the share of the last month that has passed. Every path is the same, so that a sum of months is what is
    certain and a Poisson number.
    """
    counts = [*[10.0] * 48, *of_2021]
    whole = np.ones(len(counts))
    whole[-1] = covered
    seen = months(number_of(2017, 1), np.array(counts), whole)
    first = number_of(2017, 1) + len(counts) - (covered < 1)
    left = max(number_of(2022, 1) - first, 1)
    even = Shape(np.ones(1), np.ones((1, 12)), np.ones((1, 12)))
    level = Level(10.0, np.ones((6, 6, 101)), even, np.full(len(counts), 10.0))
    return Forecast(seen, level, Paths(first, np.full((8, left), coming / left)), 2021)


def outlook(
    chance: float | None = 0.38, target: int | None = 150, made: Forecast | None = None, **changed: Any
) -> Outlook:
    """45 in hand, and about 70 to come: 53 months seen, four whole years, even months."""
    found = made or forecast()
    lifts = [None if target is None else found.year_total().lift_to(target, p) for p in (0.5, 0.8)]
    given: dict[str, Any] = {
        "lifts": (lifts[0], lifts[1]),
        "scenario": AS_IT_STANDS,
        "reading": "unmarked",
        "year_total": found.year_total(),
        "term": None,
    }
    return Outlook(forecast=found, target=target, chance=chance, **given | changed)


def poisson(mean: float) -> list[int]:
    """The 10, 50 and 90 % quantiles of a Poisson number, by scipy."""
    return [int(stats.poisson.ppf(p, mean)) for p in (0.1, 0.5, 0.9)]
