"""The forecast of a view: where the year and the term are heading, as it stands and under what somebody supposes.

`ground` is what all forecasts of a day share, `learnt` what past classes and reports taught, `levers` what a scenario
does to it, `term` the years of the term; here is what pages ask for.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import msgspec
import numpy as np
import pandas as pd

from ketnap import account
from ketnap import forecast as forecasts
from ketnap.account import View
from ketnap.forecast import AS_IT_STANDS, READINGS, Forecast, Scenario, Sum, TooLittle
from ketnap.forecast.months import YEAR, number_of
from ketnap.forecast.scenario import month_number
from ketnap.forecast.track import Tried, track
from ketnap.outlook.ground import as_they_are, ground, is_counted, known_months, late, struck_months
from ketnap.outlook.levers import supposed
from ketnap.outlook.term import TermOutlook, term_outlook
from ketnap.store import Store, remembered
from ketnap.targets import Change

__all__ = [
    "Outlook",
    "TermOutlook",
    "as_read",
    "compared",
    "fan",
    "outlook",
    "pace",
    "sources",
    "struck_months",
    "tried",
    "units",
]

BANDS = {"median": 0.5, "low50": 0.25, "high50": 0.75, "low80": 0.1, "high80": 0.9, "low95": 0.025, "high95": 0.975}
SURE = (0.5, 0.8)


@dataclass(frozen=True)
class Outlook:
    """The forecast of a view under a scenario: the year's, and the term's where the view is the whole block.

    `chance` is P(year >= target), None where there is no target; `lifts` are the smallest factors on all months left
    that reach it with the chances of SURE, None where none does. `reading` is what the marked months are taken for.
    """

    scenario: Scenario
    reading: str
    forecast: Forecast
    year_total: Sum
    target: int | None
    chance: float | None
    lifts: tuple[float | None, float | None]
    term: TermOutlook | None


def as_read(reading: str, believe: bool = False) -> Scenario:
    """The forecast as it stands under one reading of the shocks, "" or anything unknown for what the months suggest.

    With `believe` the target stands in for a usual year where too little is known.
    """
    return msgspec.structs.replace(AS_IT_STANDS, shock=reading if reading in READINGS else "", believe=believe)


def outlook(store: Store, view: View, scenario: Scenario = AS_IT_STANDS) -> Outlook | TooLittle:
    """The forecast from what is known on the view's last day, or how little is known."""
    return _outlook(store, store.version, view, scenario)


@remembered(64)
def _outlook(store: Store, version: int, view: View, scenario: Scenario) -> Outlook | TooLittle:
    """The outlook as it is while the data stay at `version`."""
    stands = ground(store, view, scenario.shock, scenario.believe)
    if isinstance(stands, TooLittle):
        return stands
    seen = known_months(store, view, late(store, view), stands.reading)
    cells = supposed(store, view, stands, scenario)
    of_view = cells.of(*_parts(store, view))
    found = Forecast(seen, stands.forecast.level, of_view, view.year)
    if not is_counted(found):
        return TooLittle(found.months_seen, "gap")
    change = Change.of(scenario.rate, scenario.members)
    target, total = account.target_of(store, view, change), found.year_total()
    # A target of nobody asks for nothing.
    chance = total.chance_of_reaching(target) if target else None
    even, sure = (total.lift_to(target, p) if target else None for p in SURE)
    term = term_outlook(store, view, found, target, change) if view.whole_block else None
    return Outlook(scenario, stands.reading, found, total, target, chance, (even, sure), term)


def _parts(store: Store, view: View) -> tuple[list[str] | None, list[str] | None]:
    """The units and sources a view is narrowed to; None for all."""
    units = [view.unit] if view.unit else None
    if view.officer:
        register = store.query("units_on", as_of=view.last_day)
        followed = register.loc[register["officer_code"] == view.officer, "unit_code"].tolist()
        units = [code for code in followed if units is None or code in units]
    return units, [view.source] if view.source else None


def fan(frame: pd.DataFrame, found: Forecast, needed: pd.Series) -> pd.DataFrame:
    """The twelve months of `account.months`, cumulative, with the forecast's middle and bands of the months to come.

    `needed`: what each month left must bring, from `pace`; the column `needed` adds it up from the last whole month on.
    """
    added = account.cumulative(frame, None)[["this_year"]]
    added.loc[added.index > found.months_done, "this_year"] = float("nan")
    added = added.join(_bands(found))
    added["needed"] = found.admitted + found.begun + needed.cumsum().reindex(added.index)
    if found.months_done and needed.notna().any():
        added.loc[found.months_done, "needed"] = float(found.admitted)
    return added


@lru_cache(maxsize=32)
def _bands(found: Forecast) -> pd.DataFrame:
    """The middle and the ranges at the end of each month (index) from the last whole one on."""
    totals = {month: found.year_total(month) for month in range(max(found.months_done, 1), YEAR + 1)}
    rows = {month: [float(total.quantile(p)) for p in BANDS.values()] for month, total in totals.items()}
    if found.months_done:
        rows[found.months_done] = [float(found.admitted)] * len(BANDS)
    return pd.DataFrame.from_dict(rows, orient="index", columns=list(BANDS))


def pace(store: Store, view: View, found: Outlook) -> pd.DataFrame:
    """The months left of the year (index): `usual`, `expected` and `needed` admissions.

    `usual` is the mean of the same months in whole years before (NaN without one), `expected` the forecast's mean, and
    `needed` what is missing to the target, shared as the forecast shares it, in whole numbers (NaN without a target).
    """
    made = found.forecast
    left = range(made.months_done + 1, YEAR + 1)
    expected = [made.sum(number_of(view.year, month), number_of(view.year, month)).mean for month in left]
    frame = pd.DataFrame({"expected": expected}, index=pd.Index(left, name="month"), dtype=float)
    frame["usual"] = account.past_years(store, view).reindex(left).mean(axis=1)
    missing = None if found.target is None else max(found.target - made.admitted - made.begun, 0)
    frame["needed"] = np.nan if missing is None else forecasts.planned(missing, frame["expected"].to_numpy())
    return frame


