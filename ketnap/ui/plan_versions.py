"""Versions of a plan on its page: kept, submitted, approved, compared, downloaded; and the approved one as it goes."""

from dataclasses import replace
from datetime import date

import pandas as pd
import streamlit as st

from ketnap import batch, charts, export, plan, sheets, words
from ketnap.plan import Proposal, Version
from ketnap.ui import frame, parts
from ketnap.ui.frame import Page
from ketnap.ui.plan import of_version, take

PLANS = ("plans",)


def keep(page: Page, found: Proposal) -> None:
    """Save what is on the screen as a draft; download it as CSV or XLSX; take in one made elsewhere."""
    _, when = page._, found.method.year
    file = sheets.plan.to_file(found.rows, found.months, when)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.button(
            _("Save as a draft"),
            icon=":material/save:",
            key="plan_save",
            type="primary",
            disabled=not found.split.total,
            on_click=_keep,
            args=(page, found),
        )
        st.download_button(
            _("Download CSV"),
            export.frame_csv(file, _),
            f"ketnap-ke-hoach-{when}.csv",
            "text/csv",
            key="plan_csv",
            icon=":material/download:",
            on_click="ignore",
        )
        st.download_button(
            _("Download XLSX"),
            export.frame_xlsx(file, f"{when}"),
            f"ketnap-ke-hoach-{when}.xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            key="plan_xlsx",
            icon=":material/download:",
            on_click="ignore",
        )
        parts.template(page, "plans")
        st.page_link("pages/data.py", label=_("Load a plan from a file"), icon=":material/upload_file:")


def _keep(page: Page, found: Proposal) -> None:
    """Keep what is on the screen."""
    name = plan.keep(page.store, found.method, found.split.target, found.months, batch.signature())
    st.toast(page._("Kept as draft {name}.", name=name), icon=":material/save:")


def versions(page: Page, found: Proposal) -> None:
    """The versions of the year: what may be done to one, and two of them beside each other."""
    _, when = page._, found.method.year
    known = plan.versions(page.store, when, page.view.as_of)
    st.subheader(_("Versions of the plan of {year}", year=when), anchor=False)
    st.markdown(approved_sentence(page))
    if not known:
        return
    names = {each.name: words.plan.version_name(each, _) for each in known}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        picked = st.selectbox(
            _("Version"), list(names), format_func=lambda name: names[name], key=f"plan_version_{_.language}"
        )
        chosen = next((each for each in known if each.name == picked), known[0])
        _actions(page, chosen)
        st.download_button(
            _("Download this version"),
            export.frame_csv(_as_file(page, found, chosen), _),
            f"ketnap-ke-hoach-{when}-{chosen.name}.csv",
            "text/csv",
            key="plan_version_csv",
            icon=":material/download:",
            on_click="ignore",
        )
    title = _("Versions of the plan of {year}", year=when)
    parts.table(page, title, sheets.plan.versions(known, _), "plan_versions", None, _how(page), PLANS)
    _compare(page, found, known)


def approved_sentence(page: Page) -> str:
    """Which version of the year counts."""
    when = page.view.year
    found = plan.approved(page.store, when, page.view.as_of)
    shown = None if found is None else replace(found, document=parts.plain(found.document))
    return words.plan.approved_sentence(shown, when, page._)


def _as_file(page: Page, found: Proposal, version: Version) -> pd.DataFrame:
    """A version as a file that is read again, with its own numbers."""
    rows = plan.named(page.store, found.rows, version.numbers)
    return sheets.plan.to_file(rows, version.numbers, version.year)


def _how(page: Page) -> str:
    """What a version's state is."""
    return page._(
        "One version of a year counts: the approved one whose document is the newest on the as-of day. Those approved before are replaced, and kept."
    )


