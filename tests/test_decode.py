"""Bytes become the text somebody wrote, or the file is refused."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ketnap.ingest.decode import Refusal, Text, decode, repaired
from tests.test_legacy import written

TEXT = "Họ và tên;Đơn vị;Ngày kết nạp\nĐảng viên Mẫu 01;Chi bộ Sở Y tế;05/02/2021\n"
OLD = ("cp1258", "tcvn3", "vni", "viscii", "tcvn5712")
NAMES = "STT,Ho ten,Don vi\n1,Trần Thị Bưởi,SYT\n2,Lê Văn Cừ,STC\n3,Đặng Hữu Phước,SYT\n"


def mojibake(text, page="cp1252"):
    """UTF-8 read in another code page, its undefined bytes kept, and saved again as UTF-8."""
    return "".join(bytes([b]).decode(page, errors="ignore") or chr(b) for b in text.encode()).encode()


def in_font(text, encoding):
    """A text typed in an old font, of which the program knows Western letters only, saved as UTF-8."""
    return written(text, encoding).decode("latin-1" if encoding == "viscii" else "cp1252").encode()


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8"),
        (b"\xef\xbb\xbf" + TEXT.encode("utf-8-sig"), "utf-8"),
        (TEXT.replace("\n", "\n\ufeff", 1).encode(), "utf-8"),
        (unicodedata.normalize("NFD", TEXT).encode(), "utf-8"),
        ((unicodedata.normalize("NFD", TEXT[:30]) + TEXT[30:]).encode(), "utf-8"),
        (TEXT.encode() + b"\x1a", "utf-8"),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), "utf-16"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (("ạằẵẻ" * 9 + "\n").join(["", TEXT]).encode("utf-16-le"), "utf-16-le"),
    ],
    ids=lambda value: "" if isinstance(value, bytes) else value,
)
def test_unicode_is_read_without_a_warning(data, encoding):
    found = decode(data)
    assert found.text.removeprefix("ạằẵẻ" * 9 + "\n") == TEXT
    assert (found.encoding, found.warnings) == (encoding, ())


def test_a_mark_before_a_quoted_header_is_no_part_of_it():
    assert decode(b'\xef\xbb\xbf"STT","T\xc3\xaan"\n').text == '"STT","Tên"\n'


def test_utf16_of_ascii_letters_only_is_not_taken_for_utf8():
    assert decode("Ho ten,Don vi\n".encode("utf-16-le")).text == "Ho ten,Don vi\n"


@pytest.mark.parametrize("encoding", OLD)
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("text", [TEXT, TEXT * 200, NAMES], ids=["two lines", "many lines", "names only"])
def test_an_old_encoding_is_read_with_a_warning(encoding, line_end, text):
    found = decode(written(text.replace("\n", line_end), encoding))
    assert found.text == text.replace("\n", line_end)
    assert (found.encoding.removesuffix("5712").removesuffix("3"), found.warnings) == (
        encoding.removesuffix("5712").removesuffix("3"),
        ("legacy_encoding",),
    )


@pytest.mark.parametrize("encoding", ["cp1258", "vni", "viscii"])
def test_capitals_are_read_as_capitals(encoding):
    assert decode(written(TEXT.upper(), encoding)).text == TEXT.upper()


def test_capitals_of_tcvn3_are_small_letters_of_another_font():
    assert decode(written(TEXT.upper(), "tcvn3")).text.upper() == TEXT.upper()


@pytest.mark.parametrize("encoding", ["cp1258", "tcvn3", "vni", "viscii"])
def test_letters_of_an_old_font_stored_as_western_letters_are_read(encoding):
    for data in (in_font(TEXT, encoding), b"\xef\xbb\xbf" + in_font(TEXT, encoding)):
        found = decode(data)
        assert (found.text, found.warnings) == (TEXT, ("legacy_encoding",))
    assert decode(in_font(TEXT, encoding).decode().encode("utf-16")).text == TEXT


NAME = "Trần Thị Bưởi Lê Văn Cừ Đặng Hữu Phước Thuỷ hoà nghiêng rượu Ánh Ổi quỳnh gửi phòng An Minh Hai Y"


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(st.sampled_from(NAME.split()), min_size=1, max_size=4).map(" ".join), min_size=1, max_size=9),
    st.sampled_from(OLD),
)
def test_few_names_in_an_old_encoding_are_read_right_or_not_at_all(names, encoding):
    text = "Ho ten,Ghi chu\n" + "".join(f"{name},\n" for name in names)
    try:
        found = decode(written(text, encoding))
    except Refusal as refusal:
        found = refusal
    if isinstance(found, Refusal):
        assert found.reason == "unknown_encoding"
    else:
        assert found.text.upper() == text.upper() or "invalid_bytes" in found.warnings


def test_one_broken_byte_costs_one_letter_and_is_noted():
    found = decode(TEXT.encode().replace("ẫ".encode(), b"\xff"))
    assert (found.text, found.warnings) == (TEXT.replace("ẫ", "\ufffd"), ("invalid_bytes",))


def test_an_old_letter_alone_in_plain_text_is_not_guessed():
    # "Lê" in TCVN3, "Lế" in VISCII, "Lª" in Windows-1252.
    found = decode(b"Ho ten,Don vi\nL\xaa A,SYT\n")
    assert (found.text, found.warnings) == ("Ho ten,Don vi\nL\ufffd A,SYT\n", ("invalid_bytes",))


def test_an_old_dash_in_plain_text_means_the_same_in_every_encoding():
    assert decode(b"Ho ten,Nam\nNguyen Van A,2020 \x96 2021\n").text == "Ho ten,Nam\nNguyen Van A,2020 – 2021\n"


@pytest.mark.parametrize("missing", [1, 2])
def test_a_last_letter_cut_in_the_middle_is_still_utf8(missing):
    data = (TEXT + "Đảng viên Mẫ").encode()[:-missing]
    found = decode(data)
    assert (found.text, found.warnings) == (TEXT + "Đảng viên M\ufffd", ("invalid_bytes",))


def test_utf16_cut_in_the_middle_of_a_letter_is_noted():
    found = decode((b"\xff\xfe" + TEXT.encode("utf-16-le"))[:-3])
    assert (found.text, found.warnings) == (TEXT[:-2] + "\ufffd", ("invalid_bytes",))


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_byte_behind_utf16_or_a_halved_line_end_changes_no_letter(encoding):
    data = TEXT.encode(encoding)
    assert decode((data if encoding == "utf-16-be" else data[:-2]) + b"\n").text.rstrip("\n") == TEXT.rstrip("\n")


def test_utf16_of_which_a_tool_changed_the_line_ends_is_refused():
    with pytest.raises(Refusal, match="mojibake"):
        decode(b"\xff\xfe" + TEXT.encode("utf-16-le").replace(b"\n", b"\r\n"))


@pytest.mark.parametrize("page", ["cp1252", "latin-1", "cp1258", "mac_roman", "cp437"])
def test_mojibake_is_repaired_with_a_warning(page):
    for text in (TEXT, "\ufeff" + TEXT, unicodedata.normalize("NFD", TEXT)):
        for data in (mojibake(text, page), b"\xef\xbb\xbf" + mojibake(text, page)):
            found = decode(data)
            assert (found.text, found.warnings) == (TEXT, ("mojibake_repaired",))


def test_mojibake_of_mojibake_is_repaired():
    assert decode(mojibake(mojibake(TEXT).decode())).text == TEXT


def test_mojibake_that_lost_its_no_break_spaces_is_repaired():
    data = mojibake(TEXT)
    assert b"\xc2\xa0" in data
    assert decode(data.replace(b"\xc2\xa0", b" ")).text == TEXT


def test_an_icelandic_letter_is_taken_for_the_vietnamese_one_it_looks_like():
    found = decode(TEXT.replace("Đ", "Ð").encode())
    assert (found.text, found.warnings) == (TEXT, ())
    assert decode("nafn\nÞórður, Ðuro, Guðrún\n".encode()).text == "nafn\nÞórður, Ðuro, Guðrún\n"


@pytest.mark.parametrize(
    "text",
    [
        "Họ tên,Ghi chú\nMüller Đặng,người Đức\nY Đhăm Niê,Krông Búk\nFrançois,Pháp\n",
        "XÃ “LÔ”,MÃ\nXÃ,‘LÃ’ – …\n",
        "имя,город\nИван,Москва\n",
        "名前,市\n山田,東京\n",
        "imię,miasto\nŁukasz,Łódź\n",
        "Prénom;Ville\nHélène;Besançon\nNoël;Orléans\n",
    ],
    ids=["foreign names", "curly quotes", "Russian", "Japanese", "Polish", "French"],
)
def test_unicode_of_any_language_is_left_alone(text):
    assert decode(text.encode()) == Text(text, "utf-8")


def test_western_text_before_unicode_is_no_vietnamese():
    text = "id,description\n1,Café du marché\n2,Achat de matériel\n3,Vente simple\n4,Frais postaux divers\n"
    assert decode(text.encode("cp1252")).text == text


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "empty_file"),
        (b"\xef\xbb\xbf", "empty_file"),
        (b"\r\n \t\r\n\x1a", "empty_file"),
        (b"\x00" * 400, "empty_file"),
        (mojibake(TEXT) + TEXT.encode(), "mojibake"),
        ("H? tên,??n v?,Ngày k?t n?p\n" + "??ng viên M?u 01,Chi b? S? Y t?,05/02/2021\n" * 9, "lossy_encoding"),
        (TEXT.encode("cp1252", errors="replace"), "lossy_encoding"),
        (TEXT.encode("ascii", errors="replace"), "lossy_encoding"),
        ("Ho ten;Don vi\nNguy?n V?n A;SYT\nTr?n Th? B;SYT\n", "lossy_encoding"),
        (written(TEXT, "cp1258").decode("utf-8", errors="replace"), "lossy_encoding"),
        ("Àaãng böå Súã Y tïë;Àaãng viïn Mêîu;Nguyïîn Vùn A\n".encode("cp1252"), "unknown_encoding"),
        (written(TEXT, "tcvn3") + written(TEXT, "vni"), "unknown_encoding"),
        (written(TEXT, "cp1258") + TEXT.encode(), "unknown_encoding"),
        (TEXT.encode() + in_font(TEXT, "tcvn3"), "unknown_encoding"),
        (TEXT.encode("utf-32"), "not_csv"),
        (bytes(range(1, 32)) * 60, "not_csv"),
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


def test_questions_are_no_lost_letters():
    text = TEXT + "Mẫu 02;Sở Y tế?;lớp 12B?\nMẫu 03;?;5 đ/c?\nMẫu 04;http://x.vn/ds?nam=2021;lớp 10A?\n"
    assert decode(text.encode()) == Text(text, "utf-8")


def test_a_single_lost_letter_is_noted():
    found = decode((TEXT + "Nguy?n Văn A;SYT;05/02/2021\n").encode())
    assert found.warnings == ("invalid_bytes",)


@pytest.mark.parametrize("word", ["Lê".encode("cp1258").decode("latin-1") + "ª", "V¨n", "LÃª"])
def test_a_word_of_an_old_font_among_sound_ones_is_noted(word):
    found = decode((TEXT + word + "\n").encode())
    assert (found.text, found.warnings) == (TEXT + word + "\n", ("invalid_bytes",))


def test_the_texts_of_a_workbook_can_be_repaired_too():
    found = repaired(Text("\x00".join(["Hä vµ tªn", "§¶ng bé", "12"]), "xlsx"))
    assert found.text.split("\x00") == ["Họ và tên", "Đảng bộ", "12"]
