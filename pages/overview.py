"""Where the year and the term stand."""

import streamlit as st

from ketnap import account, charts, sheets, words
from ketnap.ui import importing, parts, prospect
from ketnap.ui.frame import page

here = page()
_, store, view = here._, here.store, here.view
extent = account.extent(store, view)
if not extent["imports"]:
    importing.welcome(here)
    st.stop()

standing = account.standing(store, view)
ahead = prospect.chosen_outlook(here)
rests_on = ("admissions", "targets", "opening_members")
parts.headed(
    here,
    _("Overview of {year}", year=view.year),
    words.headline(standing, _),
    words.trace.headline(standing, _),
    rests_on,
)
parts.cards(
    [
        words.target_card(standing, _),
        words.same_period_card(standing.same_period, view, _),
        (_("Needed a month"), _.number(standing.pace_needed, 1), words.pace(standing, _)),
        words.chance_card(ahead, standing, _),
    ],
    words.trace.year_cards(standing, prospect.made(here, ahead), _),
    rests_on,
)
st.caption("  \n".join(words.data_notes(extent, standing, _)))

months = account.months(store, view)
parts.chart(
    here,
    _("Admissions added up, {year} (as of {date})", year=view.year, date=_.date(view.last_day)),
    parts.figure(charts.cumulative, account.cumulative(months, standing.target), standing.target, view.year, _),
    sheets.months(months, standing.target, view, _),
    "cumulative",
    words.trace.months(view, _),
    rests_on,
)

if view.whole_block:
    term = account.term(store, view)
    st.subheader(_("The term"), anchor=False)
    st.markdown(f"{words.term_sentence(term, _)} {words.catch_up_sentence(term, ahead, _)}")
    parts.chart(
        here,
        _("Admissions of each year of the term against its target"),
        parts.figure(charts.term, sheets.term_figures(term, view), _),
        sheets.term(term, view, _),
        "term",
        words.trace.term(term, view, _),
        rests_on,
    )
    with st.expander(_("Targets as they were set"), icon=":material/flag:"):
        versions = store.query("target_versions", as_of=view.as_of)
        parts.table(
            here,
            _("Targets as they were set"),
            sheets.target_versions(versions, _),
            "targets",
            how=words.trace.target_versions(_),
            rests_on=("targets",),
        )
else:
    st.caption(_("The term is shown for the whole block only: take the filters off to see it."))
