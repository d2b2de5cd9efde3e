"""Working days from decision to ceremony."""

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from ketnap.charts.dress import ACTUAL, BEFORE, TARGET, dressed, filled
from ketnap.i18n import Translator


def ceremony_days(rows: pd.DataFrame, labels: Sequence[str], limit: int, _: Translator) -> go.Figure:
    """Ceremonies by how many working days after the decision they were held, with the limit as a line.

    `rows`: one per range of days, columns `last`, `held` and `open` (past the limit, none held yet).
    """
    figure = go.Figure()
    bars = [("held", _("Ceremony held"), filled(ACTUAL, ""))]
    if rows["open"].any():
        bars.append(("open", _("No ceremony yet, past the time"), filled(BEFORE, "/")))
    for name, label, marker in bars:
        text = [_.number(value) if value else "" for value in rows[name]]
        shown = {"text": text, "textposition": "outside", "cliponaxis": False}
        figure.add_bar(x=list(labels), y=rows[name], name=label, marker=marker, **shown)
    figure = dressed(figure, _)
    figure.add_vline(
        # Places of a category axis are counted from 0: the line stands behind the last bar within the limit.
        x=int((rows["last"] <= limit).sum()) - 0.5,
        line={"color": TARGET, "width": 3},
        annotation={"text": _("{limit} working days", limit=limit), "font": {"color": TARGET, "size": 16}},
    )
    figure.update_layout(
        barmode="group",
        bargap=0.2,
        xaxis={"type": "category", "title": {"text": _("Working days from the decision to the ceremony")}},
        showlegend=len(bars) > 1,
    )
    return figure
