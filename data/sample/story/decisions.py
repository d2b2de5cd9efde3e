"""When and of which unit people were admitted since 2017: decisions, their numbers, ceremonies."""

from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

import numpy as np

from story.days import CONGRESS_CLOSED, CUTOFF, before_anniversary, working_days
from story.units import odds

PEOPLE_PER_SESSION = 8
WINDOW_PULL = 6  # a working day just before an anniversary, against any other working day

# January to December. The letter fixes two sums: 124 in Jan-May 2020 and 45 in Jan-May 2021.
NEW_ADMISSIONS = {
    2019: (27, 9, 6, 7, 22, 5, 0, 20, 6, 11, 16, 20),
    2020: (38, 17, 20, 12, 37, 9, 4, 14, 5, 8, 10, 12),
    2021: (14, 6, 7, 5, 13),
}
EARLIER_TOTALS = {
    2017: (25, 8, 7, 6, 21, 6, 4, 18, 6, 10, 15, 17),
    2018: (28, 10, 6, 8, 23, 6, 3, 19, 7, 10, 16, 15),
}


class Decision(NamedTuple):
    """One admission decision before the person is filled in."""

    day: date
    unit: int
    note: str = ""


def sessions(rng, year, month):
    """The decision days of a month and the pull of each."""
    people = NEW_ADMISSIONS[year][month - 1]
    days = working_days(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
    pull = np.array([WINDOW_PULL if before_anniversary(day) else 1 for day in days], float)
    held = rng.choice(len(days), people // PEOPLE_PER_SESSION + 1, False, pull / pull.sum())
    return [days[n] for n in held], pull[held] / pull[held].sum()


def month_decisions(rng, year, month, unit_odds):
    """The new admissions decided in a month."""
    people = NEW_ADMISSIONS[year][month - 1]
    days, day_odds = sessions(rng, year, month)
    chosen = rng.choice(len(days), people, p=day_odds)
    units = rng.choice(len(unit_odds), people, p=unit_odds)
    return [Decision(days[d], int(u)) for d, u in zip(chosen, units, strict=True)]


def readmissions(rng, new, unit_odds):
    """One readmission a year, decided on a day that also had new admissions."""
    for year in NEW_ADMISSIONS:
        days = sorted({decision.day for decision in new if decision.day.year == year})
        unit = int(rng.choice(len(unit_odds), p=unit_odds))
        yield Decision(days[rng.integers(len(days) // 2)], unit, "Kết nạp lại")


def make_decisions(rng, units):
    """All decisions from 2019 on, by day and then official order of units."""
    months = [(y, m + 1) for y, counts in NEW_ADMISSIONS.items() for m in range(len(counts))]
    new = [d for y, m in months for d in month_decisions(rng, y, m, odds(units))]
    return sorted([*new, *readmissions(rng, new, odds(units))])


def make_ceremonies(rng, decisions):
    """The ceremony day of each decision; a unit holds one ceremony for one decision day."""
    held = {}
    for day, unit, _ in decisions:
        if (day, unit) not in held:
            days = working_days(day + timedelta(3), day + timedelta(25))
            held[day, unit] = days[rng.integers(len(days))]
    return [held[day, unit] for day, unit, _ in decisions]


def decision_numbers(rng, decisions):
    """The number of each decision."""
    number, previous, numbers = 1300, CUTOFF, []
    for day, _, _ in decisions:
        # Party bodies number documents through a term, so a congress starts again at 01.
        if previous <= CONGRESS_CLOSED < day:
            number = 0
        number += 1 if day == previous else int(rng.integers(2, 12))
        numbers.append(number)
        previous = day
    return numbers


def earlier_rows():
    """The rows of monthly_totals.csv."""
    for year, counts in EARLIER_TOTALS.items():
        for month, admitted in enumerate(counts, start=1):
            yield year, month, "", "", admitted, "Ngày quyết định"
