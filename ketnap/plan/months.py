"""The year's plan month by month: the usual pace with its holidays and classes, and whole people in every cell."""

from collections.abc import Collection, Iterable
from fractions import Fraction

import holidays
import numpy as np
import pandas as pd
from scipy import sparse
from scipy.optimize import linprog

from ketnap.account import MONTHS
from ketnap.forecast import planned as in_months
from ketnap.forecast.months import YEAR


def working_days(year: int) -> np.ndarray:
    """The working days (12,) of each month of a year: Monday to Friday without public holidays, Tet among them."""
    free = np.array(sorted(holidays.country_holidays("VN", years=year)), dtype="datetime64[D]")
    begins = np.arange(f"{year}-01", f"{year + 1}-02", dtype="datetime64[M]").astype("datetime64[D]")
    return np.busday_count(begins[:-1], begins[1:], holidays=free)


def with_holidays(shape: np.ndarray, year: int, past: Collection[int]) -> np.ndarray:
    """The shape of a year (12,) learnt in past years, with each month's working days of the year to come.

    Tet falls in January or in February: the month that has it has less time.
    """
    if not past:
        return shape
    usual = np.mean([working_days(each) for each in past], axis=0)
    return shape * working_days(year) / usual


def with_classes(shape: np.ndarray, share: float, lags: np.ndarray, ends: Iterable[int]) -> np.ndarray:
    """The shape of a year (12,), a share of whose admissions come from classes that end in its months `ends`.

    They come as many months later as those of past classes did (`lags` from the month of the class on), within the
    year; nothing changes where no class ends.
    """
    coming = np.zeros(YEAR)
    for month in ends:
        after = lags[: YEAR + 1 - month]
        coming[month - 1 : month - 1 + len(after)] += after
    if not coming.sum():
        return shape
    return (1 - share) * shape / shape.sum() + share * coming / coming.sum()


def by_month(planned: pd.Series, shape: np.ndarray) -> pd.DataFrame:
    """What each unit (index) is to admit in each month (columns 1-12): both margins hold exactly.

    Each month gets its part of the whole by the shape; each cell is its exact part rounded down or up, as near as both
    margins allow (controlled rounding: Cox & Ernst 1982; a transportation problem, so that its corners are whole).
    """
    months = in_months(int(planned.sum()), shape)
    return pd.DataFrame(
        rounded(planned.to_numpy(int), np.array(months)), index=planned.index, columns=pd.Index(MONTHS, name="month")
    )


def rounded(rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """Whole numbers (R, C) with these sums, each next to its exact part; ValueError for sums that differ."""
    whole = int(rows.sum())
    if whole != columns.sum():
        raise ValueError("rows and columns add up to different sums")
    if not whole:
        return np.zeros((len(rows), len(columns)), dtype=int)
    exact = np.outer(rows, columns)
    floor, left = exact // whole, exact % whole
    missing = np.concatenate([rows - floor.sum(axis=1), columns - floor.sum(axis=0)])
    margins = sparse.vstack(
        [
            sparse.kron(sparse.eye(len(rows)), np.ones((1, len(columns)))),
            sparse.kron(np.ones((1, len(rows))), sparse.eye(len(columns))),
        ]
    )
    # A cell whose exact part is whole stays; of equal ways one is a little cheaper, so that it is always the same. What
    # rows and columns add up to is fixed: only a product of both tells ways apart.
    order = np.outer(np.arange(len(rows)), np.arange(len(columns))).ravel() / left.size / 1000
    found = linprog(
        order - left.ravel() / whole, A_eq=margins, b_eq=missing, bounds=np.stack([0 * order, left.ravel() > 0], axis=1)
    )
    return floor + np.rint(found.x).astype(int).reshape(floor.shape)


def quarters(months: pd.DataFrame) -> pd.DataFrame:
    """The plan by quarter (columns 1-4)."""
    return months.T.groupby((months.columns - 1) // 3 + 1).sum().T


def through(numbers: Iterable[int], months_done: int, begun: Fraction) -> Fraction:
    """What a plan by month asks for by a day: the months done, and of the next one the part of its days gone by."""
    row = [int(number) for number in numbers]
    return sum(row[:months_done]) + (begun * row[months_done] if months_done < len(row) else Fraction(0))
