"""Will the year and the term make it."""

import streamlit as st

from ketnap import account, charts, outlook, sheets, words
from ketnap.forecast import TooLittle
from ketnap.ui import parts
from ketnap.ui.frame import page

here = page()
_, store, view = here._, here.store, here.view
parts.needs_data(here)

prospect = outlook.outlook(store, view)
if isinstance(prospect, TooLittle):
    parts.headed(here, _("Forecast"), words.too_little(prospect, _))
    st.caption(words.source_line(view, _))
    parts.template(here, "monthly_totals")
    st.stop()

target = account.target_of(store, view)
parts.headed(here, _("Forecast"), words.forecast_sentence(prospect, view, target, _))
added = outlook.fan(account.months(store, view), prospect.forecast)
parts.chart(
    here,
    _("Where {year} is heading (as of {date})", year=view.year, date=_.date(view.last_day)),
    parts.figure(charts.fan, added, target, view.year, _),
    sheets.fan(added, _),
    "fan",
)
term = words.term_forecast_sentence(prospect, _)
if term:
    st.subheader(_("The term"), anchor=False)
    st.markdown(term)
    st.caption(_("Targets of years that have not begun are estimated with the members of the last known year."))
st.subheader(_("What this rests on"), anchor=False)
for line in words.forecast_basis(prospect, _):
    st.markdown(f"- {line}")
