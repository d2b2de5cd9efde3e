"""The parts of the page on organizations: the period chosen, reports beside the roster, evidence and its weights."""

from collections.abc import Iterator
from dataclasses import replace

import pandas as pd
import streamlit as st

from ketnap import batch, charts, organizations, sheets, words
from ketnap.i18n import mark
from ketnap.organizations import Organization, Period
from ketnap.ui import parts
from ketnap.ui.frame import Page, choose, chosen

# What the chosen period is called in the address.
CHOICE = "reported"
RESTS_ON = ("source_figures", "admissions")
# Pixels of a row: a table of figures shows all of its own.
ROW = 35
HOW_COMPARED = mark(
    "Reported: the organization's own row of the period, else the sum of those below it, never both. Roster: admissions"
    " with that source in the same days, not annulled. Per 100: of those not yet Party members, or of those introduced;"
    " none where they are 2 or fewer."
)
HOW_BELOW = mark(
    "Each number as the organization below reported it. Per 100 = introduced ÷ not yet Party members × 100; admitted of"
    " 100 introduced = admitted ÷ introduced × 100; none where the denominator is missing or 2 or fewer. The last count"
    " is the roster's: admissions of the same source in that unit, none where several organizations share the unit."
)
ABOUT_BELOW = mark(
    "In official order; nobody is ranked or rated here. /100: of 100 not yet in the Party, or of 100 introduced. The"
    " last count is the roster's: admitted of the same source in the unit."
)
ABOUT_WEIGHTS = mark(
    "The weights are the reader's own; nothing official prescribes them, and the index is evidence, not a verdict."
)
HOW_INDEX = mark(
    "Each part = the indicator ÷ the average of all organizations below the same organization × 100 × its weight ÷ the"
    " sum of the weights of the indicators that are known; the others are left out. The index is the sum of the parts."
)


def period(page: Page, told: pd.DataFrame) -> Period | None:
    """The period the page is about: the one chosen, else the newest; None where nothing is told of the year."""
    return organizations.chosen_period(organizations.periods(told, page.view.year), page.view.last_day, chosen(CHOICE))


def choice(page: Page, told: pd.DataFrame, current: Period) -> None:
    """Let the reader choose another period of the year."""
    _, view = page._, page.view
    found = organizations.periods(told, view.year)
    if len(found) < 2:
        return
    usual = organizations.chosen_period(found, view.last_day)
    picked = st.selectbox(
        _("Period of the reports (periods that overlap are never added up)"),
        found,
        index=found.index(current),
        format_func=lambda each: words.organizations.period_title(each, _),
        # A new default, after an import say, makes a new field.
        key=f"{CHOICE}_{_.language}_{usual}",
        width=420,
    )
    if picked != current:
        choose(CHOICE, picked.code)
        st.rerun()


def what_to_load(page: Page) -> None:
    """Which file the page needs, with its template."""
    st.info(
        page._(
            "Load the figures of the organizations on the Data page: one row per organization, or one below it, and period, with the number introduced."
        ),
        icon=":material/upload_file:",
    )
    parts.template(page, "source_figures")


def trend(page: Page, told: pd.DataFrame, current: Period) -> None:
    """Introduced and admitted in periods of equal kind."""
    _ = page._
    rows = organizations.trend(told, page.view, current)
    parts.chart(
        replace(page, period=None),
        _("Introduced and admitted by period (as of {date})", date=_.date(page.view.last_day)),
        parts.figure(charts.organizations.introduced_and_admitted, words.organizations.trend_bars(rows, _), _),
        sheets.organizations.organizations_trend(rows, _),
        "organizations_trend",
        how=words.trace_organizations.trend(_),
        rests_on=("source_figures",),
    )
    if rows["is_partial"].any():
        st.caption(parts.plain(_("* Hatched: shorter than the other periods, or not over.")))


