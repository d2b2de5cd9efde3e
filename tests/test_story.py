"""The sample tells one story: its few irregular cases, its classes, organizations and changes agree with its roster."""

from datetime import date

import holidays
import numpy as np
import pandas as pd
import pytest

from ketnap import batch
from ketnap.account import View
from ketnap.outlook import learnt
from ketnap.store import sample_files
from tests.conftest import TODAY
from tests.rows import total
from tests.sample import ANNULLED, CUTOFF, FILES, day, learners, read, roster

VIETNAM = list(holidays.country_holidays("VN", years=(2019, 2020, 2021)))
TET = pd.to_datetime(["2019-02-05", "2020-01-25", "2021-02-12"])
MONTH = pd.DateOffset(months=1)
NUMBERS = ["Tổng số đoàn viên", "Đoàn viên chưa là đảng viên", "Số giới thiệu", "Cử đi học lớp", "Được kết nạp"]
PERIODS = {
    "Năm 2019": ("2019-01-01", "2019-12-31"),
    "Năm 2020": ("2020-01-01", "2020-12-31"),
    "Quý I/2021": ("2021-01-01", "2021-03-31"),
    "5 tháng đầu năm 2021": ("2021-01-01", "2021-05-31"),
}


def working_days(first: pd.Series, last: pd.Series) -> np.ndarray:
    """The working days after the first days up to the last ones, Tet left out."""
    ends = [np.asarray(days + pd.Timedelta(days=1), dtype="datetime64[D]") for days in (first, last)]
    return np.busday_count(*ends, holidays=np.array(VIETNAM, dtype="datetime64[D]"))


def years(rows: pd.DataFrame) -> list[int]:
    """The years of the decisions, in their order."""
    return rows["decided"].dt.year.tolist()


def late(rows: pd.DataFrame) -> pd.DataFrame:
    """Those whose ceremony was later than 30 working days after the decision (QĐ 29-QĐ/TW, 4)."""
    held = rows.dropna(subset="held")
    return held[working_days(held["decided"], held["held"]) > 30]


def unheld(rows: pd.DataFrame) -> pd.DataFrame:
    """Those decided on more than 30 working days ago who had no ceremony."""
    waiting = rows[rows["held"].isna()]
    return waiting[working_days(waiting["decided"], pd.Series(CUTOFF, waiting.index)) > 30]


def before(rows: pd.DataFrame) -> pd.DataFrame:
    """Those whose ceremony was before the decision."""
    return rows[rows["held"] < rows["decided"]]


def expired(rows: pd.DataFrame) -> pd.DataFrame:
    """Those whose certificate was older than 60 months."""
    return rows[rows["certified"] + 60 * MONTH < rows["decided"]]


def over_sixty(rows: pd.DataFrame) -> pd.DataFrame:
    """Those older than sixty at the decision."""
    return rows[day(rows["Ngày sinh"]) + pd.DateOffset(years=61) <= rows["decided"]]


def struck_off(rows: pd.DataFrame) -> pd.DataFrame:
    """The probationary members struck off."""
    return rows[rows["Ghi chú"] == "Xóa tên đảng viên dự bị"]


def annulled(rows: pd.DataFrame) -> pd.DataFrame:
    """The decisions annulled."""
    return rows[rows["Ghi chú"] == ANNULLED]


def overdue(rows: pd.DataFrame) -> pd.DataFrame:
    """Those neither recognized nor struck off more than 30 working days after their twelve months."""
    over = rows["held"] + 12 * MONTH
    open_ = rows[(over <= CUTOFF) & rows["official"].isna() & (rows["Ghi chú"] == "")]
    return open_[working_days(over[open_.index], pd.Series(CUTOFF, open_.index)) > 30]


KINDS = (late, unheld, before, expired, over_sixty, struck_off, annulled, overdue)


@pytest.fixture(scope="module")
def admissions():
    return roster()


@pytest.fixture(scope="module")
def new_members():
    """Who has been to a class of new members, with what the roster says of them."""
    gone = learners().query("`Loại lớp` == 'Đảng viên mới'")
    return gone.merge(roster(), on=["Họ và tên", "Ngày sinh"], how="left", validate="many_to_one")


