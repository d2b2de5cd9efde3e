"""The tables of the procedure page."""

import pandas as pd
import streamlit as st

from ketnap import procedure, sheets, words
from ketnap.ui import parts
from ketnap.ui.frame import Page


def of_year(page: Page, found: pd.DataFrame) -> None:
    """Ceremonies, certificates and ages of the year's decisions, unit by unit."""
    _, view = page._, page.view
    when = {"year": view.year, "date": _.date(view.as_of)}
    by_unit = procedure.by_unit(procedure.of_year(found, view))
    parts.table(
        page,
        _("Ceremony after the decision by unit, decisions of {year} (as of {date})", **when),
        sheets.ceremonies(by_unit, _),
        "ceremonies",
        how=words.trace_procedure.ceremonies(_),
    )
    parts.table(
        page,
        _("Certificate and age at the decision by unit, decisions of {year} (as of {date})", **when),
        sheets.certificates(by_unit, _),
        "certificates",
        how=words.trace_procedure.certificates(_),
    )


def probations(page: Page, due: pd.DataFrame, recorded: bool) -> None:
    """Probations that end in the quarters ahead, unit by unit; the year chosen does not matter here."""
    _, view = page._, page.view
    parts.table(
        page,
        _("Probations that end, by unit (as of {date})", date=_.date(view.as_of)),
        sheets.probations(due, recorded, view, _),
        "probations",
        how=_(
            "Admissions of all years by the quarter in which 12 months from the ceremony end, those struck off left out. Just over: by up to 30 working days; overdue: by more and not recognised; not recorded: by more, but the file gives no day of full membership."
        ),
    )


def lines(page: Page, found: pd.DataFrame) -> None:
    """The lines of rosters to look up."""
    _, view = page._, page.view
    listed = sheets.findings(procedure.findings(found, view), _)
    with st.expander(_("Lines to check: {count}", count=len(listed)), icon=":material/fact_check:"):
        st.caption(
            _(
                "For the office that keeps the roster: file, sheet and line as last loaded, no names. Days of ceremonies are working days, those of probations working days beyond the 30; those of certificates and of ceremonies before the decision are calendar days."
            )
        )
        if len(listed):
            title = _("Lines to check (as of {date})", date=_.date(view.as_of))
            parts.table(page, title, listed, "procedure_lines", how=words.trace_procedure.lines(_))


def all_years(page: Page, found: pd.DataFrame) -> None:
    """The same counts over all years, by year and by unit."""
    _ = page._
    when = {"date": _.date(page.view.as_of)}
    found = procedure.counted(found, page.view)
    years, units = procedure.by_year(found), procedure.by_unit(found)
    with st.expander(_("All years"), icon=":material/history:"):
        held, checked = words.trace_procedure.ceremonies(_), words.trace_procedure.certificates(_)
        for title, table, name, how in (
            (
                _("Ceremony after the decision by year (as of {date})", **when),
                sheets.ceremonies(years, _),
                "by_year",
                held,
            ),
            (
                _("Certificate and age by year (as of {date})", **when),
                sheets.certificates(years, _),
                "ages_by_year",
                checked,
            ),
            (_("Ceremony by unit, all years (as of {date})", **when), sheets.ceremonies(units, _), "all_years", held),
            (
                _("Certificate and age by unit, all years (as of {date})", **when),
                sheets.certificates(units, _),
                "all_ages",
                checked,
            ),
        ):
            parts.table(page, title, table, f"procedure_{name}", how=how)


def annulled(page: Page) -> None:
    """Annulled decisions and the figure they change, and members struck off."""
    _ = page._
    with st.expander(_("Annulled and struck off"), icon=":material/backspace:"):
        parts.table(
            page,
            _("Annulled and struck off by year of decision (as of {date})", date=_.date(page.view.as_of)),
            sheets.annulments(procedure.annulments(page.store, page.view), _),
            "annulments",
            how=words.trace_procedure.annulments(_),
        )
        st.caption(
            _(
                "An annulled decision counts until the day it is annulled; one without that day never counts. Whoever is struck off on probation stays counted; no file gives that day, so it shows on every as-of day."
            )
        )
