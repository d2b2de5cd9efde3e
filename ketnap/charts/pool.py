"""What units still need, parted by whether there are candidates for it."""

import pandas as pd
import plotly.graph_objects as go

from ketnap.charts.dress import ACTUAL, BEFORE, TARGET, filled, in_rows, places
from ketnap.i18n import Translator


def needs(rows: pd.DataFrame, _: Translator) -> go.Figure:
    """What is still needed as bars, one row each in the order given: covered, short, not known.

    `rows`: columns `label`, `covered`, `short`, `unknown`.
    """
    figure = go.Figure()
    parts = {
        "covered": (_("There are candidates"), ACTUAL, ""),
        "short": (_("Candidates short"), TARGET, "/"),
        "unknown": (_("Not reported"), BEFORE, "-"),
    }
    for column, (name, colour, pattern) in parts.items():
        figure.add_bar(
            y=places(rows["label"]),
            x=rows[column],
            orientation="h",
            name=name,
            marker=filled(colour, pattern),
            text=[_.number(count) if count else "" for count in rows[column]],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont={"color": "white", "size": 15},
            customdata=rows["label"],
            hovertemplate="%{customdata}: %{x}<extra>%{fullData.name}</extra>",
        )
    figure.update_layout(barmode="stack", legend_traceorder="normal", bargap=0.3)
    return in_rows(figure, rows["label"], 110, 34, _)