@pytest.fixture(scope="module")
def told():
    """What the organizations tell, a number not told as a blank one."""
    rows = read("source_figures")
    return rows.assign(**{name: pd.to_numeric(rows[name].replace("", None)) for name in NUMBERS})


@pytest.fixture(scope="module")
def of_block(told):
    return told[told["Tổ chức trực thuộc"] == ""]


@pytest.fixture(scope="module")
def below(told):
    return told[told["Tổ chức trực thuộc"] != ""]


def test_every_file_is_read_to_its_last_row(sample):
    found = sample.query("imports").set_index("table_name")
    assert found["rows_rejected"].to_dict() == dict.fromkeys(FILES, 0)
    assert found["rows_kept"].to_dict() == {name: len(read(name)) for name in FILES}


def test_only_the_ceremony_before_its_decision_is_noticed(sample):
    (upload,) = [upload for upload in sample_files() if upload.name == "admissions.csv"]
    ((_, reading),) = batch.read_batch(sample, [upload], TODAY)
    assert list(reading.warnings) == ["ceremony_before_decision"]


# --- what does not go by the rules


def test_six_ceremonies_were_late_three_of_them_over_tet(admissions):
    found = late(admissions)
    assert years(found) == [2019, 2019, 2020, 2020, 2021, 2021]
    over_tet = [TET.to_series().between(*days).any() for days in found[["decided", "held"]].to_numpy()]
    assert over_tet == [True, False] * 3


def test_all_other_ceremonies_follow_the_decision_by_3_to_25_days(admissions):
    held = admissions.dropna(subset="held").drop([*late(admissions).index, *before(admissions).index])
    assert (held["held"] - held["decided"]).dt.days.between(3, 25).all()
    assert admissions["held"].max() <= CUTOFF


def test_one_ceremony_was_two_days_before_its_decision(admissions):
    found = before(admissions)
    assert (found["decided"] - found["held"]).dt.days.tolist() == [2]


def test_two_decisions_wait_for_a_ceremony_too_long(admissions):
    assert years(unheld(admissions)) == [2020, 2021]
    others = admissions[admissions["held"].isna()].drop(unheld(admissions).index)
    assert (others["decided"] + pd.Timedelta(days=25) > CUTOFF).all()


def test_four_certificates_had_expired_and_the_others_are_2_to_40_months_old(admissions):
    # A certificate is valid for 60 months.
    assert years(expired(admissions)) == [2019, 2019, 2020, 2021]
    others = admissions.drop(expired(admissions).index)
    assert ((others["decided"] - others["certified"]).dt.days / 30.44).between(2, 40).all()


def test_one_person_was_over_sixty(admissions):
    # 18 to 60 years by month (QĐ 29-QĐ/TW).
    assert years(over_sixty(admissions)) == [2019]
    others = admissions.drop(over_sixty(admissions).index)
    assert ((others["decided"] - day(others["Ngày sinh"])).dt.days / 365.25).between(18, 60).all()


def test_full_membership_comes_12_months_after_the_ceremony_but_for_four_overdue_and_two_struck_off(admissions):
    assert years(overdue(admissions)) == [2019, 2019, 2020, 2020]
    assert years(struck_off(admissions)) == [2019, 2020]
    over = admissions["held"] + 12 * MONTH
    left = [*overdue(admissions).index, *struck_off(admissions).index]
    due = admissions[over <= CUTOFF].drop(left)
    assert (due["official"] - over[due.index]).dt.days.between(0, 25).all()
    assert due["official"].max() <= CUTOFF
    assert admissions.drop(due.index)["official"].isna().all()


def test_irregular_cases_are_few_and_each_of_another_unit(admissions):
    # 6 + 2 + 1 + 4 + 1 + 2 + 1 + 4
    cases = pd.concat([kind(admissions) for kind in KINDS])
    assert len(cases) == cases["Đơn vị"].nunique() == 21


