"""Scenarios that are kept: compared with what is supposed, opened, deleted, saved to a file and loaded from one."""

import msgspec
import pandas as pd
import streamlit as st

from ketnap import batch, outlook
from ketnap.forecast import AS_IT_STANDS, Scenario
from ketnap.forecast import scenario as scenarios
from ketnap.forecast.scenario import MOST_COMPARED
from ketnap.ui import parts, supposing
from ketnap.ui.frame import Page, choose, chosen


def compared(page: Page) -> pd.DataFrame:
    """The rows of `outlook.compared` with a `label`: as it stands, what is supposed, and the kept ones chosen."""
    _, kept = page._, _kept(page)
    names = st.session_state.get("compared", [])
    base = supposing.base(page)
    shown = [supposing.read_like(base, each) for each in kept if each.name in names]
    if supposing.tried(page) != base:
        shown.insert(0, supposing.tried(page))
    rows = outlook.compared(page.store, page.view, shown, base)
    return rows.assign(label=[_("As it stands"), *(each.name or _("What is supposed") for each in shown)])


def _kept(page: Page) -> list[Scenario]:
    """The scenarios that are kept, by name."""
    found = []
    for content in page.store.query("scenarios")["content"]:
        found += scenarios.read(content.encode())
    return found


def keep(page: Page) -> None:
    """Keep what is supposed under a name; compare, open, delete, download and load what is kept."""
    _, kept = page._, _kept(page)
    names = [each.name for each in kept]
    st.subheader(_("Scenarios that are kept"), anchor=False)
    if supposing.supposed() != AS_IT_STANDS:
        with st.form("keep", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
            name = st.text_input(_("Name"), supposing.supposed().name, max_chars=60, key=f"name_{chosen('scenario')}")
            if st.form_submit_button(_("Keep"), icon=":material/save:") and name.strip():
                _keep(page, msgspec.structs.replace(supposing.supposed(), name=name.strip()))
                supposing.suppose(name=name.strip())
                st.rerun()
    if kept:
        st.multiselect(
            _("Compare (up to four)"),
            names,
            key="compared",
            max_selections=MOST_COMPARED,
            placeholder=_("Choose scenarios"),
        )
        with st.container(horizontal=True, vertical_alignment="bottom"):
            name = st.selectbox(_("Scenario"), names, key="kept_scenario")
            found = kept[names.index(name)] if name in names else kept[0]
            st.button(
                _("Open"), icon=":material/play_arrow:", on_click=choose, args=("scenario", scenarios.to_address(found))
            )
            st.button(
                _("Delete"),
                icon=":material/delete:",
                on_click=page.store.keep_scenario,
                args=(name, "", batch.signature()),
            )
            st.download_button(
                _("Download all"),
                scenarios.written(kept),
                "ketnap-scenarios.json",
                "application/json",
                on_click="ignore",
            )
    _load(page)


def _keep(page: Page, scenario: Scenario) -> None:
    """Keep a scenario under its name."""
    page.store.keep_scenario(scenario.name, scenarios.written([scenario]).decode(), batch.signature())


def _load(page: Page) -> None:
    """Take in scenarios from a file."""
    _ = page._
    with st.expander(_("Load scenarios from a file"), icon=":material/upload_file:"):
        file = st.file_uploader(_("File of scenarios (.json)"), type="json", key="scenario_file", max_upload_size=1)
        if file is None or not st.button(_("Take in"), key="take_scenarios"):
            return
        try:
            found = scenarios.read(file.getvalue())
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            st.error(_("This is no file of scenarios: {reason}", reason=parts.plain(str(error))))
            return
        # Of two with one name the last counts.
        by_name = {each.name: each for each in found if each.name}
        for each in by_name.values():
            _keep(page, each)
        st.success(_("{count} scenarios taken in.", count=len(by_name)))
