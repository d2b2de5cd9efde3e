"""The dress of every figure: colours, lines, labels, and what plotly is told beside it.

Colours are mid-tones that stand out from a white and from a dark page alike.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from ketnap.i18n import Translator

ACTUAL = "#2f7ec0"
BEFORE = "#8a929a"
TARGET = "#c27c00"
USUAL = "#2b8a77"
PLAN = "#8c6bb1"
BAND = "rgba(47, 126, 192, {})"
SOURCE_STYLE = {
    "youth_union": ("#2f7ec0", ""),
    "trade_union": ("#c27c00", "/"),
    "two_members": ("#2b8a77", "x"),
    "other": ("#8c6bb1", "."),
    "unknown": ("#8a929a", "-"),
}
MONTHS = range(1, 13)
# Counts up to this many are marked one by one.
FEW = 10
# What grows with a figure; the width of a bar is no length on the screen.
SIZES = ("size", "thickness", "xshift", "yshift")


def config(_: Translator) -> dict[str, object]:
    """What plotly is told beside the figure: no tool bar, no logo, nothing sent anywhere."""
    return {"displayModeBar": False, "displaylogo": False, "showSendToCloud": False, "scrollZoom": False}


def filled(colour: str, pattern: str) -> dict[str, object]:
    """A bar's fill: the colour, with white strokes over it where a pattern is named."""
    stroke = "rgba(255, 255, 255, 0.45)"
    return {
        "color": colour,
        "pattern": {"shape": pattern, "fillmode": "replace", "bgcolor": colour, "fgcolor": stroke, "size": 9},
    }


def last_year(figure: go.Figure, counts: pd.Series, year: int, _: Translator) -> None:
    """Last year's line, if anything is known of it."""
    if counts.notna().any():
        figure.add_scatter(
            x=[_.month(month) for month in MONTHS],
            y=counts,
            mode="lines+markers",
            name=_("Year {year}", year=year - 1),
            line={"color": BEFORE, "dash": "dash", "width": 2},
            marker={"symbol": "square", "size": 6},
        )


def this_year(figure: go.Figure, counts: pd.Series, year: int, _: Translator) -> None:
    """This year's line with its last value."""
    figure.add_scatter(
        x=[_.month(month) for month in MONTHS],
        y=counts,
        mode="lines+markers+text",
        name=_("Year {year}", year=year),
        line={"color": ACTUAL, "width": 4},
        marker={"size": 9},
        text=last_only(counts, _),
        textposition="top center",
        textfont={"size": 18, "color": ACTUAL},
    )


def target_line(figure: go.Figure, target: int | None, _: Translator) -> None:
    """A line across the whole year at the target, named in the legend and at its end."""
    if target is None:
        return
    labels = [_.month(month) for month in MONTHS]
    figure.add_scatter(
        x=labels,
        y=[target] * 12,
        mode="lines+text",
        name=_("Target"),
        line={"color": TARGET, "width": 3},
        text=[_.number(target)] + [""] * 11,
        textposition="top right",
        textfont={"color": TARGET, "size": 16},
    )


def last_only(values: pd.Series, _: Translator) -> list[str]:
    """A label for the last known value, nothing for the others."""
    last = values.last_valid_index()
    return [_.number(value) if at == last else "" for at, value in values.items()]


def numbers(values: Iterable[float], _: Translator) -> list[str]:
    """A label for each value, none for those that are not known."""
    return [_.number(value) if value == value else "" for value in values]


def target_mark(symbol: str, size: int) -> dict[str, object]:
    """The mark of a target: a short line across its bar."""
    return {"symbol": symbol, "size": size, "line": {"width": 4, "color": TARGET}}


def target_lines(
    figure: go.Figure, labels: Sequence[str], targets: pd.Series, size: int, at: str, _: Translator
) -> None:
    """The target of each bar as a line across it, its number just above at `at` (a text position of plotly)."""
    mark = target_mark("line-ew", size)
    figure.add_scatter(x=labels, y=targets, mode="markers", name=_("Target"), marker=mark)
    figure.add_scatter(
        x=labels,
        y=targets,
        mode="text",
        text=numbers(targets, _),
        texttemplate="  %{text}  ",
        textposition=at,
        textfont={"color": TARGET, "size": 16},
        showlegend=False,
        hoverinfo="skip",
    )


def places(labels: Sequence[str]) -> list[str]:
    """Where the rows of `in_rows` stand: places, for two names may be cut to the same label and would share a bar."""
    return [str(place) for place in range(len(labels))]


def shortened(label: str, length: int = 34) -> str:
    """A label that leaves room for the bars."""
    return label if len(label) <= length else label[: length - 1].rstrip() + "…"


def dressed(figure: go.Figure, _: Translator) -> go.Figure:
    """The figure in the house's dress: legend above, counts from zero, the reader's separators."""
    figure.update_layout(
        height=420,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        font={"size": 14},
        separators=_.separators,
        hovermode="x unified",
        legend={"orientation": "h", "yanchor": "bottom", "y": 1.02, "x": 0, "font": {"size": 14}},
        dragmode=False,
    )
    figure.update_xaxes(fixedrange=True, automargin=True, showgrid=False, tickfont={"size": 14})
    figure.update_yaxes(fixedrange=True, automargin=True, rangemode="tozero", tickformat=",d", tickfont={"size": 14})
    figure.update_yaxes(dtick=step(figure, "y"))
    return figure


def step(figure: go.Figure, axis: str) -> int | None:
    """1 where so few are counted on an axis that plotly would mark halves; None leaves the step to it."""
    counts = {
        at: pd.to_numeric(pd.Series(list(trace[axis])), errors="coerce")
        for at, trace in enumerate(figure.data)
        if trace[axis] is not None
    }
    if figure.layout.barmode == "stack":
        counts = {0: sum(counts.values())}
    highest = max((found.max() for found in counts.values() if found.notna().any()), default=0)
    return 1 if highest <= FEW else None


def enlarged(figure: go.Figure, times: float = 2) -> go.Figure:
    """A copy of a figure for a room: its letters, lines and marks so many times as large, its height left open."""
    wide = go.Figure(_scaled(figure.to_plotly_json(), times))
    wide.update_layout(height=None)
    return wide


def _scaled(drawn: Any, times: float) -> Any:
    """What a figure holds with every size, width of a line and shift multiplied."""
    if isinstance(drawn, dict):
        return {
            name: value * times if name in SIZES and isinstance(value, int | float) else _scaled(value, times)
            for name, value in drawn.items()
        }
    return [_scaled(each, times) for each in drawn] if isinstance(drawn, list | tuple) else drawn


def in_rows(figure: go.Figure, labels: Sequence[str], above: int, each: int, _: Translator) -> go.Figure:
    """The figure in the house's dress, rows below one another in the order given: pixels above them, and for each."""
    figure = dressed(figure, _)
    figure.update_layout(
        height=above + each * len(labels),
        hovermode="closest",
        yaxis={
            "autorange": "reversed",
            "type": "category",
            "tickvals": places(labels),
            "ticktext": [shortened(label) for label in labels],
            "automargin": True,
            "showgrid": False,
        },
        xaxis={"rangemode": "tozero", "tickformat": ",d", "showgrid": True, "dtick": step(figure, "x")},
    )
    return figure