def test_those_struck_off_stay_counted_and_the_annulled_one_until_it_was_annulled(sample, admissions):
    (number,) = admissions.loc[admissions["Ngày hủy QĐ"] != "", "Số QĐ"]
    (found,) = annulled(admissions).to_dict("records")
    assert (found["Số QĐ"], found["Ngày hủy QĐ"]) == (number, "12/11/2020")
    assert found["decided"].to_period("M") == pd.Period("2020-09")
    # tests/test_sample.py: 186 in 2020, 22 of them in November and December; 45 in 2021.
    assert total(sample, date(2020, 10, 31)) == 186 - 22 + 1
    assert total(sample, date(2020, 11, 11)) - total(sample, date(2020, 11, 12)) == 1
    assert (total(sample, date(2020, 12, 31)), total(sample, date(2021, 5, 31))) == (186, 45)


def test_by_ceremony_the_annulled_one_counts_as_long(sample, admissions):
    # Without a ceremony the decision stands in.
    counted = admissions[admissions["Ghi chú"] != "Kết nạp lại"]
    counted = counted["held"].fillna(counted["decided"]).drop(annulled(admissions).index)
    in_2020 = [counted.between("2020-01-01", last).sum() for last in ("2020-10-31", "2020-12-31")]
    assert total(sample, date(2020, 10, 31), "ceremony") == in_2020[0] + 1
    assert total(sample, date(2020, 12, 31), "ceremony") == in_2020[1]


def test_probationary_members_of_1_january_had_their_ceremony_and_were_not_recognized(admissions):
    members = read("opening_members")
    for year in (2020, 2021):
        first = pd.Timestamp(year, 1, 1)
        people = admissions[(admissions["held"] < first) & (admissions["Ghi chú"] != ANNULLED)]
        end = (
            people["official"]
            .fillna(people["held"] + 12 * MONTH)
            .mask(people.index.isin(overdue(people).index), CUTOFF)
        )
        here = people[end >= first].groupby("Đơn vị").size()
        said = members[members["Năm"] == f"{year}"].set_index("Đơn vị")["Dự bị"].astype(int)
        assert here.to_dict() == said[said > 0].to_dict()


# --- classes


def test_an_early_class_is_known_by_numbers_and_its_certificates_expire_in_march_2022():
    rows = read("class_graduates").query("`Họ và tên` == ''")
    assert set(rows["Mã lớp"]) == {"NT01/2017"}
    finished, became = (rows[name].astype(int) for name in ("Số hoàn thành", "Số được kết nạp"))
    assert (len(rows), finished.sum(), became.sum()) == (14, 34, 19)
    assert (became <= finished).all()
    assert rows["Đơn vị cử đi học"].is_unique
    assert set(day(rows["Ngày bế giảng"]) + 60 * MONTH) == {pd.Timestamp(2022, 3, 24)}


def test_classes_before_the_first_month_of_the_roster_teach_nothing(sample):
    # Nobody knows who of NT01/2017 and NT01/2018 was admitted before 2019; 24 of the 214 graduates are of the latter.
    found = learnt.conversion(sample, View(2021, date(2021, 5, 31)))
    assert (found.classes, found.graduates) == (7, 214 - 24)


def test_classes_of_new_members_are_two_a_year_for_members_of_a_month_to_a_year(new_members):
    ended = new_members.drop_duplicates("Mã lớp")["ended"]
    assert ended.dt.year.tolist() == [2019, 2019, 2020, 2020, 2021]
    assert (new_members["ended"] >= new_members["held"] + pd.Timedelta(days=30)).all()
    assert (new_members["ended"] <= new_members["held"] + 12 * MONTH).all()
    assert (new_members["Đơn vị cử đi học"] == new_members["Đơn vị"]).all()
    assert new_members["Họ và tên"].is_unique


def test_whoever_was_recognized_has_been_to_a_class_and_the_overdue_have_not(new_members, admissions):
    recognized = admissions[admissions["official"].notna()]
    assert recognized["Họ và tên"].isin(new_members["Họ và tên"]).all()
    for kind in (overdue, struck_off, annulled):
        assert not kind(admissions)["Họ và tên"].isin(new_members["Họ và tên"]).any()


