"""python -m ketnap: one command after the other, as at a terminal."""

import json
import os
import shutil
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from ketnap.__main__ import main
from ketnap.store import ROOT, SAMPLE, Store

FILES = [
    str(SAMPLE / f"{name}.csv") for name in ("units", "opening_members", "targets", "monthly_totals", "admissions")
]
UNITS, ADMISSIONS = FILES[0], FILES[-1]
ROSTER = """Họ và tên,Ngày sinh,Đơn vị,Ngày QĐ,Nguồn giới thiệu
Đảng viên Mẫu A,01/02/1990,Đảng bộ Sở Xây dựng,11/05/2021,Đoàn Thanh niên
Đảng viên Mẫu B,03/04/1991,Đảng bộ Sở Xây dựng,31/6/2021,Công đoàn
Đảng viên Mẫu C,05/06/1992,VPTU,19/05/2021,Công đoàn
Đảng viên Mẫu D,07/08/1993,Chi bộ Không Có,19/05/2021,Công đoàn
"""
HOLDS_THE_STORE = """
import sys
from pathlib import Path
from ketnap.store import Store
store = Store(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
"""


@pytest.fixture(scope="module")
def sample(tmp_path_factory):
    """A folder with the sample loaded, to be copied."""
    folder = tmp_path_factory.mktemp("sample")
    assert main(["sample", "--data", str(folder), "--by", "Văn phòng"]) == 0
    return folder


@pytest.fixture
def data(sample, tmp_path):
    """A folder of one's own with the sample loaded."""
    return shutil.copytree(sample, tmp_path / "data")


