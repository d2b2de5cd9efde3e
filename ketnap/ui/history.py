"""What was kept: rows that wait, imports with undo, what was answered, templates."""

import json
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial

import pandas as pd
import streamlit as st

from ketnap import batch, words
from ketnap.ingest import reasons
from ketnap.ingest.texts import accented_key
from ketnap.tables import TABLES
from ketnap.ui import parts
from ketnap.ui.frame import Page


def _files(found: pd.DataFrame) -> list[str]:
    """The names of files, of workbooks with that of the sheet."""
    named = zip(found["file_name"], found["sheet"].fillna(""), strict=True)
    return [f"{file} › {sheet}" if sheet else file for file, sheet in named]


def history(page: Page) -> None:
    """Every import, newest first, with the button that undoes or redoes one."""
    _ = page._
    found = page.store.query("imports")
    st.subheader(_("What was imported"), anchor=False)
    if found.empty:
        st.caption(_("Nothing yet."))
        return
    shown = pd.DataFrame(
        {
            _("No."): found["import_id"],
            _("State"): [_("undone") if undone else _("counts") for undone in found["undone"]],
            _("File"): _files(found),
            _("Accepted"): found["rows_kept"],
            _("Rejected"): found["rows_rejected"],
            _("New"): found["rows_new"],
            _("Changed"): found["rows_changed"],
            _("When"): [_.time(moment) for moment in found["imported_at"]],
            _("By"): found["imported_by"],
            _("Table"): [_(words.TABLE_NAMES[name]) for name in found["table_name"]],
        }
    )
    parts.sheet(page, _("What was imported"), shown, "imports")
    _undo(page, found)


def _undo(page: Page, found: pd.DataFrame) -> None:
    """Undo or redo one import."""
    _ = page._
    names = {number: f"{number} · {file}" for number, file in zip(found["import_id"], _files(found), strict=True)}
    undone = dict(zip(found["import_id"], found["undone"], strict=True))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        number = st.selectbox(
            _("Import"),
            list(names),
            format_func=lambda number: names[number],
            # After another import the newest one is offered again.
            key=f"import_{found['import_id'].max()}",
            width=360,
        )
        name = parts.plain(names[number])
        label, icon, change, said = (
            (_("Redo"), ":material/redo:", page.store.redo, _("Counts again: import {name}.", name=name))
            if undone[number]
            else (_("Undo"), ":material/undo:", page.store.undo, _("Undone: import {name}.", name=name))
        )
        key = "redo" if undone[number] else "undo"
        st.button(label, key=key, icon=icon, on_click=_changed, args=(change, int(number), said))
    st.caption(_("Undoing takes an import out of every figure and deletes nothing; it can be redone."))


def _changed(change: Callable[[int, str], None], number: int, said: str) -> None:
    """Undo or redo an import and say so, unless somebody else has just done it; the page shows how it is now."""
    with suppress(KeyError):
        change(number, batch.signature())
        st.toast(said, icon=":material/check:")


def waiting(page: Page) -> None:
    """The rejected rows that wait to be corrected."""
    _ = page._
    found = page.store.query("waiting_rows")
    st.subheader(_("Rows waiting to be corrected: {count}", count=_.number(len(found))), anchor=False)
    if found.empty:
        st.caption(_("None: every row of every file is counted or known to be a double."))
        return
    by_reason = Counter(found["reason"])
    said = [f"- **{_.number(count)}** · {_(reasons.ROW_REASONS[reason])}" for reason, count in by_reason.most_common()]
    st.markdown("\n".join(said))
    rows = pd.DataFrame(
        {
            _("File"): _files(found),
            _("Line"): found["line"],
            _("What is wrong and what to do"): [_(reasons.ROW_REASONS[reason]) for reason in found["reason"]],
        }
    )
    parts.sheet(page, _("Rows waiting to be corrected"), rows, "waiting")
    st.caption(
        _("Correct the file and load it again under the same name; the corrected rows replace their earlier selves.")
    )


def answers(page: Page) -> None:
    """The names of units and the headers somebody has explained, each to be taken back."""
    _ = page._
    given = [*_given_names(page), *_told_headers(page)]
    if not given:
        return
    st.subheader(_("What was answered"), anchor=False)
    rows = [(one.said, one.means, one.by, _.time(one.when)) for one in given]
    parts.sheet(
        page,
        _("What was answered"),
        pd.DataFrame(rows, columns=[_("In the file"), _("Means"), _("Said by"), _("When")]),
        "answers",
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        # Known by what it says, not by its place: somebody else may take another one back meanwhile.
        named = {f"{one.said} → {one.means}": one for one in given}
        name = st.selectbox(_("Answer"), list(named), key="answer", width=480)
        if st.button(_("Take this back"), key="take_back", icon=":material/undo:"):
            named[name].take_back()
            st.rerun()
    st.caption(_("What is taken back holds for files read from now on; imports that were kept stay as they are."))


@dataclass(frozen=True)
class _Answer:
    """What somebody has explained: what the file says, what it means, by whom and when; and the way back."""

    said: str
    means: str
    by: str
    when: datetime
    take_back: Callable[[], None]


def _given_names(page: Page) -> list[_Answer]:
    """The names given to units, the newest first."""
    units = page.store.query("units").set_index("unit_code")["unit_name"]
    newest = {accented_key(row["alias"]): row for row in page.store.query("unit_aliases").to_dict("records")}
    return [
        _Answer(
            row["alias"],
            str(units.get(row["unit_code"], row["unit_code"])),
            row["made_by"],
            row["made_at"],
            partial(page.store.add_alias, row["alias"], "", batch.signature()),
        )
        for row in sorted(newest.values(), key=lambda row: row["made_at"], reverse=True)
        if row["unit_code"]
    ]


def _told_headers(page: Page) -> list[_Answer]:
    """The headers whose columns were explained, the newest first."""
    _ = page._
    found = []
    for row in page.store.query("header_meanings").to_dict("records"):
        table = row["table_name"]
        if table:
            shape = tuple(json.loads(row["shape"]))
            said = _("columns: {labels}", labels=", ".join(filter(None, shape)))
            back = partial(page.store.remember, shape, "", (), batch.signature())
            found.append(_Answer(said, _(words.TABLE_NAMES[table]), row["made_by"], row["made_at"], back))
    return found


def templates(page: Page) -> None:
    """The empty template of every table."""
    _ = page._
    st.subheader(_("Templates"), anchor=False)
    st.caption(
        _("Each file has the columns Ketnap reads and one example row. Other headers offices use are recognised too.")
    )
    with st.container(horizontal=True):
        for table in TABLES:
            parts.template(page, table.name)
