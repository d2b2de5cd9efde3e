"""The cells that several tables fill alike."""

from collections.abc import Iterable

import pandas as pd

from ketnap import words
from ketnap.i18n import Translator


def counts(values: Iterable[float | None]) -> pd.api.extensions.ExtensionArray:
    """Whole numbers of which some may be missing."""
    return pd.array(list(values), dtype="Int64")


def with_sum(table: pd.DataFrame, _: Translator, whole: Iterable[str] = ()) -> pd.DataFrame:
    """The table with the sum of its columns below, if there is more than one row; texts have none.

    Of the columns `whole` the sum is missing where one of its parts is; of others it is that of the known parts.
    """
    if len(table) < 2:
        return table
    sums: list[object] = [_("Sum")]
    for name in table.columns[1:]:
        column = table[name]
        numbers = pd.api.types.is_numeric_dtype(column)
        sums.append(column.sum(skipna=name not in whole, min_count=1) if numbers else "")
    total = pd.DataFrame([sums], columns=table.columns)
    return pd.concat([table, total.astype(table.dtypes)], ignore_index=True)


def spans(rows: pd.DataFrame, _: Translator) -> list[str]:
    """From `low` to `high` of each row: "101–129"; "–" where nothing is open."""
    return [
        "–" if pd.isna(low) else f"{_.number(low)}–{_.number(high)}"
        for low, high in zip(rows["low"], rows["high"], strict=True)
    ]


def chances(values: Iterable[float], _: Translator) -> list[str]:
    """Probabilities as percentages, "–" where there is none."""
    return ["–" if pd.isna(chance) else words.chance(chance, _) for chance in values]
