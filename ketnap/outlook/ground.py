"""What the forecasts of a day stand on: the block's paths, their splits, and what classes and reports taught."""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import pandas as pd

from ketnap import account
from ketnap import forecast as forecasts
from ketnap.account import View
from ketnap.forecast import Forecast, TooLittle
from ketnap.forecast.cells import Cells, Parts, cells
from ketnap.forecast.months import YEAR, number_of
from ketnap.forecast.scenario import month_number
from ketnap.forecast.shock import going_on, own_reading
from ketnap.forecast.split import filled, shares
from ketnap.store import Store, remembered
from ketnap.tables import SOURCES


@dataclass(frozen=True)
class Ground:
    """The block's forecast under one reading of the shocks, its cells, and the members of each unit (U,)."""

    forecast: Forecast
    cells: Cells
    members: np.ndarray
    reading: str


def struck_months(store: Store) -> list[str]:
    """The months somebody marked as struck by a shock, as 2021-05."""
    return [month for month in store.setting("shock_months").split(",") if month]


def ground(store: Store, view: View, reading: str = "", believe: bool = False) -> Ground | TooLittle:
    """What the forecasts of a view's day stand on; `reading` is one of READINGS or "" for what the months suggest.

    With `believe`, where too little is known, the target itself is taken for the usual year.
    """
    return _ground(store, store.version, block_view(view), reading, believe, late(store, view))


def block_view(view: View) -> View:
    """The same day and basis, of the whole block."""
    return as_they_are(replace(view, as_of=view.last_day, unit=None, source=None, officer=None))


def as_they_are(view: View) -> View:
    """The same view of the units of the day, with those they carry on: nobody will be admitted where a unit was."""
    return replace(view, scope="like" if view.scope == "like" else "as_is")


@remembered(8)
def _ground(
    store: Store, version: int, view: View, reading: str, believe: bool, late_share: float
) -> Ground | TooLittle:
    """The ground as it is while the data stay at `version`."""
    suggested = own_reading(known_months(store, view, late_share))
    reading = "unmarked" if suggested == "unmarked" else reading or suggested
    found = _block_forecast(store, view, reading, believe, late_share)
    if isinstance(found, TooLittle):
        return found
    if not is_counted(found):
        return TooLittle(found.months_seen, "gap")
    units, members, sources = _splits(store, version, view)
    return Ground(found, cells(found.paths, units, sources), members, reading)


def is_counted(found: Forecast) -> bool:
    """Whether every whole month of the year is known."""
    past = np.arange(number_of(found.year, 1), found.paths.first)
    return bool(np.isin(past, found.seen.numbers[~np.isnan(found.seen.counts)]).all())


def known_months(store: Store, view: View, late_share: float, reading: str = "") -> forecasts.Months:
    """The months known of a view on its last day, with those somebody marked unless they are read as unmarked."""
    return forecasts.known(_history(store, view), view.last_day, _struck(store, reading), late_share)


def _struck(store: Store, reading: str) -> list[int]:
    """The numbers of the months that are taken for struck."""
    return [] if reading == "unmarked" else [month_number(month) for month in struck_months(store)]


def late(store: Store, view: View) -> float:
    """The share of the last whole month's rows that are still to come in; of a year gone by none are."""
    return int(store.setting("late_percent")) / 100 if view.last_day == view.as_of else 0.0


def _history(store: Store, view: View) -> pd.DataFrame:
    """The months of a view up to its year; a sum through a month stands for months that are not known one by one.

    It is shared among them as the same months of whole years before shared theirs, evenly without one.
    """
    history = account.history(store, view)
    history = history[history["year"] <= view.year].copy()
    of_year = (history["year"] == view.year) & (history["month_number"] <= view.last_day.month)
    known = account.admitted_by_year(store, view).get(view.year) if view.last_day == view.as_of else None
    if known is not None and of_year.any() and history.loc[of_year, "admissions"].isna().all():
        usual = account.past_years(store, view).reindex(history.loc[of_year, "month_number"]).sum(axis=1)
        history.loc[of_year, "admissions"] = forecasts.planned(known, usual.to_numpy(float))
    return history


