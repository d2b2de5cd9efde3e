"""The candidate pool: who has reported for a period, and whether the pool suffices for the targets."""

from dataclasses import replace

import streamlit as st

from ketnap import pool, sheets, words
from ketnap.ui import parts
from ketnap.ui import pool as widgets
from ketnap.ui.frame import page

here = page()
_, store, view = here._, here.store, here.view
parts.needs_data(here)

head, choices = st.container(), st.columns(3)
with choices[0]:
    period = widgets.chosen_period(here)
with choices[1]:
    stage = widgets.chosen_stage(here)
with choices[2]:
    widgets.deadline(here, period)
here = replace(here, period=(period.start, period.end))
rows = pool.reports(store, view, period)
found = pool.round_of(rows, period, pool.deadline(store, period))
judged = pool.judged(store, view, period, stage)
with head:
    how = words.trace_pool.headline(found, view, _)
    parts.headed(here, _("Candidate pool"), words.pool_sentence(found, view, _), how, ("pool_reports", "units"))
how = words.trace_pool.cards(found, judged, view, _)
parts.cards(words.pool_cards(found, judged, view, _), how, widgets.NEED_RESTS_ON, page=here)
widgets.waiting(here, rows, found)
widgets.suffices(here, judged)
when = {"period": words.period_name(period, _), "date": _.date(view.last_day)}
parts.table(
    here,
    _("Reports by unit for {period} (as of {date})", **when),
    sheets.reports_by_unit(rows, found, _),
    "pool_reports",
    height=560 if len(rows) > widgets.FITTING else None,
    how=_("Of several reports of a unit for the period the newest counts; other periods are not added."),
    rests_on=("pool_reports", "units"),
)
widgets.outcomes(here, period)
