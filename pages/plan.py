"""The plan of a year: how many, by which unit and in which month; its versions, and how the approved one goes."""

import streamlit as st

from ketnap import plan, sheets, words
from ketnap.ui import parts, plan_versions, prospect
from ketnap.ui import plan as planning
from ketnap.ui.frame import page

here = page()
parts.needs_data(here)
ahead = planning.of_plan(here)
_, store, view = ahead._, ahead.store, ahead.view

found = planning.proposed(ahead)
parts.headed(ahead, _("Annual plan"), words.plan.answer(found, _), words.plan.how_size(found, _), planning.RESTS_ON)
chance, chances = plan.chances(store, view, found.split.planned, prospect.as_chosen())
parts.cards(
    words.plan.cards(found, chance, plan.classes_for(store, view, found.split.total), _),
    words.plan.how_cards(found, _),
    (*planning.RESTS_ON, "class_graduates"),
    page=ahead,
)
for note in filter(
    None,
    [
        plan_versions.approved_sentence(ahead),
        planning.beside_approved(ahead, found),
        *words.plan.size_notes(found.size, _),
        words.plan.not_filtered(here.view, _),
    ],
):
    st.caption(note)
planning.choices(here)
planning.edited(ahead, found, chances)
st.caption(words.plan.how_weights(found, _))
planning.side_by_side(ahead, found)
plan_versions.keep(ahead, found)
planning.months(ahead, found)
parts.table(
    ahead,
    _("Plan of {year} by unit and month", year=view.year),
    sheets.plan.by_month(found.rows, found.months, _),
    "plan_by_month",
    560,
    words.plan.how_months(_),
    planning.RESTS_ON,
)
plan_versions.versions(ahead, found)
plan_versions.progress(here, view.year)