def compared(page: Page, found: list[Organization], current: Period) -> None:
    """Each organization's figures beside the roster's, and what to know of them."""
    _, view = page._, page.view
    table = sheets.organizations.organizations(found, view, _)
    parts.table(
        page,
        _("Reports beside the roster, {period}", period=words.organizations.period_name(current, _)),
        table,
        "organizations",
        height=_height(table),
        how=_(HOW_COMPARED),
        rests_on=(*RESTS_ON, "targets"),
    )
    without = organizations.source_unknown(page.store, view, current)
    notes = words.organizations.organization_notes(found, current, without, view, _)
    st.markdown("\n".join(f"- {parts.plain(note)}" for note in notes))


def below(page: Page, current: Period) -> None:
    """What the organizations below told, and the index by the reader's weights, apart for each organization."""
    _, name = page._, words.organizations.period_name(current, page._)
    rows = organizations.below(page.store, page.view, current)
    if rows.empty:
        return
    st.subheader(_("Organizations below, {period}", period=name), anchor=False)
    for source, of_one in _tabs(page, rows):
        parts.table(
            page,
            _("{name}: indicators", name=_(words.SOURCE_NAMES[source])),
            sheets.organizations.organizations_below(of_one, _),
            f"organizations_below_{source}",
            height=_height(of_one),
            how=_(HOW_BELOW),
            rests_on=RESTS_ON,
            missing="–",
        )
    st.caption(_(ABOUT_BELOW))
    _index(page, current, rows)


def _tabs(page: Page, rows: pd.DataFrame) -> Iterator[tuple[str, pd.DataFrame]]:
    """The rows of each organization, each inside a tab of its own: they have averages of their own."""
    groups = [(str(source), of_one) for source, of_one in rows.groupby("source", sort=False)]
    tabs = st.tabs([page._(words.SOURCE_NAMES[source]) for source, _rows in groups])
    for tab, group in zip(tabs, groups, strict=True):
        with tab:
            yield group


def _height(rows: pd.DataFrame) -> int:
    """All rows of a short table, a window on those of a long one."""
    return ROW * (min(len(rows), 12) + 1) + 3


def _index(page: Page, current: Period, rows: pd.DataFrame) -> None:
    """The weights, and what they make of the indicators."""
    _, store = page._, page.store
    st.subheader(_("Weights of the reader"), anchor=False)
    st.markdown(_(ABOUT_WEIGHTS))
    weights = _weights(page)
    averages = organizations.averages(store, page.view, current)
    if not any(weights.values()):
        st.info(_("All weights are 0: no index is made."), icon=":material/tune:")
        return
    for source, of_one in _tabs(page, rows):
        parts.table(
            page,
            _("{name}: index by these weights", name=_(words.SOURCE_NAMES[source])),
            sheets.organizations.organizations_index(
                of_one, organizations.index(of_one, averages, weights), weights, _
            ),
            f"organizations_index_{source}",
            height=_height(of_one),
            how=_(HOW_INDEX),
            rests_on=("source_figures",),
            missing="–",
        )
        st.caption(words.organizations.averages_sentence(averages.loc[source], _))


def _weights(page: Page) -> dict[str, int]:
    """The weights that hold, with the form that changes them for all readers."""
    _, store = page._, page.store
    kept = organizations.kept_weights(store)
    with st.form("organization_weights"):
        columns = st.columns(len(kept), vertical_alignment="bottom")
        wanted = {
            name: int(
                column.number_input(
                    _(words.organizations.INDICATOR_NAMES[name]), 0, 100, weight, 5, key=f"weight_{name}_{_.language}"
                )
            )
            for column, (name, weight) in zip(columns, kept.items(), strict=True)
        }
        st.caption(words.organizations.weights_sentence(kept, _))
        if st.form_submit_button(_("Save weights for all readers")) and wanted != kept:
            store.set("organization_weights", organizations.written(wanted), batch.signature())
            st.rerun()
    return kept


def by_roster(page: Page, shares: pd.DataFrame) -> None:
    """Admissions by source as the roster has them, whether or not anybody reported."""
    _, view = page._, page.view
    parts.table(
        page,
        _("Admissions by source in the roster, {year} (as of {date})", year=view.year, date=_.date(view.last_day)),
        sheets.organizations.organizations_by_roster(shares, view, _),
        "organizations_by_roster",
        how=_("Admissions of the roster by source; the share is of all admissions of the same days."),
        rests_on=("admissions",),
        missing="–",
    )
