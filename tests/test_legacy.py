"""Letters of the old encodings, Vietnamese spelling, and which encoding some bytes are in."""

import unicodedata

import pytest

from ketnap.ingest import legacy

LETTERS = "àảãáạ ăằẳẵắặ âầẩẫấậ èẻẽéẹ êềểễếệ ìỉĩíị òỏõóọ ôồổỗốộ ơờởỡớợ ùủũúụ ưừửữứự ỳỷỹýỵ đ"
# The same letters as the bytes of each encoding, shown as Western letters: from the standards and, for VNI, its manual.
SPELLED = {
    "tcvn3": (
        "µ¶·¸¹ ¨»¼½¾Æ ©ÇÈÉÊË ÌÎÏÐÑ ªÒÓÔÕÖ ×ØÜÝÞ ßáâãä «åæçèé ¬êëìíî ïñòóô \xadõö÷øù úûüýþ ®",
        "",
    ),
    "tcvn5712": (
        "µ¶·¸¹ ¨»¼½¾Æ ©ÇÈÉÊË ÌÎÏÐÑ ªÒÓÔÕÖ ×ØÜÝÞ ßáâãä «åæçèé ¬êëìíî ïñòóô \xadõö÷øù úûüýþ ®",
        "\x80\x81\x82\x83\x84 ¡¯º¿À\x85 ¢ÁÂÃÄ\x86 \x87\x88\x89\x8a\x8b £ÅÍÙÚ\x8c \x8d\x8e\x8f\x90\x91"
        " \x92\x93\x94\x95\x96 ¤Ûàðÿ\x97 ¥\x98\x99\x9a\x9b\x9c \x9d\x9e\x9f\x01\x02 ¦\x04\x05\x06\x11\x12"
        " \x13\x14\x15\x16\x17 §",
    ),
    "viscii": (
        "àäãáÕ å¢ÆÇ¡£ â¥¦ç¤§ èë¨é© ê«¬\xadª® ìïîí¸ òöõó÷ ô°±²¯µ ½¶·Þ¾þ ùüûúø ß×ØæÑñ ÏÖÛýÜ ð",
        "ÀÄÃÁ\x80 Å\x82\x02\x05\x81\x83 Â\x85\x86\x06\x84\x87 ÈË\x88É\x89 Ê\x8b\x8c\x8d\x8a\x8e"
        " Ì\x9bÎÍ\x98 Ò\x99\xa0Ó\x9a Ô\x90\x91\x92\x8f\x93 ´\x96\x97³\x95\x94 Ù\x9c\x9dÚ\x9e ¿»¼ÿº¹"
        " \x9f\x14\x19Ý\x1e Ð",
    ),
    "vni": (
        "aø aû aõ aù aï  aê aè aú aü aé aë  aâ aà aå aã aá aä  eø eû eõ eù eï  eâ eà eå eã eá eä  ì æ ó í ò"
        "  oø oû oõ où oï  oâ oà oå oã oá oä  ô ôø ôû ôõ ôù ôï  uø uû uõ uù uï  ö öø öû öõ öù öï  yø yû yõ yù î  ñ",
        "AØ AÛ AÕ AÙ AÏ  AÊ AÈ AÚ AÜ AÉ AË  AÂ AÀ AÅ AÃ AÁ AÄ  EØ EÛ EÕ EÙ EÏ  EÂ EÀ EÅ EÃ EÁ EÄ  Ì Æ Ó Í Ò"
        "  OØ OÛ OÕ OÙ OÏ  OÂ OÀ OÅ OÃ OÁ OÄ  Ô ÔØ ÔÛ ÔÕ ÔÙ ÔÏ  UØ UÛ UÕ UÙ UÏ  Ö ÖØ ÖÛ ÖÕ ÖÙ ÖÏ  YØ YÛ YÕ YÙ Î  Ñ",
    ),
}


def letters_of(encoding):
    """Letter -> its bytes, as Latin-1 text."""
    found = {}
    for spelled, letters in zip(SPELLED[encoding], (LETTERS, LETTERS.upper()), strict=True):
        pieces = spelled.split() if encoding == "vni" else spelled.replace(" ", "")
        found |= dict(zip(letters.replace(" ", ""), pieces, strict=bool(spelled)))
    if encoding == "tcvn3":
        found |= dict(zip("ĂÂÊÔƠƯĐ", "¡¢£¤¥¦§", strict=True))
        # Capitals with tones are small letters in a font of capitals.
        found |= {letter.upper(): byte for letter, byte in found.items() if letter.upper() not in found}
    return found


def written(text, encoding):
    """The bytes of a Vietnamese text in an old encoding."""
    if encoding == "cp1258":
        return "".join(apart(letter) for letter in text).encode("cp1258")
    found = letters_of(encoding)
    return "".join(found.get(letter, letter) for letter in text).encode("cp1252" if encoding == "vni" else "latin-1")


def apart(letter):
    """A letter as Windows-1258 writes it: with its hat, then its tone."""
    marks = unicodedata.normalize("NFD", letter)
    tone = "".join(mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323")
    return unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in tone)) + tone


@pytest.mark.parametrize("encoding", ["tcvn5712", "viscii", "vni", "cp1258"])
@pytest.mark.parametrize("letters", [LETTERS, LETTERS.upper()], ids=["small", "capital"])
def test_every_letter_is_read(encoding, letters):
    assert len(letters.replace(" ", "")) == 67
    assert legacy.converted(written(letters, encoding).decode("latin-1"), encoding) == letters


