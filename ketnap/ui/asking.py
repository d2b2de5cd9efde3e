"""What the files leave open and their reader can answer: what a column means, which unit a name stands for."""

from collections.abc import Callable, Sequence
from contextlib import suppress

import pandas as pd
import streamlit as st

from ketnap import batch, words
from ketnap.i18n import Translator
from ketnap.ingest import reasons
from ketnap.ingest.decode import Refusal
from ketnap.ingest.layout import columns
from ketnap.ingest.layout.asked import Asked
from ketnap.ingest.read import Reading
from ketnap.ingest.texts import accented_key
from ketnap.store import StoreFailure
from ketnap.tables import TABLE, TABLES, Table
from ketnap.ui import parts
from ketnap.ui.frame import Page
from ketnap.ui.reading import Findings, Found, UnitName

# So many names of units are asked about at once; an answered one makes room for the next.
NAMES_ASKED = 8


@st.fragment
def unit_names(page: Page, findings: Findings) -> None:
    """The names of units nobody knows, each to be answered with one of the register's units."""
    _ = page._
    names = findings.unit_names
    if not names:
        return
    with st.container(border=True):
        rows = sum(name.rows for name in names)
        st.markdown(
            "**"
            + _("Which units are these? {names} names in {rows} rows", names=len(names), rows=_.number(rows))
            + "**"
        )
        if not _register_is_kept(page, findings):
            return
        st.caption(_("What you choose is remembered as another name of the unit; it can be taken back below."))
        known = page.store.query("units").set_index("unit_code")["unit_name"].to_dict()
        for name in names[:NAMES_ASKED]:
            _unit_name(page, name, known)
        if len(names) > NAMES_ASKED:
            st.caption(_("{count} more names follow when these are answered.", count=len(names) - NAMES_ASKED))


def _unit_name(page: Page, name: UnitName, known: dict[str, str]) -> None:
    """One name with the unit it may stand for, and the button that says so."""
    _ = page._
    key = accented_key(name.name)
    said, choice, button = st.columns([4, 5, 3], vertical_alignment="center", gap="xsmall")
    said.markdown(f"“{parts.plain(name.name)}” · " + _("{count} rows", count=_.number(name.rows)))
    codes = list(known)
    chosen = choice.selectbox(
        _("Unit of “{name}”", name=parts.plain(name.name)),
        codes,
        index=codes.index(name.likely) if name.likely in known else None,
        format_func=lambda code: known[code],
        placeholder=_("Choose a unit"),
        key=f"unit_of_{key}_{page.store.version}",
        label_visibility="collapsed",
        filter_mode="contains",
    )
    if button.button(
        _("This is the unit"), key=f"is_unit_{key}", disabled=chosen is None, icon=":material/check:", width="stretch"
    ):
        _told(page, lambda: page.store.add_alias(name.name, str(chosen), batch.signature()))


def _register_is_kept(page: Page, findings: Findings) -> bool:
    """Whether a name can be answered; if the register only comes along with these files, the way to keep it first."""
    _ = page._
    coming = [f for f in findings.found if isinstance(f.one, Reading) and f.one.table == "units"]
    if any(found.beside and found.beside.new for found in coming):
        st.markdown(_("The register of units among these files is not kept yet. Keep it, then answer here."))
        if st.button(_("Keep the register of units"), key="keep_units", icon=":material/save:"):
            read = [(found.upload, found.one) for found in coming]
            _told(page, lambda: batch.keep_batch(page.store, read, batch.signature()))
        return False
    if page.store.query("units").empty:
        first = reasons.WARNINGS["no_register"]
        st.markdown(_(first))
        return False
    return True


def _told(page: Page, change: Callable[[], object]) -> None:
    """Make a change to what is kept, and read the files anew with it; also if the unit is gone by now."""
    try:
        with suppress(KeyError):
            change()
    except StoreFailure as failure:
        st.error(page._(failure.sentence))
        return
    st.rerun()


def understood(page: Page, found: Found, findings: Findings) -> None:
    """How the columns of a file were understood, to be corrected."""
    _ = page._
    one = found.one
    if one.asked is None:
        return
    title = _("Columns of “{sheet}”", sheet=parts.plain(one.sheet)) if one.sheet else _("Columns")
    opened = st.expander(title, key=f"columns_{found.key}", on_change="rerun", icon=":material/view_column:")
    if not opened.open:
        return
    with opened:
        taken_back(page, found, one.asked, findings)
        if isinstance(one, Reading) and _is_spread(one):
            st.caption(_("Several columns of this file are read together, so their meaning cannot be changed here."))
            _meanings(one, _)
        else:
            meaning(page, found)


