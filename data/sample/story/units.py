"""The units with their members: the rows of units.csv and opening_members.csv."""

from datetime import date
from statistics import NormalDist
from typing import NamedTuple

import numpy as np

from story.chance import share_out
from story.days import text
from story.listing import Listing, listings

OFFICERS = 7
MEMBERS = {2019: 4860, 2020: 4930, 2021: 5000}


class Unit(NamedTuple):
    """A grassroots unit, its yearly members and how often it admits."""

    listing: Listing
    name: str
    members: dict
    pull: float


def sizes(rng, scales):
    """Lognormal numbers of members, the larger for units of larger scale."""
    # Quantiles rather than draws: the shape does not depend on the luck of one seed.
    ranks = [NormalDist().inv_cdf((n + 0.5) / len(scales)) for n in range(len(scales))]
    order = np.argsort(np.asarray(scales) + rng.uniform(0, 1.5, len(scales)))
    by_unit = np.empty(len(scales))
    by_unit[order] = np.maximum(50 * np.exp(0.85 * np.array(ranks)), 9)
    return by_unit


def yearly_members(rng, base):
    """The members of each unit by year, near its base size, with the block's exact totals."""
    drift = {2019: 0.03, 2020: 0.015, 2021: 0}
    years = [share_out(n, base * rng.normal(1, drift[y], len(base))) for y, n in MEMBERS.items()]
    return [dict(zip(MEMBERS, unit, strict=True)) for unit in zip(*years, strict=True)]


def make_units(rng):
    """The units in official order."""
    lines = listings()
    years = yearly_members(rng, sizes(rng, [line.scale for line in lines]))
    keen = rng.gamma(4, 1 / 4, len(lines))
    return [make_unit(*parts) for parts in zip(lines, years, keen, strict=True)]


def make_unit(line, members, keen):
    """One unit, named after its size: 30 members make a Đảng bộ."""
    prefix = "Đảng bộ" if members[2021] >= 30 else "Chi bộ"
    # Colleges admit students beside staff; in such blocks one is often the largest source.
    pull = members[2021] * keen * (2 if line.is_college else 1)
    return Unit(line, f"{prefix} {line.name}", members, pull)


def odds(units):
    """How likely each unit is the one of an admission or of a seat in a class."""
    pull = np.array([unit.pull for unit in units])
    return pull / pull.sum()


def officer(n):
    """Code and label of the officer who follows the unit at a place of the official order."""
    number = n % OFFICERS + 1
    return f"UV{number}", f"Ủy viên phụ trách {number}"


def founded(rng):
    """A founding day decades ago, for one unit in ten unknown."""
    day = date(int(rng.integers(1964, 2013)), int(rng.integers(1, 13)), int(rng.integers(1, 29)))
    return text(day) if rng.random() > 0.1 else ""


def unit_rows(rng, units):
    """The rows of units.csv."""
    for n, unit in enumerate(units):
        yield (
            n + 1,
            f"U{n + 1:02}",
            unit.name,
            unit.listing.aliases,
            f"{unit.name[: unit.name.index('bộ') + 2]} cơ sở",
            unit.listing.sector,
            *officer(n),
            founded(rng),
        )


def opening_rows(units, probation):
    """The rows of opening_members.csv, `probation` members by (year at 1 January, unit)."""
    for year in MEMBERS:
        for n, unit in enumerate(units):
            total, on_probation = unit.members[year], probation[year, n]
            yield unit.name, year, total, total - on_probation, on_probation
