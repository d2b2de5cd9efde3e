"""What past classes and past reports of a block taught, and what units report of the months to come."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from ketnap.account import View
from ketnap.forecast.conversion import Cohort, Conversion, Promise, of_classes, of_reports
from ketnap.forecast.months import YEAR, covered_on, number_of
from ketnap.outlook.ground import block_view, unit_counts
from ketnap.store import Store


@dataclass(frozen=True)
class Expected:
    """What units (U,) expect of months to come: people, how many of them are in already, and the months by number.

    `reports` is how many units have a report that reaches beyond the day, of `units` that are asked.
    """

    people: np.ndarray
    already: np.ndarray
    first: int
    last: int
    reports: int
    units: int
    promise: Promise


@dataclass(frozen=True)
class _Report:
    """What a unit, by its place among all, expects of the months from one to another, by number."""

    place: int
    begin: int
    end: int
    expected: float


def conversion(store: Store, view: View) -> Conversion:
    """How much of a class is admitted in the end and when, by the classes that ended up to the view's day."""
    return _conversion(store, store.version, block_view(view))


@lru_cache(maxsize=8)
def _conversion(store: Store, version: int, view: View) -> Conversion:
    rows = store.query("class_outcomes", as_of=view.as_of, basis=view.basis)
    today = number_of(view.as_of.year, view.as_of.month) - (covered_on(view.as_of) < 1)
    cohorts = []
    # "Lớp 1" of two years is two classes.
    for _, of_class in rows.groupby(["class_code", "end_date"], sort=False):
        ended = _number(of_class["end_date"].iloc[0])
        admitted = np.zeros(max(today - ended + 1, 0))
        months = of_class.dropna(subset="month")
        for day, count in zip(months["month"], months["admitted"], strict=True):
            if 0 <= _number(day) - ended < len(admitted):
                admitted[_number(day) - ended] += count
        graduates = int(of_class["graduates"].iloc[0])
        if len(admitted) and graduates:
            cohorts.append(Cohort(graduates, np.minimum(admitted, graduates)))
    return of_classes(cohorts)


def _number(day: pd.Timestamp) -> int:
    """The number of a day's month."""
    return number_of(day.year, day.month)


def expected(store: Store, view: View) -> Expected | None:
    """What units report of months to come, with what their past reports taught; None without such a report."""
    return _expected(store, store.version, block_view(view))


@lru_cache(maxsize=8)
def _expected(store: Store, version: int, view: View) -> Expected | None:
    units, counts, first = unit_counts(store, view)
    reports = _reports(store, view, units)
    today = number_of(view.as_of.year, view.as_of.month) + (covered_on(view.as_of) == 1)
    ahead = _apart([r for r in reports if today <= r.end <= number_of(view.year, YEAR)])
    if not ahead:
        return None
    people, already = _added_up(ahead, counts, first)
    promise = of_reports(*_added_up(_apart([r for r in reports if r.end < today]), counts, first))
    register = store.query("units")
    asked = int((~(pd.to_datetime(register["active_to"]) <= pd.Timestamp(view.last_day))).sum())
    reporting = len({report.place for report in ahead})
    return Expected(people, already, today, max(report.end for report in ahead), reporting, asked, promise)


def _reports(store: Store, view: View, units: tuple[str, ...]) -> list[_Report]:
    """The reports known on the view's day, the newest first."""
    rows = store.query("pool_reports", as_of=view.as_of)
    rows = rows[rows["unit_code"].isin(units)].sort_values("report_date", ascending=False, kind="stable")
    columns = (rows[name] for name in ("unit_code", "period_start", "period_end", "expected"))
    return [
        _Report(units.index(code), _number(begin), _number(end), float(expected))
        for code, begin, end, expected in zip(*columns, strict=True)
    ]


def _apart(reports: list[_Report]) -> list[_Report]:
    """Of each unit the newest reports whose periods do not overlap: overlapping ones are never added."""
    kept: list[_Report] = []
    for report in reports:
        if all(report.place != k.place or report.end < k.begin or report.begin > k.end for k in kept):
            kept.append(report)
    return kept


def _added_up(reports: list[_Report], counts: np.ndarray, first: int) -> tuple[np.ndarray, np.ndarray]:
    """What reports expected of each unit, and what it admitted in their periods as far as they are known (U,)."""
    expected, came = np.zeros(counts.shape[1]), np.zeros(counts.shape[1])
    for report in reports:
        expected[report.place] += report.expected
        came[report.place] += _counted(counts, first, report.place, report.begin, report.end)
    return expected, came


def _counted(counts: np.ndarray, first: int, place: int, begin: int, end: int) -> float:
    """What a unit admitted in the months from one to another, as far as they are known."""
    return float(counts[max(begin - first, 0) : max(end + 1 - first, 0), place].sum())


def candidates_left(store: Store, view: View, pool: str) -> dict[str, int]:
    """The candidates of each unit not yet admitted, by its newest report: all ("in_pool") or those with a class."""
    units, counts, first = unit_counts(store, block_view(view))
    reports = store.query("pool_reports", as_of=view.last_day).dropna(subset=pool)
    newest = reports[reports["unit_code"].isin(units)].sort_values("report_date").groupby("unit_code").last()
    left = {}
    for code, row in newest.iterrows():
        since = _number(row["report_date"]) + 1
        admitted = _counted(counts, first, units.index(code), since, first + len(counts))
        left[str(code)] = max(int(row[pool] - admitted), 0)
    return left
