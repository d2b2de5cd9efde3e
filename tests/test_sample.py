"""The sample data says what the letter 259-CV/ĐUK of 21/6/2021 says, and nothing about people."""

import subprocess
import sys
import unicodedata

import pandas as pd
import pytest

from ketnap.store import SAMPLE
from tests.sample import ANNULLED, CUTOFF, FILES, day, learners, read, roster


def folded(name):
    """A name without accents, case, spaces, signs and the prefix Đảng bộ or Chi bộ."""
    bare = name.removeprefix("Đảng bộ ").removeprefix("Chi bộ ").casefold().replace("đ", "d")
    return "".join(c for c in unicodedata.normalize("NFD", bare) if c.isalnum())


@pytest.fixture(scope="module")
def units():
    return read("units")


@pytest.fixture(scope="module")
def admissions():
    return roster()


@pytest.fixture(scope="module")
def new(admissions):
    return admissions[~admissions["Ghi chú"].isin(["Kết nạp lại", ANNULLED])]


@pytest.fixture(scope="module")
def opening():
    rows = read("opening_members")
    numbers = rows.columns.drop("Đơn vị")
    return rows.astype(dict.fromkeys(numbers, int))


@pytest.fixture(scope="module")
def reports():
    rows = read("pool_reports")
    named = ("Đơn vị", "Kỳ", "Ngày báo cáo", "Khó khăn", "Kiến nghị")
    numbers = rows.columns.drop(list(named))
    return rows.astype(dict.fromkeys(numbers, int)).assign(made=day(rows["Ngày báo cáo"]))


@pytest.fixture(scope="module")
def candidates():
    """The people of awareness classes."""
    return learners().query("`Loại lớp` == 'Đối tượng kết nạp Đảng'")


def test_the_generator_reproduces_the_committed_files(tmp_path):
    subprocess.run([sys.executable, SAMPLE / "generate.py", tmp_path], check=True)
    assert {path.stem for path in tmp_path.iterdir()} == {path.stem for path in SAMPLE.glob("*.csv")} == set(FILES)
    for name in FILES:
        assert (tmp_path / f"{name}.csv").read_bytes() == (SAMPLE / f"{name}.csv").read_bytes()


@pytest.mark.parametrize("name", FILES)
def test_files_open_in_a_spreadsheet_with_their_accents(name):
    content = (SAMPLE / f"{name}.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in content


def test_units_and_officers(units):
    # Units: between the 63 (2025) and 82 (2023) the press reports. Officers: 7 elected in 7/2020.
    assert len(units) == 70
    assert units["Mã phụ trách"].value_counts().to_dict() == {f"UV{n}": 10 for n in range(1, 8)}


def test_no_unit_can_be_taken_for_another(units):
    owners = {}
    for _, unit in units.iterrows():
        names = [unit["Tên đơn vị"], *filter(None, unit["Tên gọi khác"].split("|"))]
        for key in {folded(name) for name in names}:
            assert owners.setdefault(key, unit["Mã đơn vị"]) == unit["Mã đơn vị"]


def test_unit_type_follows_its_members(units, opening):
    # Điều lệ Đảng, article 21: 30 members make a Đảng bộ cơ sở.
    members = opening[opening["Năm"] == 2021].set_index("Đơn vị")["Tổng số đảng viên"]
    large = units["Tên đơn vị"].map(members) >= 30
    assert (units["Loại hình"] == large.map({True: "Đảng bộ cơ sở", False: "Chi bộ cơ sở"})).all()
    assert all(units["Tên đơn vị"].str[:4] == units["Loại hình"].str[:4])


def test_every_unit_named_elsewhere_exists(units, admissions, opening):
    assert set(admissions["Đơn vị"]) <= set(units["Tên đơn vị"])
    assert set(opening["Đơn vị"]) == set(units["Tên đơn vị"])


def test_opening_members(opening):
    # The letter: 3 % is "tương đương khoảng 150 đảng viên", so 150 / 3 % = 5,000 members.
    by_year = opening.groupby("Năm")["Tổng số đảng viên"].agg(["size", "sum"])
    assert by_year["size"].to_dict() == {2019: 70, 2020: 70, 2021: 70}
    assert by_year["sum"].to_dict() == {2019: 4860, 2020: 4930, 2021: 5000}


def test_full_and_probationary_members_make_the_total(opening):
    assert (opening["Chính thức"] + opening["Dự bị"] == opening["Tổng số đảng viên"]).all()


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (2020, 124),  # the only whole number of which 45 is 36.3 %
        (2021, 45),  # the letter: "mới kết nạp được 45 đảng viên mới"
    ],
)
def test_five_months_as_in_the_letter(new, year, expected):
    assert new["decided"].between(f"{year}-01-01", f"{year}-05-31").sum() == expected
    assert round(100 * 45 / 124, 1) == 36.3


