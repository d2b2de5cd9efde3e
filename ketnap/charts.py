"""DataFrame -> plotly Figure. Every difference shows by shape, pattern or word as well as by colour.

Colours are mid-tones that stand out from a white and from a dark page alike. Text comes translated
through `_`, the reader's Translator.
"""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from ketnap.i18n import Translator

ACTUAL = "#2f7ec0"
BEFORE = "#8a929a"
TARGET = "#c27c00"
USUAL = "#2b8a77"
BAND = "rgba(47, 126, 192, {})"
SOURCE_STYLE = {
    "youth_union": ("#2f7ec0", ""),
    "trade_union": ("#c27c00", "/"),
    "two_members": ("#2b8a77", "x"),
    "other": ("#8c6bb1", "."),
    "unknown": ("#8a929a", "-"),
}
MONTHS = range(1, 13)


def config(_: Translator) -> dict[str, object]:
    """What plotly is told beside the figure: no tool bar, no logo, nothing sent anywhere."""
    return {"displayModeBar": False, "displaylogo": False, "showSendToCloud": False, "scrollZoom": False}


def cumulative(months: pd.DataFrame, target: int | None, year: int, _: Translator) -> go.Figure:
    """Admissions added up through the year against the target, last year and the usual pace.

    `months`: one row per calendar month, columns `this_year`, `last_year`, `usual` (cumulative; NaN where
    nothing is known or the month lies ahead).
    """
    figure = go.Figure()
    labels = [_.month(month) for month in MONTHS]
    if months["usual"].notna().any():
        figure.add_scatter(
            x=labels,
            y=months["usual"],
            mode="lines",
            name=_("Usual pace to the target"),
            line={"color": USUAL, "dash": "dot", "width": 2},
        )
    _last_year(figure, months["last_year"], year, _)
    _this_year(figure, months["this_year"], year, _)
    _target_line(figure, target, _)
    return _dressed(figure, _)


def monthly(months: pd.DataFrame, year: int, _: Translator) -> go.Figure:
    """Admissions of each month beside the same month of last year; months ahead stay empty.

    `months`: one row per calendar month, columns `this_year`, `last_year` (NaN where unknown or ahead).
    """
    figure = go.Figure()
    labels = [_.month(month) for month in MONTHS]
    if months["last_year"].notna().any():
        figure.add_bar(
            x=labels,
            y=months["last_year"],
            name=_("Year {year}", year=year - 1),
            marker=_filled(BEFORE, "/"),
            text=[_.number(value) if value == value else "" for value in months["last_year"]],
        )
    figure.add_bar(
        x=labels,
        y=months["this_year"],
        name=_("Year {year}", year=year),
        marker={"color": ACTUAL},
        text=[_.number(value) if value == value else "" for value in months["this_year"]],
    )
    figure.update_traces(textposition="outside", cliponaxis=False, textfont={"size": 14}, textangle=0)
    figure.update_layout(barmode="group", bargap=0.25)
    return _dressed(figure, _)


def term(years: pd.DataFrame, _: Translator) -> go.Figure:
    """Admissions of each year of the term with its target as a line across the bar.

    `years`: columns `year`, `admitted` (NaN where the year has not begun), `target`.
    """
    labels = [str(year) for year in years["year"]]
    figure = go.Figure()
    figure.add_bar(
        x=labels,
        y=years["admitted"],
        name=_("Admitted"),
        marker={"color": ACTUAL},
        text=[_.number(value) if value == value else "" for value in years["admitted"]],
        textposition="outside",
        cliponaxis=False,
        textfont={"size": 16},
    )
    figure.add_scatter(
        x=labels,
        y=years["target"],
        mode="markers",
        name=_("Target"),
        marker={"symbol": "line-ew", "size": 46, "line": {"width": 4, "color": TARGET}},
    )
    figure.add_scatter(
        x=labels,
        y=years["target"],
        mode="text",
        text=[_.number(value) if value == value else "" for value in years["target"]],
        textposition="top center",
        textfont={"color": TARGET, "size": 16},
        showlegend=False,
        hoverinfo="skip",
    )
    figure.update_layout(xaxis_type="category", bargap=0.45)
    return _dressed(figure, _)


def against_target(rows: pd.DataFrame, _: Translator) -> go.Figure:
    """Admitted as bars, target as a mark, one row each from top to bottom in the order given.

    `rows`: columns `label`, `admitted`, `target` (NaN where there is none).
    """
    figure = go.Figure()
    # Places, not names: two names may be cut to the same label, and would then share one bar.
    places = [str(place) for place in range(len(rows))]
    figure.add_bar(
        y=places,
        x=rows["admitted"],
        orientation="h",
        name=_("Admitted"),
        marker={"color": ACTUAL},
        text=[_.number(value) for value in rows["admitted"]],
        textposition="outside",
        cliponaxis=False,
        customdata=rows["label"],
        hovertemplate="%{customdata}: %{x}<extra></extra>",
    )
    figure.add_scatter(
        y=places,
        x=rows["target"],
        mode="markers",
        name=_("Target"),
        marker={"symbol": "line-ns", "size": 20, "line": {"width": 4, "color": TARGET}},
        customdata=rows["label"],
        hovertemplate="%{customdata}: %{x}<extra></extra>",
    )
    figure = _dressed(figure, _)
    figure.update_layout(
        height=110 + 34 * len(rows),
        hovermode="closest",
        yaxis={
            "autorange": "reversed",
            "type": "category",
            "tickvals": places,
            "ticktext": [_shortened(label) for label in rows["label"]],
            "automargin": True,
            "showgrid": False,
        },
        xaxis={"rangemode": "tozero", "tickformat": ",d", "showgrid": True},
    )
    return figure


