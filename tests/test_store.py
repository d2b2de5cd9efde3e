"""What is kept: once each, undoable, in one transaction, without names."""

import os
import shutil
import subprocess
import sys
import threading
from contextlib import closing
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pytest

from ketnap import batch
from ketnap.ingest.read import Reading, Refused
from ketnap.ingest.values import Fault
from ketnap.store import Store, StoreDamaged, StoreLocked, Upload, database, opening
from tests.rows import ROSTER, TODAY, UNITS, keep, total

MAI = "S1,Người Mẫu Một,01/02/1990,Sở A,05/03/2021,,Đoàn TN,\n"
LAN = "S2,Người Mẫu Hai,03/04/1991,Sở B,10/03/2021,,Công đoàn,\n"


def compared(store: Store, text: str) -> tuple[int, int, int, int]:
    """New, same, changed and missing rows of a roster against what is kept."""
    [(_, reading)] = batch.read_batch(store, [Upload("x.csv", text.encode())], TODAY)
    assert isinstance(reading, Reading)
    found = store.compare(reading)
    return found.new, found.same, found.changed, found.missing


def test_the_same_cumulative_roster_twice_changes_no_figure(store):
    keep(store, UNITS, ROSTER + MAI + LAN)
    assert compared(store, ROSTER + MAI + LAN) == (0, 2, 0, 0)
    keep(store, ROSTER + MAI + LAN)
    assert total(store) == 2


def test_next_months_list_adds_only_who_is_new(store):
    keep(store, UNITS, ROSTER + MAI)
    assert compared(store, ROSTER + MAI + LAN) == (1, 1, 0, 0)
    keep(store, ROSTER + MAI + LAN)
    assert total(store) == 2


def test_a_corrected_date_or_unit_changes_a_row_and_adds_none(store):
    keep(store, UNITS, ROSTER + MAI + LAN)
    corrected = MAI.replace("05/03/2021", "05/04/2021").replace("Sở A", "Sở B")
    assert compared(store, ROSTER + corrected + LAN) == (0, 1, 1, 0)
    keep(store, ROSTER + corrected + LAN)
    assert total(store) == 2
    assert total(store, date(2021, 3, 31)) == 1
    assert total(store, unit="B") == 2


def test_a_person_is_found_again_when_the_code_comes_later(store):
    keep(store, UNITS, ROSTER + MAI.replace("S1", ""))
    keep(store, ROSTER + MAI)
    keep(store, ROSTER + MAI.replace("01/02/1990", ""))
    assert total(store) == 1


def test_a_name_spelt_with_other_accents_and_capitals_is_the_same_person(store):
    keep(store, UNITS, ROSTER + ",Nguyễn Thị Hoà,01/02/1990,Sở A,05/03/2021,,,\n")
    keep(store, ROSTER + ",NGUYỄN THỊ HÒA,01/02/1990,Sở A,05/03/2021,,,\n")
    assert total(store) == 1


def test_two_namesakes_with_different_codes_are_two_people(store):
    keep(store, UNITS, ROSTER + MAI + MAI.replace("S1", "S9"))
    assert total(store) == 2


def test_rows_without_any_mark_of_a_person_count_each_and_stay_as_many(store):
    bare = "Đơn vị,Ngày QĐ\nSở A,05/03/2021\nSở A,05/03/2021\nSở B,05/03/2021\n"
    keep(store, UNITS, bare)
    keep(store, bare.replace("Sở A", "Đảng bộ Sở A"))
    assert total(store) == 3


def test_namesakes_in_one_decision_both_count_and_stay_two(store):
    text = "Họ và tên,Đơn vị,Số QĐ,Ngày QĐ\nNgười Mẫu,Sở A,12,05/03/2021\nNgười Mẫu,Sở A,12,05/03/2021\n"
    keep(store, UNITS, text)
    keep(store, text)
    assert total(store) == 2


