"""Scenarios in words: what each lever does, and what a scenario changes."""

from collections.abc import Mapping, Sequence

import pandas as pd

from ketnap.forecast import Scenario
from ketnap.forecast.conversion import Conversion
from ketnap.forecast.scenario import Class, Factor, Move, Reports
from ketnap.i18n import Translator, mark
from ketnap.outlook import Outlook
from ketnap.outlook.learnt import Expected
from ketnap.words.names import READING_NAMES, SOURCE_NAMES
from ketnap.words.prospect import chance, chance_in_words, month_list

POOL_NAMES = {
    "in_pool": mark("no unit admits more than its pool of candidates"),
    "class_done": mark("no unit admits more than its candidates with a class"),
}


def levers(scenario: Scenario, units: Mapping[str, str], _: Translator) -> list[tuple[str, int, str]]:
    """The levers of a scenario: the field each stands in, its place there, and what it does in words.

    `units`: code -> name.
    """
    found = []
    if scenario.believe:
        found.append(("believe", 0, _("the target is taken for a usual year")))
    if scenario.shock:
        found.append(("shock", 0, _(READING_NAMES[scenario.shock])))
    for name, say in (("factors", _factor), ("moves", _move), ("classes", _class)):
        found += [(name, place, say(lever, units, _)) for place, lever in enumerate(getattr(scenario, name))]
    if scenario.reports:
        found.append(("reports", 0, _reports(scenario.reports, _)))
    if scenario.pool:
        found.append(("pool", 0, _(POOL_NAMES[scenario.pool])))
    if scenario.average_units:
        whom = _names(scenario.average_units, units)
        found.append(("average_units", 0, _("{units}: as many per member as the block", units=whom)))
    if scenario.rate is not None:
        rate = _.number(float(scenario.rate), 0 if float(scenario.rate).is_integer() else 1)
        found.append(("rate", 0, _("target {rate}% of the members", rate=rate)))
    if scenario.members:
        count = _.number(abs(scenario.members))
        more = scenario.members > 0
        said = _("{count} members more", count=count) if more else _("{count} members fewer", count=count)
        found.append(("members", 0, said))
    return found


def _names(codes: Sequence[str], units: Mapping[str, str]) -> str:
    """The names of units, their codes where they are unknown."""
    return ", ".join(units.get(code, code) for code in codes)


def _span(first: str, last: str, _: Translator) -> str:
    """The months from one to another."""
    if first == last:
        return month_list([first], _)
    return f"{month_list([first], _)} – {month_list([last], _)}"


def _factor(lever: Factor, units: Mapping[str, str], _: Translator) -> str:
    """A factor: months, how much, for whom."""
    whom = [_names(lever.units, units)] if lever.units else []
    if lever.sources:
        whom.append(", ".join(_(SOURCE_NAMES.get(source, source)) for source in lever.sources))
    said = _("{months}: {percent}% of the forecast", months=_span(lever.first, lever.last, _), percent=lever.percent)
    return f"{said} ({'; '.join(whom)})" if whom else said


def _move(lever: Move, units: Mapping[str, str], _: Translator) -> str:
    """Moved months."""
    return _(
        "{percent}% of {months} comes {later} months later",
        percent=lever.percent,
        months=_span(lever.first, lever.last, _),
        later=lever.later,
    )


def _class(lever: Class, units: Mapping[str, str], _: Translator) -> str:
    """Planned classes."""
    said = _("class of {people} ending {months}", people=_.number(lever.people), months=month_list(lever.months, _))
    if lever.share is not None:
        said += ", " + _("{share} admitted", share=_.percent(lever.share, 1, 0))
    said += ", " + (_("counting only what exceeds the usual") if lever.instead else _("on top of the usual"))
    return f"{said} ({_names([lever.unit], units)})" if lever.unit else said


def _reports(lever: Reports, _: Translator) -> str:
    """The units' reported expectations."""
    said = _("what units expect, on top of the usual")
    if lever.instead:
        said = _("what units expect, instead of the usual")
    return (
        said
        if lever.share is None
        else f"{said}, " + _("{share} of it coming true", share=_.percent(lever.share, 1, 0))
    )


def scenario_sentence(before: Outlook, after: Outlook, _: Translator) -> str:
    """What a scenario changes, in one sentence: the chance and the expected number before and after."""
    numbers = {
        "before": _.number(before.year_total.quantile(0.5)),
        "after": _.number(after.year_total.quantile(0.5)),
        "more": _signed(after.year_total.mean - before.year_total.mean, _),
    }
    if before.chance is None or after.chance is None:
        return _("By the end of the year most likely {before} → {after} ({more} on average).", **numbers)
    asked = _.number(after.target)
    return _(
        "Reaching {target}: {was} → {chance}; most likely {before} → {after} ({more} on average).",
        target=asked if before.target == after.target else f"{_.number(before.target)} → {asked}",
        was=chance(before.chance, _),
        chance=chance_in_words(after.chance, _),
        **numbers,
    )


def _signed(value: float, _: Translator) -> str:
    """A difference with the sign it has once it is rounded."""
    size = _.number(abs(value), 1)
    sign = "±" if size == _.number(0, 1) else "+" if value > 0 else "−"
    return f"{sign}{size}"


def points(value: float | None, _: Translator) -> str:
    """A difference of two chances in percentage points."""
    if value is None or pd.isna(value):
        return "–"
    return _("{points} points", points=_signed(100 * value, _))


def conversion_sentence(found: Conversion, _: Translator) -> str:
    """What past classes taught."""
    low, high = sorted(found.draws)[len(found.draws) // 10], sorted(found.draws)[9 * len(found.draws) // 10]
    facts = {"share": _.percent(found.mean, 1, 0), "low": _.percent(low, 1, 0), "high": _.percent(high, 1, 0)}
    if not found.classes:
        return _("No past class is known: {share} admitted in the end is assumed ({low}–{high}).", **facts)
    return _(
        "Learnt from {classes} past classes with {people} graduates: {share} are admitted in the end ({low}–{high}).",
        classes=found.classes,
        people=_.number(found.graduates),
        **facts,
    )


def expected_sentence(found: Expected | None, _: Translator) -> str:
    """What units report, and how much of such reports came true."""
    if found is None:
        return _("No unit has reported what it expects of the months to come.")
    said = _(
        "{reports} of {units} units have reported; they expect {people} in all.",
        reports=found.reports,
        units=found.units,
        people=_.number(found.people),
    )
    share = _.percent(found.promise.mean, 1, 0)
    if not found.promise.expected:
        return f"{said} " + _("No earlier report can be checked: {share} is assumed.", share=share)
    return f"{said} " + _(
        "Of {expected} expected in earlier reports {came} were admitted; {share} is reckoned with.",
        expected=_.number(found.promise.expected),
        came=_.number(found.promise.came),
        share=share,
    )