def by_source(rows: pd.DataFrame, across: Sequence[str], names: dict[str, str], _: Translator) -> go.Figure:
    """Stacked bars, one stack per label of `across`, one colour and pattern per source.

    `rows`: index = source codes, columns = the labels of `across`. `names`: source code -> reader's name.
    """
    figure = go.Figure()
    for source, counts in rows.iterrows():
        colour, pattern = SOURCE_STYLE[str(source)]
        figure.add_bar(
            x=list(across),
            y=counts,
            name=names[str(source)],
            marker=_filled(colour, pattern),
            text=[_.number(value) if value > 0 else "" for value in counts],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont={"color": "white"},
        )
    figure = _dressed(figure, _)
    figure.update_layout(
        barmode="stack",
        bargap=0.3,
        xaxis_type="category",
        legend_traceorder="normal",
        uniformtext={"minsize": 12, "mode": "hide"},
    )
    return figure


def _filled(colour: str, pattern: str) -> dict[str, object]:
    """A bar's fill: the colour, with white strokes over it where a pattern is named."""
    stroke = "rgba(255, 255, 255, 0.45)"
    return {
        "color": colour,
        "pattern": {"shape": pattern, "fillmode": "replace", "bgcolor": colour, "fgcolor": stroke, "size": 9},
    }


def fan(months: pd.DataFrame, target: int | None, year: int, _: Translator) -> go.Figure:
    """The cumulative count so far and where it will probably go: median with 50 % and 80 % bands.

    `months`: one row per calendar month, columns `this_year`, `last_year`, and from the last known month
    on `median`, `low50`, `high50`, `low80`, `high80` (cumulative).
    """
    figure = go.Figure()
    labels = [_.month(month) for month in MONTHS]
    for width, opacity in ((80, 0.18), (50, 0.30)):
        _band(figure, months, width, opacity, _)
    _last_year(figure, months["last_year"], year, _)
    figure.add_scatter(
        x=labels,
        y=months["median"],
        mode="lines+text",
        name=_("Middle of the forecast"),
        line={"color": ACTUAL, "width": 2, "dash": "dot"},
        text=[""] * 11 + [_.number(months["median"].iloc[-1])],
        textposition="middle right",
        textfont={"color": ACTUAL, "size": 18},
        cliponaxis=False,
    )
    _this_year(figure, months["this_year"], year, _)
    _target_line(figure, target, _)
    return _dressed(figure, _)


def _band(figure: go.Figure, months: pd.DataFrame, width: int, opacity: float, _: Translator) -> None:
    """The range a forecast stays in with a probability of `width` percent."""
    edge = {"x": [_.month(month) for month in MONTHS], "mode": "lines", "line": {"width": 0}, "hoverinfo": "skip"}
    figure.add_scatter(**edge, y=months[f"high{width}"], showlegend=False)
    figure.add_scatter(
        **edge,
        y=months[f"low{width}"],
        fill="tonexty",
        fillcolor=BAND.format(opacity),
        name=_("Range of {percent}%", percent=width),
    )


def _last_year(figure: go.Figure, counts: pd.Series, year: int, _: Translator) -> None:
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


def _this_year(figure: go.Figure, counts: pd.Series, year: int, _: Translator) -> None:
    """This year's line with its last value."""
    figure.add_scatter(
        x=[_.month(month) for month in MONTHS],
        y=counts,
        mode="lines+markers+text",
        name=_("Year {year}", year=year),
        line={"color": ACTUAL, "width": 4},
        marker={"size": 9},
        text=_last_only(counts, _),
        textposition="top center",
        textfont={"size": 18, "color": ACTUAL},
    )


def _target_line(figure: go.Figure, target: int | None, _: Translator) -> None:
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


def _last_only(values: pd.Series, _: Translator) -> list[str]:
    """A label for the last known value, nothing for the others."""
    last = values.last_valid_index()
    return [_.number(value) if at == last else "" for at, value in values.items()]


def _shortened(label: str, length: int = 34) -> str:
    """A label that leaves room for the bars."""
    return label if len(label) <= length else label[: length - 1].rstrip() + "…"


def _dressed(figure: go.Figure, _: Translator) -> go.Figure:
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
    return figure
