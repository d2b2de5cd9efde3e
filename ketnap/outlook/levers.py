"""What a scenario supposes, done to the cells of a day: months first, then units, then people who come besides."""

import numpy as np

from ketnap.account import View
from ketnap.forecast.cells import Added, Cells
from ketnap.forecast.months import YEAR, number_of
from ketnap.forecast.scenario import Class, Reports, Scenario, month_number
from ketnap.outlook import learnt
from ketnap.outlook.ground import Ground
from ketnap.store import Store


def supposed(store: Store, view: View, ground: Ground, scenario: Scenario) -> Cells:
    """The cells as a scenario supposes them: the ground's own, so that differences are the levers' alone."""
    cells = ground.cells
    for move in scenario.moves:
        cells = cells.moved(month_number(move.first), month_number(move.last), move.later, move.percent / 100)
    for factor in scenario.factors:
        span = month_number(factor.first), month_number(factor.last)
        cells = cells.scaled(factor.percent / 100, *span, factor.units or None, factor.sources or None)
    if scenario.average_units and ground.members.any():
        cells = cells.like_average(scenario.average_units, ground.members)
    if scenario.reports:
        cells = _reported(store, view, cells, scenario.reports)
    for planned in scenario.classes:
        cells = _with_class(store, view, cells, planned)
    if scenario.pool:
        left = learnt.candidates_left(store, view, scenario.pool)
        cells = cells.capped(left, number_of(view.year, YEAR))
    return cells


def _with_class(store: Store, view: View, cells: Cells, planned: Class) -> Cells:
    """People of planned classes: as many as past classes taught, and as long after the end of each."""
    conversion = learnt.conversion(store, view)
    if planned.share is not None:
        conversion = conversion.fixed(planned.share)
    months = np.zeros(len(cells.numbers))
    for month in planned.months:
        after = cells.numbers - month_number(month)
        inside = (after >= 0) & (after < len(conversion.lags))
        months[inside] += conversion.lags[after[inside]]
    people = _by_unit(cells, planned.unit) * (planned.people * conversion.draws)[:, None]
    added = Added(people, months, _by_source(cells, planned.source))
    return cells.joined(_beyond_usual(cells, added, planned) if planned.instead else added)


def _by_unit(cells: Cells, unit: str) -> np.ndarray:
    """Whom people of a class belong to (n, U): one unit, or all as usual."""
    if unit:
        return np.array([[code == unit for code in cells.units.codes]], dtype=float)
    shares = cells.units.shares
    return shares / np.maximum(shares.sum(axis=1, keepdims=True), 1e-12)


def _by_source(cells: Cells, source: str) -> np.ndarray:
    """Which source introduces people who come besides (S,): one, or all as usual."""
    if source in cells.sources.codes:
        return np.array([code == source for code in cells.sources.codes], dtype=float)
    return cells.sources.shares.mean(axis=0)


def _beyond_usual(cells: Cells, added: Added, planned: Class) -> Added:
    """Only what a class brings beyond the usual admissions of its months, which are of such classes already."""
    months = np.flatnonzero(added.months)
    if not len(months):
        return added
    usual = cells.by_unit(int(cells.numbers[months[0]]), int(cells.numbers[months[-1]]))
    coming = added.people * added.months.sum()
    if not planned.unit:
        usual, coming = usual.sum(axis=1, keepdims=True), coming.sum(axis=1, keepdims=True)
    kept = np.maximum(coming - usual, 0) / np.maximum(coming, 1e-12)
    return Added(added.people * kept, added.months, added.sources)


def _reported(store: Store, view: View, cells: Cells, reports: Reports) -> Cells:
    """What units expect, as far as their past reports came true; units without a report stay as they are."""
    expected = learnt.expected(store, view)
    if expected is None:
        return cells
    promise = expected.promise if reports.share is None else expected.promise.fixed(reports.share)
    usual = cells.paths.intensities.mean(axis=0)
    for span in expected.spans:
        people = np.maximum(promise.draws * span.people - span.already, 0) * span.reporting
        ahead = (cells.numbers >= span.first) & (cells.numbers <= span.last)
        months = usual * ahead / (usual * ahead).sum() if (usual * ahead).sum() else ahead / max(ahead.sum(), 1)
        if reports.instead:
            reporting = [code for code, told in zip(cells.units.codes, span.reporting, strict=True) if told]
            cells = cells.scaled(0, span.first, span.last, reporting)
        cells = cells.joined(Added(people, months, _by_source(cells, "")))
    return cells
