"""The files of the synthetic sample as tables of text, and as the days and numbers they say."""

import math
from fractions import Fraction

import pandas as pd

from ketnap.store import SAMPLE

FILES = (
    *("units", "unit_changes", "officer_assignments", "opening_members", "targets", "monthly_totals", "admissions"),
    *("pool_reports", "class_graduates", "source_figures", "milestones"),
)
CUTOFF = pd.Timestamp(2021, 5, 31)  # the letter counts "5 tháng đầu năm 2021"
ANNULLED = "Hủy quyết định"
MONTH = pd.DateOffset(months=1)
ROSTER_BEGINS = pd.Timestamp(2019, 1, 1)


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


def admitted(first: str, last: str, by: str = "decided") -> pd.DataFrame:
    """New members of the days from one to another as known at the cutoff: nobody re-admitted, no decision annulled."""
    rows = roster()
    annulled = day(rows["Ngày hủy QĐ"]) <= CUTOFF
    return rows[rows[by].between(first, last) & (rows["Ghi chú"] != "Kết nạp lại") & ~annulled]


def this_year() -> pd.DataFrame:
    """New members of 2021 up to the cutoff."""
    return admitted("2021-01-01", "2021-05-31")


def codes() -> dict[str, str]:
    """Unit -> its code, in official order."""
    return read("units").set_index("Tên đơn vị")["Mã đơn vị"].to_dict()


def members(year: int) -> dict[str, int]:
    """Unit -> its members at the start of a year, in official order."""
    rows = read("opening_members")
    rows = rows[rows["Năm"] == str(year)].set_index("Đơn vị")
    return {unit: int(rows.loc[unit, "Tổng số đảng viên"]) for unit in codes()}


def asked(count: int, percent: Fraction | int = 3) -> int:
    """Admissions a rate asks for, rounded up."""
    return math.ceil(Fraction(percent) * count / 100)


def shared(total: int, weights: dict[str, int]) -> dict[str, int]:
    """A total in proportion to weights by largest remainder; of equal ones the one listed first."""
    exact = {name: Fraction(total * weight, sum(weights.values())) for name, weight in weights.items()}
    found = {name: math.floor(share) for name, share in exact.items()}
    for name in sorted(exact, key=lambda name: found[name] - exact[name])[: total - sum(found.values())]:
        found[name] += 1
    return found


def unit_targets() -> dict[str, int]:
    """Unit -> its part of the block's 3 % of 2021 by members."""
    return shared(asked(sum(members(2021).values())), members(2021))


def still_needed() -> dict[str, int]:
    """Unit -> what it lacks to its target of 2021."""
    came = this_year()["Đơn vị"].value_counts()
    return {unit: max(target - int(came.get(unit, 0)), 0) for unit, target in unit_targets().items()}


def reports(period: str, column: str) -> dict[str, int]:
    """Unit -> a number of its report on a period, whatever day it was made."""
    rows = read("pool_reports").query("`Kỳ` == @period")
    return dict(zip(rows["Đơn vị"], rows[column].astype(int), strict=True))


def heirs() -> dict[str, str]:
    """Merged unit -> the unit it was merged into."""
    rows = read("unit_changes").query("`Loại thay đổi` == 'Sáp nhập'")
    return dict(zip(rows["Đơn vị cũ"], rows["Đơn vị mới"], strict=True))


def now(unit: str) -> str:
    """The unit that carries a unit on."""
    return heirs().get(unit, unit)


def finished() -> pd.DataFrame:
    """Who by name finished an awareness class, with the day of the admission if there was one."""
    rows = learners().query("`Loại lớp` == 'Đối tượng kết nạp Đảng'")
    rows = rows[~rows["Xếp loại"].isin(["Không đạt", "Vắng"])]
    people = admitted("2019-01-01", "2021-05-31")[["Họ và tên", "Ngày sinh", "decided"]]
    return rows.merge(people, on=["Họ và tên", "Ngày sinh"], how="left", validate="one_to_one")


def followed() -> pd.DataFrame:
    """Those of them whose class ended since the roster begins."""
    return finished().query("ended >= @ROSTER_BEGINS")
