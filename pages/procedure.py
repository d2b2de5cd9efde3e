"""Whether admissions kept to the rules of procedure, and which lines of the rosters to look up."""

from dataclasses import replace

import streamlit as st

from ketnap import charts, sheets, words
from ketnap import procedure as rules
from ketnap.ui import parts, procedure
from ketnap.ui.frame import page

here = page()
parts.needs_data(here)
# Whatever the reader counts by, procedure begins with the decision.
here = replace(here, view=rules.by_decision(here.view))
_, store, view = here._, here.store, here.view

found = rules.cases(store, view)
in_year = rules.of_year(found, view)
total, due, recorded = rules.totals(in_year), rules.probation(found, view), rules.records_official(found)
how = words.trace_procedure.headline(total, due, view, _)
parts.headed(here, _("Procedure"), words.procedure_sentence(total, due, view, _), how)
st.caption(
    _(
        "Cases are of the year of their decision, whatever the basis chosen beside. Not known is when a decision was received: days count from the decision."
    )
)
how = words.trace_procedure.cards(total, due, view, _)
parts.cards(words.procedure_cards(total, due, recorded, view, _), how, page=here)
bins = rules.day_bins(in_year)
parts.chart(
    here,
    _(
        "Working days from the decision to the ceremony, decisions of {year} (as of {date})",
        year=view.year,
        date=_.date(view.as_of),
    ),
    parts.figure(charts.ceremony_days, bins, sheets.bin_labels(bins), rules.WORKING_DAYS, _),
    sheets.day_bins(bins, _),
    "ceremony_days",
    how=_(
        "Cases with exact days of decision and ceremony, by working days between them; those without a ceremony whose time is up, by working days to the as-of day."
    ),
)
procedure.of_year(here, found)
procedure.probations(here, due, recorded)
procedure.lines(here, found)
procedure.all_years(here, found)
procedure.annulled(here)
with st.expander(_("How these are counted"), icon=":material/help:"):
    st.markdown("\n".join(f"- {line}" for line in words.rules_of_procedure(_)))