def test_whole_years_and_an_empty_month(new):
    # Invented: near 3 % of the members, and July 2019 without a decision.
    months = new["decided"].dt.to_period("M").value_counts()
    assert new["decided"].dt.year.value_counts().to_dict() == {2019: 149, 2020: 186, 2021: 45}
    assert set(pd.period_range("2019-01", "2021-05", freq="M")) - set(months.index) == {pd.Period("2019-07")}


def test_three_source_organizations_and_blanks(new):
    # Youth Union and trade union are the letter's; two members: Điều lệ Đảng, article 4.
    share = new["Nguồn giới thiệu"].value_counts(normalize=True)
    expected = {"Đoàn Thanh niên": 0.62, "Công đoàn": 0.30, "Hai đảng viên": 0.05, "": 0.03}
    assert share.to_dict() == pytest.approx(expected, abs=0.01)


@pytest.mark.parametrize("anniversary", ["02-03", "05-19", "09-02", "11-07"])
def test_decisions_gather_before_anniversaries(new, anniversary):
    # Blocks plan their batches by anniversaries (Báo Vĩnh Phúc, 20/5/2015).
    ends = [pd.Timestamp(f"{year}-{anniversary}") for year in (2019, 2020, 2021)]
    window = {d for end in ends for d in pd.date_range(end - pd.Timedelta(days=14), end)}
    calendar = pd.date_range("2019-01-01", CUTOFF)
    share_of_days = calendar.isin(window).mean()
    assert new["decided"].isin(window).mean() > 1.5 * share_of_days


def test_a_batch_is_several_people_of_several_units(new):
    batches = new.groupby("decided")["Đơn vị"].agg(["size", "nunique"])
    assert (batches.median() >= 4).all()


def test_one_readmission_a_year_beside_the_new(admissions):
    again = admissions[admissions["Ghi chú"] == "Kết nạp lại"]
    assert again["decided"].dt.year.tolist() == [2019, 2020, 2021]


def test_2021_has_units_with_and_without_admissions(new, units):
    admitting = new.loc[new["decided"].dt.year == 2021, "Đơn vị"].nunique()
    assert 20 <= admitting <= len(units) - 20


def test_people_are_obviously_invented(admissions):
    assert admissions["Họ và tên"].str.fullmatch(r"Đảng viên Mẫu \d{4}").all()
    assert admissions["Mã số"].is_unique
    assert admissions["Số QĐ"].is_unique
    assert admissions["decided"].is_monotonic_increasing


def test_targets_of_the_letter():
    # "từ 03% trở lên ... (tương đương khoảng 150 đảng viên/năm)"; congress IX closed on 11/7/2020.
    ninth = read("targets").query("`Cấp giao` == 'Đại hội IX'")
    assert ninth[["Năm", "Nhiệm kỳ", "Loại", "Chỉ tiêu"]].to_numpy().tolist() == [
        ["", "2021-2025", "Tỷ lệ (%)", "3"],
        ["2021", "", "Số người", "150"],
    ]
    assert set(ninth["Ngày hiệu lực"]) == {"11/07/2020"}


def test_earlier_years_are_block_totals_for_every_month():
    earlier = read("monthly_totals").astype({"Năm": int, "Số kết nạp": int})
    # Invented: near 3 % of a slightly smaller block.
    assert earlier.groupby("Năm")["Số kết nạp"].agg(["size", "sum"]).to_numpy().tolist() == [
        [12, 143],
        [12, 151],
    ]
    assert set(earlier["Đơn vị"]) == set(earlier["Nguồn giới thiệu"]) == {""}


