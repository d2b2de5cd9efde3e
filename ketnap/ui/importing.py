"""Files in: choose, see what would happen, keep; and what was kept: history, undo, waiting rows."""

from collections import Counter
from decimal import Decimal

import pandas as pd
import streamlit as st

from ketnap import batch, words
from ketnap.i18n import Translator
from ketnap.ingest import reasons, values
from ketnap.ingest.read import Reading, Refused
from ketnap.store import Upload
from ketnap.tables import TABLES
from ketnap.ui import frame, parts
from ketnap.ui.frame import Page

MOST_SHOWN = 200


def welcome(page: Page) -> None:
    """The first look: what Ketnap does, the sample, and the way for one's own files."""
    _ = page._
    st.header(_("Admissions against the target, at a glance"), anchor=False)
    st.markdown(
        _(
            "Load the rosters the office already keeps. Ketnap shows admissions by month, unit and source against"
            " the target of the year and the term, and how likely it is that they will be reached."
        )
    )
    left, right = st.columns(2, gap="large")
    with left.container(border=True):
        st.subheader(_("Look around first"), anchor=False)
        st.markdown(_("Seventy invented units with 5,000 invented members, so that every page has something to show."))
        if st.button(_("Load the sample"), type="primary", key="load_sample", icon=":material/science:"):
            batch.load_sample(page.store, batch.signature(), frame.today())
            st.rerun()
    with right.container(border=True):
        st.subheader(_("Load your own files"), anchor=False)
        upload(page)


def upload(page: Page) -> None:
    """The uploader; once files are chosen, the review of each and the button that keeps them."""
    _ = page._
    files = st.file_uploader(
        _("CSV files: units, members at the start of the year, targets, totals, rosters"),
        type=["csv", "txt", "tsv", "xlsx", "xls"],
        accept_multiple_files=True,
        key=f"files_{st.session_state.get('uploads', 0)}",
        help=_("Choose all files at once; the register of units is read first."),
    )
    st.caption(
        _(
            "Do not upload documents classified as secret. Names, birth dates and numbers become keyed hashes and are not kept."
        )
    )
    if st.session_state.get("kept"):
        st.success(st.session_state.pop("kept"), icon=":material/check_circle:")
    if files:
        review(page, [Upload(file.name, file.getvalue()) for file in files])


def review(page: Page, uploads: list[Upload]) -> None:
    """What each file would bring, and the button that keeps them all."""
    _ = page._
    uploads = list({upload.hash: upload for upload in uploads}.values())
    chosen = {u.hash: t for u in uploads if (t := st.session_state.get(f"table_{u.hash}"))}
    with st.spinner(_("Reading {count} files…", count=len(uploads))):
        read = _read(page, uploads, chosen)
    for upload_, reading in read:
        with st.container(border=True):
            st.markdown(f"**{parts.plain(upload_.name)}**")
            _choose_table(upload_, reading, _)
            if isinstance(reading, Refused):
                st.error(_refusal(reading, _), icon=":material/block:")
            else:
                _preview(page, upload_, reading)
    ready = [upload_ for upload_, reading in read if isinstance(reading, Reading) and reading.rows]
    if not ready:
        return
    who = st.text_input(_("Imported by"), value=batch.signature(), key="who", max_chars=80)
    if st.button(_("Keep {count} files", count=len(ready)), type="primary", key="keep", icon=":material/save:"):
        kept = batch.keep_batch(page.store, read, who.strip() or batch.signature())
        st.session_state["uploads"] = st.session_state.get("uploads", 0) + 1
        st.session_state["kept"] = _("{count} files kept. Every figure now includes them.", count=len(kept))
        st.rerun()


def _read(page: Page, uploads: list[Upload], chosen: dict[str, str]) -> list[tuple[Upload, Reading | Refused]]:
    """The readings of the files, kept for this reader until the files, the choices or the data change."""
    mark = (tuple(u.hash for u in uploads), tuple(sorted(chosen.items())), page.store.version)
    if st.session_state.get("read_of") != mark:
        st.session_state["read"] = batch.read_batch(page.store, uploads, frame.today(), chosen)
        st.session_state["read_of"] = mark
    return st.session_state["read"]


def _choose_table(upload_: Upload, reading: Reading | Refused, _: Translator) -> None:
    """What kind of file it is: recognised, and open to correction."""
    names = ["", *(table.name for table in TABLES)]
    recognised = _(words.TABLE_NAMES[reading.table]) if isinstance(reading, Reading) else _("not recognised")
    st.selectbox(
        _("Read as"),
        names,
        format_func=lambda name: _(words.TABLE_NAMES[name]) if name else _("By its header: {table}", table=recognised),
        key=f"table_{upload_.hash}",
    )


def _refusal(refused: Refused, _: Translator) -> str:
    """Why the whole file was refused and what to do."""
    return _(reasons.REFUSALS[refused.reason], **refused.fields)


