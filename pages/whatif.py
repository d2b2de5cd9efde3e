"""What if: what somebody supposes of the months to come, and what it would change."""

import streamlit as st

from ketnap import charts, outlook, sheets, words
from ketnap.forecast import TooLittle
from ketnap.ui import kept, parts, prospect, supposing
from ketnap.ui.frame import page

here = page()
_, store, view = here._, here.store, here.view
parts.needs_data(here)

base, tried = supposing.base(here), supposing.tried(here)
before, after = outlook.outlook(store, view, base), outlook.outlook(store, view, tried)
if isinstance(before, TooLittle):
    parts.headed(here, _("What if"), words.too_little(before, _), words.trace_ahead.too_little(view, _))
    st.stop()
if isinstance(after, TooLittle):
    parts.headed(here, _("What if"), words.too_little(after, _), words.trace_ahead.too_little(view, _))
    st.stop()

if tried == base:
    said = _("Nothing is supposed yet. {forecast}", forecast=words.forecast_sentence(before, view, _))
else:
    said = words.scenario_sentence(before, after, _)
parts.headed(here, _("What if"), said, prospect.made(here, after), prospect.RESTS_ON)
supposing.in_force(here)
rows = kept.compared(here)
title = _("Scenarios beside one another, {year} (as of {date})", year=view.year, date=_.date(view.last_day))
st.plotly_chart(
    parts.figure(charts.ranges, sheets.scenario_ranges(rows), _), key="ranges", config=charts.config(_), alt=title
)
supposing.add(here, before)
parts.table(
    here, title, sheets.scenarios(rows, _), "scenarios", None, prospect.compared(here, before), prospect.RESTS_ON
)
st.caption(
    _(
        "All scenarios rest on the same courses of the months: they differ by what is supposed alone. × is the factor on all months left."
    )
)
kept.keep(here)