def test_a_row_that_contradicts_another_through_what_is_kept_is_listed(store):
    keep(store, UNITS, ROSTER + MAI)
    only_code = "S1,,,Sở A,05/03/2021,,,\n"
    only_name = ",Người Mẫu Một,01/02/1990,Sở B,07/03/2021,,,\n"
    [reading] = keep(store, ROSTER + only_code + only_name)
    assert [(p.line, p.reason, p.beside) for p in reading.problems] == [(3, "conflict_duplicate", "2")]
    assert total(store) == 1


def test_rows_kept_for_the_same_period_but_absent_from_the_file_are_counted(store):
    keep(store, UNITS, ROSTER + MAI + LAN)
    assert compared(store, ROSTER + MAI.replace("S1", "S3").replace("Một", "Ba") + LAN) == (1, 1, 0, 1)


def test_undo_takes_an_import_out_and_redo_brings_it_back(store):
    keep(store, UNITS, ROSTER + MAI)
    keep(store, ROSTER + MAI + LAN)
    last = int(store.query("imports")["import_id"].max())
    store.undo(last, "test")
    assert total(store) == 1
    store.redo(last, "test")
    assert total(store) == 2


def test_undoing_a_correction_brings_the_earlier_row_back(store):
    keep(store, UNITS, ROSTER + MAI)
    keep(store, ROSTER + MAI.replace("05/03/2021", "05/04/2021"))
    store.undo(3, "test")
    assert total(store, date(2021, 3, 31)) == 1


def test_undo_of_what_is_not_there_or_undone_already_is_refused(store):
    keep(store, UNITS)
    store.undo(1, "test")
    for number in (1, 99):
        with pytest.raises(KeyError):
            store.undo(number, "test")


def test_the_history_says_who_when_what_and_how_many(store):
    keep(store, UNITS, ROSTER + MAI + "S3,Người Mẫu Ba,01/01/1990,Sở Lạ,05/03/2021,,,\n", name="t3.csv")
    row = store.query("imports").iloc[0]
    assert (row["table_name"], row["file_name"], row["imported_by"]) == ("admissions", "t3.csv", "test")
    assert (row["rows_kept"], row["rows_rejected"], row["rows_new"], row["undone"]) == (1, 1, 1, False)


def test_a_row_waits_until_a_corrected_file_brings_the_person(store):
    keep(store, UNITS, ROSTER + "S3,Người Mẫu Ba,01/01/1990,Sở Lạ,05/03/2021,,,\n" + MAI, name="t3.csv")
    assert store.query("waiting_rows")[["line", "reason"]].values.tolist() == [[2, "unknown_unit"]]
    keep(store, ROSTER + "S3,Người Mẫu Ba,01/01/1990,Sở A,05/03/2021,,,\n", name="sua.csv")
    assert store.query("waiting_rows").empty
    assert total(store) == 2


def test_of_many_rows_that_wait_each_is_known_by_line_column_and_reason(store):
    rows = ["Sở Lạ,05/03/2021\n", "Sở A,31/02/2021\n"] * 1000
    keep(store, UNITS, "Đơn vị,Ngày QĐ\n" + "".join(rows))
    waiting = store.query("waiting_rows")
    assert waiting["line"].tolist() == list(range(2, 2002))
    assert (
        waiting[["column_name", "reason"]].values.tolist()
        == [
            ["unit", "unknown_unit"],
            ["decision_date", "bad_date"],
        ]
        * 1000
    )


def test_a_mere_double_waits_for_nothing(store):
    keep(store, UNITS, ROSTER + MAI + MAI)
    assert store.query("waiting_rows").empty


def test_a_file_of_which_no_row_was_taken_is_kept_for_its_rows_to_wait(store):
    keep(store, UNITS)
    [reading] = keep(store, ROSTER + MAI.replace("Sở A", "Sở Lạ") + LAN.replace("Sở B", "Sở Lạ"), name="t3.csv")
    assert reading.rows == []
    row = store.query("imports").iloc[0]
    assert (row["file_name"], row["rows_kept"], row["rows_rejected"]) == ("t3.csv", 0, 2)
    assert store.query("waiting_rows")[["file_name", "line"]].values.tolist() == [["t3.csv", 2], ["t3.csv", 3]]
    assert total(store) == 0
    keep(store, ROSTER + MAI + LAN, name="t3.csv")
    assert store.query("waiting_rows").empty
    assert total(store) == 2


