"""What may come: the fan of a year, scenarios beside one another, the years of a term."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from ketnap.charts.dress import (
    ACTUAL,
    BAND,
    BEFORE,
    MONTHS,
    USUAL,
    dressed,
    in_rows,
    numbers,
    places,
    target_line,
    target_lines,
    target_mark,
    this_year,
)
from ketnap.i18n import Translator

# None of them is that of the target (solid) or of the forecast (dotted).
PAST_DASHES = ("dash", "dashdot", "longdash", "longdashdot", "2px,8px")


def fan(months: pd.DataFrame, past: pd.DataFrame, target: int | None, year: int, _: Translator) -> go.Figure:
    """The cumulative count so far, where it will probably go (middle, 50, 80 and 95 %), and the path to the target.

    `months`: one row per calendar month, columns `this_year`, and from the last known month on `median`, `low50`,
    `high50`, `low80`, `high80`, `low95`, `high95`, `needed` (cumulative). `past`: one column per year gone by
    (cumulative), the oldest first; the last five are drawn.
    """
    figure = go.Figure()
    for width, opacity in ((95, 0.12), (80, 0.20), (50, 0.30)):
        _band(figure, months, width, opacity, _)
    for dash, (before, counts) in zip(PAST_DASHES, reversed(list(past.items())), strict=False):
        _line(figure, counts, _("Year {year}", year=before), {"color": BEFORE, "width": 1.5, "dash": dash}, _)
    if months["needed"].notna().any():
        line = {"color": USUAL, "dash": "dash", "width": 2}
        marker = {"symbol": "diamond-open", "size": 8}
        _line(figure, months["needed"], _("Path to the target"), line, _, mode="lines+markers", marker=marker)
    _line(
        figure,
        months["median"],
        _("Middle of the forecast"),
        {"color": ACTUAL, "width": 2, "dash": "dot"},
        _,
        mode="lines+text",
        text=[""] * 11 + [_.number(months["median"].iloc[-1])],
        textposition="middle right",
        textfont={"color": ACTUAL, "size": 18},
        cliponaxis=False,
    )
    this_year(figure, months["this_year"], year, _)
    target_line(figure, target, _)
    figure = dressed(figure, _)
    _today(figure, months["this_year"], _)
    figure.update_layout(height=520)
    return figure


def _today(figure: go.Figure, counts: pd.Series, _: Translator) -> None:
    """A line where what is known ends and the forecast begins."""
    known = int(counts.notna().sum())
    if 0 < known < len(MONTHS):
        label = _.month(known)
        line = {"color": BEFORE, "width": 1, "dash": "dot"}
        figure.add_shape(type="line", x0=label, x1=label, yref="paper", y0=0, y1=1, line=line)
        text = _("known up to here")
        figure.add_annotation(x=label, yref="paper", y=0.03, text=text, showarrow=False, xanchor="left", xshift=6)


def _line(
    figure: go.Figure, counts: pd.Series, name: str, line: Mapping[str, object], _: Translator, **more: object
) -> None:
    """A line through the months of a year, without marks or text unless more is said."""
    look = {"mode": "lines", **more}
    figure.add_scatter(x=[_.month(month) for month in MONTHS], y=counts, name=name, line=line, **look)


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


def ranges(rows: pd.DataFrame, _: Translator) -> go.Figure:
    """Totals that may come beside one another: the 80 % range as a bar, its middle as a point, the target as a mark.

    `rows`: columns `label`, `low`, `median`, `high`, `target` (NaN where there is none), from top to bottom.
    """
    figure = go.Figure()
    at = places(rows["label"])
    hover = {"customdata": rows["label"], "hovertemplate": "%{customdata}: %{x}<extra></extra>"}
    figure.add_bar(
        y=at,
        x=rows["high"] - rows["low"],
        base=rows["low"],
        orientation="h",
        name=_("Range of {percent}%", percent=80),
        marker={"color": BAND.format(0.35)},
        customdata=rows[["label", "low", "high"]].to_numpy(),
        hovertemplate="%{customdata[0]}: %{customdata[1]}–%{customdata[2]}<extra></extra>",
        width=0.4,
    )
    figure.add_scatter(
        y=at,
        x=rows["median"],
        mode="markers+text",
        name=_("Middle of the forecast"),
        marker={"color": ACTUAL, "size": 13},
        text=numbers(rows["median"], _),
        textposition="top center",
        textfont={"size": 16},
        cliponaxis=False,
        **hover,
    )
    mark = target_mark("line-ns", 34)
    figure.add_scatter(y=at, x=rows["target"], mode="markers", name=_("Target"), marker=mark, **hover)
    return in_rows(figure, rows["label"], 120, 64, _)


def term_ahead(years: pd.DataFrame, _: Translator) -> go.Figure:
    """The years of a term: what was admitted, what probably will be with its 80 % range, and each target.

    `years`: columns `year`, `admitted` (so far; NaN where nothing is yet), `median`, `low`, `high` (NaN of closed
    years), `target`.
    """
    labels = [str(year) for year in years["year"]]
    figure = go.Figure()
    figure.add_bar(
        x=labels,
        y=years["admitted"],
        name=_("Admitted"),
        marker={"color": ACTUAL},
        text=numbers(years["admitted"].where(years["admitted"] > 0), _),
        textposition="inside",
        textfont={"size": 16, "color": "white"},
        textangle=0,
    )
    _expected(figure, labels, years, _)
    # Left of the middle, where the whisker is not.
    target_lines(figure, labels, years["target"], 60, "top left", _)
    figure = dressed(figure, _)
    figure.update_layout(xaxis_type="category", bargap=0.6)
    return figure


def _expected(figure: go.Figure, labels: list[str], years: pd.DataFrame, _: Translator) -> None:
    """The middle of each year's forecast as a ring, its 80 % range as a whisker."""
    figure.add_scatter(
        x=labels,
        y=years["median"],
        mode="markers+text",
        name=_("Middle of the forecast and range of {percent}%", percent=80),
        marker={"color": ACTUAL, "size": 12, "symbol": "circle-open", "line": {"width": 3}},
        error_y={
            "type": "data",
            "array": years["high"] - years["median"],
            "arrayminus": years["median"] - years["low"],
            "color": ACTUAL,
            "thickness": 2,
            "width": 10,
        },
        text=[f"  {label}" for label in numbers(years["median"], _)],
        textposition="middle right",
        textfont={"color": ACTUAL, "size": 16},
    )
