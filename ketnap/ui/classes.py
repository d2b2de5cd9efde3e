"""Parts of the page on classes: what next year asks for, who was recognised, and classes for new members."""

import pandas as pd
import streamlit as st

from ketnap import classes, sheets, words
from ketnap.ui import parts
from ketnap.ui.frame import Page

RESTS_ON = ("class_graduates", "admissions", "targets", "opening_members")


def plan(page: Page, rows: pd.DataFrame) -> None:
    """The plan for next year, with the share and the size of a class as the reader supposes them."""
    _, view = page._, page.view
    usual = classes.plan(page.store, view, rows)
    st.subheader(_("Classes for {year}", year=usual.year), anchor=False)
    left, right = st.columns(2)
    # A default that moves makes a new field: what was typed was meant for other data.
    of = f"{_.language}_{usual.year}_{usual.share:.4f}_{usual.size}"
    by_data = min(max(round(100 * usual.share, 1), 1.0), 100.0)
    percent = left.number_input(
        _("Share of participants admitted (%)"),
        1.0,
        100.0,
        by_data,
        1.0,
        format="%.1f",
        key=f"plan_share_{of}",
    )
    size = right.number_input(
        _("Participants of a class"), 1, 1000, min(usual.size or 60, 1000), 1, key=f"plan_size_{of}"
    )
    matched = classes.matched(page.store, view, rows)
    found = classes.plan(page.store, view, rows, None if percent == by_data else percent / 100, int(size))
    st.markdown(f"**{words.plan_sentence(found, _)}**")
    if found.target is not None:
        parts.table(
            page,
            _("What {year} asks of classes", year=found.year),
            sheets.class_plan(found, _),
            "class_plan",
            how=_(
                "Participants = (target − expected of those who have a valid certificate) ÷ share of participants"
                " admitted; classes = participants ÷ participants of a class, rounded up."
            ),
            rests_on=RESTS_ON,
        )
        st.markdown("\n".join(f"- {line}" for line in words.plan_notes(found, matched, _)))


def recognised(page: Page, rows: pd.DataFrame) -> None:
    """How far the lists of classes and the roster could be laid side by side."""
    _ = page._
    found = classes.matched(page.store, page.view, rows)
    with st.expander(_("Graduates recognised in the roster"), icon=":material/join_inner:"):
        st.markdown(words.matched_sentence(found, _))
        title = _("Admissions of the roster found in a class (as of {date})", date=_.date(page.view.as_of))
        parts.origin(page, title, "class_matches", words.trace_classes.matches(_), ("admissions", "class_graduates"))
        parts.sheet(page, title, sheets.class_matches(found.years, _), "class_matches")


def new_members(page: Page) -> None:
    """Classes for new members: members already, and part of no other figure of the page."""
    _ = page._
    found = classes.new_member(page.store, page.view)
    if found.empty:
        return
    with st.expander(_("Classes for new members: {count}", count=_.number(len(found))), icon=":material/school:"):
        st.markdown(_("Their participants are members already; none of them counts in the figures above."))
        title = _("Classes for new members (as of {date})", date=_.date(page.view.as_of))
        how = words.trace_classes.new_members(_)
        parts.origin(page, title, "new_member_classes", how, ("new_member_classes",))
        parts.sheet(page, title, sheets.new_member_classes(found, _), "new_member_classes")
