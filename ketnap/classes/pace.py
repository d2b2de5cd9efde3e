"""How long it takes from the class to the admission, those who still wait counting for as long as they have waited.

The share admitted after so many months is 1 less the product-limit estimate (Kaplan & Meier 1958), so that a young
class is not taken for a bad one.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy.stats import CensoredData, ecdf

from ketnap.account import View

# Days of a month, on average.
MONTH = 365.25 / 12
# Where an admission of which only the month is known stands.
MIDDLE = pd.Timedelta(days=14)


@dataclass(frozen=True)
class Wait:
    """Months from the certificate to the admission, in the middle of `graduates` of whom so many were `admitted`.

    `of_all` is the time within which half of all would be admitted, None where it is not reached; `of_admitted` the
    median of those who were, None if nobody was.
    """

    of_all: float | None
    of_admitted: float | None
    graduates: int
    admitted: int


def wait(rows: pd.DataFrame, view: View) -> Wait:
    """The time from the certificate to the admission, by the classes the roster follows."""
    lived = _lived(rows, "certified_on", view)
    came = lived[lived["admitted"] > 0]
    found = Wait(None, None, int(lived["graduates"].sum()), int(came["admitted"].sum()))
    if not found.admitted:
        return found
    left = ecdf(_times(lived)).sf
    # A product of fractions may miss the half by a hair.
    half = left.quantiles[left.probabilities <= 0.5 + 1e-9]
    middle = float(np.median(np.repeat(came["months"], came["admitted"])))
    return Wait(float(half[0]) if len(half) else None, middle, found.graduates, found.admitted)


def curves(rows: pd.DataFrame, view: View) -> pd.DataFrame:
    """Of each year of classes (`class_year`) the `share` admitted after so many `months`, at every step of it.

    A line ends with the age of its oldest class; up to that of its youngest one `is_whole`: all its classes are
    that old.
    """
    lived = _lived(rows, "ended_on", view)
    lines = [_curve(of_year, view) for _, of_year in lived.groupby("class_year")]
    columns = ["class_year", "graduates", "months", "share", "is_whole"]
    return pd.concat(lines, ignore_index=True) if lines else pd.DataFrame(columns=columns)


def _curve(lived: pd.DataFrame, view: View) -> pd.DataFrame:
    """The line of the classes of one year."""
    ages = (pd.Timestamp(view.as_of) - lived["ended_on"]).dt.days / MONTH
    came = lived.loc[lived["admitted"] > 0, "months"]
    at = np.unique([0.0, *came, ages.min(), ages.max()])
    shares = ecdf(_times(lived)).cdf.evaluate(at)
    of_year = {"class_year": lived["class_year"].iloc[0], "graduates": lived["graduates"].sum()}
    return pd.DataFrame({**of_year, "months": at, "share": shares, "is_whole": at <= ages.min()})


def _lived(rows: pd.DataFrame, since: str, view: View) -> pd.DataFrame:
    """The graduates that count here, of classes the roster follows, with the `months` they waited or have waited."""
    lived = rows[rows["followed"] & (rows["graduates"] > 0)]
    day = pd.Timestamp(view.as_of)
    came = lived["admitted_on"].mask(lived["precision"] != "day", lived["admitted_on"] + MIDDLE)
    until = came.fillna(day).clip(upper=day)
    return lived.assign(months=((until - lived[since]).dt.days / MONTH).clip(lower=0))


def _times(lived: pd.DataFrame) -> CensoredData:
    """The months waited until the admission, and those waited so far, each as often as there are people."""
    return CensoredData(
        uncensored=np.repeat(lived["months"], lived["admitted"]), right=np.repeat(lived["months"], lived["waiting"])
    )