def test_reports_come_in_five_rounds_and_the_last_is_not_complete(reports, units):
    # The letter asks for the last round within June 2021.
    rounds = reports.groupby("Kỳ", sort=False)["made"].agg(["size", "min", "max"])
    assert rounds["size"].to_dict() == {
        **{"Năm 2020": 69, "6 tháng cuối năm 2020": 66, "6 tháng đầu năm 2021": 68, "Năm 2021": 69},
        **{"6 tháng cuối năm 2021": 52},
    }
    last = rounds.loc["6 tháng cuối năm 2021"]
    assert pd.Timestamp(2021, 6, 8) <= last["min"] <= last["max"] <= pd.Timestamp(2021, 6, 21)
    assert set(reports["Đơn vị"]) <= set(units["Tên đơn vị"])
    assert not reports.duplicated(["Đơn vị", "Kỳ"]).any()


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("Năm 2020", "2020-01-01", "2020-12-31"),
        ("6 tháng cuối năm 2020", "2020-07-01", "2020-12-31"),
        ("6 tháng đầu năm 2021", "2021-01-01", "2021-05-31"),
    ],
)
def test_units_expect_more_than_they_admit(reports, new, period, first, last):
    # Invented: pledges are optimistic, 60 to 75 % come true, and each unit has its own measure.
    expected = reports[reports["Kỳ"] == period].groupby("Đơn vị")["Dự kiến kết nạp"].sum()
    admitted = new[new["decided"].between(first, last)].groupby("Đơn vị").size()
    assert 0.60 <= admitted.sum() / expected.sum() <= 0.75
    assert (admitted.reindex(expected.index, fill_value=0) / expected.where(expected > 0)).std() > 0.2


def test_the_parts_of_a_pool_fit_into_it(reports):
    pool, learned = reports["Quần chúng ưu tú"], reports["Đã học lớp nhận thức"]
    assert (reports["Tổng số quần chúng"] >= pool).all()
    assert (pool >= learned).all()
    assert (learned >= reports["Hồ sơ hoàn thiện"] + reports["Đang thẩm tra lý lịch"]).all()
    assert (pool >= reports["Dự kiến kết nạp"]).all()
    by_source = reports["Dự kiến từ Đoàn Thanh niên"] + reports["Dự kiến từ Công đoàn"]
    assert (reports["Dự kiến kết nạp"] >= by_source).all()


def test_who_is_in_a_class_and_in_the_roster_was_admitted_two_to_fourteen_months_later(candidates, new):
    both = candidates.merge(new, on=["Họ và tên", "Ngày sinh"])
    assert len(both) == candidates["Họ và tên"].str.startswith("Đảng viên Mẫu").sum() > 0
    months = (both["decided"] - both["ended"]).dt.days / 30.44
    assert months.between(2, 14).all()
    assert (day(both["Ngày cấp GCN"]) >= both["ended"]).all()
    assert (both["Đơn vị cử đi học"] == both["Đơn vị"]).all()


def test_more_than_half_of_a_class_were_admitted_within_two_years_if_there_was_time(candidates, new):
    # Invented: 55 to 70 %; the classes after March 2020 fell into the pandemic, that of April 2021 has just ended.
    finished = candidates[~candidates["Xếp loại"].isin(["Không đạt", "Vắng"])]
    admitted = finished["Họ và tên"].isin(new["Họ và tên"])
    share = admitted.groupby(finished["Mã lớp"]).mean()
    early = ["NT01/2018", "NT01/2019", "NT02/2019", "NT03/2019", "NT01/2020"]
    assert share[early].between(0.55, 0.70).all()
    assert share["NT01/2021"] == 0
    assert share["NT01/2021"] < share["NT03/2020"] < share["NT02/2020"] < 0.55


def test_candidates_are_obviously_invented_and_nobody_is_in_two_classes(candidates):
    assert candidates["Họ và tên"].str.fullmatch(r"(Đảng viên|Quần chúng) Mẫu \d{4}").all()
    assert not candidates.duplicated("Họ và tên").any()
    failed = candidates["Xếp loại"].isin(["Không đạt", "Vắng"])
    assert failed.groupby(candidates["Mã lớp"]).sum().tolist() == [2] * 8