def sheets(store: Store, name: str, **texts: str) -> list[int]:
    """Keep the sheets of one workbook, each given as text; their import numbers."""
    found = batch.read_batch(store, [Upload(name, text.encode()) for text in texts.values()], TODAY)
    readings = [replace(reading, sheet=sheet) for (_, reading), sheet in zip(found, texts, strict=True)]
    return batch.keep_batch(store, [(Upload(name, b""), reading) for reading in readings], "test")


def test_a_row_of_a_sheet_waits_for_its_own_sheet(store):
    keep(store, UNITS)
    wrong, right = "Đơn vị,Ngày QĐ\nSở Lạ,05/03/2021\n", "Đơn vị,Ngày QĐ\nSở A,05/03/2021\n"
    sheets(store, "nam.xlsx", T3=wrong, T4=wrong)
    assert store.query("waiting_rows")[["sheet", "line"]].values.tolist() == [["T4", 2], ["T3", 2]]
    sheets(store, "nam.xlsx", T3=right)
    assert store.query("waiting_rows")[["sheet", "line"]].values.tolist() == [["T4", 2]]
    sheets(store, "nam.xlsx", T3=right, T4=right)
    assert store.query("waiting_rows").empty
    assert store.query("imports")["sheet"].tolist() == ["T4", "T3", "T3", "T4", "T3", ""]


def test_a_person_in_two_files_of_one_batch_counts_once(store):
    keep(store, UNITS)
    uncoded, undated = MAI.replace("S1,", ","), MAI.replace("01/02/1990", "").replace("Người Mẫu Một", "")
    found = batch.read_batch(store, [Upload("1.csv", (ROSTER + MAI).encode())], TODAY)
    for name, text in (("2.csv", uncoded), ("3.csv", undated), ("4.csv", MAI.replace("Sở A", "Sở B"))):
        found += batch.read_batch(store, [Upload(name, (ROSTER + text).encode())], TODAY)
    batch.keep_batch(store, found, "test")
    counts = store.query("imports")[["file_name", "rows_new", "rows_same", "rows_changed"]].values.tolist()
    assert counts[:4] == [["4.csv", 0, 0, 1], ["3.csv", 0, 1, 0], ["2.csv", 0, 1, 0], ["1.csv", 1, 0, 0]]
    assert (total(store), total(store, unit="B")) == (1, 1)


def test_a_code_that_two_files_of_one_batch_give_to_two_people_is_listed(store):
    keep(store, UNITS)
    uploads = [Upload(f"{n}.csv", (ROSTER + text).encode()) for n, text in ((1, MAI), (2, LAN.replace("S2", "S1")))]
    batch.keep_batch(store, batch.read_batch(store, uploads, TODAY), "test")
    assert store.query("imports")["rows_rejected"].tolist()[:2] == [1, 0]
    assert store.query("waiting_rows")[["file_name", "reason"]].values.tolist() == [["2.csv", "other_person"]]
    assert total(store) == 1


def test_nothing_is_kept_if_one_file_of_a_batch_fails(store):
    uploads = [Upload("u.csv", UNITS.encode()), Upload("r.csv", (ROSTER + MAI).encode())]
    found = batch.read_batch(store, uploads, TODAY)
    reading = found[1][1]
    assert isinstance(reading, Reading)
    reading.rows[0]["source"] = None  # the schema refuses it
    with pytest.raises(duckdb.Error):
        batch.keep_batch(store, found, "test")
    assert store.query("imports").empty
    assert store.query("units").empty
    keep(store, UNITS)
    assert store.query("imports")["import_id"].tolist() == [1]


def units(store: Store) -> dict[str, str]:
    """The units that are kept: name -> code."""
    kept = store.query("units")
    return dict(zip(kept["unit_name"], kept["unit_code"], strict=True))