# --- organizations


def test_two_organizations_and_those_below_them_tell_of_four_periods(of_block, below):
    made = dict(zip(PERIODS, ["06/01/2020", "06/01/2021", "05/04/2021", "31/05/2021"], strict=True))
    assert set(of_block.groupby("Đoàn thể")["Kỳ"].agg(tuple).items()) == {
        ("Công đoàn", tuple(PERIODS)),
        ("Đoàn Thanh niên", tuple(PERIODS)),
    }
    assert set(below.groupby(["Đoàn thể", "Kỳ"]).size().unstack().itertuples(name=None)) == {
        ("Công đoàn", 15, 15, 15, 15),
        ("Đoàn Thanh niên", 25, 25, 25, 25),
    }
    assert (of_block["Ngày báo cáo"] == of_block["Kỳ"].map(made)).all()
    assert (below["Ngày báo cáo"] == below["Kỳ"].map(made)).all()


def test_those_below_belong_to_units_and_are_called_after_them(below, sample):
    names = below["Tổ chức trực thuộc"].str.replace(r"^(Chi đoàn|Đoàn cơ sở|Công đoàn cơ sở) ", "", regex=True)
    assert (names == below["Đơn vị"].str.replace(r"^(Đảng bộ|Chi bộ) ", "", regex=True)).all()
    assert set(below["Đơn vị"]) <= set(read("units")["Tên đơn vị"])


def test_the_parts_of_an_organization_fit_into_it(of_block, below):
    parts = below.groupby(["Đoàn thể", "Kỳ"])[NUMBERS].sum()
    assert (parts <= of_block.set_index(["Đoàn thể", "Kỳ"])[NUMBERS].loc[parts.index]).all(axis=None)


def test_a_longer_period_goes_on_from_the_shorter_one(told):
    by_period = told.set_index(["Đoàn thể", "Tổ chức trực thuộc", "Kỳ"])[NUMBERS[2:]].unstack()
    for name in NUMBERS[2:]:
        assert (by_period[name]["Quý I/2021"] <= by_period[name]["5 tháng đầu năm 2021"]).all()


def test_members_of_an_organization_contain_those_introduced(told):
    members, eligible, introduced, sent, _ = (told[name] for name in NUMBERS)
    outside = eligible.fillna(members)
    assert ((members >= outside) & (outside >= introduced) & (introduced >= sent)).all()
    assert told[eligible.isna()][["Đoàn thể", "Kỳ"]].to_numpy().tolist() == [["Công đoàn", "Năm 2020"]]


def test_organizations_introduce_more_than_are_admitted(of_block):
    # Published conversions lie between 30 and 90 %.
    assert (of_block["Số giới thiệu"] / of_block["Được kết nạp"]).between(1.2, 2.5).all()
    assert (of_block["Được kết nạp"] / of_block["Số giới thiệu"]).between(0.3, 0.9).all()


def of_roster(admissions: pd.DataFrame, rows: pd.DataFrame) -> list[int]:
    """How many the roster has for each row of an organization or one below it."""
    mine = admissions[~admissions["Ghi chú"].isin(["Kết nạp lại", ANNULLED])]
    return [
        (
            (mine["Nguồn giới thiệu"] == source)
            & mine["decided"].between(*PERIODS[period])
            & ((mine["Đơn vị"] == unit) | (not unit))
        ).sum()
        for source, period, unit in rows[["Đoàn thể", "Kỳ", "Đơn vị"]].to_numpy()
    ]


def test_what_organizations_count_differs_from_the_roster_here_and_there(admissions, of_block, below):
    of_all = of_block["Được kết nạp"] - of_roster(admissions, of_block)
    assert of_all.abs().sum() > 0
    assert of_all.abs().max() <= 3
    of_each = below["Được kết nạp"] - of_roster(admissions, below)
    assert 0.05 < (of_each != 0).mean() < 0.25
    assert of_each.abs().max() <= 2


