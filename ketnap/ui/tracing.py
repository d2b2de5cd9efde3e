"""How a figure was made: the small button beside it, and the dialog with its rule, its imports and its lines."""

from dataclasses import dataclass
from datetime import date

import pandas as pd
import streamlit as st

from ketnap import account, export, sheets, trace, words
from ketnap.trace import SAME_PERIOD, Subject
from ketnap.ui.frame import Page
from ketnap.ui.plain import plain

# So many lines are shown; the download holds all.
SHOWN = 2000
HEIGHT = 320


@dataclass(frozen=True)
class Origin:
    """A figure with how it is made: its title, the key of its widgets, statements line by line, and tables.

    `only` says what the view is narrowed to, "" for nothing.
    """

    title: str
    name: str
    how: str
    rests_on: tuple[str, ...]
    only: str = ""


def is_asked(page: Page, name: str) -> bool:
    """The button that opens how a figure was made, to the right, and whether it was just pressed."""
    label, key = page._("How it was made"), f"{name}_trace"
    with st.container(horizontal_alignment="right"):
        return st.button(label, key=key, type="tertiary", icon=":material/search:", width="content")


def show(page: Page, origin: Origin) -> None:
    """Open the dialog of a figure; nothing of it is computed before."""
    st.dialog(origin.title, width="large", icon=":material/search:")(_origin)(page, origin)


def _origin(page: Page, origin: Origin) -> None:
    """The rule, what is looked at, and then imports and lines of each table the figure rests on."""
    _, view = page._, page.view
    st.markdown("\n".join(f"- {plain(said)}" for said in origin.how.split("\n")))
    again = _("re-admissions counted") if view.readmissions else _("re-admissions not counted")
    filters = plain(origin.only) or _("the whole block, no filter")
    st.caption(f"{words.source_line(view, _)} · {filters} · {again}")
    subjects = trace.subjects((*origin.rests_on, *trace.filtered_by(view)))
    name = next(iter(subjects))
    if len(subjects) > 1:
        name = st.segmented_control(
            _("Rests on"),
            list(subjects),
            default=name,
            format_func=lambda table: _(words.trace.SUBJECT_NAMES[table]),
            key=f"{origin.name}_trace_table_{_.language}",
            required=True,
        )
    _subject(page, origin, str(name), subjects[str(name)])


def _subject(page: Page, origin: Origin, name: str, subject: Subject) -> None:
    """The lines of one kind that count, narrowed to a cell by choice, and the imports they come from."""
    _, key = page._, f"{origin.name}_trace_{name}_{page._.language}"
    if not subject.queries:
        _imports(page, trace.imports(page.store, subject, pd.DataFrame()))
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        year = _year(page, subject, key)
        found = trace.lines(page.store, page.view, subject, year)
        chosen = _chosen(page, found, f"{key}_{year}", year)
    st.markdown(words.trace.lines_sentence(chosen, subject.counts, _))
    table = sheets.lines(chosen, subject.counts, _)
    st.dataframe(table.head(SHOWN), hide_index=True, key=f"{key}_lines", height=HEIGHT if len(table) > 8 else "auto")
    if len(table) > SHOWN:
        st.caption(_("The first {count} lines are shown; the download has all.", count=_.number(SHOWN)))
    notes = [origin.title, *origin.how.split("\n"), words.source_line(page.view, _), origin.only]
    st.download_button(
        _("Download CSV"),
        lambda: export.frame_csv(table, _, *filter(None, notes)),
        file_name=f"ketnap-{origin.name}-lines-{page.view.last_day.isoformat()}.csv",
        mime="text/csv",
        key=f"{key}_csv",
        icon=":material/download:",
        on_click="ignore",
    )
    _imports(page, trace.imports(page.store, subject, found))


def _year(page: Page, subject: Subject, key: str) -> int | None:
    """The year the reader chooses, None for all."""
    _, view = page._, page.view
    every = [] if subject.years == "one" else [None]
    options = [*every, *account.years(page.store, view.as_of, view.basis)]
    is_of_all = subject.years == "all" or (subject.of_periods and page.period is not None)
    return st.selectbox(
        _("Year"),
        options,
        index=0 if is_of_all or view.year not in options else options.index(view.year),
        format_func=lambda year: str(year) if year else _("All years"),
        key=f"{key}_year",
        width=160,
    )


def _chosen(page: Page, found: pd.DataFrame, key: str, year: int | None) -> pd.DataFrame:
    """The lines of the unit, month, source and period the reader chooses."""
    _ = page._
    units = dict(zip(found["unit_code"].fillna(""), sheets.unit_names(found, _), strict=True))
    names = page.store.query("units")["unit_code"].tolist()
    units = {code: units[code] for code in [*names, *sorted(set(units) - set(names))] if code in units}
    unit = st.selectbox(
        _("Unit"),
        [None, *units],
        format_func=lambda code: units.get(code, _("All units")),
        key=f"{key}_unit",
        width=260,
    )
    month, has_months = None, bool(pd.to_datetime(found["month"]).notna().any())
    if has_months:
        month = _month(page, found, key, year)
    sources = [code for code in words.SOURCE_NAMES if code in set(found["source"].dropna())]
    source = None
    if sources:
        source = st.selectbox(
            _("Source"),
            [None, *sources],
            format_func=lambda code: _(words.SOURCE_NAMES[code]) if code else _("All sources"),
            key=f"{key}_source",
            width=180,
        )
    return trace.narrowed(found, unit, month, source, _period(page, found, key))


def _period(page: Page, found: pd.DataFrame, key: str) -> tuple[date, date] | None:
    """The period the reader chooses, of lines that tell of one."""
    _ = page._
    periods = trace.periods(found)
    if not periods:
        return None
    return st.selectbox(
        _("Period"),
        [None, *periods],
        index=periods.index(page.period) + 1 if page.period in periods else 0,
        format_func=lambda period: words.trace.period(period, _) if period else _("All periods"),
        key=f"{key}_period_{page.period}",
        width=210,
    )


def _month(page: Page, found: pd.DataFrame, key: str, year: int | None) -> int | None:
    """The month the reader chooses; of admissions also those up to the as-of day of the year."""
    _ = page._
    months = sorted({int(month) for month in pd.to_datetime(found["month"]).dropna().dt.month})
    names = {month: _.month(month) for month in months}
    until = [SAME_PERIOD] if "to_same_day" in found and year else []
    if year:
        names[SAME_PERIOD] = _("up to {date}", date=_.date(trace.same_day(page.view, year)))
    options = [None, *until, *months]
    return st.selectbox(
        _("Month"),
        options,
        index=1 if until and trace.has_only_a_sum(found) else 0,
        format_func=lambda month: names.get(month, _("All months")),
        key=f"{key}_month",
        width=170,
    )


def _imports(page: Page, found: pd.DataFrame) -> None:
    """The imports a figure rests on."""
    _ = page._
    st.markdown(_("**Imports it rests on**"))
    if found.empty:
        st.caption(_("None: nothing of this is loaded."))
        return
    st.dataframe(sheets.imports(found, _), hide_index=True, height=240 if len(found) > 6 else "auto")
