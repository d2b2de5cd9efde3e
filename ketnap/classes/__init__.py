"""Awareness classes and what became of their graduates; classes for new members apart; classes that are still needed.

`graduates` knows who was admitted and who waits, `pace` how long it took, `plan` what next year's target asks for.
"""

from ketnap.classes.graduates import (
    ENDING,
    YEARS,
    Matched,
    Standing,
    admitted_by_year,
    by_unit,
    cohorts,
    matched,
    new_member,
    people,
    standing,
)
from ketnap.classes.pace import Wait, curves, wait
from ketnap.classes.plan import RIPE, Plan, plan

__all__ = [
    "ENDING",
    "RIPE",
    "YEARS",
    "Matched",
    "Plan",
    "Standing",
    "Wait",
    "admitted_by_year",
    "by_unit",
    "cohorts",
    "curves",
    "matched",
    "new_member",
    "people",
    "plan",
    "standing",
    "wait",
]
