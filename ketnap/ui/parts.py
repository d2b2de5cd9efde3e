"""The parts pages are put together from: a chart with its table and download, cards, notes, empty states."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from types import FunctionType

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from ketnap import account, charts, export, plan, report, words
from ketnap.i18n import Translator
from ketnap.tables import TABLE
from ketnap.ui import frame, tracing
from ketnap.ui.frame import Page
from ketnap.ui.plain import plain
from ketnap.ui.tracing import Origin

# Widths of a title and of the button beside it.
BESIDE = [9, 2]
# 5,3 · 70–113 · dưới 1% · × 2,46 · +18,0 điểm
FIGURE = re.compile(r"–|((\w+|×) )?[+−±]?\d[\d.,]*(–\d[\d.,]*)?( ?%| \w+)?")


def headed(page: Page, title: str, sentence: str, how: str = "", rests_on: tuple[str, ...] = ("admissions",)) -> None:
    """A page's title and its answer in one sentence; `how` and `rests_on` as for a chart."""
    written, asked = st.columns(BESIDE, vertical_alignment="center")
    written.header(title, anchor=False)
    with asked:
        origin(page, title, "answer", how, rests_on)
    st.markdown(f"### {sentence}")
    only = narrowed(page)
    if only:
        st.info(page._("Only: {what}. Other figures are left out.", what=plain(only)), icon=":material/filter_alt:")
    for note in _beside(page):
        st.caption(note)


def _beside(page: Page) -> Iterator[str]:
    """What every page says beside its answer: that months have no rows yet, and how the approved plan goes."""
    view = page.view
    yield from words.months_behind(account.extent(page.store, view), view, page._)
    going = plan.progress(page.store, view) if view.year <= view.as_of.year else None
    if going is not None:
        yield words.plan.progress_sentence(going, view, page._)


def narrowed(page: Page) -> str:
    """What the view is narrowed to, as names; "" for the whole block."""
    return report.narrowed(page.store, page.view, page._)


def needs_data(page: Page) -> None:
    """Stop with the way to the first file where nothing is kept yet."""
    _ = page._
    if account.extent(page.store, page.view)["imports"]:
        return
    st.info(
        _(
            "Nothing is loaded yet. Load the sample or your files on the overview page; the templates show which columns are read."
        )
    )
    st.page_link("pages/overview.py", label=_("To the overview"), icon=":material/dashboard:")
    template(page, "admissions")
    st.stop()


def template(page: Page, table: str) -> None:
    """A button that downloads the empty template of a table."""
    _ = page._
    st.download_button(
        _("Template: {table}", table=_(words.TABLE_NAMES[table])),
        export.template(TABLE[table], _),
        file_name=f"{table}.csv",
        mime="text/csv",
        key=f"template_{table}",
        icon=":material/download:",
        on_click="ignore",
    )


def cards(
    found: list[tuple[str, str, str]],
    how: Sequence[str] = (),
    rests_on: tuple[str, ...] = ("admissions",),
    name: str = "cards",
    page: Page | None = None,
) -> None:
    """Figures side by side: label, figure, and what stands under it; how each is made, and what all rest on.

    `page` where the figures are of another view than the reader's.
    """
    for column, (label, figure, note) in zip(st.columns(len(found)), found, strict=True):
        with column.container(border=True, height="stretch"):
            st.markdown(f"{label}\n\n### {figure}\n\n{note}")
    here = page or frame.page()
    if how and tracing.is_asked(here, name):
        labels = [label for label, _figure, _note in found]
        said = [f"{label}: {each}".replace("\n", " ") for label, each in zip(labels, how, strict=True)]
        tracing.show(here, Origin(" · ".join(labels), name, "\n".join(said), rests_on, narrowed(here)))


def origin(page: Page, title: str, name: str, how: str, rests_on: tuple[str, ...]) -> None:
    """The button that opens how a figure was made, where somebody says how."""
    if how and tracing.is_asked(page, name):
        tracing.show(page, Origin(title, name, how, rests_on, narrowed(page)))


