"""A year's plan: its months, and how it goes."""

import pandas as pd
import plotly.graph_objects as go

from ketnap.charts.dress import MONTHS, PLAN, dressed, filled, numbers, this_year
from ketnap.i18n import Translator


def months(planned: pd.Series, year: int, _: Translator) -> go.Figure:
    """What each month (index 1-12) is to bring."""
    figure = go.Figure()
    figure.add_bar(
        x=[_.month(month) for month in MONTHS],
        y=planned,
        name=_("Plan of {year}", year=year),
        marker=filled(PLAN, "."),
        text=numbers(planned, _),
        textposition="outside",
        textfont={"size": 16},
        cliponaxis=False,
        showlegend=True,
    )
    figure.update_layout(bargap=0.35)
    return dressed(figure, _)


def progress(rows: pd.DataFrame, year: int, _: Translator) -> go.Figure:
    """An approved plan added up through the year as steps of a line, and what came.

    `rows`: index 1-12, columns `planned_sum`, `admitted_sum` (NaN ahead).
    """
    figure = go.Figure()
    plan_line(figure, rows["planned_sum"], year, _)
    this_year(figure, rows["admitted_sum"], year, _)
    return dressed(figure, _)


def plan_line(figure: go.Figure, planned: pd.Series, year: int, _: Translator) -> None:
    """The approved plan added up through the year."""
    figure.add_scatter(
        x=[_.month(month) for month in MONTHS],
        y=planned,
        mode="lines+markers",
        name=_("Approved plan of {year}", year=year),
        line={"color": PLAN, "dash": "dashdot", "width": 3},
        marker={"symbol": "diamond", "size": 8},
    )