@pytest.fixture
def ketnap(tmp_path, capsys):
    """Run one command on a data folder; its exit code, what it printed, and what it said of errors."""

    def run(*arguments, data=tmp_path / "data"):
        capsys.readouterr()
        code = main([*map(str, arguments), "--data", str(data)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


@pytest.fixture
def roster(tmp_path):
    """A roster of two good rows, a date that does not exist and a unit nobody knows."""
    path = tmp_path / "roster.csv"
    path.write_text(ROSTER, encoding="utf-8")
    return path


@pytest.fixture
def workbook(tmp_path):
    """The first bytes of a workbook, and no more, under a CSV name."""
    path = tmp_path / "workbook.csv"
    path.write_bytes(b"PK\x03\x04" + bytes(200))
    return path


def imports(ketnap, data):
    """What `history` lists, newest first."""
    code, out, _err = ketnap("history", "--json", data=data)
    assert code == 0
    return json.loads(out)


def admitted(ketnap, data, *given):
    """Admissions of each month by `show`, as (year, month) -> count."""
    _code, out, _err = ketnap("show", "admissions_by_month", *given, "--json", data=data)
    return {(row["year"], row["month_number"]): row["admissions"] for row in json.loads(out)}


# --- sample, history


def test_the_sample_is_loaded_and_listed(ketnap, data):
    # data/sample: 70 units, 70 x 3 years of members, 4 targets, 24 months, 380 admissions, 3 re-admissions, 1 annulled,
    # 69 + 66 + 68 + 69 + 52 reports, 214 graduates of 8 awareness classes and 2 of each who did not finish, 14 units of
    # one known by number, 349 new members in 5 classes of theirs, 4 periods of 2 + 25 + 15 organizations, 3 changes,
    # 70 officers' assignments and 12 before them, 6 yearly days and a congress.
    listed = [(row["import_id"], row["table_name"], row["rows_kept"]) for row in imports(ketnap, data)]
    assert listed == [
        (11, "milestones", 7),
        (10, "source_figures", 168),
        (9, "class_graduates", 230 + 14 + 349),
        (8, "pool_reports", 324),
        (7, "admissions", 384),
        (6, "monthly_totals", 24),
        (5, "targets", 4),
        (4, "opening_members", 210),
        (3, "officer_assignments", 82),
        (2, "unit_changes", 3),
        (1, "units", 70),
    ]
    assert {(row["imported_by"], row["is_sample"]) for row in imports(ketnap, data)} == {("Văn phòng", True)}


def test_an_empty_history_is_no_error(ketnap):
    assert ketnap("history", "--json") == (0, "[]\n", "")


def test_history_is_a_table_for_people(ketnap, data):
    code, out, err = ketnap("history", data=data)
    assert (code, err) == (0, "")
    header, *rows = out.splitlines()
    assert header.split()[:3] == ["import_id", "imported_at", "imported_by"]
    assert [row.split()[0] for row in rows] == [f"{number}" for number in range(11, 0, -1)]


# --- import


def test_files_are_kept_in_one_go_whatever_their_order(ketnap):
    code, out, err = ketnap("import", *reversed(FILES), "--by", "Ban Tổ chức")
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "admissions.csv: Danh sách kết nạp, nhận 384, chưa nhận 0.",
        "  Một số lễ kết nạp ghi trước ngày quyết định. Hãy kiểm tra cả hai ngày.",
        "monthly_totals.csv: Tổng số theo tháng (không có danh sách), nhận 24, chưa nhận 0.",
        "targets.csv: Chỉ tiêu, nhận 4, chưa nhận 0.",
        "opening_members.csv: Số đảng viên đầu năm, nhận 210, chưa nhận 0.",
        "units.csv: Danh mục đơn vị, nhận 70, chưa nhận 0.",
        "Đã lưu, lần nạp số 1, 2, 3, 4, 5.",
    ]


def test_the_same_in_english(ketnap):
    code, out, err = ketnap("import", UNITS, "--language", "en")
    assert (code, err) == (0, "")
    assert out == "units.csv: Register of units, accepted 70, rejected 0.\nKept as imports 1.\n"


def test_import_for_scripts(ketnap):
    code, out, _err = ketnap("import", UNITS, ADMISSIONS, "--json")
    assert (code, json.loads(out)) == (
        0,
        {
            "imports": [1, 2],
            "files": [
                {"file": "units.csv", "table": "units", "rows_kept": 70, "rows_rejected": 0},
                {"file": "admissions.csv", "table": "admissions", "rows_kept": 384, "rows_rejected": 0},
            ],
        },
    )


def test_a_second_import_of_the_same_files_changes_nothing(ketnap, data):
    before = admitted(ketnap, data)
    assert ketnap("import", *FILES, data=data)[0] == 0
    again = imports(ketnap, data)[:5]
    assert [(row["rows_new"], row["rows_changed"]) for row in again] == [(0, 0)] * 5
    assert [row["rows_same"] for row in again] == [384, 24, 4, 210, 70]
    assert admitted(ketnap, data) == before


def test_rows_not_taken_are_told_with_line_column_and_reason(ketnap, data, roster):
    code, out, err = ketnap("import", roster, data=data)
    assert (code, err) == (0, "")
    assert out.splitlines() == [
        "roster.csv: Danh sách kết nạp, nhận 2, chưa nhận 2.",
        "  dòng 3, Ngày QĐ: Không đọc được ngày. Hãy ghi ngày/tháng/năm, ví dụ 21/06/2021.",
        "  dòng 5, Đơn vị: Đơn vị không có trong danh mục."
        " Hãy sửa tên, hoặc thêm đơn vị hay tên gọi khác vào danh mục.",
        "Đã lưu, lần nạp số 12.",
    ]


def test_one_refused_file_keeps_all_the_others_out(ketnap, data, roster, workbook):
    code, out, err = ketnap("import", roster, workbook, data=data)
    assert code == 1
    assert "workbook.csv: Tệp bị hỏng hoặc chưa được lưu trọn vẹn. Hãy mở tệp, lưu lại rồi nạp bản mới.\n" in out
    assert err == "Chưa lưu gì: trước hết hãy sửa các tệp bị từ chối hoặc các dòng chưa nhận.\n"
    assert len(imports(ketnap, data)) == 11


def test_a_refusal_for_scripts(ketnap, workbook):
    code, out, _err = ketnap("import", workbook, "--json", "--language", "en")
    found = json.loads(out)
    assert (code, found["imports"]) == (1, [])
    assert (found["files"][0]["file"], found["files"][0]["refuse_class"]) == ("workbook.csv", "broken_file")
    assert found["files"][0]["message"].startswith("The file is damaged")


def test_a_file_of_which_no_row_is_taken_is_kept_for_its_rows_to_wait(ketnap, data, tmp_path):
    path = tmp_path / "wrong.csv"
    path.write_text("Họ và tên,Đơn vị,Ngày QĐ\nĐảng viên Mẫu A,Chi bộ Không Có,11/05/2021\n", encoding="utf-8")
    code, out, err = ketnap("import", path, "--language", "en", data=data)
    assert (code, err) == (0, "")
    assert out.startswith("wrong.csv: Roster of admissions, accepted 0, rejected 1.\n")
    _code, out, _err = ketnap("show", "waiting_rows", "--json", data=data)
    waiting = [(row["file_name"], row["line"], row["reason"]) for row in json.loads(out)]
    assert waiting == [("wrong.csv", 2, "unknown_unit")]


def test_a_corrected_copy_takes_the_place_of_its_file(ketnap, data, tmp_path):
    path, copy = tmp_path / "ds.txt", tmp_path / "ds.txt-loi.csv"
    path.write_text("Đơn vị,Ngày QĐ\nChi bộ Không Có,11/05/2021\n", encoding="utf-8")
    copy.write_text("Đơn vị;Ngày QĐ;Lỗi\nU01;11/05/2021;\n", encoding="utf-8")
    assert ketnap("import", path, data=data)[0] == 0
    assert len(json.loads(ketnap("show", "waiting_rows", "--json", data=data)[1])) == 1
    assert ketnap("import", copy, data=data)[0] == 0
    assert json.loads(ketnap("show", "waiting_rows", "--json", data=data)[1]) == []
    assert imports(ketnap, data)[0]["file_name"] == "ds.txt"


def test_a_missing_file_is_named_and_nothing_is_kept(ketnap, tmp_path):
    missing = tmp_path / "missing.csv"
    for command in ("import", "check"):
        code, out, err = ketnap(command, UNITS, missing)
        assert (code, out) == (1, "")
        assert err.startswith(f"{missing}: ")
        assert err.count("\n") == 1
    assert not (tmp_path / "data").exists()


def test_a_table_can_be_chosen(ketnap):
    code, out, _err = ketnap("import", ADMISSIONS, "--table", "targets", "--language", "en")
    assert code == 1
    # The header of a roster names none of the columns of targets.
    assert out == "admissions.csv: No row names the columns. Add a header row; the template shows one.\n"


# --- check


def test_check_keeps_nothing(ketnap, data, roster):
    code, out, _err = ketnap("check", roster, "--language", "en", data=data)
    assert code == 0
    assert out.splitlines()[0] == "roster.csv: Roster of admissions, accepted 2, rejected 2."
    assert len(imports(ketnap, data)) == 11


def test_check_with_a_register_needs_no_database(ketnap, roster, tmp_path):
    code, out, _err = ketnap("check", roster, "--units", UNITS, "--as-of", "2021-06-21", "--json", "--language", "en")
    assert code == 0
    assert json.loads(out) == {
        "outcome": "load",
        "table": "admissions",
        "rows_valid": 2,
        "rows_rejected": 2,
        "rejects": [
            {
                "line": 3,
                "column": "decision_date",
                "class": "bad_date",
                "message": "The date cannot be read. Write it as day/month/year, for example 21/06/2021.",
            },
            {
                "line": 5,
                "column": "unit",
                "class": "unknown_unit",
                "message": "The unit is not in the register. Correct its name, or add the unit or an alias to it.",
            },
        ],
        "excluded": [],
        "by_month": {"2021-05": 2},
        "by_unit": {"Đảng bộ Sở Xây dựng": 1, "Đảng bộ Văn phòng Tỉnh ủy": 1},
        "by_source": {"trade_union": 1, "youth_union": 1},
        "warnings": [],
    }
    assert not (tmp_path / "data").exists()


def test_check_of_the_whole_sample(ketnap):
    _code, out, _err = ketnap("check", ADMISSIONS, "--units", UNITS, "--as-of", "2021-06-21", "--json")
    found = json.loads(out)
    # Three re-admissions, one a year, are kept apart: 384 - 3 = 381 = 149 + 187 + 45 (tests/test_sample.py); a file's
    # row of 2020 that was annulled on a day is one of its rows.
    assert (found["outcome"], found["rows_valid"], found["rows_rejected"]) == ("load", 381, 0)
    assert [kept_apart["class"] for kept_apart in found["excluded"]] == ["readmission"] * 3
    by_year = {year: sum(n for month, n in found["by_month"].items() if month[:4] == year) for year in ("2020", "2021")}
    assert by_year == {"2020": 187, "2021": 45}
    assert sum(found["by_unit"].values()) == sum(found["by_source"].values()) == 381


def test_check_of_totals_counts_people_not_rows(ketnap):
    _code, out, _err = ketnap("check", FILES[3], "--table", "monthly_totals", "--units", UNITS, "--json")
    found = json.loads(out)
    # Twelve months of 2017 add up to 143, of 2018 to 151 (tests/test_sample.py).
    assert (found["table"], found["rows_valid"], sum(found["by_month"].values())) == ("monthly_totals", 24, 143 + 151)


def test_no_date_lies_after_the_day_given(ketnap, roster):
    _code, out, _err = ketnap("check", roster, "--units", UNITS, "--as-of", "2021-05-15", "--json")
    assert [(r["line"], r["class"]) for r in json.loads(out)["rejects"]][1] == (4, "future_date")


def test_check_of_a_file_that_cannot_be_read(ketnap, workbook):
    code, out, _err = ketnap("check", workbook, "--units", UNITS, "--json")
    assert code == 0
    assert json.loads(out) == {
        "outcome": "refuse",
        "refuse_class": "broken_file",
        "message": "Tệp bị hỏng hoặc chưa được lưu trọn vẹn. Hãy mở tệp, lưu lại rồi nạp bản mới.",
    }
    assert ketnap("check", workbook, "--units", UNITS)[0] == 1


def test_a_register_that_cannot_be_read_is_not_passed_over(ketnap, roster, workbook):
    code, out, err = ketnap("check", roster, "--units", workbook, "--language", "en")
    assert (code, out) == (1, "")
    assert err.startswith("workbook.csv: The file is damaged")


# --- undo, redo


def test_undo_takes_an_import_out_and_redo_brings_it_back(ketnap, data):
    before = admitted(ketnap, data, "as_of=2021-05-31")
    assert before[2021, 5] > 0
    code, out, _err = ketnap("undo", 7, "--json", data=data)
    assert (code, [row["import_id"] for row in json.loads(out) if row["undone"]]) == (0, [7])
    assert (2021, 5) not in {month for month, count in admitted(ketnap, data, "as_of=2021-05-31").items() if count}
    code, out, _err = ketnap("redo", 7, "--json", data=data)
    assert (code, [row["import_id"] for row in json.loads(out) if row["undone"]]) == (0, [])
    assert admitted(ketnap, data, "as_of=2021-05-31") == before


@pytest.mark.parametrize(("command", "number"), [("undo", 99), ("redo", 99), ("redo", 5)])
def test_there_is_nothing_to_undo_or_redo(ketnap, data, command, number):
    code, out, err = ketnap(command, number, "--language", "en", data=data)
    assert (code, out, err) == (1, "", f"There is no import {number} to {command}.\n")
    code, _out, err = ketnap(command, number, data=data)
    assert code == 1
    assert err.startswith(f"Không có lần nạp số {number} ")
    assert not any(row["undone"] for row in imports(ketnap, data))


def test_undoing_twice_is_told(ketnap, data):
    assert ketnap("undo", 5, data=data)[0] == 0
    assert ketnap("undo", 5, data=data)[0] == 1


# --- show


def test_show_counts_as_the_letter_does(ketnap, data):
    # The letter: 45 in the first five months of 2021; 45 are 36.3 % of the 124 of 2020.
    months = admitted(ketnap, data, "as_of=2021-05-31")
    assert sum(months[2021, month] for month in range(1, 6)) == 45
    assert sum(months[2020, month] for month in range(1, 6)) == 124


def test_parameters_narrow_what_is_shown(ketnap, data):
    counts = admitted(ketnap, data, "as_of=2021-02-28")
    assert max(counts) == (2021, 2)
    alone = admitted(ketnap, data, "as_of=2021-05-31", "unit=U01", "basis=ceremony")
    assert 0 < sum(count or 0 for count in alone.values()) < 45
    again = admitted(ketnap, data, "as_of=2021-05-31", "readmissions=yes")
    # One re-admission in each of 2019, 2020 and 2021 (tests/test_sample.py).
    assert sum(again.values()) - sum(admitted(ketnap, data, "as_of=2021-05-31").values()) == 3


def test_a_year_can_be_shown_that_is_not_the_last(ketnap, data):
    def of_year(year):
        _code, out, _err = ketnap("show", "admissions_by_unit", f"year={year}", "as_of=2021-05-31", "--json", data=data)
        return sum(row["admissions"] for row in json.loads(out))

    # 186 in 2020, 45 in 2021 (tests/test_sample.py).
    assert (of_year(2020), of_year(2021)) == (186, 45)


def test_show_prints_a_table_with_all_its_rows(ketnap, data):
    code, out, _err = ketnap("show", "units", data=data)
    header, *rows = out.splitlines()
    assert (code, header.split()[0], len(rows)) == (0, "unit_code", 70)


@pytest.mark.parametrize("given", ["colour=red", "as_of=yesterday", "year=MMXXI", "readmissions=maybe", "unit"])
def test_a_parameter_that_means_nothing_is_refused(ketnap, data, capsys, given):
    with pytest.raises(SystemExit) as ended:
        ketnap("show", "admissions_by_month", given, data=data)
    assert ended.value.code == 2
    assert repr(given) in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["show", "no_such_query"], ["undo", "one"], ["history", "--language", "de"]])
