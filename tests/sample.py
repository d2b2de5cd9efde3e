"""The files of the synthetic sample as tables of text, and as the days and numbers they say."""

import pandas as pd

from ketnap.store import SAMPLE

FILES = (
    *("units", "unit_changes", "officer_assignments", "opening_members", "targets", "monthly_totals", "admissions"),
    *("pool_reports", "class_graduates", "source_figures", "milestones"),
)
CUTOFF = pd.Timestamp(2021, 5, 31)  # the letter counts "5 tháng đầu năm 2021"
ANNULLED = "Hủy quyết định"


def read(name: str) -> pd.DataFrame:
    """One sample file, every cell as text."""
    return pd.read_csv(SAMPLE / f"{name}.csv", dtype=str, keep_default_na=False)


def day(column: pd.Series) -> pd.Series:
    """A dd/mm/yyyy column as days, blanks as NaT."""
    return pd.to_datetime(column.replace("", None), format="%d/%m/%Y")


def roster() -> pd.DataFrame:
    """The admissions with their days."""
    rows = read("admissions")
    days = {"decided": "Ngày QĐ", "held": "Ngày kết nạp", "official": "Ngày chính thức", "certified": "Ngày cấp GCN"}
    return rows.assign(**{name: day(rows[column]) for name, column in days.items()})


def learners() -> pd.DataFrame:
    """The people of classes, with the last day of each."""
    rows = read("class_graduates")
    return rows.assign(ended=day(rows["Ngày bế giảng"])).query("`Họ và tên` != ''")