@pytest.mark.parametrize(
    "batches",
    [
        [["Chi bộ Đồng Sơn"], ["Chi bộ Đông Sơn"]],
        [["Chi bộ Đồng Sơn", "Chi bộ Đông Sơn"]],
        [["Chi bộ Đồng Sơn,\nChi bộ Đông Sơn"]],
    ],
    ids=["one after the other", "in one batch", "in one file"],
)
def test_two_units_that_differ_in_accents_only_are_two(store, batches):
    for names in batches:
        files = [f"Tên đơn vị,Loại\n{name},\n" for name in names]
        keep(store, *files, "Đơn vị,Ngày QĐ\nChi bộ Đồng Sơn,05/03/2021\n")
    codes = units(store)
    assert codes.keys() == {"Chi bộ Đồng Sơn", "Chi bộ Đông Sơn"}
    assert total(store, unit=codes["Chi bộ Đồng Sơn"]) == 1
    assert total(store, unit=codes["Chi bộ Đông Sơn"]) == 0
    keep(store, "Tên đơn vị,Loại\nChi bộ Đông Sơn,\nChi bộ Đồng Sơn,\n")
    assert units(store) == codes


def test_a_unit_written_without_accents_at_first_gets_them_later(store):
    keep(store, "Tên đơn vị,Loại\nChi bo Dong Son,\n")
    keep(store, "Tên đơn vị,Loại\nChi bộ Đồng Sơn,\n")
    assert units(store) == {"Chi bộ Đồng Sơn": "chi-bo-dong-son"}


def test_units_of_the_same_batch_are_known_to_its_rosters(store):
    uploads = [Upload("r.csv", (ROSTER + MAI).encode()), Upload("u.csv", UNITS.encode())]
    roster, units = (reading for _, reading in batch.read_batch(store, uploads, TODAY))
    assert isinstance(roster, Reading)
    assert isinstance(units, Reading)
    assert (len(roster.rows), roster.problems) == (1, [])


def test_a_refused_file_does_not_stop_the_others(store):
    uploads = [Upload("u.csv", UNITS.encode()), Upload("x.pdf", b"%PDF-1.7 ...")]
    found = batch.read_batch(store, uploads, TODAY)
    assert isinstance(found[1][1], Refused)
    batch.keep_batch(store, found, "test")
    assert len(store.query("units")) == 2


def test_no_name_birth_date_or_number_is_kept(tmp_path):
    opened = Store(tmp_path)
    keep(opened, UNITS, ROSTER + "079012345678,Trần Văn Bí Mật,17/11/1987,Sở A,05/03/2021,,,ghi chú riêng\n")
    opened.close()
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    for secret in ("Bí Mật", "BÍ MẬT", "bi mat", "079012345678", "17/11/1987", "1987-11-17", "ghi chú riêng"):
        assert secret.encode() not in kept


def test_the_key_of_the_hashes_is_for_its_owner_only_and_stays(tmp_path):
    Store(tmp_path).close()
    path = tmp_path / "ketnap.key"
    first = path.read_bytes()
    Store(tmp_path).close()
    assert path.read_bytes() == first
    assert len(first) == 32
    if os.name == "posix":
        assert path.stat().st_mode & 0o077 == 0


def test_what_is_kept_is_there_after_a_restart(tmp_path):
    opened = Store(tmp_path)
    keep(opened, UNITS, ROSTER + MAI)
    opened.close()
    again = Store(tmp_path)
    assert total(again) == 1
    again.close()


def test_a_second_process_is_told_that_the_data_is_open_elsewhere(tmp_path):
    opened = Store(tmp_path)
    script = (
        "import sys; from pathlib import Path; from ketnap.store import Store, StoreLocked\n"
        "try: Store(Path(sys.argv[1]))\nexcept StoreLocked: print('locked')"
    )
    root = Path(__file__).parent.parent
    found = subprocess.run([sys.executable, "-c", script, str(tmp_path)], cwd=root, capture_output=True, text=True)
    opened.close()
    assert found.stdout.strip() == "locked", found.stderr
    assert issubclass(StoreLocked, Exception)


