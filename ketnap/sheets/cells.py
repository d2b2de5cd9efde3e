"""The cells that several tables fill alike."""

from collections.abc import Iterable

import pandas as pd

from ketnap import words
from ketnap.i18n import Translator


def counts(values: Iterable[float | None]) -> pd.api.extensions.ExtensionArray:
    """Whole numbers of which some may be missing."""
    return pd.array(list(values), dtype="Int64")


def spans(rows: pd.DataFrame, _: Translator) -> list[str]:
    """From `low` to `high` of each row: "101–129"; "–" where nothing is open."""
    return [
        "–" if pd.isna(low) else f"{_.number(low)}–{_.number(high)}"
        for low, high in zip(rows["low"], rows["high"], strict=True)
    ]


def chances(values: Iterable[float], _: Translator) -> list[str]:
    """Probabilities as percentages, "–" where there is none."""
    return ["–" if pd.isna(chance) else words.chance(chance, _) for chance in values]