def _is_spread(reading: Reading) -> bool:
    """Whether some columns have their meaning together only, as a column for every month has."""
    asked = reading.asked
    said = zip(asked.labels, asked.meanings, strict=True) if asked else ()
    return any(label and not name and label not in reading.unused for label, name in said)


def _meanings(reading: Reading, _: Translator) -> None:
    """What each column of a file was read as."""
    asked = reading.asked
    assert asked is not None
    together = _("one of several read together")
    rows = [
        (label, _(words.COLUMN_NAMES[name]) if name else _("not used") if label in reading.unused else together)
        for label, name in zip(asked.labels, asked.meanings, strict=True)
        if label
    ]
    st.dataframe(pd.DataFrame(rows, columns=[_("Header in the file"), _("Read as")]), hide_index=True)


def taken_back(page: Page, found: Found, asked: Asked, findings: Findings) -> None:
    """If somebody has explained this header, say so, with the button that takes it back."""
    _ = page._
    table, _names = findings.meanings.get(columns.shape(asked.labels), ("", ()))
    if not table:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(_("These columns are read as somebody has said before."), width="content")
        if st.button(_("Take this back"), key=f"forget_{found.key}", type="tertiary"):
            _told(page, lambda: page.store.remember(columns.shape(asked.labels), "", (), batch.signature()))


@st.fragment
def meaning(page: Page, found: Found) -> None:
    """Every column of a file with sample values and its meaning, and the button that reads the file that way."""
    _ = page._
    asked = found.one.asked
    assert asked is not None
    key = f"{found.key}_{page.store.version}"
    name = st.selectbox(
        _("What the file is"),
        [table.name for table in TABLES],
        index=[table.name for table in TABLES].index(asked.table),
        format_func=lambda name: _(words.TABLE_NAMES[name]),
        key=f"table_{key}",
    )
    table = TABLE[name]
    chosen = _chosen(asked, table, f"{key}_{name}", _)
    lacking = _lacking(asked, table, chosen, _)
    # What was understood is read this way already.
    same = isinstance(found.one, Reading) and (name, tuple(chosen)) == (asked.table, asked.meanings)
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button(
            _("Read the file this way"),
            key=f"tell_{key}",
            type="primary",
            disabled=bool(lacking) or same,
            icon=":material/restart_alt:",
        ):
            shape = columns.shape(asked.labels)
            told = tuple(chosen[: len(shape)])
            _told(page, lambda: page.store.remember(shape, table.name, told, batch.signature()))
        st.caption(lacking or _("Remembered for the next file with these columns."), width="content")


def _chosen(asked: Asked, table: Table, key: str, _: Translator) -> list[str]:
    """The meanings chosen for the columns, one row of the page each; "" for a column to leave out."""
    proposed = asked.meanings if table.name == asked.table else _named(asked.labels, table)
    options = ["", *(column.name for column in table.columns)]
    st.caption(_("For each column its header, examples from the file, and what it means."))
    chosen = []
    for position, label in enumerate(asked.labels):
        if not (label or asked.samples[position]):
            chosen.append("")
            continue
        header, samples, means = st.columns([3, 4, 4], vertical_alignment="center", gap="xsmall")
        header.markdown(f"**{parts.plain(label)}**" if label else _("(no header)"))
        samples.markdown(parts.plain(" · ".join(dict.fromkeys(asked.samples[position]))) or "–")
        chosen.append(
            means.selectbox(
                _("Meaning of “{header}”", header=parts.plain(label) or position + 1),
                options,
                index=options.index(proposed[position]) if proposed[position] in options else 0,
                format_func=lambda name: _(words.COLUMN_NAMES[name]) if name else _("(leave out)"),
                key=f"means_{key}_{position}",
                label_visibility="collapsed",
                filter_mode="contains",
            )
        )
    return chosen


def _named(labels: Sequence[str], table: Table) -> list[str]:
    """The columns of a table that labels name, "" for those that name none."""
    positions = columns.mapping([(label,) for label in labels], table).positions
    name_of = {position: name for name, held in positions.items() for position in held}
    return [name_of.get(position, "") for position in range(len(labels))]


def _lacking(asked: Asked, table: Table, chosen: Sequence[str], _: Translator) -> str:
    """What keeps a file from being read this way, in a sentence; "" if nothing does."""
    lacking = [_(words.COLUMN_NAMES[column.name]) for column in table.required if column.name not in chosen]
    if table.one_of and not set(table.one_of) & set(chosen):
        lacking.append(_(" or ").join(_(words.COLUMN_NAMES[name]) for name in table.one_of))
    if lacking:
        return _("Still missing: {columns}.", columns="; ".join(lacking))
    try:
        columns.refuse_doubled(columns.told(asked.labels, table, chosen))
    except Refusal:
        return _("Two columns have the same meaning. Leave one of them out.")
    return ""