def _actions(page: Page, found: Version) -> None:
    """What may be done to a version."""
    _ = page._
    st.button(_("Open"), icon=":material/edit:", key="plan_open", on_click=take, args=(of_version(page, found),))
    if found.state == "draft":
        _button(page, found, "submitted", _("Submit"), ":material/send:")
    if found.state in ("draft", "submitted"):
        with st.popover(_("Approve"), icon=":material/verified:"):
            _approve(page, found)
    if found.state == "withdrawn":
        _button(page, found, "restored", _("Bring back"), ":material/undo:")
    else:
        _button(page, found, "withdrawn", _("Withdraw"), ":material/delete:")


def _button(page: Page, found: Version, event: str, label: str, icon: str) -> None:
    """A button that does something to a version."""
    arguments = (page.store, found, event, batch.signature())
    st.button(label, icon=icon, key=f"plan_{event}", on_click=plan.note, args=arguments)


def _approve(page: Page, found: Version) -> None:
    """By whom, by which document and of which day a version is approved."""
    _, today = page._, frame.today()
    with st.form("plan_approve", border=False):
        by = st.text_input(_("Approved by"), batch.signature(), max_chars=80)
        document = st.text_input(_("Document number"), max_chars=80, placeholder="12-KH/ĐUK")
        day = st.date_input(
            _("Date of the document"), min(page.view.as_of, today), max_value=today, format="DD/MM/YYYY"
        )
        if st.form_submit_button(_("Approve"), icon=":material/verified:") and isinstance(day, date):
            plan.note(page.store, found, "approved", by.strip() or batch.signature(), document.strip(), day)
            if day > page.view.as_of:
                st.toast(_("Approved; it counts from {date} on.", date=_.date(day)))
            st.rerun()


def _compare(page: Page, found: Proposal, known: list[Version]) -> None:
    """Two versions unit by unit; one of them may be what is on the screen."""
    _ = page._
    numbers = {"": found.months, **{each.name: each.numbers for each in known}}
    names = {"": _("On the screen"), **{each.name: words.plan.version_name(each, _) for each in known}}
    with st.expander(_("Compare two versions"), icon=":material/compare_arrows:"):
        left, right = st.columns(2)
        one = left.selectbox(
            _("First"), list(names), index=1, format_func=lambda name: names[name], key=f"plan_one_{_.language}"
        )
        other = right.selectbox(
            _("Second"), list(names), format_func=lambda name: names[name], key=f"plan_other_{_.language}"
        )
        names_of_units = plan.named(page.store, found.rows, numbers[one], numbers[other])
        rows = plan.compared(numbers[one], numbers[other], names_of_units)
        title = _("Unit by unit: {one} and {other}", one=parts.plain(names[one]), other=parts.plain(names[other]))
        labels = (names[one], names[other]) if one != other else (f"{names[one]} (1)", f"{names[other]} (2)")
        st.markdown(f"**{title}**")
        parts.sheet(page, title, sheets.plan.compared(rows, *labels, _), "plan_compared", 400)


def progress(page: Page, year: int) -> None:
    """The approved plan of the year beside what came, of the reader's units."""
    _, here = page._, replace(page, view=replace(page.view, year=year))
    found = plan.progress(page.store, here.view)
    if found is None or here.view.as_of.year < year:
        return
    st.subheader(_("Plan and result, {year}", year=year), anchor=False)
    st.markdown(words.plan.progress_sentence(found, here.view, _))
    title = _(
        "Approved plan of {year} and admissions, added up (as of {date})", year=year, date=_.date(here.view.last_day)
    )
    rests_on = ("plans", "admissions")
    rows = pd.DataFrame(found.months[["planned_sum", "admitted_sum"]])
    drawn = parts.figure(charts.plan.progress, rows, year, _)
    how = words.plan.how_progress(_)
    parts.chart(here, title, drawn, sheets.plan.progress_months(found, _), "plan_progress", how, rests_on)
    title = _("Approved plan of {year} by unit (as of {date})", year=year, date=_.date(here.view.last_day))
    parts.table(here, title, sheets.plan.progress_units(found, here.view, _), "plan_units", 500, how, rests_on, "–")
