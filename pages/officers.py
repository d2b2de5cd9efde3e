"""What each Standing Committee member in charge needs to know of the units followed."""

from dataclasses import replace

import streamlit as st

from ketnap import charts, officers, pool, report, sheets, words
from ketnap.ui import parts
from ketnap.ui.frame import page

here = page()
_, store, view = here._, here.store, here.view
parts.needs_data(here)

period = pool.default_period(store, view)
here = replace(here, period=(period.start, period.end))
when = {"year": view.year, "date": _.date(view.last_day)}
rests_on = ("admissions", "opening_members", "targets", "pool_reports", "officer_assignments", "units")
if view.officer:
    found = officers.sheets(store, view)[0]
    how = words.trace_pool.officer(found, view, _)
    parts.headed(here, _("By officer"), words.officer_sentence(found, view, _), how, rests_on)
    parts.cards(
        words.officer_cards(found, view, _), words.trace_pool.officer_cards(found, view, _), rests_on, page=here
    )
    parts.table(
        here,
        _("Units followed, {year} (as of {date})", **when),
        sheets.followed(found.units, view, _),
        "followed",
        how=words.how_followed(period, _),
        rests_on=rests_on,
    )
    if len(found.spells):
        parts.table(
            here,
            _("Who followed these units when"),
            sheets.spells(found.spells, _),
            "spells",
            how=_("Admissions whose date lies in the time of charge, by the unit's officer on each day."),
            rests_on=("admissions", "units", "officer_assignments"),
        )
elif store.query("officers", as_of=view.as_of).empty:
    sentence = _("No officer in charge of any unit is known on {date}.", date=when["date"])
    how = words.trace_pool.no_officer(view, _)
    parts.headed(here, _("By officer"), sentence, how, ("officer_assignments", "units"))
    st.markdown(_("Load who follows which unit: in the register of units, or as a list with dates."))
    parts.template(here, "officer_assignments")
    st.stop()
else:
    rows = officers.summary(store, view, officers.followed(store, view, period))
    how = words.trace_pool.officers(rows, period, view, _)
    parts.headed(here, _("By officer"), words.officers_sentence(rows, period, view, _), how, rests_on)
    parts.chart(
        here,
        _("Units by officer in charge, {year} (as of {date})", **when),
        parts.figure(charts.against_target, words.officer_bars(rows), _),
        sheets.officer_summary(rows, view, _),
        "officers",
        how=words.how_followed(period, _),
        rests_on=rests_on,
    )
    parts.table(
        here,
        _("Units, pool and reports by officer, {year} (as of {date})", **when),
        sheets.officer_summary(rows, view, _),
        "officer_summary",
        how=words.how_followed(period, _),
        rests_on=rests_on,
    )
    st.caption(_("Choose an officer on the left to see the units one by one, and who followed them before."))
st.download_button(
    _("Sheets to print, one per officer"),
    lambda: report.officer_sheets(store, view, _),
    file_name=f"ketnap-phieu-phu-trach-{view.last_day.isoformat()}.html",
    mime="text/html",
    icon=":material/print:",
    on_click="ignore",
)