def test_commands_that_do_not_exist_are_refused(arguments, capsys):
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith("usage: python -m ketnap")


# --- the database


def test_every_command_closes_what_it_opened(ketnap, data):
    for command in (["history"], ["show", "units"], ["undo", 5], ["undo", 99], ["import", UNITS], ["check", UNITS]):
        ketnap(*command, data=data)
    # Another process gets at the data only once this one has let it go.
    opened = subprocess.run(
        [sys.executable, "-c", HOLDS_THE_STORE, str(data)], cwd=ROOT, input="", capture_output=True, text=True
    )
    assert (opened.stdout, opened.stderr) == ("open\n", "")


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("vi", "Một Ketnap khác đang mở dữ liệu. Hãy đóng nó rồi thử lại.\n"),
        ("en", "Another Ketnap has the data open. Close it, then try again.\n"),
    ],
)
def test_data_that_another_process_has_open(ketnap, data, language, sentence):
    other = subprocess.Popen(
        [sys.executable, "-c", HOLDS_THE_STORE, str(data)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with other:
        assert other.stdout.readline() == "open\n"
        for command in (["history"], ["import", UNITS], ["undo", 1], ["sample"], ["show", "units"]):
            assert ketnap(*command, "--language", language, data=data) == (1, "", sentence)
        other.stdin.close()
    assert len(imports(ketnap, data)) == 11


def test_a_file_that_is_no_database(ketnap, tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "ketnap.duckdb").write_bytes(b"not a database" * 1000)
    code, out, err = ketnap("history", "--language", "en")
    assert (code, out) == (1, "")
    assert err.startswith("The data file cannot be opened. Nothing was changed;")


def test_it_runs_as_a_program(data):
    environment = os.environ | {"KETNAP_DATA": str(data), "PYTHONUTF8": "1"}
    told = subprocess.run(
        [sys.executable, "-m", "ketnap", "undo", "99"], cwd=ROOT, env=environment, capture_output=True, encoding="utf-8"
    )
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr.startswith("Không có lần nạp số 99 ")


def test_what_the_program_keeps_the_store_reads(ketnap, tmp_path):
    assert ketnap("import", UNITS)[0] == 0
    with closing(Store(tmp_path / "data")) as store:
        assert len(store.register()) == 70


def test_names_of_people_are_not_in_the_data_folder(ketnap, data, roster):
    assert ketnap("import", roster, data=data)[0] == 0
    kept = b"".join(path.read_bytes() for path in Path(data).iterdir())
    assert "Sở Xây dựng".encode() in kept
    assert "Đảng viên Mẫu".encode() not in kept
