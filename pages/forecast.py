"""Will the year and the term make it."""

import streamlit as st

from ketnap import account, charts, outlook, sheets, words
from ketnap.forecast import TooLittle
from ketnap.ui import parts, prospect
from ketnap.ui.frame import page

here = page()
_, store, view = here._, here.store, here.view
parts.needs_data(here)

found = prospect.chosen_outlook(here)
if isinstance(found, TooLittle):
    prospect.too_little(here, found)
    st.stop()

when = {"year": view.year, "date": _.date(view.last_day)}
pace = outlook.pace(store, view, found)
parts.headed(
    here, _("Forecast"), words.forecast_sentence(found, view, _), prospect.made(here, found), prospect.RESTS_ON
)
prospect.assumptions(here, found)
added = outlook.fan(account.months(store, view), found.forecast, pace["needed"])
past = account.past_years(store, view).cumsum()
parts.chart(
    here,
    _("Where {year} is heading (as of {date})", **when),
    parts.figure(charts.fan, added, past, found.target, view.year, _),
    sheets.fan(added, _),
    "fan",
    words.trace_ahead.fan(found, _),
    prospect.RESTS_ON,
)
prospect.readings(here, found)
if len(pace):
    st.subheader(_("The pace that is needed"), anchor=False)
    st.markdown(words.pace_sentence(found, pace, _))
    parts.table(
        here,
        _("The months left of {year}", **when),
        sheets.pace(pace, _),
        "pace",
        None,
        words.trace_ahead.pace(found, _),
        prospect.RESTS_ON,
    )
if found.term:
    prospect.term(here, found.term)
if view.year == view.last_day.year:
    prospect.parts_of(here, found)
if view.whole_block:
    prospect.track(here)
with st.expander(_("How this is reckoned"), icon=":material/help:"):
    st.markdown("\n".join(f"- {line}" for line in words.explanation(found, _)))
