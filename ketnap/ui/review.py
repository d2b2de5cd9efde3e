"""What the chosen files would bring, a card for each: counts, what to look at, the rows not taken, a copy that says why."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

import pandas as pd
import streamlit as st

from ketnap import export, words
from ketnap.i18n import Translator
from ketnap.ingest import reasons
from ketnap.ingest.contract import sentence
from ketnap.ingest.read import Reading, Refused
from ketnap.ingest.record import Problem
from ketnap.ui import asking, parts
from ketnap.ui.frame import Page
from ketnap.ui.reading import Findings, Found

LINES_SHOWN = 12
# Rows that are right or wrong only beside another row.
BESIDE_ANOTHER = ("conflict_duplicate", "other_person")
# A table of more rows than this scrolls inside itself.
ROWS_SHOWN, HEIGHT = 12, 460


def answer(found: Iterable[Found], _: Translator) -> str:
    """How many rows of some files are accepted, not accepted, doubles and kept apart, in one sentence."""
    accepted = rejected = doubles = apart = 0
    for reading in (one.one for one in found if isinstance(one.one, Reading)):
        apart += len(reading.excluded)
        accepted += reading.accepted - len(reading.excluded)
        wrong = {problem.line for problem in reading.problems if problem.reason != "duplicate"}
        rejected += len(wrong)
        doubles += len({problem.line for problem in reading.problems} - wrong)
    if accepted and not (rejected or doubles or apart):
        return _("All rows accepted: {count}.", count=_.number(accepted))
    if not accepted and rejected:
        said = [_("No row accepted out of {count}", count=_.number(rejected))]
    else:
        said = [_("{count} rows accepted", count=_.number(accepted))]
        said += [_("{count} not accepted", count=_.number(rejected))] if rejected else []
    if doubles:
        said.append(_("{count} counted already", count=_.number(doubles)))
    if apart:
        said.append(_("{count} kept apart", count=_.number(apart)))
    return ", ".join(said) + "."


def cards(page: Page, findings: Findings) -> None:
    """A card for every table and every file that could not be read; sheets beside a table that hold none in a line."""
    by_file: defaultdict[str, list[Found]] = defaultdict(list)
    for found in findings.found:
        by_file[found.upload.hash].append(found)
    alone = len(findings.found) == 1
    for of_file in by_file.values():
        read = [found for found in of_file if isinstance(found.one, Reading)]
        for found in read or of_file[:1]:
            with st.container(border=True):
                _card(page, found, findings, alone)
        if read:
            _other_sheets(page, of_file[len(read) :], findings)


def _card(page: Page, found: Found, findings: Findings, alone: bool) -> None:
    """One table, or why a file holds none."""
    _, one = page._, found.one
    if isinstance(one, Refused):
        st.markdown(f"**{parts.plain(found.name)}**")
        _refused(page, found, one, findings)
        return
    st.markdown(f"**{parts.plain(found.name)}** · {_(words.TABLE_NAMES[one.table])}")
    if not alone:
        st.markdown(answer([found], _))
    _counts(found, one, _)
    _noticed(found, one, _)
    if one.problems:
        _problems(page, found, one, findings)
    _beside_another(found, one, _)
    asking.understood(page, found, findings)


def _refused(page: Page, found: Found, refused: Refused, findings: Findings) -> None:
    """Why a file was refused, and the question whose answer would let it be read."""
    _ = page._
    if refused.asked is None:
        st.error(sentence(refused, _), icon=":material/block:")
        return
    st.warning(
        _("The columns of this file are not understood yet. Please say what they mean.") + " " + sentence(refused, _),
        icon=":material/help:",
    )
    asking.taken_back(page, found, refused.asked, findings)
    asking.meaning(page, found)


def _other_sheets(page: Page, refused: Sequence[Found], findings: Findings) -> None:
    """The sheets of a workbook that hold no table, each open to be explained."""
    _ = page._
    if not refused:
        return
    names = ", ".join(f"“{parts.plain(found.one.sheet)}”" for found in refused)
    st.caption(
        _("Sheets of {file} that were not read: {names}.", file=parts.plain(refused[0].upload.name), names=names)
    )
    for found in refused:
        asking.understood(page, found, findings)


def _counts(found: Found, reading: Reading, _: Translator) -> None:
    """How the rows stand to what is kept, which are kept apart, which columns are not used."""
    beside = found.beside
    if beside and reading.kept:
        st.markdown(
            _(
                "New: **{new}** · already there: **{same}** · changed: **{changed}**",
                new=_.number(beside.new),
                same=_.number(beside.same),
                changed=_.number(beside.changed),
            )
        )
    for kind, count in Counter(reading.excluded.values()).items():
        lines = sorted(line for line, of_kind in reading.excluded.items() if of_kind == kind)
        where = _(" Lines: {lines}.", lines=_lines(lines, _))
        st.caption(f"{_.number(count)} · {_(reasons.EXCLUSIONS[kind])}{where}")
    if reading.unused:
        st.caption(_("Columns not used: {columns}.", columns=parts.plain(", ".join(reading.unused))))


def _noticed(found: Found, reading: Reading, _: Translator) -> None:
    """What was noticed in a file, together: the warnings with their lines."""
    said = []
    for warning, lines in reading.warnings.items():
        where = _(" Lines: {lines}.", lines=_lines(lines, _)) if lines else ""
        said.append(_(reasons.WARNINGS[warning]) + where)
    if said:
        st.warning("\n".join(f"- {text}" for text in said) if len(said) > 1 else said[0], icon=":material/info:")
    if found.beside and found.beside.missing:
        # New rows beside as many missing ones are what a list looks like whose people were not found again.
        (st.warning if found.beside.new and reading.table == "admissions" else st.info)(
            _(
                "{count} rows kept for the same period are not in this file; they stay and count. If they are the same"
                " people, do not keep this file: it lacks codes, birth dates or decision numbers to know them by.",
                count=_.number(found.beside.missing),
            )
        )


def _lines(lines: Sequence[int], _: Translator) -> str:
    """Line numbers; of many the first, and how many more there are."""
    said = ", ".join(map(str, lines[:LINES_SHOWN]))
    left = len(lines) - LINES_SHOWN
    return _("{lines} and {count} more", lines=said, count=_.number(left)) if left > 0 else said


@st.fragment
def _problems(page: Page, found: Found, reading: Reading, findings: Findings) -> None:
    """Why rows were not taken, reason by reason; every row on demand; the copy that says it beside each row."""
    _ = page._
    lines: defaultdict[str, list[int]] = defaultdict(list)
    for problem in reading.problems:
        lines[problem.reason].append(problem.line)
    by_count = sorted(lines, key=lambda reason: -len(lines[reason]))
    said = {reason: _(" Lines: {lines}.", lines=_lines(lines[reason], _)) for reason in by_count}
    st.markdown(
        "\n".join(
            f"- **{_.number(len(lines[reason]))}** · {_(reasons.ROW_REASONS[reason])}{where}"
            for reason, where in said.items()
        )
    )
    st.download_button(
        _("Download a copy with a column “Lỗi”"),
        lambda: export.marked_copy(found.upload.data, reading, findings.meanings, _),
        file_name=export.copy_name(found.upload.name, found.sheet),
        mime="text/csv",
        key=f"copy_{found.key}",
        icon=":material/download:",
        on_click="ignore",
    )
    st.caption(
        _(
            "Correct the rows in the copy and load it again. It holds the personal data of your file, is made when you"
            " press the button, and is not kept here."
        )
    )
    opened = st.expander(
        _("Row by row: {count}", count=_.number(len(reading.problems))),
        key=f"problems_{found.key}",
        on_change="rerun",
        icon=":material/list:",
    )
    if opened.open:
        with opened:
            _row_by_row(found, reading, {reason: len(lines[reason]) for reason in by_count}, _)


def _row_by_row(found: Found, reading: Reading, counts: dict[str, int], _: Translator) -> None:
    """The rows that were not taken: line, column as the file calls it, what stands there if it is a unit, reason."""
    only = None
    if len(counts) > 1:
        only = st.pills(
            _("Only rows with this reason"),
            list(counts),
            format_func=lambda reason: f"{_(words.REASON_NAMES[reason])} · {_.number(counts[reason])}",
            key=f"reason_{found.key}",
            label_visibility="collapsed",
        )
    problems = [problem for problem in reading.problems if only in (None, problem.reason)]
    _table(_problem_rows(problems, reading, _), f"problem_rows_{found.key}")


def _problem_rows(problems: Sequence[Problem], reading: Reading, _: Translator) -> pd.DataFrame:
    """Problems as a table."""
    header_of = {name: header for header, name in reading.columns.items()}
    rows = pd.DataFrame(
        {
            _("Line"): [problem.line for problem in problems],
            _("Column"): [header_of.get(problem.column, "–") for problem in problems],
            _("In the file"): [problem.said for problem in problems],
            _("Reason"): [_(words.REASON_NAMES[problem.reason]) for problem in problems],
        }
    )
    return rows if rows[_("In the file")].any() else rows.drop(columns=_("In the file"))


def _table(rows: pd.DataFrame, key: str) -> None:
    """A table whose first column is a line; a long one scrolls inside itself."""
    widths = {name: st.column_config.Column(width="small" if name == rows.columns[0] else None) for name in rows}
    st.dataframe(
        rows, hide_index=True, key=key, height=HEIGHT if len(rows) > ROWS_SHOWN else "auto", column_config=widths
    )


def _beside_another(found: Found, reading: Reading, _: Translator) -> None:
    """Rows that contradict another row, and people who may be one, with the lines of both where they are known."""
    rows = [
        (problem.line, problem.beside or "–", _(words.REASON_NAMES[problem.reason]))
        for problem in reading.problems
        if problem.reason in BESIDE_ANOTHER
    ]
    rows += [(lines[0], _lines(lines[1:], _), _("perhaps the same person")) for lines in _perhaps_one(reading)]
    if not rows:
        return
    title = _("To be looked at: {count}", count=_.number(len(rows)))
    opened = st.expander(title, key=f"beside_{found.key}", on_change="rerun", icon=":material/compare_arrows:")
    if opened.open:
        names = [_("Line"), _("Other lines"), _("Reason")]
        with opened:
            _table(pd.DataFrame(sorted(rows), columns=names), f"beside_rows_{found.key}")


def _perhaps_one(reading: Reading) -> list[list[int]]:
    """The lines of people who share a name and may be one, group by group."""
    doubtful = set(reading.warnings.get("possible_duplicate", ()))
    lines: defaultdict[object, list[int]] = defaultdict(list)
    for row in reading.rows if doubtful else ():
        if row["line"] in doubtful:
            lines[row["name_hash"]].append(int(str(row["line"])))
    return list(lines.values())
