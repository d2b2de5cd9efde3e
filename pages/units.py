"""Admissions unit by unit in official order, against each unit's target."""

import streamlit as st

from ketnap import charts, cuts, plan, sheets, words
from ketnap.ui import parts
from ketnap.ui.frame import page

here = page()
_, store, view = here._, here.store, here.view
parts.needs_data(here)

rows = plan.beside_units(cuts.units(store, view), plan.progress(store, view))
rests_on = ("admissions", "targets", "opening_members")
parts.headed(here, _("By unit"), words.units_sentence(rows, view, _), words.trace.units(view, _), rests_on)
when = {"year": view.year, "date": _.date(view.last_day)}
if view.officer or view.unit:
    parts.chart(
        here,
        _("Units against their targets, {year} (as of {date})", **when),
        parts.figure(charts.against_target, words.unit_bars(rows), _),
        sheets.units(rows, view, _),
        "units",
        words.trace.units(view, _),
        rests_on,
    )
else:
    officers = cuts.officers(store, view, rows)
    parts.chart(
        here,
        _("Units by officer in charge, {year} (as of {date})", **when),
        parts.figure(charts.against_target, words.officer_bars(officers), _),
        sheets.by_officer(officers, _),
        "officers",
        words.trace.units(view, _),
        (*rests_on, "units"),
    )
parts.table(
    here,
    _("Units in official order, {year} (as of {date})", **when),
    sheets.units(rows, view, _),
    "units_table",
    560,
    words.trace.units(view, _),
    rests_on,
)
none_yet = words.none_yet(rows)
with st.expander(
    _("Units with no admission yet in {year}: {count}", year=view.year, count=len(none_yet)),
    icon=":material/list:",
):
    st.markdown("\n".join(f"- {parts.plain(name)}" for name in none_yet))
most = cuts.most_needed(rows)
if len(most):
    with st.expander(_("Units that still need most: {count}", count=len(most)), icon=":material/format_list_numbered:"):
        st.markdown(words.most_needed_sentence(rows, most, _))
        title = _("Units that still need most, {year} (as of {date})", **when)
        parts.sheet(here, title, sheets.units(most, view, _), "most_needed")
parts.table(
    here,
    _("Admissions by unit and month, {year} (as of {date})", **when),
    sheets.units_by_month(rows, cuts.units_by_month(store, view, rows), _),
    "units_by_month",
    560,
    words.trace.units_by_month(view, _),
)
st.caption(
    _(
        "Unit targets share the block's target by members (largest remainder), so that they add up to it. No percentage is shown where a target is 2 or fewer."
    )
)
