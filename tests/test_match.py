"""Names of units find one unit of the register or none; people become hashes that tell nothing."""

import pytest

from ketnap.ingest.match import Hasher, Register, Unit, unit_code_of, unit_of
from ketnap.ingest.values import Fault

REGISTER = Register(
    [
        Unit("U01", "Chi bộ Sở Y tế", ("SYT",)),
        Unit("U04", "Đảng bộ Sở Giáo dục và Đào tạo", ("Sở GD&ĐT",)),
        Unit("U06", "Chi bộ Văn phòng Tổng hợp", ("Tổng hợp",)),
        Unit("U07", "Đảng bộ Uỷ ban Hoà Mẫu"),
        Unit("U08", "Chi bộ Đông Sơn"),
        Unit("U09", "Chi bộ Đồng Sơn"),
        Unit("U11", "Đảng bộ Bệnh viện Mẫu số 1", ("Văn phòng chung",)),
        Unit("U12", "Đảng bộ Bệnh viện Mẫu số 11", ("Văn phòng chung",)),
        Unit("3", "Chi bộ Báo Mẫu"),
    ]
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Chi bộ Sở Y tế", "U01"),
        ("chi bộ  SỞ Y TẾ.", "U01"),
        ("Sở Y tế", "U01"),
        ("CB Sở Y tế", "U01"),
        ("Đảng bộ cơ sở Sở Y tế", "U01"),
        ("Chi bo So Y te", "U01"),
        ("so y te", "U01"),
        ("SYT", "U01"),
        ("U01", "U01"),
        ("u01", "U01"),
        ("3", "3"),
        ("ĐB Sở Giáo dục & Đào tạo", "U04"),
        ("Sở GD và ĐT", "U04"),
        ("Tổng hợp", "U06"),
        ("Ủy ban Hòa Mẫu", "U07"),
        ("Đảng bộ Uỷ ban Hoà Mẫu", "U07"),
        ("Đông Sơn", "U08"),
        ("Đồng Sơn", "U09"),
        ("ĐỒNG SƠN", "U09"),
        ("Đảng bộ Bệnh viện Mẫu số 1", "U11"),
        ("Bệnh viện Mẫu số 11", "U12"),
    ],
)
def test_a_unit_is_found_by_code_name_alias_or_what_is_left_of_them(text, code):
    assert REGISTER.code(text) == code


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Dong Son", "ambiguous_unit"),
        ("Văn phòng chung", "ambiguous_unit"),
        ("Chi bộ Không Có Trong Danh Mục", "unknown_unit"),
        ("Sở Y", "unknown_unit"),
        ("Sở Y tê tê", "unknown_unit"),
        ("Chi bộ 3", "unknown_unit"),  # a branch called 3 is not the unit of code 3
        ("???", "unknown_unit"),
        ("", "missing_unit"),
        ("-", "missing_unit"),
    ],
)
def test_what_names_no_unit_or_two_says_so(text, reason):
    assert REGISTER.code(text) == Fault(reason)


def test_an_alias_of_signs_only_finds_nothing():
    assert Register([Unit("A", "Chi bộ Mẫu", ("***",))]).code("()") == Fault("unknown_unit")


def test_an_empty_register_knows_no_unit():
    assert len(Register([])) == 0
    assert Register([]).code("Chi bộ Sở Y tế") == Fault("unknown_unit")


def test_without_accents_may_be_switched_off():
    assert REGISTER.code("Chi bo So Y te", without_accents=False) == Fault("unknown_unit")


def test_aliases_stand_in_one_cell():
    assert unit_of("A", "Chi bộ Mẫu", " M | CBM;; Mẫu ") == Unit("A", "Chi bộ Mẫu", ("M", "CBM", "Mẫu"))
    assert unit_of("A", "Chi bộ Mẫu", None).aliases == ()


def test_a_unit_without_a_code_gets_one_of_its_name():
    assert unit_code_of("Đảng bộ Sở Mẫu") == "dang-bo-so-mau"


def test_names_that_differ_in_accents_get_codes_apart():
    first, second = (unit_code_of(name, apart=True) for name in ("Chi bộ Đông Sơn", "Chi bộ Đồng Sơn"))
    assert first != second == unit_code_of("CHI BỘ  ĐỒNG SƠN", apart=True)
    assert second.startswith("chi-bo-dong-son-")


def test_a_hash_knows_a_person_whatever_the_spelling_but_not_without_the_key():
    known = Hasher(b"key").hash("birth", "Đảng viên Mẫu 01", "1990-01-02")
    assert known == Hasher(b"key").hash("birth", "ĐẢNG VIÊN  MẪU 01", "1990-01-02")
    assert known != Hasher(b"other").hash("birth", "Đảng viên Mẫu 01", "1990-01-02")
    assert known != Hasher(b"key").hash("birth", "Đảng viên Mẫu 011990", "01-02")
    assert len(known) == 32
