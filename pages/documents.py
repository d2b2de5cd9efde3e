"""Documents of the view: report, notices, sheets; each on the account that pages and slides show."""

import streamlit as st

from ketnap import words
from ketnap.ui import documents, parts
from ketnap.ui.frame import page

here = page()
_, view = here._, here.view
parts.needs_data(here)

sentence = _(
    "Report, notices and sheets with the figures of {year} up to {date}.", year=view.year, date=_.date(view.last_day)
)
how = _("Documents are written from the figures that the pages show, of the day and the filters chosen at the left.")
parts.headed(here, _("Documents"), sentence, how)
kind, form = documents.chosen(here)
place = st.container()
template = documents.own_template(here) if (kind, form) == ("report", "docx") else None
with place:
    documents.download(here, kind, form, template)
    st.caption("  \n".join(filter(None, [words.source_line(view, _), documents.of_all_sources(here, kind)])))
documents.office(here)