def _block_forecast(store: Store, view: View, reading: str, believe: bool, late_share: float) -> Forecast | TooLittle:
    """The block's forecast to the end of the term, under one reading of the shocks."""
    last_year = max(account.rule(store).term[1], view.year)
    target = account.target_of(store, view) if believe else None
    believed, struck = target / YEAR if target else None, _struck(store, reading)
    found = forecasts.forecast(_history(store, view), view.last_day, last_year, struck, late_share, believed)
    if isinstance(found, TooLittle) or reading != "goes_on" or not found.seen.told_by_shock.any():
        return found
    return going_on(found, number_of(view.year, YEAR))


@remembered(8)
def _splits(store: Store, version: int, view: View) -> tuple[Parts, np.ndarray, Parts]:
    """How the total falls to units, their members, and how it falls to sources."""
    units, counts, first = unit_counts(store, view)
    members, alive = _members(store, view, units, len(counts), first)
    sizes = members if members.any() else np.ones(len(units))
    by_unit = Parts(units, shares(filled(counts, sizes, alive), sizes))
    sources, source_counts = _source_counts(store, view)
    return by_unit, members, Parts(sources, shares(source_counts))


def unit_counts(store: Store, view: View) -> tuple[tuple[str, ...], np.ndarray, int]:
    """The units as they are now, their admissions month by month (T, U), and the first month's number.

    What a unit admitted before it was merged counts for the unit it was merged into.
    """
    rows = store.query("admissions_by_unit_and_month", year=None, **as_they_are(view).parameters)
    rows = rows.dropna(subset="unit_code")
    codes = tuple(dict.fromkeys([*store.query("units")["unit_code"], *rows["unit_code"]])) or ("",)
    numbers = rows["year"] * YEAR + rows["month_number"] - 1
    today = number_of(view.last_day.year, view.last_day.month)
    # Of a year that is over the rows go on to the as-of day.
    rows, numbers = rows[numbers <= today], numbers[numbers <= today]
    first = int(numbers.min()) if len(rows) else today + 1
    counts = np.zeros((today + 1 - first, len(codes)))
    places = {code: at for at, code in enumerate(codes)}
    np.add.at(
        counts,
        (numbers.to_numpy(int) - first, [places[code] for code in rows["unit_code"]]),
        rows["admissions"],
    )
    return codes, counts, first


def heirs(store: Store, day: date) -> dict[str, str]:
    """For each unit merged by a day the unit that carries it on."""
    units = store.query("units_on", as_of=day).dropna(subset="heir")
    return dict(zip(units["unit_code"], units["heir"], strict=True))


def _members(
    store: Store, view: View, units: tuple[str, ...], months: int, first: int
) -> tuple[np.ndarray, np.ndarray]:
    """Members of each unit (U,), 0 where it is closed or not yet open, and the months it has lived (T, U).

    A unit that gave no number counts as an average one; one that was merged counts where it went.
    """
    given = account.opening_members(store, as_they_are(view)).query("year <= @view.year")
    newest = given[given["year"] == given["year"].max()].set_index("unit_code")["members"].to_dict()
    usual = sum(newest.values()) / len(newest) if newest else 0.0
    register, day = store.query("units_on", as_of=view.last_day).set_index("unit_code"), pd.Timestamp(view.last_day)
    made_of_others = set(register["heir"])
    members, alive = np.zeros(len(units)), np.ones((months, len(units)), dtype=bool)
    for place, code in enumerate(units):
        begin, end = (pd.to_datetime(register[name].get(code)) for name in ("entered", "gone"))
        is_open = (begin is None or not begin > day) and (end is None or not end <= day)
        members[place] = is_open * newest.get(code, usual)
        if begin is not None and begin == begin and code not in made_of_others:
            alive[: max(number_of(begin.year, begin.month) - first, 0), place] = False
    return members, alive


def _source_counts(store: Store, view: View) -> tuple[tuple[str, ...], np.ndarray]:
    """The sources and their admissions in the months of a roster (T, S); of all months where there is no roster."""
    rows = store.query("admissions_by_source", **view.parameters)
    months = store.query("admissions_by_month", **view.parameters)
    told = months[months["has_roster"]] if months["has_roster"].any() else months
    numbers = (told["year"] * YEAR + told["month_number"] - 1).tolist()
    table = rows.assign(number=rows["year"] * YEAR + rows["month_number"] - 1)
    table = table.pivot(index="number", columns="source", values="admissions")
    return SOURCES, table.reindex(index=numbers, columns=list(SOURCES)).fillna(0).to_numpy(float)
