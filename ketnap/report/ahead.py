"""The sections on what may come: the forecast of the year, the term."""

import pandas as pd

from ketnap import account, outlook, sheets, words
from ketnap.account import View
from ketnap.forecast import Scenario, TooLittle
from ketnap.i18n import Translator
from ketnap.outlook import Outlook, TermOutlook
from ketnap.outlook.ground import late
from ketnap.report.told import COLUMNS, LINES, Chart, Section, Series, known, lines, series, tables
from ketnap.store import Store


def forecast(store: Store, view: View, scenario: Scenario, _: Translator) -> Section:
    """Where the year is heading, by the reading of the months struck that a scenario takes."""
    found = outlook.outlook(store, view, scenario)
    if isinstance(found, TooLittle):
        return Section("forecast", _("Forecast"), words.too_little(found, _))
    when = {"year": view.year, "date": _.date(view.last_day)}
    pace = outlook.pace(store, view, found)
    assumed = words.assumptions(found, outlook.struck_months(store), late(store, view), _)
    return Section(
        "forecast",
        _("Forecast"),
        words.forecast_sentence(found, view, _),
        lines(
            [words.pace_sentence(found, pace, _) if len(pace) else None, _("Assumed: {list}.", list="; ".join(assumed))]
        ),
        charts=(Chart(LINES, _("Where {year} is heading (as of {date})", **when), *_fan(store, view, found, pace, _)),),
        tables=tables((_("The months left of {year}", **when), sheets.pace(pace, _))) if len(pace) else (),
    )


def _fan(
    store: Store, view: View, found: Outlook, pace: pd.DataFrame, _: Translator
) -> tuple[tuple[str, ...], tuple[Series, ...]]:
    """The labels and series of a year's course: so far, the forecast's middle and range, the path to the target."""
    added = outlook.fan(account.months(store, view), found.forecast, pace["needed"])
    target = float("nan") if found.target is None else found.target
    shown = known(
        series(_("Year {year}", year=view.year), "actual", added["this_year"]),
        series(_("Middle of the forecast"), "middle", added["median"]),
        series(_("Low end of the range of {percent}%", percent=80), "low", added["low80"]),
        series(_("High end of the range of {percent}%", percent=80), "high", added["high80"]),
        series(_("Path to the target"), "usual", added["needed"]),
        series(_("Target"), "target", [target] * len(added)),
    )
    return tuple(_.month(month) for month in added.index), shown


def term(store: Store, view: View, scenario: Scenario, _: Translator) -> Section | None:
    """The years of the term; None where the view is not the whole block's."""
    if not view.whole_block:
        return None
    so_far, found = account.term(store, view), outlook.outlook(store, view, scenario)
    ahead = None if isinstance(found, TooLittle) else found.term
    said = words.term_forecast_sentence(ahead, _) if ahead else None
    title = _("The years of the term (as of {date})", date=_.date(view.last_day))
    if ahead is None or said is None:
        rows = sheets.term_figures(so_far, view)
        shown = known(series(_("Admitted"), "actual", rows["admitted"]), series(_("Target"), "target", rows["target"]))
        chart = Chart(COLUMNS, title, tuple(str(year) for year in rows["year"]), shown)
        table = sheets.term(so_far, view, _)
        return Section(
            "term", _("The term"), words.term_sentence(so_far, _), charts=(chart,), tables=tables((title, table))
        )
    return _term_ahead(ahead, said, words.catch_up_sentence(so_far, found, _), view, title, _)


def _term_ahead(ahead: TermOutlook, said: str, more: str, view: View, title: str, _: Translator) -> Section:
    """The term with what its years will probably bring."""
    rows = sheets.term_ahead_figures(ahead, view)
    shown = known(
        series(_("Admitted"), "actual", rows["admitted"]),
        series(_("Middle of the forecast"), "middle", rows["median"]),
        series(_("Target"), "target", rows["target"]),
    )
    return Section(
        "term",
        _("The term"),
        said,
        lines([more]),
        tuple(words.term_cards(ahead, _)),
        charts=(Chart(COLUMNS, title, tuple(str(year) for year in rows["year"]), shown),),
        tables=tables((title, sheets.term_ahead(ahead, view, _))),
    )
