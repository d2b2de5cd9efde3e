"""Classes: how many of their graduates are admitted as the months go by."""

import pandas as pd
import plotly.graph_objects as go

from ketnap.charts.dress import ACTUAL, BEFORE, USUAL, dressed
from ketnap.i18n import Translator

# The newest year first; the sixth and earlier ones are left to the table.
STYLES = (
    (ACTUAL, "solid", "circle-open"),
    ("#c27c00", "dash", "square-open"),
    (USUAL, "dashdot", "diamond-open"),
    ("#8c6bb1", "longdash", "triangle-up-open"),
    (BEFORE, "longdashdot", "pentagon-open"),
)
STEP = 6


def class_curves(curves: pd.DataFrame, _: Translator) -> go.Figure:
    """The share of graduates admitted by so many months after the class, one line per year of classes.

    `curves`: columns `class_year`, `months`, `share`, `is_whole`. A line is dotted where only some classes of its
    year are that old, and ends with an open mark: what comes after is not known yet.
    """
    figure = go.Figure()
    years = sorted(curves["class_year"].unique(), reverse=True)
    for year, style in reversed(list(zip(years, STYLES, strict=False))):
        _line(figure, curves[curves["class_year"] == year], style, _)
    figure = dressed(figure, _)
    figure.update_layout(hovermode="closest", height=440)
    furthest = float(curves["months"].max())
    figure.update_xaxes(
        title=_("Months since the class ended"), dtick=STEP, range=[0, furthest * 1.12 + 1], tickformat=",d"
    )
    figure.update_yaxes(
        tickformat=".0%", dtick=None, range=[-0.02, min(float(curves["share"].max()) * 1.2 + 0.05, 1.05)]
    )
    return figure


def _line(figure: go.Figure, line: pd.DataFrame, style: tuple[str, str, str], _: Translator) -> None:
    """One year's line in its colour and dash, then dotted, then the mark with its year and share."""
    colour, dash, symbol = style
    whole = line[line["is_whole"]]
    year = int(line["class_year"].iloc[0])
    name = _("Classes of {year}", year=year)
    look = {"hovertemplate": f"{name}: %{{y:.1%}} · %{{x:.0f}}<extra></extra>", "legendgroup": str(year)}
    drawn = {"mode": "lines", "line": {"color": colour, "dash": dash, "width": 3, "shape": "hv"}, "name": name}
    figure.add_scatter(x=whole["months"], y=whole["share"], **drawn, **look)
    partly = line.loc[whole.index[-1] :]
    if len(partly) > 1:
        dotted = {**drawn, "line": {**drawn["line"], "dash": "dot"}, "showlegend": False}
        figure.add_scatter(x=partly["months"], y=partly["share"], **dotted, **look)
    last = line.iloc[[-1]]
    figure.add_scatter(
        x=last["months"],
        y=last["share"],
        mode="markers+text",
        marker={"symbol": symbol, "size": 12, "color": colour, "line": {"width": 3}},
        text=[f"{year}: {_.percent(float(last['share'].iloc[0]), 1, 0)}"],
        textposition="top center",
        textfont={"color": colour, "size": 15},
        cliponaxis=False,
        showlegend=False,
        **look,
    )
