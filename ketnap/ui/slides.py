"""The slides of a meeting, each one idea: the account that documents have too, in letters for a room."""

import pandas as pd
import streamlit as st

from ketnap import account, charts, classes, cuts, outlook, plan, pool, sheets, words
from ketnap.forecast import TooLittle
from ketnap.outlook import Outlook
from ketnap.report import Section, ahead, narrowed, preparation, results
from ketnap.report import plan as plans
from ketnap.ui import meeting, parts, prospect, supposing
from ketnap.ui.frame import Page
from ketnap.ui.meeting import Slide

# So many bars a room can read at once.
READABLE = 24


def title(page: Page) -> None:
    """What the meeting is about, as of when."""
    _, view = page._, page.view
    st.space("xlarge")
    st.header(_("Admission of party members in {year}", year=view.year), anchor=False)
    st.markdown("## " + _("Figures up to {date}", date=_.date(view.last_day)))
    st.markdown("## :gray[" + parts.plain(narrowed(page.store, view, _) or _("The whole block")) + "]")


def headed(told: Section) -> None:
    """What a slide is about, and its answer."""
    meeting.headed(told.heading, told.answer)


def answer(page: Page) -> None:
    """Where the year stands."""
    told = results.answer(page.store, page.view, prospect.as_chosen(), page._)
    headed(told)
    standing = account.standing(page.store, page.view)
    parts.cards(
        list(told.cards), words.trace.year_cards(standing, prospect.made(page, prospect.chosen_outlook(page)), page._)
    )
    st.markdown("  \n".join(told.said))


def months(page: Page) -> None:
    """The year month by month, added up."""
    _, store, view = page._, page.store, page.view
    headed(results.months(store, view, _))
    target = account.standing(store, view).target
    added = account.cumulative(account.months(store, view), target)
    parts.filling(page, parts.figure(charts.cumulative, added, target, view.year, _), "months")


def units(page: Page) -> None:
    """The units, by officer where they are too many to be read one by one."""
    _, store, view = page._, page.store, page.view
    headed(results.units(store, view, _))
    rows = cuts.units(store, view)
    few = len(rows) <= results.READABLE
    bars = words.unit_bars(rows) if few else words.officer_bars(cuts.officers(store, view, rows))
    if len(bars) <= READABLE:
        parts.filling(page, parts.figure(charts.against_target, bars, _), "units")


def sources(page: Page) -> None:
    """Who introduced those admitted."""
    _, store, view = page._, page.store, page.view
    headed(results.sources(store, view, _))
    by_month = cuts.sources(store, view)[0]
    names = {code: _(name) for code, name in words.SOURCE_NAMES.items()}
    labels = [_.month(month) for month in by_month.columns]
    parts.filling(page, parts.figure(charts.by_source, by_month, labels, names, _), "sources")


def candidates(page: Page) -> None:
    """The pool, and whether it suffices."""
    _, store, view = page._, page.store, page.view
    told = preparation.candidates(store, view, _)
    headed(told)
    st.markdown("  \n".join(told.said))
    judged = pool.judged(store, view, pool.default_period(store, view), pool.DEFAULT)
    if judged is None or not judged.needed:
        return
    by_unit = bool(view.officer or view.unit)
    bars = pool.parts_of_need(judged) if by_unit else pool.by_officer(judged)
    rows = words.need_bars(bars, "unit_name" if by_unit else "officer_label", _)
    if len(rows) <= READABLE:
        parts.filling(page, parts.figure(charts.needs, rows, _), "candidates")


def graduates(page: Page) -> None:
    """What the classes have brought."""
    _, store, view = page._, page.store, page.view
    headed(preparation.graduates(store, view, _))
    curves = classes.curves(classes.people(store, view), view)
    if len(curves):
        about = _("Share of graduates admitted by months since the class (as of {date})", date=_.date(view.as_of))
        st.markdown(about)
        parts.filling(page, parts.figure(charts.class_curves, curves, _), "graduates")


