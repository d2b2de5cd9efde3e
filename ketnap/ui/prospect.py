"""The parts of the forecast page: what is assumed, what a shock may mean, the term, units and sources."""

import streamlit as st

from ketnap import account, batch, charts, outlook, sheets, words
from ketnap.forecast import READINGS, Scenario, TooLittle
from ketnap.forecast.months import named, number_of
from ketnap.outlook import Outlook, TermOutlook
from ketnap.outlook.ground import late
from ketnap.ui import parts
from ketnap.ui.frame import Page, choose, chosen

# So many months back a month can be marked.
MARKABLE = 36
# So many rows of units are shown without scrolling.
FITTING = 10
# The tables a forecast rests on.
RESTS_ON = ("admissions", "targets", "opening_members")


def chosen_outlook(page: Page) -> Outlook | TooLittle:
    """The outlook of the view as the reader has chosen to read what is known."""
    return outlook.outlook(page.store, page.view, as_chosen())


def as_chosen() -> Scenario:
    """The forecast as it stands, read as the reader has chosen."""
    return outlook.as_read(chosen("shock"), chosen("believe") == "yes")


def too_little(page: Page, found: TooLittle) -> None:
    """Say what is missing to a forecast, what is needed anyway, and offer to take the target for a usual year."""
    _, store, view = page._, page.store, page.view
    parts.headed(page, _("Forecast"), words.too_little(found, _), made(page, found))
    standing = account.standing(store, view)
    if standing.pace_needed is not None:
        st.markdown(f"**{_('Needed a month')}: {_.number(standing.pace_needed, 1)}** · {words.pace(standing, _)}")
    if standing.target and found.reason == "few":
        _believing(page)
    if outlook.struck_months(store):
        _mark_months(page)
    st.caption(words.source_line(view, _))
    parts.template(page, "monthly_totals")


def _believing(page: Page) -> None:
    """Whether the target stands in for a usual year."""
    _ = page._
    key = f"believe_{_.language}"
    st.checkbox(
        _("Take the target for a usual year, give or take half of it, and show what follows"),
        value=chosen("believe") == "yes",
        key=key,
        on_change=lambda: choose("believe", "yes" if st.session_state[key] else ""),
    )


def assumptions(page: Page, found: Outlook) -> None:
    """The assumptions in force, as chips."""
    _ = page._
    said = _settings(page, found)
    if found.scenario.believe:
        _believing(page)
        said.insert(0, _("the target is taken for a usual year"))
    st.markdown(" ".join(f":gray-badge[{parts.plain(each)}]" for each in said))


def _settings(page: Page, found: Outlook) -> list[str]:
    """What a forecast assumes, each in a few words."""
    struck = outlook.struck_months(page.store)
    return words.assumptions(found, struck, late(page.store, page.view), page._)


def made(page: Page, found: Outlook | TooLittle) -> str:
    """How the forecast of the year is made, line by line."""
    if isinstance(found, TooLittle):
        return words.trace_ahead.too_little(page.view, page._)
    return words.trace_ahead.forecast(found, _settings(page, found), page._)


def compared(page: Page, found: Outlook) -> str:
    """How scenarios beside one another are made, line by line."""
    return words.trace_ahead.scenarios(found, _settings(page, found), page._)


def readings(page: Page, found: Outlook) -> None:
    """What the marked months may mean, side by side, and which months are marked."""
    _, store, view = page._, page.store, page.view
    if found.forecast.months_done == 12:
        return
    st.subheader(_("If a shock has struck"), anchor=False)
    if outlook.struck_months(store):
        each = [
            outlook.outlook(store, view, outlook.as_read(reading, chosen("believe") == "yes")) for reading in READINGS
        ]
        found_each = [one for one in each if isinstance(one, Outlook)]
        how = words.trace_ahead.readings(found_each, _)
        parts.cards([words.reading_card(one, _) for one in found_each], how, RESTS_ON, "readings")
        st.segmented_control(
            _("The page reckons with"),
            READINGS,
            default=found.reading,
            format_func=lambda reading: _(words.READING_NAMES[reading]),
            key=f"shock_{_.language}",
            on_change=lambda: choose("shock", st.session_state[f"shock_{_.language}"] or ""),
        )
    else:
        st.markdown(
            _("Mark the months an epidemic, a congress or the like has struck: three readings then stand side by side.")
        )
    _mark_months(page)


def _mark_months(page: Page) -> None:
    """Mark the months a shock has struck, for all readers."""
    _, store, view = page._, page.store, page.view
    last = number_of(view.last_day.year, view.last_day.month)
    options = [f"{year}-{month:02d}" for year, month in map(named, range(last, last - MARKABLE, -1))]
    marked = outlook.struck_months(store)
    key = f"struck_{_.language}_{store.version}"
    st.multiselect(
        _("Months of a shock"),
        sorted({*options, *marked}, reverse=True),
        default=marked,
        format_func=lambda month: words.month_list([month], _),
        key=key,
        placeholder=_("Choose months"),
        help=_("They say nothing of a usual year. The choice is kept and holds for all who use this data."),
        on_change=lambda: store.set("shock_months", ",".join(sorted(st.session_state[key])), batch.signature()),
    )


def term(page: Page, found: TermOutlook) -> None:
    """The term: three chances, its years, and what its targets rest on."""
    _, view = page._, page.view
    said = words.term_forecast_sentence(found, _)
    st.subheader(_("The term"), anchor=False)
    if said is None:
        st.markdown(_("No chance of the term: a year of it is unknown, has no target, or lies outside the view."))
        return
    st.markdown(said)
    parts.cards(words.term_cards(found, _), words.trace_ahead.term_cards(found, _), RESTS_ON, "term_cards")
    parts.chart(
        page,
        _("The years of the term (as of {date})", date=_.date(view.last_day)),
        parts.figure(charts.term_ahead, sheets.term_ahead_figures(found, view), _),
        sheets.term_ahead(found, view, _),
        "term_ahead",
        words.trace_ahead.term(found, _),
        RESTS_ON,
    )
    st.caption(
        _(
            "Members and targets of years that have not begun are those of the middle of the forecast. More admitted now means higher targets later; more who leave, lower ones."
        )
    )


def parts_of(page: Page, found: Outlook) -> None:
    """Units and sources, what their year will probably bring."""
    _, store, view = page._, page.store, page.view
    when = {"year": view.year, "date": _.date(view.last_day)}
    scenario = as_chosen()
    if not view.source:
        rows = outlook.units(store, view, scenario)
        title = _("Units by expected shortfall, {year} (as of {date})", **when)
        height = 420 if len(rows) > FITTING else None
        parts.table(
            page, title, sheets.unit_forecasts(rows, _), "unit_forecasts", height, words.trace_ahead.parts(_), RESTS_ON
        )
        st.caption(_("In a small unit one person decides: read the expected shortfall, not the chance alone."))
    if view.whole_block:
        rows = outlook.sources(store, view, scenario)
        title = _("Sources, what the year will probably bring, {year} (as of {date})", **when)
        parts.table(
            page,
            title,
            sheets.source_forecasts(rows, _),
            "source_forecasts",
            None,
            words.trace_ahead.parts(_),
            RESTS_ON,
        )


def track(page: Page) -> None:
    """How the block's forecasts did so far."""
    _ = page._
    tried = outlook.tried(page.store, page.view)
    st.subheader(_("How such forecasts did so far"), anchor=False)
    st.markdown(words.track_sentence(tried, _))
    if tried:
        parts.table(
            page,
            _("Forecasts made anew for earlier years"),
            sheets.tried(tried, _),
            "track",
            None,
            words.trace_ahead.track(_),
        )
