"""The parts of the page on the candidate pool: what is chosen, the deadline, whom to remind."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from ketnap import batch, charts, pool, sheets, words
from ketnap.i18n import Translator
from ketnap.pool import Enough, Period, Round
from ketnap.ui import parts
from ketnap.ui.frame import Page, choose, chosen

# So many rows are shown without scrolling.
FITTING = 10
NEED_RESTS_ON = ("pool_reports", "admissions", "targets", "opening_members", "units")


def chosen_period(page: Page) -> Period:
    """The period the reader looks at, and its selectbox."""
    _ = page._
    offered = {period.code: period for period in pool.periods(page.store, page.view)}
    default = pool.default_period(page.store, page.view).code
    picked = _pick(
        _("Period of the reports"), "period", list(offered), default, lambda c: words.period_title(offered[c], _), _
    )
    return offered[picked]


def chosen_stage(page: Page) -> str:
    """What counts as available, and its selectbox."""
    _ = page._
    return _pick(
        _("Who counts as available"), "stage", pool.AVAILABLE, pool.DEFAULT, lambda c: _(words.COLUMN_NAMES[c]), _
    )


def _pick(
    label: str, name: str, options: Sequence[str], default: str, shown: Callable[[str], str], _: Translator
) -> str:
    """A selectbox whose choice the address carries unless it is the default."""
    if chosen(name) not in options:
        choose(name, "")
    key = f"{name}_{_.language}_{default}"
    return st.selectbox(
        label,
        options,
        index=options.index(chosen(name) or default),
        format_func=shown,
        key=key,
        on_change=lambda: choose(name, "" if st.session_state[key] == default else st.session_state[key]),
    )


def deadline(page: Page, period: Period) -> None:
    """The deadline of a period, for all readers to see and to set."""
    _, store = page._, page.store
    day = pool.deadline(store, period)
    key = f"deadline_{_.language}_{period.code}_{day}"
    st.date_input(
        _("Deadline of the reports"),
        value=day,
        format="DD/MM/YYYY",
        key=key,
        help=_(
            "A change holds for all readers. By default the last day before the period begins, of a year 31 January."
        ),
        on_change=lambda: _set_deadline(page, period, key),
    )


def _set_deadline(page: Page, period: Period, key: str) -> None:
    """Keep the deadline that was picked; an emptied field changes nothing."""
    if st.session_state[key]:
        pool.set_deadline(page.store, period, st.session_state[key], batch.signature())


def waiting(page: Page, rows: pd.DataFrame, found: Round) -> None:
    """The units that have not reported: a text to send and a table to download."""
    _ = page._
    if not found.asked:
        return
    left = pool.waiting(rows)
    title = _("Units that have not reported: {count}", count=len(left))
    with st.expander(title, icon=":material/outgoing_mail:", expanded=False):
        if left.empty:
            st.markdown(_("All units have reported."))
            return
        st.code(words.reminder(left, found, page.view, _), language=None, wrap_lines=True)
        parts.origin(page, title, "waiting", words.trace_pool.waiting(found, page.view, _), ("pool_reports", "units"))
        parts.sheet(page, title, sheets.reports_waited_for(left, found, _), "waiting")


def suffices(page: Page, judged: Enough | None) -> None:
    """Need beside candidates: the chart, by officer or by unit, and the table of units."""
    _, view = page._, page.view
    st.subheader(_("Does the pool suffice for the targets of {year}?", year=view.year), anchor=False)
    if judged is None:
        st.markdown(words.not_judged(view, _))
        return
    st.markdown(words.enough_sentence(judged, view, _))
    by_unit = bool(view.officer or view.unit)
    bars = pool.parts_of_need(judged) if by_unit else pool.by_officer(judged)
    when = {"year": view.year, "date": _.date(view.last_day)}
    page = replace(page, period=(judged.period.start, judged.period.end))
    title = _("What is still needed and who is there for it, {year} (as of {date})", **when)
    table, told = sheets.need_and_candidates(judged, _), words.how_enough(judged, _)
    if not judged.needed:
        parts.table(page, title, table, "enough", how=told, rests_on=NEED_RESTS_ON)
        return
    drawn = parts.figure(charts.needs, words.need_bars(bars, "unit_name" if by_unit else "officer_label", _), _)
    parts.chart(page, title, drawn, table, "enough", how=told, rests_on=NEED_RESTS_ON)
    if judged.short and not view.unit:
        lacking(page, judged)


def lacking(page: Page, judged: Enough) -> None:
    """The units whose candidates do not suffice, the shortest of them first."""
    _ = page._
    title = _("Units short of candidates: {count}", count=judged.units("short"))
    with st.expander(title, icon=":material/person_search:"):
        parts.origin(page, title, "lacking", words.how_enough(judged, _), NEED_RESTS_ON)
        parts.sheet(page, title, sheets.short_of_candidates(judged.lacking, _), "lacking")


def outcomes(page: Page, period: Period) -> None:
    """The rounds so far, and what came of what was expected."""
    _, store, view = page._, page.store, page.view
    page = replace(page, period=None)
    past, every = pool.reliability(store, view), pool.outcomes(store, view)
    rests_on = ("pool_report_versions", "admissions", "units")
    with st.expander(_("Earlier rounds of reports"), icon=":material/history:"):
        parts.table(
            page,
            _("Rounds of reports (as of {date})", date=_.date(view.last_day)),
            sheets.report_rounds(pool.rounds(store, view), _),
            "rounds",
            how=_("Each sum rests on the units that reported; periods that overlap are not added to one another."),
            rests_on=("pool_reports", "units"),
        )
    with st.expander(_("Expected and admitted"), icon=":material/rule:"):
        st.markdown(words.kept_sentence(past, _))
        parts.table(
            page,
            _("What was expected of each period, and what came (as of {date})", date=_.date(view.last_day)),
            sheets.kept_by_period(pool.by_period(every, view.last_day), _),
            "kept_by_period",
            how=words.how_kept(_),
            rests_on=rests_on,
        )
        parts.table(
            page,
            _("What units keep of what they expect (as of {date})", date=_.date(view.last_day)),
            sheets.kept_by_unit(past, every[every["period"] == period], _),
            "kept",
            height=420 if len(past) > FITTING else None,
            how=words.how_kept(_),
            rests_on=rests_on,
        )