def test_a_file_that_is_no_database_is_left_alone(tmp_path):
    path = tmp_path / "ketnap.duckdb"
    path.write_bytes(b"not a database, but somebody's file " * 200)
    with pytest.raises(StoreDamaged):
        Store(tmp_path)
    assert path.read_bytes().startswith(b"not a database")


@pytest.mark.parametrize(
    "statement",
    [
        "select * from read_text('/etc/hostname')",
        "copy imports to '/tmp/ketnap-out.csv'",
        "attach '/tmp/ketnap-other.duckdb'",
        "install httpfs",
        "set enable_external_access = true",
    ],
)
def test_queries_reach_no_file_no_network_and_no_setting(store, statement):
    with store._database.cursor() as cursor, pytest.raises(duckdb.Error):
        cursor.execute(statement)


def test_many_threads_read_at_once_and_get_their_own_answers(sample):
    wrong = []

    def read(unit: str) -> None:
        for _ in range(10):
            year_end = {
                "as_of": date(2021, 12, 31),
                "basis": "decision",
                "source": None,
                "officer": None,
                "scope": "as_was",
            }
            found = sample.query("admissions_by_month", unit=unit, readmissions=False, **year_end)
            rows = sample.query("admissions_by_unit", year=2020, unit=None, readmissions=False, **year_end)
            if (
                found.loc[found["year"] == 2020, "admissions"].sum()
                != rows.set_index("unit_code").loc[unit, "admissions"]
            ):
                wrong.append(unit)

    threads = [threading.Thread(target=read, args=(f"U{number:02d}",)) for number in range(1, 9)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


def test_a_setting_is_remembered_with_its_default_before(store):
    assert store.setting("term_first_year") == "2021"
    store.set("term_first_year", "2020", "test")
    assert store.setting("term_first_year") == "2020"
    with pytest.raises(KeyError):
        store.set("no_such_setting", "1", "test")


REGISTER = (
    "Mã đơn vị,Tên đơn vị,Tên gọi khác\nA,Đảng bộ Sở A,Văn phòng chung\nB,Chi bộ Sở B,Văn phòng chung\nC,Chi bộ 1,\n"
    "D,Chi bộ 1,\n"
)


def test_a_given_name_finds_its_unit_whatever_the_capitals(store):
    keep(store, UNITS)
    store.add_alias("Phòng Lạ", "B", "test")
    assert [store.register().code(text) for text in ("Phòng Lạ", "PHÒNG  LẠ.")] == ["B", "B"]
    assert store.register().code("Phòng La") == Fault("unknown_unit")
    keep(store, ROSTER + MAI.replace("Sở A", "phòng lạ"))
    assert total(store, unit="B") == 1


@pytest.mark.parametrize("name", ["Văn phòng chung", "Chi bộ 1"])
def test_a_given_name_decides_between_two_units(store, name):
    keep(store, REGISTER)
    assert store.register().code(name) == Fault("ambiguous_unit")
    for code in ("A", "D"):
        store.add_alias(name, code, "test")
        assert store.register().code(name) == code
    store.add_alias(name.upper(), "", "test")
    assert store.register().code(name) == Fault("ambiguous_unit")


def test_a_given_name_never_takes_the_name_of_one_unit_away(store):
    keep(store, UNITS)
    store.add_alias("Chi bộ Sở C", "A", "test")
    assert store.register().code("Chi bộ Sở C") == "A"
    keep(store, UNITS + "C,Chi bộ Sở C,P1,Ủy viên 1\n")
    assert store.register().code("Chi bộ Sở C") == "C"


def test_a_given_name_of_a_unit_that_is_gone_finds_nothing(store):
    keep(store, UNITS)
    store.add_alias("Phòng Lạ", "B", "test")
    store.undo(1, "test")
    assert store.register().code("Phòng Lạ") == Fault("unknown_unit")
    with pytest.raises(KeyError):
        store.add_alias("Phòng Lạ", "B", "test")


def test_a_name_of_signs_only_finds_nothing_even_if_given(store):
    keep(store, UNITS)
    store.add_alias("***", "B", "test")
    assert store.register().code("()") == Fault("unknown_unit")


def test_an_explained_header_is_remembered_by_its_shape(store):
    shape = ("cot 1", "don vị", "")
    assert store.meanings() == {}
    store.remember(shape, "admissions", ("decision_date", "unit", ""), "test")
    store.remember(shape[:2], "monthly_totals", ("month", ""), "test")
    store.remember(shape, "admissions", ("ceremony_date", "unit", ""), "test")
    assert store.meanings() == {
        shape: ("admissions", ("ceremony_date", "unit", "")),
        shape[:2]: ("monthly_totals", ("month", "")),
    }
    store.remember(shape, "", (), "test")
    assert list(store.meanings()) == [shape[:2]]


@pytest.mark.parametrize(
    ("table", "columns", "refusal"),
    [
        ("admissions", ("no_such_column", ""), KeyError),
        ("no_such_table", ("", ""), KeyError),
        ("admissions", ("unit",), ValueError),
        ("", ("unit", ""), ValueError),
    ],
)
def test_a_header_explained_by_what_is_not_there_is_refused(store, table, columns, refusal):
    with pytest.raises(refusal):
        store.remember(("a", "b"), table, columns, "test")
    assert store.meanings() == {}


# The imports as they were kept before workbooks were read.
IMPORTS_BEFORE_SHEETS = """
create sequence import_numbers;
create table imports (
    import_id integer primary key default nextval('import_numbers'),
    table_name varchar not null,
    file_name varchar not null,
    file_hash varchar not null,
    imported_at timestamp not null,
    imported_by varchar not null,
    rows_kept integer not null,
    rows_rejected integer not null,
    rows_new integer not null,
    rows_same integer not null,
    rows_changed integer not null,
    is_sample boolean not null,
    undone boolean not null default false
);
insert into imports (
    table_name, file_name, file_hash, imported_at, imported_by, rows_kept, rows_rejected, rows_new, rows_same,
    rows_changed, is_sample
)
values ('units', 'u.csv', '', timestamp '2021-05-31 08:00:00', 'somebody', 1, 0, 1, 0, 0, false);
"""


def test_a_database_from_before_sheets_opens_and_goes_on(tmp_path):
    with duckdb.connect(str(tmp_path / "ketnap.duckdb")) as old:
        old.execute(IMPORTS_BEFORE_SHEETS)
    for _ in range(2):
        with closing(Store(tmp_path)) as opened:
            assert opened.query("imports")[["file_name", "sheet"]].values.tolist() == [["u.csv", ""]]
    with closing(Store(tmp_path)) as opened:
        keep(opened, UNITS, ROSTER + MAI)
        opened.undo(1, "test")
        assert opened.query("imports")["import_id"].tolist() == [3, 2, 1]
        assert total(opened) == 1


def test_a_database_that_is_up_to_date_is_opened_without_a_write(tmp_path):
    with closing(Store(tmp_path)) as opened:
        keep(opened, UNITS, ROSTER + MAI)
    before = (tmp_path / "ketnap.duckdb").read_bytes()
    with closing(Store(tmp_path)) as opened:
        assert total(opened) == 1
        assert sorted(path.name for path in tmp_path.iterdir()) == ["ketnap.duckdb", "ketnap.key"]
    assert (tmp_path / "ketnap.duckdb").read_bytes() == before


def test_new_views_are_made_and_the_cube_is_computed_anew(tmp_path, monkeypatch):
    with closing(Store(tmp_path)) as opened:
        keep(opened, UNITS, ROSTER + MAI)
    queries = shutil.copytree(opening.QUERIES, tmp_path / "queries")
    views = queries / "views.sql"
    text = views.read_text(encoding="utf-8")
    views.write_text(text.replace("count(*)::integer as admissions", "7 as admissions"), encoding="utf-8")
    monkeypatch.setattr(opening, "QUERIES", queries)
    with closing(Store(tmp_path)) as opened:
        assert total(opened) == 7


def test_a_roster_that_gains_a_column_of_codes_doubles_nobody(store):
    plain = "Họ và tên,Đơn vị,Số QĐ,Ngày QĐ\nNgười Mẫu,Sở A,12,05/03/2021\n"
    coded = "Mã số,Họ và tên,Ngày sinh,Đơn vị,Số QĐ,Ngày QĐ\nS1,Người Mẫu,01/02/1990,Sở A,12,05/03/2021\n"
    for first, second in ((plain, coded), (coded, plain)):
        fresh = Store(None)
        keep(fresh, UNITS, first)
        keep(fresh, second)
        assert total(fresh) == 1
        fresh.close()


def test_a_code_that_belongs_to_somebody_else_is_listed_not_swallowed(store):
    keep(store, UNITS, ROSTER + MAI)
    [reading] = keep(store, ROSTER + LAN.replace("S2", "S1"))
    assert [(p.line, p.reason) for p in reading.problems] == [(2, "other_person")]
    assert total(store) == 1


def test_a_row_that_is_listed_is_not_kept_apart_as_well(store):
    keep(store, UNITS, ROSTER + MAI.replace(",\n", ",kết nạp lại\n"))
    again = ROSTER + LAN.replace("S2", "S1").replace(",\n", ",kết nạp lại\n") + LAN.replace(",\n", ",kết nạp lại\n")
    [(_, reading)] = batch.read_batch(store, [Upload("x.csv", again.encode())], TODAY)
    assert isinstance(reading, Reading)
    assert [(p.line, p.reason) for p in reading.problems] == [(2, "other_person")]
    assert reading.excluded == {3: "readmission"}


def test_an_annulment_date_that_cannot_be_read_is_listed(store):
    text = (
        "Mã số,Đơn vị,Ngày QĐ,Ngày hủy QĐ\nS1,Sở A,05/03/2021,đã hủy\nS2,Sở A,06/03/2021,06/2021\nS3,Sở A,07/03/2021,\n"
    )
    reading = keep(store, UNITS, text)[1]
    assert [(p.line, p.reason) for p in reading.problems] == [(2, "bad_date")]
    assert (total(store, date(2021, 6, 29)), total(store, date(2021, 6, 30))) == (2, 1)


def test_a_lost_key_is_noticed_before_anybody_is_counted_twice(tmp_path):
    opened = Store(tmp_path)
    keep(opened, UNITS, ROSTER + MAI)
    opened.close()
    kept = (tmp_path / "ketnap.key").read_bytes()
    (tmp_path / "ketnap.key").unlink()
    with pytest.raises(StoreDamaged):
        Store(tmp_path)
    assert not (tmp_path / "ketnap.key").exists()
    for wrong in (b"", b"x" * 32):
        (tmp_path / "ketnap.key").write_bytes(wrong)
        with pytest.raises(StoreDamaged):
            Store(tmp_path)
    (tmp_path / "ketnap.key").write_bytes(kept)
    again = Store(tmp_path)
    assert total(again) == 1
    again.close()


@pytest.mark.skipif(os.name != "posix", reason="file modes mean nothing on Windows")
def test_the_database_is_for_its_owner_only(tmp_path):
    opened = Store(tmp_path)
    keep(opened, UNITS)
    modes = {path.name: path.stat().st_mode & 0o077 for path in tmp_path.iterdir()}
    opened.close()
    assert set(modes.values()) == {0}, modes


def test_a_change_stays_kept_where_the_files_cannot_be_protected_after_it(tmp_path, monkeypatch):
    def forbidden(_folder):
        raise PermissionError("Operation not permitted")

    with closing(Store(tmp_path)) as opened:
        monkeypatch.setattr(database, "protect", forbidden)
        keep(opened, UNITS, ROSTER + MAI)
        assert total(opened) == 1