def test_who_was_sent_to_a_class_is_in_its_list(of_block):
    gone = learners().query("`Loại lớp` == 'Đối tượng kết nạp Đảng'")
    sent = [
        ((gone["Nguồn giới thiệu"] == source) & gone["ended"].between(*PERIODS[period])).sum()
        for source, period in of_block[["Đoàn thể", "Kỳ"]].to_numpy()
    ]
    assert of_block["Cử đi học lớp"].tolist() == sent


# --- changes, officers, days that matter


def test_three_changes_of_units():
    assert read("unit_changes").iloc[:, :5].to_numpy().tolist() == [
        [
            *("01/04/2020", "Chuyển giao đảng viên"),
            *("Đảng bộ Bệnh viện Chuyên khoa Mẫu", "Đảng bộ Bệnh viện Đa khoa Số 1", "8"),
        ],
        [
            *("15/09/2020", "Đổi tên"),
            *("Đảng bộ Công ty Môi trường đô thị Mẫu", "Đảng bộ Công ty Môi trường Mẫu", ""),
        ],
        [
            *("01/03/2021", "Sáp nhập"),
            *("Chi bộ Chi cục Thủy lợi", "Đảng bộ Sở Nông nghiệp và Phát triển nông thôn", "15"),
        ],
    ]


def test_the_old_name_of_a_unit_is_one_of_its_names():
    of_unit = read("units").set_index("Tên đơn vị").loc["Đảng bộ Công ty Môi trường Mẫu"]
    assert "Công ty Môi trường đô thị Mẫu" in of_unit["Tên gọi khác"].split("|")


def test_a_merged_unit_has_members_before_and_nothing_after(admissions):
    merged, when = "Chi bộ Chi cục Thủy lợi", pd.Timestamp(2021, 3, 1)
    members = read("opening_members").query("`Đơn vị` == @merged").set_index("Năm")["Tổng số đảng viên"]
    assert members.to_dict() == {"2019": "15", "2020": "15", "2021": "15"}
    of_unit = admissions[admissions["Đơn vị"] == merged]
    assert len(of_unit) == 4
    assert of_unit[["decided", "held"]].max(axis=None) < when
    gone, reports = learners(), read("pool_reports")
    assert gone.loc[gone["Đơn vị cử đi học"] == merged, "ended"].max() < when
    assert day(reports.loc[reports["Đơn vị"] == merged, "Ngày báo cáo"]).max() < when
    assert merged not in set(read("source_figures")["Đơn vị"])


def in_charge(at: str) -> dict[str, str]:
    """The officer who followed each unit on a day; nobody twice."""
    rows = read("officer_assignments")
    until = day(rows["Đến ngày"])
    here = rows[(day(rows["Từ ngày"]) <= at) & (until.isna() | (until >= at))]
    assert here["Đơn vị"].is_unique
    return here.set_index("Đơn vị")["Mã phụ trách"].to_dict()


@pytest.mark.parametrize(
    ("at", "others"), [("2019-01-01", 12), ("2020-07-31", 12), ("2020-08-01", 0), ("2021-05-31", 0)]
)
def test_officers_of_a_dozen_units_changed_after_the_congress(at, others):
    register = read("units").set_index("Tên đơn vị")["Mã phụ trách"].to_dict()
    found = in_charge(at)
    assert set(found) == set(register)
    assert sum(register[unit] != officer for unit, officer in found.items()) == others


def test_an_officer_has_one_name_wherever_written():
    both = pd.concat(
        [read(name)[["Mã phụ trách", "Ủy viên BTV phụ trách"]] for name in ("units", "officer_assignments")]
    )
    assert set(both.itertuples(index=False, name=None)) == {(f"UV{n}", f"Ủy viên phụ trách {n}") for n in range(1, 8)}


def test_days_that_matter_come_every_year_but_for_the_congress():
    rows = read("milestones")
    assert rows.loc[rows["Hằng năm"] == "x", "Ngày"].tolist() == ["3/2", "26/3", "19/5", "28/7", "2/9", "7/11"]
    assert rows.loc[rows["Hằng năm"] == "", "Ngày"].tolist() == ["11/07/2020"]
