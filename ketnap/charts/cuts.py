"""Units, officers and sources beside one another."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from ketnap.charts.dress import ACTUAL, SOURCE_STYLE, dressed, filled, in_rows, places, target_mark
from ketnap.i18n import Translator


def against_target(rows: pd.DataFrame, _: Translator) -> go.Figure:
    """Admitted as bars, target as a mark, one row each from top to bottom in the order given.

    `rows`: columns `label`, `admitted`, `target` (NaN where there is none).
    """
    figure = go.Figure()
    hover = {"customdata": rows["label"], "hovertemplate": "%{customdata}: %{x}<extra></extra>"}
    figure.add_bar(
        y=places(rows["label"]),
        x=rows["admitted"],
        orientation="h",
        name=_("Admitted"),
        marker={"color": ACTUAL},
        text=[_.number(value) for value in rows["admitted"]],
        textposition="outside",
        cliponaxis=False,
        **hover,
    )
    figure.add_scatter(
        y=places(rows["label"]),
        x=rows["target"],
        mode="markers",
        name=_("Target"),
        marker=target_mark("line-ns", 20),
        **hover,
    )
    return in_rows(figure, rows["label"], 110, 34, _)


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
            marker=filled(colour, pattern),
            text=[_.number(value) if value > 0 else "" for value in counts],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont={"color": "white"},
        )
    figure.update_layout(
        barmode="stack",
        bargap=0.3,
        xaxis_type="category",
        legend_traceorder="normal",
        uniformtext={"minsize": 12, "mode": "hide"},
    )
    return dressed(figure, _)
