"""Every query runs, says its grain and its parameters, and orders its rows."""

import re
from datetime import date

import pytest

from ketnap.store import parameters, query_names, sql
from tests.rows import ROSTER, UNITS, keep, total

VALUES = {
    "as_of": date(2021, 5, 31),
    "basis": "decision",
    "unit": None,
    "source": None,
    "officer": None,
    "readmissions": False,
    "scope": "as_was",
    "year": 2021,
}
RARE = {"first_day": date(2021, 1, 1), "last_day": date(2021, 5, 15), "class_kind": "awareness", "versions": True}


@pytest.mark.parametrize("name", query_names())
def test_a_query_runs_on_an_empty_store_and_on_the_sample(name, store, sample):
    wanted = {key: (VALUES | RARE)[key] for key in parameters(name)}
    empty, filled = store.query(name, **wanted), sample.query(name, **wanted)
    assert list(empty.columns) == list(filled.columns)


@pytest.mark.parametrize("name", query_names())
def test_a_query_explains_its_grain_and_each_parameter_and_orders_its_rows(name):
    text = sql(name)
    header = [line for line in text.splitlines() if line.startswith("--")]
    assert re.match(r"-- One row", header[0])
    explained = {found for line in header for found in re.findall(r"^-- \$(\w+)  ", line)}
    assert explained == set(parameters(name))
    assert re.search(r"\border by\b[^)]*$", text)
    assert not re.search(r"\b(SELECT|FROM|WHERE|ORDER BY)\b", text)


# Constructs that a Spark Connect server reads differently or not at all.
@pytest.mark.parametrize("name", query_names())
def test_a_query_stays_within_the_common_dialect(name):
    assert not re.search(
        r"\b(pivot|unpivot|columns\(|quantile_cont|asof|positional|dayofweek|date_sub|age\(|try_strptime|time_bucket"
        r"|strip_accents|summarize|from range|from generate_series)\b",
        sql(name),
    )


def test_an_unknown_query_is_refused(store):
    with pytest.raises(KeyError):
        store.query("../README")


def months(store, as_of, **filters):
    """Year and month -> admissions, None for an unknown month."""
    wanted = {key: {**VALUES, **filters, "as_of": as_of}[key] for key in parameters("admissions_by_month")}
    found = store.query("admissions_by_month", **wanted)
    counts = found["admissions"].astype(object).where(found["admissions"].notna(), None)
    return dict(zip(zip(found["year"], found["month_number"], strict=True), counts, strict=True))


def test_empty_months_are_zero_from_january_of_the_first_roster_year_on(store):
    keep(store, UNITS, ROSTER + "S1,M,01/02/1990,Sở A,05/03/2021,,,\nS2,L,03/04/1991,Sở B,10/06/2021,,,\n")
    found = months(store, date(2021, 7, 31))
    assert [found[2021, month] for month in range(1, 8)] == [0, 0, 1, 0, 0, 1, 0]
    assert (2021, 8) not in found


def test_the_roster_wins_where_a_monthly_total_speaks_of_the_same_month(store):
    totals = "Năm,Tháng,Số kết nạp\n2020,12,7\n2021,3,99\n"
    keep(store, UNITS, ROSTER + "S1,M,01/02/1990,Sở A,05/03/2021,,,\n", totals)
    found = months(store, date(2021, 3, 31))
    assert (found[2020, 11], found[2020, 12], found[2021, 3]) == (None, 7, 1)


def test_totals_of_units_and_of_the_block_are_not_added(store):
    keep(store, UNITS, "Năm,Tháng,Đơn vị,Số kết nạp\n2020,5,Sở A,3\n2020,5,Sở B,1\n2020,5,Toàn Khối,6\n")
    assert months(store, date(2020, 5, 31))[2020, 5] == 6
    assert months(store, date(2020, 5, 31), unit="A")[2020, 5] == 3


def test_totals_by_source_of_a_unit_are_parts_of_its_total(store):
    text = "Năm,Tháng,Đơn vị,Nguồn,Số kết nạp\n2020,5,Sở A,,5\n2020,5,Sở A,Đoàn TN,3\n"
    keep(store, UNITS, text)
    assert months(store, date(2020, 5, 31))[2020, 5] == 5
    assert months(store, date(2020, 5, 31), source="youth_union")[2020, 5] == 3


