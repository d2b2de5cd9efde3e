"""The settings no source decides, each with its default."""

from decimal import Decimal

import streamlit as st

from ketnap import batch
from ketnap.i18n import mark
from ketnap.ingest import values
from ketnap.ui.frame import Page

DENOMINATORS = {
    "year_open": mark("the members at the start of each year"),
    "term_open": mark("the members at the start of the term"),
}
# One or two people in a group may be recognised.
FEWEST_HIDDEN = 3


def settings(page: Page) -> None:
    """The form of all settings."""
    _, store = page._, page.store
    st.subheader(_("Settings"), anchor=False)
    with st.form("settings"):
        wanted = {**_targets(page), **_forecast(page)}
        again = st.checkbox(_("Count re-admissions as new members"), value=store.setting("count_readmissions") == "yes")
        wanted["count_readmissions"] = "yes" if again else "no"
        smallest = st.number_input(
            _("Groups by sex, age or occupation are hidden below so many people"),
            FEWEST_HIDDEN,
            20,
            max(int(store.setting("smallest_cell")), FEWEST_HIDDEN),
            1,
        )
        wanted["smallest_cell"] = str(smallest)
        if st.form_submit_button(_("Save settings")):
            _save(page, wanted)


def _targets(page: Page) -> dict[str, str]:
    """The settings of targets and the term."""
    _, store = page._, page.store
    first, last = st.columns(2)
    term_first = first.number_input(_("First year of the term"), 2000, 2100, int(store.setting("term_first_year")), 1)
    term_last = last.number_input(_("Last year of the term"), 2000, 2100, int(store.setting("term_last_year")), 1)
    rate = st.text_input(_("Rate where no target is set (%)"), store.setting("default_rate").replace(".", ","))
    denominator = st.radio(
        _("The rate is taken of"),
        list(DENOMINATORS),
        index=list(DENOMINATORS).index(store.setting("denominator")),
        format_func=lambda code: _(DENOMINATORS[code]),
    )
    years = {"term_first_year": str(term_first), "term_last_year": str(term_last)}
    return {**years, "default_rate": rate, "denominator": denominator}


def _forecast(page: Page) -> dict[str, str]:
    """The settings of the forecast."""
    _, store = page._, page.store
    leaving = st.slider(
        _("Who leaves in a year, percent of the members (for the targets of later years)"),
        0.0,
        10.0,
        float(store.setting("leaving_percent")),
        0.1,
    )
    transfers = st.number_input(
        _("Members who come by transfer in a year, less those who go"),
        -10_000,
        10_000,
        int(store.setting("transfers")),
        1,
    )
    late = st.slider(_("Rows of the last month that come late, percent"), 0, 60, int(store.setting("late_percent")), 5)
    return {"leaving_percent": str(round(leaving, 1)), "late_percent": str(late), "transfers": str(transfers)}


def _save(page: Page, wanted: dict[str, str]) -> None:
    """Keep the settings that were changed, or say what is wrong with them."""
    _, store = page._, page.store
    if int(wanted["term_last_year"]) < int(wanted["term_first_year"]):
        st.error(_("The term must end after it begins."))
        return
    rate = values.amount(wanted["default_rate"], "rate")
    if not isinstance(rate, Decimal):
        st.error(_("The rate must be a number of percent, for example 3 or 3,5."))
        return
    for name, value in {**wanted, "default_rate": str(rate)}.items():
        if store.setting(name) != value:
            store.set(name, value, batch.signature())
    st.rerun()
