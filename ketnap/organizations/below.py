"""The organizations below an organization in a period: what each told, and its indicators."""

from dataclasses import replace

import pandas as pd

from ketnap import targets
from ketnap.account import View
from ketnap.organizations.told import Period, figures, is_known, of_period
from ketnap.store import Store

# What may speak for an organization, in the order of its work; of each, what it is a share of ("" for a count).
INDICATORS = {
    "introduced": ("introduced", ""),
    "per_100": ("introduced", "eligible"),
    "sent_to_class": ("sent_to_class", ""),
    "admitted": ("admitted", ""),
    "conversion": ("admitted", "introduced"),
}


def below(store: Store, view: View, period: Period) -> pd.DataFrame:
    """One row per organization below another in a period, in the order of its unit, with its INDICATORS.

    `per_100` and `conversion` are missing where their denominator is unknown or too small to say anything; `roster`
    counts the roster's admissions of the same source in the same unit, missing where it is not known.
    """
    found = figures(store, view)
    found = found[(found["sub_org"] != "") & (found["period"] == period)].reset_index(drop=True)
    for name, (part, whole) in INDICATORS.items():
        if whole:
            found[name] = [_percent(*pair) for pair in zip(found[part], found[whole], strict=True)]
    found["roster"] = _roster(store, view, found, period)
    return found


def _percent(part: int, whole: int) -> float:
    """Percent of a whole; NaN where a number is missing or one person would be half of the whole or all."""
    if pd.isna(part) or pd.isna(whole) or not targets.percentage_is_telling(int(whole)):
        return float("nan")
    return 100 * part / whole


def _roster(store: Store, view: View, rows: pd.DataFrame, period: Period) -> pd.Series:
    """The roster's admissions of each row's source in its unit.

    Missing where unit or months are not known, and where several organizations of a source share the unit: whose they
    are nobody can say.
    """
    known = of_period(store, view, period)
    counted = dict(zip(zip(known["source"], known["unit_code"], strict=True), known["admissions"], strict=True))
    unknown = 0 if is_known(store, replace(view, source=None), period, rows_only=True) else None
    found = [
        counted.get((source, unit), unknown) if isinstance(unit, str) else None
        for source, unit in zip(rows["source"], rows["unit_code"], strict=True)
    ]
    counts = pd.Series(pd.array(found, dtype="Int64"), index=rows.index)
    return counts.mask(rows.duplicated(["source", "unit_code"], keep=False))


def averages(store: Store, view: View, period: Period) -> pd.DataFrame:
    """The average of each indicator (columns) over all organizations below an organization (rows).

    Of a count the mean of those that told it, of a share always the sum over the sum. Units left out by the view
    are part of it.
    """
    rows = below(store, replace(view, unit=None, officer=None, scope="as_was"), period)
    found = {
        source: {name: _average(of_one, part, whole) for name, (part, whole) in INDICATORS.items()}
        for source, of_one in rows.groupby("source", sort=False)
    }
    return pd.DataFrame.from_dict(found, orient="index", columns=list(INDICATORS), dtype=float)


def _average(rows: pd.DataFrame, part: str, whole: str) -> float:
    """The average of a count, or of the share of a count; NaN where nobody told it."""
    known = rows.dropna(subset=[part, whole] if whole else [part])
    if known.empty:
        return float("nan")
    return _percent(known[part].sum(), known[whole].sum()) if whole else float(known[part].mean())
