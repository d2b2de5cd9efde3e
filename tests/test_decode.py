"""Bytes become the text somebody wrote, or the file is refused."""

import unicodedata

import pytest

from ketnap.ingest.decode import Refusal, decode

TEXT = "Họ và tên;Đơn vị;Ngày kết nạp\nĐảng viên Mẫu 01;Chi bộ Sở Y tế;05/02/2021\n"
TONES = "\u0300\u0301\u0303\u0309\u0323"


def cp1258(text):
    """Windows-1258 writes the five tones as marks of their own and keeps the letters' hats."""
    decomposed = unicodedata.normalize("NFD", text)
    hats = "".join(mark for mark in decomposed if mark not in TONES)
    assert hats != decomposed
    pieces = []
    for letter in text:
        marks = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in marks if mark in TONES)
        base = "".join(mark for mark in marks if mark not in TONES)
        pieces.append(unicodedata.normalize("NFC", base) + tone)
    return "".join(pieces).encode("cp1258")


def mojibake(text):
    """UTF-8 read as Windows-1252, its five undefined bytes kept, and saved again as UTF-8."""
    return "".join(bytes([b]).decode("cp1252", errors="ignore") or chr(b) for b in text.encode()).encode()


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8"),
        (b"\xef\xbb\xbf" + TEXT.encode("utf-8-sig"), "utf-8"),
        (unicodedata.normalize("NFD", TEXT).encode(), "utf-8"),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), "utf-16"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
    ],
    ids=["plain", "bom", "two boms", "nfd", "utf-16-le bom", "utf-16-be bom", "utf-16-le", "utf-16-be"],
)
def test_unicode_is_read_without_a_warning(data, encoding):
    found = decode(data)
    assert (found.text, found.encoding, found.warnings) == (TEXT, encoding, ())


def test_utf16_of_ascii_letters_only_is_not_taken_for_utf8():
    assert decode("Ho ten,Don vi\n".encode("utf-16-le")).text == "Ho ten,Don vi\n"


def test_windows_1258_is_read_with_a_warning():
    found = decode(cp1258(TEXT))
    assert (found.text, found.encoding, found.warnings) == (TEXT, "cp1258", ("legacy_encoding",))


def test_one_broken_byte_costs_one_letter_and_is_noted():
    found = decode(TEXT.encode().replace("ẫ".encode(), b"\xff"))
    assert (found.text, found.warnings) == (TEXT.replace("ẫ", "\ufffd"), ("invalid_bytes",))


@pytest.mark.parametrize("missing", [1, 2])
def test_a_last_letter_cut_in_the_middle_is_still_utf8(missing):
    data = (TEXT + "Đảng viên Mẫ").encode()[:-missing]
    found = decode(data)
    assert (found.text, found.warnings) == (TEXT + "Đảng viên M\ufffd", ("invalid_bytes",))


def test_utf16_cut_in_the_middle_of_a_letter_is_noted():
    found = decode((b"\xff\xfe" + TEXT.encode("utf-16-le"))[:-1])
    assert (found.text, found.warnings) == (TEXT[:-1] + "\ufffd", ("invalid_bytes",))


def test_mojibake_is_repaired_with_a_warning():
    found = decode(mojibake(TEXT))
    assert (found.text, found.warnings) == (TEXT, ("mojibake_repaired",))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty_file"),
        (b"\xef\xbb\xbf", "empty_file"),
        (b"\r\n \t\r\n", "empty_file"),
        (b"\x00" * 400, "empty_file"),
        (mojibake(TEXT) + TEXT.encode(), "mojibake"),
        ("H? tên,??n v?,Ngày k?t n?p\n" + "??ng viên M?u 01,Chi b? S? Y t?,05/02/2021\n" * 9, "lossy_encoding"),
        ("§¶ng viªn,Chi bé Së Y tÕ\n".encode("latin-1"), "unknown_encoding"),
        ("Ñaûng vieân,Chi boä Sôû Y teá\n".encode("latin-1"), "unknown_encoding"),
        (TEXT.encode("utf-32"), "not_csv"),
        ("<!DOCTYPE html><table><tr><td>Họ tên</td></tr></table>", "html"),
        ("\n  <html><body></body></html>", "html"),
        ('<?xml version="1.0"?><Workbook/>', "html"),
        ('{"Họ tên": "Mẫu"}', "not_csv"),
        ('[{"Họ tên": "Mẫu"}]', "not_csv"),
        (b"%PDF-1.7\n%\xe2\xe3", "not_csv"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not_csv"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "not_csv"),
        (b"\x1f\x8b\x08\x00", "not_csv"),
        (b"PK\x03\x04\x14\x00\x06\x00", "workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "workbook"),
    ],
    ids=lambda value: value if isinstance(value, str) and len(value) < 20 else "",
)
def test_what_is_not_a_table_in_text_form_is_refused(data, reason):
    with pytest.raises(Refusal) as refused:
        decode(data if isinstance(data, bytes) else data.encode())
    assert refused.value.reason == reason


def test_a_few_question_marks_are_no_lost_letters():
    text = TEXT + "Đảng viên Mẫu 02;Chi bộ Sở Y tế?;05/02/2021\n"
    assert decode(text.encode()).text == text