def test_tcvn3_knows_small_letters_and_seven_capitals():
    assert legacy.converted(SPELLED["tcvn3"][0], "tcvn3") == LETTERS
    assert legacy.converted("¡¢£¤¥¦§", "tcvn3") == "ĂÂÊÔƠƯĐ"


@pytest.mark.parametrize(
    ("encoding", "motto"),
    [
        ("tcvn3", "§éc lËp - Tù do - H¹nh phóc"),
        ("vni", "Ñoäc laäp - Töï do - Haïnh phuùc"),
        ("viscii", "Ðµc l§p - Tñ do - HÕnh phúc"),
        ("cp1258", "Ðôòc lâòp - Týò do - Haònh phuìc"),
    ],
)
def test_the_motto_is_told_from_its_few_words(encoding, motto):
    assert legacy.encoding_of(motto) == encoding
    assert legacy.converted(motto, encoding) == "Độc lập - Tự do - Hạnh phúc"


def test_a_mark_of_vni_may_be_small_behind_a_capital():
    assert legacy.converted("Aâ, Ôû, OÏ", "vni") == "Â, Ở, Ọ"


@pytest.mark.parametrize("encoding", ["tcvn3", "vni", "viscii", "cp1258"])
@pytest.mark.parametrize(
    "names",
    [
        "Nguyen Van A, Trần Thị Bưởi, Lê Văn Cừ",
        "Đặng Hữu Phước, Hồ Thị Ánh Tuyết",
        "THẠCH THỊ QUYẾN, LÂM VĂN HƯỞNG, HUỲNH VĂN ĐỆ",
        "Ho ten, Chi bo So Y te, Vũ Đình Quỳnh, Bùi Thị Hòa",
    ],
)
def test_three_names_tell_the_encoding(encoding, names):
    raw = written(names, encoding).decode("latin-1")
    assert legacy.encoding_of(raw) == encoding
    assert legacy.converted(raw, encoding).upper() == names.upper()


@pytest.mark.parametrize(
    "raw",
    [
        "Lª",  # Lê in TCVN3, Lế in VISCII
        "\xb5",
        "Nguyen Van A",
        "XÿZ ¤¤¤ ÷÷",
        "Chi bé Së Y tÕ, §¶ng bé Së Tµi chÝnh; Chi boä Sôû Y teá, Ñaûng boä Sôû Taøi chính",
        "Chi bé Së Y tÕ, §¶ng bé Së Tµi chÝnh; " + "Chi bộ Sở Nội vụ, Đảng bộ".encode().decode("latin-1"),
    ],
    ids=["close", "a sign", "no old letter", "no sense", "two fonts", "two files"],
)
def test_what_cannot_be_told_is_not_guessed(raw):
    assert legacy.encoding_of(raw) is None


def test_readings_that_agree_are_no_rivals():
    # An old dash, and letters that Windows-1252, Windows-1258 and VISCII write alike.
    assert legacy.encoding_of("Nguyen Van A \x96 2021") is not None
    raw = "tên và ngày, nông, quân, hành"
    encoding = legacy.encoding_of(raw)
    assert encoding
    assert legacy.converted(raw, encoding) == raw


def test_a_few_words_of_another_font_are_noticed():
    sound = "Chi bé Së Y tÕ, §¶ng bé Së Tµi chÝnh, Hä vµ tªn"
    assert legacy.encoding_of(sound + ", Ñaûng") == "tcvn3"
    assert not legacy.is_mixed(sound, "tcvn3")
    assert legacy.is_mixed(sound + ", Ñaûng", "tcvn3")


def test_french_and_english_are_read_as_such():
    french = "Prénom, Ville; François, Besançon; Hélène, Orléans; Paul, Paris; Jean, Lyon; " + "le la les un une " * 9
    assert legacy.encoding_of(french) == "cp1252"
    assert not legacy.is_too_accented("café de la gare, deux places libres, sortie par la porte")


def test_more_accents_than_any_western_language_has_are_suspicious():
    # BK HCM 2, a font of the nineties, looks like Western letters.
    assert legacy.is_too_accented("Àaãng böå Súã Y tïë, Nguyïîn Vùn A")


@pytest.mark.parametrize(
    "word", ["Nguyễn", "hoà", "hòa", "thuỷ", "thủy", "quyết", "giếng", "giữ", "gìn", "ương", "uống"]
)
def test_vietnamese_syllables(word):
    assert legacy.is_syllable(word)
    assert legacy.is_syllable(word.upper())


@pytest.mark.parametrize(
    "word", ["Müller", "chếć", "tât", "tầc", "Đng", "đb", "hơa", "bãf", "ạá", "ngướì", "tiế̀ng", "tíêng", "viêṇ"]
)
def test_no_vietnamese_syllables(word):
    assert not legacy.is_syllable(word)


@pytest.mark.parametrize(("before", "after"), [("Nguy", "n"), ("", "ng"), ("S", ""), ("t", "nh"), ("ngh", "a")])
def test_a_question_mark_in_a_syllable_was_a_letter(before, after):
    assert legacy.is_lost(before, after)


@pytest.mark.parametrize(("before", "after"), [("tế", ""), ("", ""), ("12B", ""), ("php", "id"), ("rõ", ""), ("A", "")])
def test_a_question_mark_behind_a_word_is_a_question(before, after):
    assert not legacy.is_lost(before, after)
