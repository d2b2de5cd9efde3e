"""Admissions month by month, against the target, last year and the usual pace."""

import streamlit as st

from ketnap import account, charts, cuts, plan, sheets, words
from ketnap.ui import parts
from ketnap.ui.frame import page

here = page()
_, store, view = here._, here.store, here.view
parts.needs_data(here)

target = account.target_of(store, view)
months = account.months(store, view)
going = plan.progress(store, view)
rests_on = ("admissions", "targets", "opening_members")
when = {"year": view.year, "date": _.date(view.last_day)}
parts.headed(here, _("By month"), words.months_sentence(months, view, _), words.trace.months(view, _))
parts.chart(
    here,
    _("Admissions by month, {year} (as of {date})", **when),
    parts.figure(charts.monthly, months, view.year, _),
    sheets.months(months, target, view, _),
    "monthly",
    words.trace.months(view, _),
    rests_on,
)
parts.chart(
    here,
    _("Admissions added up, {year} (as of {date})", **when),
    parts.figure(charts.cumulative, plan.beside(account.cumulative(months, target), going), target, view.year, _),
    sheets.months(months, target, view, _),
    "cumulative",
    words.trace.months(view, _),
    rests_on,
)
past = account.past_years(store, view)
if len(past.columns):
    with st.expander(_("The same months of earlier years"), icon=":material/history:"):
        parts.table(
            here,
            _("Admissions by month and year (as of {date})", date=when["date"]),
            sheets.years_by_month(past, months, view, _),
            "years_by_month",
            height=500,
            how=words.trace.months(view, _),
            rests_on=("admissions", "monthly_totals"),
        )
batches = cuts.batches(store, view)
if batches:
    st.subheader(_("Before the days that matter"), anchor=False)
    st.markdown(words.batches_sentence(batches, view, _))
    parts.table(
        here,
        _("Admissions before the days that matter, {year} (as of {date})", **when),
        sheets.batches(batches.rows, _),
        "batches",
        how=words.batches_sentence(batches, view, _),
        rests_on=("admissions", "milestones"),
    )
