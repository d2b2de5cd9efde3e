"""The sections on what was admitted: the answer, months, units, sources, officers."""

from ketnap import account, cuts, officers, outlook, pool, sheets, words
from ketnap.account import View
from ketnap.forecast import Scenario
from ketnap.i18n import Translator
from ketnap.report.told import BARS, COLUMNS, LINES, STACKED_COLUMNS, Chart, Section, known, lines, series, tables
from ketnap.store import Store

# So many units are read one by one in a chart; more are shown by officer.
READABLE = 12


def answer(store: Store, view: View, scenario: Scenario, _: Translator) -> Section:
    """Where the year and the term stand."""
    standing, ahead = account.standing(store, view), outlook.outlook(store, view, scenario)
    cards = (
        words.target_card(standing, _),
        words.same_period_card(standing.same_period, view, _),
        (_("Needed a month"), _.number(standing.pace_needed, 1), words.pace(standing, _)),
        words.chance_card(ahead, standing, _),
    )
    extent = account.extent(store, view)
    notes = [*words.data_notes(extent, standing, _), *words.months_behind(extent, view, _)]
    return Section("answer", _("Overview of {year}", year=view.year), words.headline(standing, _), lines(notes), cards)


def months(store: Store, view: View, _: Translator) -> Section:
    """The year month by month, alone and added up."""
    found, target = account.months(store, view), account.standing(store, view).target
    added, labels = account.cumulative(found, target), tuple(_.month(month) for month in account.MONTHS)
    when = {"year": view.year, "date": _.date(view.last_day)}
    this, last = _("Year {year}", year=view.year), _("Year {year}", year=view.year - 1)
    path = known(
        series(this, "actual", added["this_year"]),
        series(last, "before", added["last_year"]),
        series(_("Usual pace to the target"), "usual", added["usual"]),
        series(_("Target"), "target", [float("nan") if target is None else target] * len(labels)),
    )
    alone = known(series(this, "actual", found["this_year"]), series(last, "before", found["last_year"]))
    return Section(
        "months",
        _("By month"),
        words.months_sentence(found, view, _),
        charts=(
            Chart(LINES, _("Admissions added up, {year} (as of {date})", **when), labels, path),
            Chart(COLUMNS, _("Admissions by month, {year} (as of {date})", **when), labels, alone),
        ),
        tables=tables((_("Admissions by month, {year} (as of {date})", **when), sheets.months(found, target, view, _))),
    )


def units(store: Store, view: View, _: Translator) -> Section:
    """The units in official order, in the chart by officer where they are many."""
    rows = cuts.units(store, view)
    when = {"year": view.year, "date": _.date(view.last_day)}
    is_few = len(rows) <= READABLE
    bars = words.unit_bars(rows) if is_few else words.officer_bars(cuts.officers(store, view, rows))
    shown = known(series(_("Admitted"), "actual", bars["admitted"]), series(_("Target"), "target", bars["target"]))
    title = (
        _("Units against their targets, {year} (as of {date})", **when)
        if is_few
        else _("Units by officer in charge, {year} (as of {date})", **when)
    )
    return Section(
        "units",
        _("By unit"),
        words.units_sentence(rows, view, _),
        charts=(Chart(BARS, title, tuple(bars["label"]), shown),),
        tables=tables(
            (_("Units in official order, {year} (as of {date})", **when), sheets.units(rows, view, _)),
            (
                _("Admissions by unit and month, {year} (as of {date})", **when),
                sheets.units_by_month(rows, cuts.units_by_month(store, view, rows), _),
            ),
        ),
    )


def sources(store: Store, view: View, _: Translator) -> Section:
    """Who introduced those admitted."""
    by_month, by_year = cuts.sources(store, view)
    months, years = {month: _.month(month) for month in by_month}, {year: str(year) for year in by_year}
    title = _("Admissions by source and month, {year} (as of {date})", year=view.year, date=_.date(view.last_day))
    shown = [series(_(words.SOURCE_NAMES[str(code)]), str(code), counts) for code, counts in by_month.iterrows()]
    return Section(
        "sources",
        _("By source"),
        words.sources_sentence(by_year, view, _),
        charts=(Chart(STACKED_COLUMNS, title, tuple(months.values()), known(*shown)),),
        tables=tables(
            (title, sheets.sources(by_month, months, _)),
            (
                _("Admissions by source and year (as of {date})", date=_.date(view.as_of)),
                sheets.sources(by_year, years, _),
            ),
        ),
    )


def in_charge(store: Store, view: View, _: Translator) -> Section | None:
    """The officers in charge; None where nobody is known, or one is chosen."""
    if view.officer or store.query("officers", as_of=view.as_of).empty:
        return None
    period = pool.default_period(store, view)
    rows = officers.summary(store, view, officers.followed(store, view, period))
    title = _("Units, pool and reports by officer, {year} (as of {date})", year=view.year, date=_.date(view.last_day))
    return Section(
        "officers",
        _("By officer"),
        words.officers_sentence(rows, period, view, _),
        tables=tables((title, sheets.officer_summary(rows, view, _))),
    )