def test_a_units_months_are_unknown_where_only_the_block_gave_a_total(store):
    keep(store, UNITS, ROSTER + "S1,M,01/02/1990,Sở A,05/03/2021,,,\n", "Năm,Tháng,Số kết nạp\n2020,12,7\n")
    assert months(store, date(2021, 3, 31), unit="A")[2020, 12] is None


def test_an_annulled_decision_counts_until_the_day_it_was_annulled(store):
    text = "Mã số,Đơn vị,Ngày QĐ,Ngày hủy QĐ\nS1,Sở A,05/03/2021,20/06/2021\nS2,Sở A,06/03/2021,\n"
    keep(store, UNITS, text)
    assert total(store, date(2021, 5, 31)) == 2
    assert total(store, date(2021, 6, 19)) == 2
    assert total(store, date(2021, 6, 20)) == 1
    assert total(store, date(2021, 12, 31)) == 1


def test_an_annulled_decision_without_a_date_does_not_count(store):
    keep(store, UNITS, ROSTER + "S1,M,01/02/1990,Sở A,05/03/2021,,,Hủy quyết định\n")
    assert total(store) == 0


def test_a_struck_off_probationer_stays_counted(store):
    keep(store, UNITS, ROSTER + "S1,M,01/02/1990,Sở A,05/03/2021,,,Xóa tên đảng viên dự bị\n")
    assert total(store) == 1


def test_readmissions_are_counted_only_if_asked_for(store):
    keep(store, UNITS, ROSTER + "S1,M,01/02/1990,Sở A,05/03/2021,,,Kết nạp lại\n")
    assert total(store) == 0
    assert total(store, readmissions=True) == 1


def test_a_december_decision_with_a_february_ceremony_counts_by_the_basis_chosen(store):
    keep(store, UNITS, ROSTER + "S1,M,01/02/1990,Sở A,24/12/2021,04/02/2022,,\n")
    assert (total(store, date(2021, 12, 31)), total(store, date(2022, 2, 28))) == (1, 0)
    by_ceremony = {"basis": "ceremony"}
    assert (total(store, date(2021, 12, 31), **by_ceremony), total(store, date(2022, 2, 28), **by_ceremony)) == (0, 1)


def test_a_month_without_a_day_counts_in_its_month_and_is_named_as_doubtful(store):
    keep(store, UNITS, "Mã số,Đơn vị,Ngày QĐ\nS1,Sở A,06/2021\nS2,Sở A,10/06/2021\nS3,Sở A,25/06/2021\n")
    assert total(store, date(2021, 6, 21)) == 2
    assert total(store, date(2021, 5, 31)) == 0
    extent = store.query("data_extent", as_of=date(2021, 6, 21), basis="decision").iloc[0]
    assert (extent["month_only_in_doubt"], extent["later_rows"]) == (1, 1)


def same_day(store, as_of):
    """Year -> admissions to the same day, None where the year is not fully known."""
    wanted = {key: {**VALUES, "as_of": as_of}[key] for key in parameters("admissions_to_same_day")}
    found = store.query("admissions_to_same_day", **wanted)
    return {
        int(year): int(count) if complete else None
        for year, count, complete in zip(found["year"], found["admissions"], found["is_complete"], strict=True)
    }


def test_the_same_period_ends_on_the_same_day(store):
    rows = (
        "S1,M,01/02/1990,Sở A,10/01/2020,,,\nS2,L,01/02/1991,Sở A,21/06/2020,,,\nS3,K,01/02/1992,Sở A,22/06/2020,,,\n"
    )
    keep(store, UNITS, ROSTER + rows + "S4,H,01/02/1993,Sở A,10/06/2021,,,\n")
    assert same_day(store, date(2021, 6, 21)) == {2020: 2, 2021: 1}
    assert same_day(store, date(2021, 6, 30)) == {2020: 3, 2021: 1}


def test_a_year_between_two_rosters_is_no_same_period(store):
    rows = "S1,M,01/02/1990,Sở A,10/03/2019,,,\nS4,H,01/02/1993,Sở A,10/05/2021,,,\n"
    keep(store, UNITS, ROSTER + rows)
    assert same_day(store, date(2021, 5, 31)) == {2019: 1, 2020: None, 2021: 1}