def units(store: Store, view: View, scenario: Scenario = AS_IT_STANDS) -> pd.DataFrame:
    """One row per unit of the view, those first whose expected shortfall is largest: what the year will probably bring.

    Columns `unit_code`, `unit_name`, `target`, `admitted`, `expected`, `low`, `high`, `chance`, `shortfall`; empty
    without a forecast. Shortfall is E max(target - admitted in the year, 0).
    """
    return _units(store, store.version, view, scenario).copy()


@remembered(16)
def _units(store: Store, version: int, view: View, scenario: Scenario) -> pd.DataFrame:
    """The table of units as it is while the data stay at `version`."""
    stands = ground(store, view, scenario.shock, scenario.believe)
    columns = ["unit_code", "unit_name", "target", "admitted", "expected", "low", "high", "chance", "shortfall"]
    if isinstance(stands, TooLittle):
        return pd.DataFrame(columns=columns)
    cells = supposed(store, view, stands, scenario)
    coming = cells.by_unit(number_of(view.year, 1), number_of(view.year, YEAR))
    shown = as_they_are(replace(view, source=None))
    targets = account.unit_targets(store, shown, Change.of(scenario.rate, scenario.members))
    rows = store.query("admissions_by_unit", year=view.year, **shown.parameters).set_index("unit_code")
    found = []
    for place, code in enumerate(cells.units.codes):
        if code in rows.index:
            total = Sum(int(rows.loc[code, "admissions"]), coming[:, place])
            found.append((code, rows.loc[code, "unit_name"], *_row(total, targets.get(code, 0) if targets else None)))
    table = pd.DataFrame(found, columns=columns)
    return table.sort_values("shortfall", ascending=False, kind="stable", na_position="last", ignore_index=True)


def _row(total: Sum, target: int | None) -> tuple[object, ...]:
    """Target, admitted, expected, the 80 % range, the chance and the expected shortfall of a part."""
    low, high = total.quantile(0.1), total.quantile(0.9)
    if not target:
        return target, total.certain, total.mean, low, high, None, None if target is None else 0.0
    return target, total.certain, total.mean, low, high, total.chance_of_reaching(target), total.shortfall(target)


def sources(store: Store, view: View, scenario: Scenario = AS_IT_STANDS) -> pd.DataFrame:
    """One row per source of the block, with the columns of `units`, `source` in place of code and name."""
    return _sources(store, store.version, replace(view, unit=None, officer=None, source=None), scenario).copy()


@remembered(16)
def _sources(store: Store, version: int, view: View, scenario: Scenario) -> pd.DataFrame:
    """The table of sources as it is while the data stay at `version`."""
    stands = ground(store, view, scenario.shock, scenario.believe)
    columns = ["source", "target", "admitted", "expected", "low", "high", "chance", "shortfall"]
    if isinstance(stands, TooLittle):
        return pd.DataFrame(columns=columns)
    cells = supposed(store, view, stands, scenario)
    coming = cells.by_source(number_of(view.year, 1), number_of(view.year, YEAR))
    rows = store.query("admissions_by_source", **view.parameters)
    admitted = rows[rows["year"] == view.year].groupby("source")["admissions"].sum()
    found = []
    for place, source in enumerate(cells.sources.codes):
        total = Sum(int(admitted.get(source, 0)), coming[:, place])
        found.append((source, *_row(total, account.target_of(store, replace(view, source=source)))))
    return pd.DataFrame(found, columns=columns)


def tried(store: Store, view: View) -> list[Tried]:
    """How forecasts of the view's months would have done in the years known: the track record."""
    return _tried(store, store.version, view)


@remembered(16)
def _tried(store: Store, version: int, view: View) -> list[Tried]:
    """The track record as it is while the data stay at `version`."""
    struck = [month_number(month) for month in struck_months(store)]
    return track(account.history(store, view), view.last_day, struck)


def compared(store: Store, view: View, scenarios: Sequence[Scenario], base: Scenario = AS_IT_STANDS) -> pd.DataFrame:
    """One row per scenario, the base first: what the year and the term become, and the difference to the base.

    Columns `name`, `target`, `median`, `low`, `high`, `expected`, `chance`, `term_chance`, `every_chance`,
    `more` (expected people more than the base), `chance_more`, `lift50`, `lift80`.
    """
    rows, first = [], None
    for scenario in (base, *scenarios):
        found = outlook(store, view, scenario)
        if isinstance(found, TooLittle):
            return pd.DataFrame()
        first = first or found
        rows.append(_compared(found, first))
    return pd.DataFrame(rows)


def _compared(found: Outlook, first: Outlook) -> dict[str, object]:
    """A scenario beside the base."""
    total, term = found.year_total, found.term
    known = found.chance is not None and first.chance is not None
    return {
        "name": found.scenario.name,
        "target": found.target,
        "median": total.quantile(0.5),
        "low": total.quantile(0.1),
        "high": total.quantile(0.9),
        "expected": total.mean,
        "chance": found.chance,
        "term_chance": term.chances.total if term and term.chances else None,
        "every_chance": term.chances.every if term and term.chances else None,
        "more": total.mean - first.year_total.mean,
        "chance_more": (found.chance or 0.0) - (first.chance or 0.0) if known else None,
        "lift50": found.lifts[0],
        "lift80": found.lifts[1],
    }
