"""Who the year's new members are: women, ages, occupations, sources."""

import streamlit as st

from ketnap import charts, composition, sheets, words
from ketnap.ui import parts
from ketnap.ui.frame import page

here = page()
_, store, view = here._, here.store, here.view
parts.needs_data(here)

rows, admitted = composition.composition(store, view), composition.admitted(store, view)
smallest = composition.smallest_cell(store)
how = words.trace_procedure.composition(admitted, smallest, view, _)
sentence = words.composition_sentence(rows, admitted, composition.known_in_all(store, view), view, _)
parts.headed(here, _("Composition"), sentence, how)
if len(rows):
    parts.chart(
        here,
        _(
            "New members by sex, age, occupation and source, {year} (as of {date})",
            year=view.year,
            date=_.date(view.last_day),
        ),
        parts.figure(charts.groups, words.group_bars(rows, smallest, _), _),
        sheets.groups(rows, smallest, _),
        "groups",
        how=how,
    )
    st.caption(
        _(
            "Groups of fewer than {count} are not shown, nor those from which they could be worked out. This guards each picture for itself: use the filters with care.",
            count=smallest,
        )
    )
