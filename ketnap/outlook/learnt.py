"""What past classes and past reports of a block taught, and what units report of the months to come."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ketnap.account import View
from ketnap.forecast.conversion import Cohort, Conversion, Promise, of_classes, of_reports
from ketnap.forecast.months import YEAR, covered_on, number_of
from ketnap.outlook.ground import block_view, heirs, unit_counts
from ketnap.store import Store, remembered

MIDDLE = 15


@dataclass(frozen=True)
class Span:
    """What units (U,) expect of the months from one to another, by number: people, and how many are in already.

    `reporting` says which of them have a report of these months, be it of nobody.
    """

    first: int
    last: int
    people: np.ndarray
    already: np.ndarray
    reporting: np.ndarray


@dataclass(frozen=True)
class Expected:
    """What units expect of months to come: the spans reported, by how many of `units`, and what such reports kept."""

    spans: tuple[Span, ...]
    reports: int
    units: int
    promise: Promise

    @property
    def people(self) -> int:
        """The people expected in all."""
        return int(sum(span.people.sum() for span in self.spans))


@dataclass(frozen=True)
class _Report:
    """What a unit, and the place it has now among all, expects of the months from one to another, by number."""

    unit: str
    place: int
    begin: int
    end: int
    expected: float


def conversion(store: Store, view: View) -> Conversion:
    """How much of a class is admitted in the end and when, by the classes that ended up to the view's day."""
    return _conversion(store, store.version, block_view(view))


@remembered(8)
def _conversion(store: Store, version: int, view: View) -> Conversion:
    rows = store.query("class_outcomes", as_of=view.as_of, basis=view.basis)
    today = number_of(view.as_of.year, view.as_of.month) - (covered_on(view.as_of) < 1)
    cohorts = []
    # Where nothing links classes to the roster, nobody knows who was admitted.
    rows = rows if rows["admitted"].sum() else rows.iloc[:0]
    told = _months_told(store, view)
    # "Lớp 1" of two years is two classes; of one before the first roster nobody knows either.
    for _, of_class in rows.groupby(["class_code", "end_date"], sort=False):
        ended = _number(of_class["end_date"].iloc[0])
        if ended not in told:
            continue
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


@remembered(8)
def _expected(store: Store, version: int, view: View) -> Expected | None:
    units, counts, first = unit_counts(store, view)
    reports = _reports(store, view, units)
    open_ = number_of(view.as_of.year, view.as_of.month) + (covered_on(view.as_of) == 1)
    ahead = _apart([r for r in reports if open_ <= r.end <= number_of(view.year, YEAR)])
    if not ahead:
        return None
    told = _months_told(store, view)
    over = [r for r in reports if r.end < open_ and set(range(r.begin, r.end + 1)) <= told]
    spans = _spans(_apart(over), counts, first)
    nobody = [np.zeros(len(units))]
    expected = np.sum(nobody + [span.people for span in spans], axis=0)
    came = np.sum(nobody + [span.already for span in spans], axis=0)
    gone = pd.to_datetime(store.query("units_on", as_of=view.last_day)["gone"])
    asked = int((~(gone <= pd.Timestamp(view.last_day))).sum())
    reporting = len({report.place for report in ahead})
    return Expected(tuple(_spans(ahead, counts, first)), reporting, asked, of_reports(expected, came))


def _months_told(store: Store, view: View) -> set[int]:
    """The numbers of the months of which every unit is known."""
    months = store.query("admissions_by_month", **view.parameters)
    return {_number(day) for day in months.loc[months["has_roster"], "month"]}


def _reports(store: Store, view: View, units: tuple[str, ...]) -> list[_Report]:
    """The reports known on the view's day, the newest first; a merged unit's are its heir's."""
    rows = store.query("pool_reports", as_of=view.as_of)
    carried_on = heirs(store, view.last_day)
    rows = rows[rows["unit_code"].isin(units)].sort_values("report_date", ascending=False, kind="stable")
    columns = (rows[name] for name in ("unit_code", "period_start", "period_end", "expected"))
    return [
        _Report(code, units.index(carried_on.get(code, code)), _number(begin), _number(end), float(expected))
        for code, begin, end, expected in zip(*columns, strict=True)
    ]


def _spans(reports: list[_Report], counts: np.ndarray, first: int) -> list[Span]:
    """The reports by the months they are of; what came is counted once, however many reports a merged unit has."""
    found = []
    for begin, end in sorted({(report.begin, report.end) for report in reports}):
        people, reporting = np.zeros(counts.shape[1]), np.zeros(counts.shape[1], dtype=bool)
        for report in reports:
            if (report.begin, report.end) == (begin, end):
                people[report.place] += report.expected
                reporting[report.place] = True
        came = counts[max(begin - first, 0) : max(end + 1 - first, 0)].sum(axis=0)
        found.append(Span(begin, end, people, came * reporting, reporting))
    return found


def _apart(reports: list[_Report]) -> list[_Report]:
    """Of each unit the newest reports whose periods do not overlap: overlapping ones are never added."""
    kept: list[_Report] = []
    for report in reports:
        if all(report.unit != k.unit or report.end < k.begin or report.begin > k.end for k in kept):
            kept.append(report)
    return kept


def candidates_left(store: Store, view: View, pool: str) -> dict[str, int]:
    """The candidates of each unit not yet admitted, by its newest report: all ("in_pool") or those with a class."""
    units, counts, first = unit_counts(store, block_view(view))
    carried_on = heirs(store, view.last_day)
    reports = store.query("pool_reports", as_of=view.last_day).dropna(subset=pool)
    newest = reports[reports["unit_code"].isin(units)].sort_values("report_date").groupby("unit_code").last()
    left: dict[str, int] = {}
    for code, row in newest.iterrows():
        heir = carried_on.get(str(code), str(code))
        # Of the month of the report itself most are counted by the report if it is of its second half.
        since = _number(row["report_date"]) + (row["report_date"].day > MIDDLE)
        admitted = counts[max(since - first, 0) :, units.index(code)].sum()
        left[heir] = left.get(heir, 0) + max(int(row[pool] - admitted), 0)
    return left