def forecast(page: Page) -> None:
    """Where the year is heading."""
    _, store, view = page._, page.store, page.view
    headed(ahead.forecast(store, view, prospect.as_chosen(), _))
    found = prospect.chosen_outlook(page)
    if isinstance(found, TooLittle):
        return
    added = outlook.fan(account.months(store, view), found.forecast, outlook.pace(store, view, found)["needed"])
    # More years gone by than two make a thicket at ten metres.
    past = account.past_years(store, view).cumsum().iloc[:, -2:]
    parts.filling(page, parts.figure(charts.fan, added, past, found.target, view.year, _), "forecast")


def scenario(page: Page) -> None:
    """What would change if the months left brought more: tried in front of the room."""
    _, store, view = page._, page.store, page.view
    base, tried = supposing.base(page), supposing.tried(page)
    before = outlook.outlook(store, view, base)
    if isinstance(before, TooLittle):
        meeting.headed(_("What if"), words.too_little(before, _))
        return
    after = outlook.outlook(store, view, tried)
    meeting.headed(_("What if"), _answered(page, before, after))
    supposing.quick(page, before)
    supposed = [] if tried == base or isinstance(after, TooLittle) else [tried]
    rows = outlook.compared(store, view, supposed, base)
    labels = [_("As it stands"), _("What is supposed")][: len(rows)]
    parts.filling(page, parts.figure(charts.ranges, sheets.scenario_ranges(rows.assign(label=labels)), _), "scenario")


def _answered(page: Page, before: Outlook, after: Outlook | TooLittle) -> str:
    """What a scenario changes, in a sentence."""
    _ = page._
    if isinstance(after, TooLittle):
        return words.too_little(after, _)
    if after.scenario == before.scenario:
        return _("Nothing is supposed yet. {forecast}", forecast=words.forecast_sentence(before, page.view, _))
    return words.scenario_sentence(before, after, _)


def term(page: Page) -> None:
    """The years of the term, past and to come."""
    _, store, view = page._, page.store, page.view
    told = ahead.term(store, view, prospect.as_chosen(), _)
    assert told is not None
    headed(told)
    found = prospect.chosen_outlook(page)
    if isinstance(found, TooLittle) or found.term is None or found.term.chances is None:
        figure = parts.figure(charts.term, sheets.term_figures(account.term(store, view), view), _)
    else:
        figure = parts.figure(charts.term_ahead, sheets.term_ahead_figures(found.term, view), _)
    parts.filling(page, figure, "term")


def planned(page: Page) -> None:
    """The year's approved plan and what came; without one, next year's."""
    _, store, view = page._, page.store, page.view
    told = plans.planned(store, view, prospect.as_chosen(), _)
    assert told is not None
    meeting.headed(told.heading, parts.plain(told.answer))
    st.markdown("  \n".join(map(parts.plain, told.said)))
    going = plan.progress(store, view)
    if going is not None:
        parts.filling(page, parts.figure(charts.plan.progress, going.months, view.year, _), "plan")
    elif told.charts:
        months = pd.Series(told.charts[0].series[0].values, index=account.MONTHS)
        parts.filling(page, parts.figure(charts.plan.months, months, view.year + 1, _), "plan")


def asked(page: Page) -> None:
    """What the meeting is asked to decide."""
    told = preparation.asked(page.store, page.view, page._)
    headed(told)
    st.markdown("\n".join(f"{number}. {point}" for number, point in enumerate(told.listed, 1)))


def of(page: Page) -> list[Slide]:
    """The slides of a view: the term is the whole block's only, and so is next year's plan."""
    drawers = {title: "", answer: "overview", months: "months", units: "units", sources: "sources"}
    drawers |= {candidates: "pool", graduates: "classes", forecast: "forecast", scenario: "whatif"}
    if page.view.whole_block:
        drawers |= {term: "forecast"}
    if plans.is_told(page.store, page.view):
        drawers |= {planned: "plan"}
    drawers |= {asked: "officers"}
    return [Slide(draw.__name__, draw, name) for draw, name in drawers.items()]


def show(page: Page) -> None:
    """The slide the address names."""
    meeting.show(page, of(page))