@st.cache_resource(
    max_entries=256,
    show_spinner=False,
    hash_funcs={Translator: lambda _: _.language, FunctionType: lambda draw: draw.__qualname__},
)
def figure(draw: Callable[..., go.Figure], *arguments: object) -> go.Figure:
    """The figure a function of `charts` draws from its arguments, drawn once for all readers of the same figures."""
    return draw(*arguments)


def filling(page: Page, drawn: go.Figure, name: str) -> None:
    """A chart in letters for a room, which fills what is left of a slide."""
    st.plotly_chart(charts.enlarged(drawn), key=name, config=charts.config(page._))


def chart(
    page: Page,
    title: str,
    drawn: go.Figure,
    table: pd.DataFrame,
    name: str,
    how: str = "",
    rests_on: tuple[str, ...] = ("admissions",),
) -> None:
    """A chart with its title, its table and the table's download, and the line that says what it rests on.

    `how` says in words what is counted and over what; `rests_on` names the tables the figures come from.
    """
    _titled(page, title, name, how, rests_on)
    st.plotly_chart(drawn, key=name, config=charts.config(page._), alt=title)
    st.caption(words.source_line(page.view, page._))
    with st.expander(page._("Table and download"), icon=":material/table:"):
        sheet(page, title, table, name)


def table(
    page: Page,
    title: str,
    frame: pd.DataFrame,
    name: str,
    height: int | None = None,
    how: str = "",
    rests_on: tuple[str, ...] = ("admissions",),
    missing: str = "",
) -> None:
    """A table with its title, download and source line; `how` and `rests_on` as for a chart.

    `missing` stands where a number is not known.
    """
    _titled(page, title, name, how, rests_on)
    sheet(page, title, frame, name, height, missing)
    st.caption(words.source_line(page.view, page._))


def _titled(page: Page, title: str, name: str, how: str, rests_on: tuple[str, ...]) -> None:
    """The title of a chart or table, and beside it the button that opens how it was made."""
    written, asked = st.columns(BESIDE, vertical_alignment="center")
    written.markdown(f"#### {title}")
    with asked:
        origin(page, title, name, how, rests_on)


def sheet(page: Page, title: str, frame: pd.DataFrame, name: str, height: int | None = None, missing: str = "") -> None:
    """A table and the button that downloads it."""
    _ = page._
    st.dataframe(
        styled(frame, _, missing),
        hide_index=True,
        key=f"{name}_table",
        height=height or "auto",
        placeholder=missing,
        column_config=dict.fromkeys(figures(frame), st.column_config.TextColumn(alignment="right")),
    )
    notes = [title, words.source_line(page.view, _)]
    if narrowed(page):
        notes.append(_("Only: {what}. Other figures are left out.", what=narrowed(page)))
    if account.extent(page.store, page.view)["sample_imports"]:
        notes.insert(0, _("SYNTHETIC DATA"))
    st.download_button(
        _("Download CSV"),
        export.frame_csv(frame, _, *notes),
        file_name=f"ketnap-{name}-{page.view.last_day.isoformat()}.csv",
        mime="text/csv",
        key=f"{name}_csv",
        icon=":material/download:",
        on_click="ignore",
    )


def figures(frame: pd.DataFrame) -> list[str]:
    """The columns of text that hold figures alone, which stand to the right like numbers."""
    texts = frame.select_dtypes(exclude="number")
    return [str(name) for name in texts if texts[name].map(lambda cell: bool(FIGURE.fullmatch(str(cell)))).all()]


def styled(frame: pd.DataFrame, _: Translator, missing: str = ""):
    """The table with its numbers as the reader's language writes them: a column with broken numbers to one decimal.

    Whole numbers under a thousand look the same in every language and need no styling, which is slow.
    """
    numbers = frame.select_dtypes("number")
    broken = [name for name in numbers if (numbers[name].dropna() % 1 > 0).any()]
    if not broken and (numbers.fillna(0).abs() < 1000).all(axis=None):
        return frame.astype(dict.fromkeys(numbers.columns, "Int64"))
    shown = {name: partial(_shown, digits=1 if name in broken else 0, missing=missing, _=_) for name in numbers}
    return frame.style.format(shown)


def _shown(value: float, digits: int, missing: str, _: Translator) -> str:
    """A number of a table, or what stands where it is missing."""
    return missing if pd.isna(value) else _.number(value, digits)