def test_one_early_roster_row_does_not_silence_the_totals_of_other_years(store):
    totals = "Năm,Tháng,Số kết nạp\n" + "".join(f"2020,{month},10\n" for month in range(1, 13))
    rows = "S1,M,01/02/1990,Sở A,10/12/2019,,,\nS4,H,01/02/1993,Sở A,10/05/2021,,,\n"
    keep(store, UNITS, ROSTER + rows, totals)
    assert total(store, date(2020, 12, 31)) == 120


def test_a_units_totals_count_beside_another_units_roster(store):
    keep(store, UNITS, ROSTER + "S1,M,01/02/1990,Sở A,10/03/2021,,,\nS2,L,01/02/1991,Sở A,10/05/2021,,,\n")
    keep(store, "Năm,Tháng,Đơn vị,Số kết nạp\n2021,3,Sở B,50\n2021,3,Sở A,9\n", name="tong.csv")
    assert total(store) == 52


def test_sources_beyond_the_units_totals_are_not_lost(store):
    units = "Năm,Tháng,Đơn vị,Số kết nạp\n2020,5,Sở A,3\n"
    sources = "Năm,Tháng,Nguồn,Số kết nạp\n2020,5,Đoàn TN,10\n2020,5,Công đoàn,5\n"
    keep(store, UNITS, units, sources)
    assert total(store, date(2020, 5, 31)) == 15


def test_a_later_list_without_a_column_takes_nothing_back(store):
    decisions = "Mã số,Đơn vị,Ngày QĐ,Nguồn,Ngày hủy QĐ\nS1,Sở A,24/12/2021,Đoàn TN,\nS2,Sở A,20/12/2021,,05/01/2022\n"
    keep(store, UNITS, decisions)
    keep(store, "Mã số,Đơn vị,Ngày kết nạp\nS1,Sở A,04/02/2022\nS2,Sở A,05/02/2022\n", name="le.csv")
    assert total(store, date(2022, 2, 28)) == 0
    assert total(store, date(2021, 12, 31), source="youth_union") == 1
    assert total(store, date(2022, 2, 28), basis="ceremony") == 1


def test_a_sum_through_may_serves_as_the_same_period_at_the_end_of_may_only(store):
    # The letter gives 2020 as one number: 124 from January to May.
    keep(store, UNITS, ROSTER + "S4,H,01/02/1993,Sở A,10/01/2021,,,\n", "Năm,Lũy kế đến tháng,Số kết nạp\n2020,5,124\n")
    assert same_day(store, date(2021, 5, 31))[2020] == 124
    assert same_day(store, date(2021, 5, 30)).get(2020) is None
    assert same_day(store, date(2021, 4, 30)).get(2020) is None


def test_a_month_known_as_a_sum_cannot_be_cut_at_a_day(store):
    totals = "Năm,Tháng,Số kết nạp\n" + "".join(f"2020,{month},2\n" for month in range(1, 13))
    keep(store, UNITS, ROSTER + "S4,H,01/02/1993,Sở A,10/01/2021,,,\n", totals)
    assert same_day(store, date(2021, 1, 31)) == {2020: 2, 2021: 1}
    assert same_day(store, date(2021, 1, 20)) == {2020: None, 2021: 1}


def test_units_come_in_official_order_and_admissions_of_no_known_unit_last(store):
    units = "STT,Mã đơn vị,Tên đơn vị\n2,A,Đảng bộ Sở A\n1,B,Chi bộ Sở B\n"
    keep(store, units, "Năm,Tháng,Đơn vị,Số kết nạp\n2021,5,Sở A,3\n2021,5,Toàn Khối,4\n")
    found = store.query("admissions_by_unit", **VALUES)
    assert found["unit_name"].tolist()[:2] == ["Chi bộ Sở B", "Đảng bộ Sở A"]
    assert found["admissions"].tolist() == [0, 3, 1]


def test_admissions_stay_listed_when_the_register_is_undone(store):
    keep(store, UNITS, ROSTER + "S1,M,01/02/1990,Sở A,05/03/2021,,,\n")
    store.undo(1, "test")
    found = store.query("admissions_by_unit", **{**VALUES})
    assert found[["unit_code", "admissions"]].values.tolist() == [["A", 1]]
