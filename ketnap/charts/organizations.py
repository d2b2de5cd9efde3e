"""Introduced and admitted, organization by organization."""

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from ketnap.charts.dress import ACTUAL, BAND, dressed, places
from ketnap.i18n import Translator

# Pixels above and below the bars of an organization, and for each period.
AROUND, EACH = 60, 58
HATCHING = {"introduced": ACTUAL, "admitted": "rgba(255, 255, 255, 0.6)"}


def introduced_and_admitted(rows: pd.DataFrame, _: Translator) -> go.Figure:
    """Two bars for each period, one block below another for each organization.

    `rows`: columns `organization`, `label` (of the period), `introduced`, `admitted` (NaN where not told),
    `is_partial`: hatched, for it cannot be compared with the others.
    """
    blocks = list(rows.groupby("organization", sort=False))
    figure = make_subplots(
        rows=len(blocks),
        cols=1,
        shared_xaxes=True,
        subplot_titles=[str(name) for name, _rows in blocks],
        vertical_spacing=AROUND / _height(rows, len(blocks)),
    )
    for place, (_name, of_one) in enumerate(blocks, start=1):
        for name, label, colour in (
            ("introduced", _("Introduced"), BAND.format(0.2)),
            ("admitted", _("Admitted (reported)"), ACTUAL),
        ):
            figure.add_trace(_bars(of_one, name, label, colour, place == 1, _), row=place, col=1)
        labels = [str(label) for label in of_one["label"]]
        figure.update_yaxes(tickvals=places(labels), ticktext=labels, row=place, col=1)
    figure = dressed(figure, _)
    figure.update_layout(height=_height(rows, len(blocks)), hovermode="closest", barmode="group", bargap=0.25)
    figure.update_layout(margin_t=88, margin_r=40, legend={"y": 1.0, "yref": "container", "yanchor": "top"})
    figure.update_yaxes(autorange="reversed", type="category", showgrid=False)
    figure.update_xaxes(rangemode="tozero", tickformat=",d", showgrid=True)
    figure.update_annotations(x=0, xanchor="left", font_size=16)
    return figure


def _height(rows: pd.DataFrame, blocks: int) -> int:
    """The height of the figure."""
    return 2 * AROUND + AROUND * blocks + EACH * len(rows)


def _bars(rows: pd.DataFrame, name: str, label: str, colour: str, is_first: bool, _: Translator) -> go.Bar:
    """The bars of one count, hatched where the period is partial."""
    patterns = ["/" if partial else "" for partial in rows["is_partial"]]
    return go.Bar(
        y=places([str(each) for each in rows["label"]]),
        x=rows[name],
        orientation="h",
        name=label,
        legendgroup=name,
        showlegend=is_first,
        # The one hollow and the other full, hatched where the period is partial.
        marker={
            "color": colour,
            "line": {"color": ACTUAL, "width": 2},
            "pattern": {"shape": patterns, "fillmode": "overlay", "fgcolor": HATCHING[name], "size": 9},
        },
        text=[_.number(value) if value == value else "–" for value in rows[name]],
        textposition="outside",
        cliponaxis=False,
        customdata=rows["label"],
        hovertemplate="%{customdata}: %{x}<extra>" + label + "</extra>",
    )
