"""The groups of the year's new members."""

import pandas as pd
import plotly.graph_objects as go

from ketnap.charts.dress import SOURCE_STYLE, filled, in_rows, places
from ketnap.i18n import Translator


def groups(rows: pd.DataFrame, _: Translator) -> go.Figure:
    """A bar per group, a colour and pattern per kind; a hidden group has its text alone.

    `rows`: columns `kind`, `label`, `admissions` (NaN where hidden), `text`.
    """
    figure = go.Figure()
    at = pd.Series(places(rows["label"]), rows.index)
    for (kind, of_kind), style in zip(rows.groupby("kind", sort=False), SOURCE_STYLE.values(), strict=False):
        figure.add_bar(
            y=at[of_kind.index],
            x=of_kind["admissions"].fillna(0),
            orientation="h",
            name=str(kind),
            marker=filled(*style),
            text=of_kind["text"],
            textposition="outside",
            cliponaxis=False,
            customdata=of_kind["label"],
            hovertemplate="%{customdata}: %{text}<extra></extra>",
        )
    figure = in_rows(figure, rows["label"], 90, 30, _)
    figure.update_layout(barmode="overlay")
    # Without this, rows follow the kinds of bars, not the order given.
    figure.update_yaxes(categoryorder="array", categoryarray=list(at))
    # Room for the text behind the longest bar.
    figure.update_xaxes(range=[0, 1.5 * rows["admissions"].max()])
    return figure
