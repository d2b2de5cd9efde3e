"""A year and a term against their targets."""

import pandas as pd
import plotly.graph_objects as go

from ketnap.charts.dress import (
    ACTUAL,
    BEFORE,
    MONTHS,
    USUAL,
    dressed,
    filled,
    last_year,
    numbers,
    target_line,
    target_lines,
    this_year,
)
from ketnap.charts.plan import plan_line
from ketnap.i18n import Translator


def cumulative(months: pd.DataFrame, target: int | None, year: int, _: Translator) -> go.Figure:
    """Admissions added up through the year against the target, last year and the usual pace.

    `months`: one row per calendar month, columns `this_year`, `last_year`, `usual` (cumulative; NaN where
    nothing is known or the month lies ahead), and `planned` where a plan is approved.
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
    last_year(figure, months["last_year"], year, _)
    if "planned" in months:
        plan_line(figure, months["planned"], year, _)
    this_year(figure, months["this_year"], year, _)
    target_line(figure, target, _)
    return dressed(figure, _)


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
            marker=filled(BEFORE, "/"),
            text=numbers(months["last_year"], _),
        )
    figure.add_bar(
        x=labels,
        y=months["this_year"],
        name=_("Year {year}", year=year),
        marker={"color": ACTUAL},
        text=numbers(months["this_year"], _),
    )
    figure.update_traces(textposition="outside", cliponaxis=False, textfont={"size": 14}, textangle=0)
    figure.update_layout(barmode="group", bargap=0.25)
    return dressed(figure, _)


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
        text=numbers(years["admitted"], _),
        textposition="outside",
        cliponaxis=False,
        textfont={"size": 16},
    )
    target_lines(figure, labels, years["target"], 46, "top center", _)
    figure.update_layout(xaxis_type="category", bargap=0.45)
    return dressed(figure, _)