def _preview(page: Page, upload_: Upload, reading: Reading) -> None:
    """What one file would bring: counts against what is kept, warnings, rows not taken."""
    _ = page._
    found = page.store.compare(reading)
    parts.cards(
        [
            (_("Accepted"), _.number(len(reading.rows)), _("rows")),
            (
                _("Rejected"),
                _.number(len(reading.problems)),
                _("rows, listed below") if reading.problems else _("rows"),
            ),
            (_("New"), _.number(found.new), _("not kept before")),
            (_("Already there"), _.number(found.same), _("change nothing")),
            (_("Changed"), _.number(found.changed), _("replace what is kept")),
        ]
    )
    if found.missing:
        # New rows beside as many missing ones are what a list looks like whose people were not found again.
        (st.warning if found.new and reading.table == "admissions" else st.info)(
            _(
                "{count} rows kept for the same period are not in this file; they stay and count. If they are the same"
                " people, do not keep this file: it lacks codes, birth dates or decision numbers to know them by.",
                count=_.number(found.missing),
            )
        )
    for warning, lines in reading.warnings.items():
        where = _(" Lines: {lines}.", lines=_lines(lines)) if lines else ""
        st.warning(_(reasons.WARNINGS[warning]) + where)
    if reading.unused:
        st.caption(_("Columns not used: {columns}.", columns=parts.plain(", ".join(reading.unused))))
    if reading.excluded:
        kinds = Counter(reading.excluded.values())
        for kind, count in kinds.items():
            st.caption(f"{_.number(count)} · {_(reasons.EXCLUSIONS[kind])}")
    if reading.problems:
        _problems(page, upload_, reading)


def _lines(lines: list[int]) -> str:
    """Line numbers, the first twelve of them."""
    return ", ".join(map(str, lines[:12])) + (" …" if len(lines) > 12 else "")


def _problems(page: Page, upload_: Upload, reading: Reading) -> None:
    """The rows that were not taken: line, column as the file calls it, reason."""
    _ = page._
    header_of = {name: header for header, name in reading.columns.items()}
    rows = pd.DataFrame(
        [(p.line, header_of.get(p.column, "–"), _(reasons.ROW_REASONS[p.reason])) for p in reading.problems],
        columns=[_("Line"), _("Column"), _("What is wrong and what to do")],
    )
    parts.sheet(
        page,
        _("Rows not taken from {file}", file=parts.plain(upload_.name)),
        rows.head(MOST_SHOWN),
        f"problems_{upload_.hash[:8]}",
    )


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
            _("File"): found["file_name"],
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
    names = {number: f"{number} · {file}" for number, file in zip(found["import_id"], found["file_name"], strict=True)}
    undone = dict(zip(found["import_id"], found["undone"], strict=True))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        number = st.selectbox(
            _("Import"), list(names), format_func=lambda number: names[number], key="import", width=360
        )
        if undone[number]:
            if st.button(_("Redo"), key="redo", icon=":material/redo:"):
                page.store.redo(int(number), batch.signature())
                st.rerun()
        elif st.button(_("Undo"), key="undo", icon=":material/undo:"):
            page.store.undo(int(number), batch.signature())
            st.rerun()
    st.caption(_("Undoing takes an import out of every figure and deletes nothing; it can be redone."))


def waiting(page: Page) -> None:
    """The rejected rows that wait to be corrected."""
    _ = page._
    found = page.store.query("waiting_rows")
    st.subheader(_("Rows waiting to be corrected: {count}", count=_.number(len(found))), anchor=False)
    if found.empty:
        st.caption(_("None: every row of every file is counted or known to be a double."))
        return
    by_reason = Counter(found["reason"])
    for reason, count in by_reason.most_common():
        st.markdown(f"- **{_.number(count)}** · {_(reasons.ROW_REASONS[reason])}")
    rows = pd.DataFrame(
        {
            _("File"): found["file_name"],
            _("Line"): found["line"],
            _("What is wrong and what to do"): [_(reasons.ROW_REASONS[reason]) for reason in found["reason"]],
        }
    )
    parts.sheet(page, _("Rows waiting to be corrected"), rows.head(MOST_SHOWN), "waiting")
    st.caption(
        _("Correct the file and load it again under the same name; the corrected rows replace their earlier selves.")
    )


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


def settings(page: Page) -> None:
    """The settings no source decides, each with its default."""
    _ = page._
    store = page.store
    st.subheader(_("Settings"), anchor=False)
    with st.form("settings"):
        first, last = st.columns(2)
        term_first = first.number_input(
            _("First year of the term"), 2000, 2100, int(store.setting("term_first_year")), 1
        )
        term_last = last.number_input(_("Last year of the term"), 2000, 2100, int(store.setting("term_last_year")), 1)
        rate = st.text_input(_("Rate where no target is set (%)"), store.setting("default_rate").replace(".", ","))
        denominator = st.radio(
            _("The rate is taken of"),
            ["year_open", "term_open"],
            index=["year_open", "term_open"].index(store.setting("denominator")),
            format_func=lambda code: {
                "year_open": _("the members at the start of each year"),
                "term_open": _("the members at the start of the term"),
            }[code],
        )
        again = st.checkbox(_("Count re-admissions as new members"), value=store.setting("count_readmissions") == "yes")
        if st.form_submit_button(_("Save settings")):
            if term_last < term_first:
                st.error(_("The term must end after it begins."))
                return
            read = values.amount(rate, "rate")
            if not isinstance(read, Decimal):
                st.error(_("The rate must be a number of percent, for example 3 or 3,5."))
                return
            wanted = {
                "default_rate": str(read),
                "term_first_year": str(term_first),
                "term_last_year": str(term_last),
                "denominator": denominator,
                "count_readmissions": "yes" if again else "no",
            }
            for name, value in wanted.items():
                if store.setting(name) != value:
                    store.set(name, value, batch.signature())
            st.rerun()
