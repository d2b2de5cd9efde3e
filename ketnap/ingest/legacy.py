"""Encodings from before Unicode: what their bytes mean, and which of them a file is in.

Bytes are handled as the text of the same numbers (Latin-1). Every encoding reads the same words; how
likely what it reads is, were it Vietnamese office prose, decides. Vietnamese spelling allows so few
syllables that a wrong encoding soon reads impossible ones.
"""

import codecs
import math
import re
import unicodedata
from functools import lru_cache
from itertools import chain

from ketnap.ingest.texts import forgetful
from ketnap.tables import TABLES

# The letters from 0xA1 on, in the order of the standard; fonts of the .VnTime family know the small ones only.
TCVN3 = (
    "ĂÂÊÔƠƯĐăâêôơưđẰ\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịò"
    "ỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ"
)
# The full TCVN 5712 and VISCII have capitals with tones also below, some in the place of control characters.
TCVN_FROM_80 = "ÀẢÃÁẠẶẬÈẺẼÉẸỆÌỈĨÍỊÒỎÕÓỌỘỜỞỠỚỢÙỦŨ"
TCVN_CONTROLS = dict(zip(b"\x01\x02\x04\x05\x06\x11\x12\x13\x14\x15\x16\x17", "ÚỤỪỬỮỨỰỲỶỸÝỴ", strict=True))
VISCII_FROM_80 = (
    "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲÕắằặấầẩậẽẹếềểễệốồổỗỠƠộờởịỰỨỪỬơớƯÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳ"
    "ĐứÒÓÔạỷừửÙÚỹỵÝỡưàáâãảăữẫèéêẻìíĩỉđựòóôõỏọụùúũủýợỮ"
)
VISCII_CONTROLS = dict(zip(b"\x02\x05\x06\x14\x19\x1e", "ẲẴẪỶỸỴ", strict=True))
GRAVE, ACUTE, HOOK, TILDE, DOT = "\u0300\u0301\u0309\u0303\u0323"
HAT, BREVE = "\u0302\u0306"
# VNI writes a letter, then a mark: the accents each mark stands for, and the letters that need none.
VNI_MARKS = {
    **dict(zip("øùûõï", (GRAVE, ACUTE, HOOK, TILDE, DOT), strict=True)),
    **dict(zip("âàáåãä", (HAT, HAT + GRAVE, HAT + ACUTE, HAT + HOOK, HAT + TILDE, HAT + DOT), strict=True)),
    **dict(zip("êèéúüë", (BREVE, BREVE + GRAVE, BREVE + ACUTE, BREVE + HOOK, BREVE + TILDE, BREVE + DOT), strict=True)),
}
VNI_LETTERS = dict(zip("ñôöìíæóòî", "đơưìíỉĩịỵ", strict=True))


def _codec(name: str) -> dict[int, str]:
    """The letters of a code page Python knows; bytes without a meaning are damaged letters."""
    return {byte: bytes([byte]).decode(name, errors="replace") for byte in range(256)}


def _in_order(letters: dict[int, str]) -> str:
    """The letters of an encoding with one byte to a letter, in the order of the bytes."""
    return "".join(letters[byte] for byte in range(256))


def _vni() -> dict[int, str]:
    """The letters and marks of VNI, small and capital."""
    small = {ord(byte): letters for byte, letters in (VNI_MARKS | VNI_LETTERS).items()}
    return _codec("cp1252") | small | {byte - 32: letters.upper() for byte, letters in small.items()}


def _tcvn3() -> dict[int, str]:
    """The letters of TCVN3, with the quotation marks and dashes of its fonts."""
    return _codec("cp1252") | dict(enumerate(TCVN3, start=0xA1))


# What the bytes of each encoding mean, and how large its share of the old files of offices may be.
ENCODINGS: dict[str, str | dict[int, str]] = {
    "cp1258": _in_order(_codec("cp1258")),
    "tcvn3": _in_order(_tcvn3()),
    "vni": _vni(),
    "cp1252": _in_order(_codec("cp1252")),
    "viscii": _in_order(_codec("latin-1") | dict(enumerate(VISCII_FROM_80, start=0x80)) | VISCII_CONTROLS),
    "tcvn5712": _in_order(_tcvn3() | dict(enumerate(TCVN_FROM_80, start=0x80)) | TCVN_CONTROLS),
}
SHARES = {"cp1258": 0.3, "tcvn3": 0.3, "vni": 0.2, "cp1252": 0.15, "viscii": 0.03, "tcvn5712": 0.02}

TONES = re.compile(f"[{GRAVE}{ACUTE}{HOOK}{TILDE}{DOT}]")
HATS = re.compile("[ăâêôơư]")
STOPPED = re.compile("(?:c|ch|p|t)$")
ONSET = "b|ch?|d|đ|gh?|gi|h|kh?|l|m|ngh?|nh?|ph?|qu|r|s|th?|tr|v|x"
SYLLABLE = re.compile(
    rf"(?:{ONSET})?"
    r"(?:o?a(?:ch?|i|m|ng?|nh|o|p|t|u|y)?|o?ă(?:c|k|m|ng?|p|t)|u?â(?:c|m|ng?|p|t|u|y)|o?e(?:c|m|ng?|o|p|t)?"
    r"|u?ê(?:ch|m|n|nh|p|t|u)?|i(?:a|ch|m|n|nh|p|t|u)?|(?:i|u?y)ê(?:c|m|ng?|p|t|u)|oo?(?:c|i|m|ng?|p|t)?"
    r"|ô(?:c|i|m|ng?|p|t)?|u?ơ(?:i|m|n|p|t)?|u(?:a|c|i|m|ng?|p|t)?|uô(?:c|i|m|ng?|t)|ư(?:a|c|i|m|ng|t|u)?"
    r"|ươ(?:c|i|m|ng?|p|t|u)|u?y(?:a|ch|n|nh|p|t|u)?)"
)
# A syllable of which vowels or the first "đ" became a question mark.
VOWELS = "aeiouyàáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ"
LOST = re.compile(rf"(?:{ONSET})?[{VOWELS}]*\?[{VOWELS}]*(?:ch?|ng?|nh|m|p|t)?")

# Words that rosters, their titles and signatures are made of, and the commonest family and middle names.
ORDINARY = """
án bản bảng bảo ban báo bệnh biểu bí bình bổ bộ các cán cao cấp châu chấp chế chỉ chính chí chủ chức chứng chuyển cộng
công cơ của cử dân danh dục dụng dựng dự dưỡng đ đã đài đại đảng đạo đào đáo đạt đẳng đến địa điện điều định độ đoàn
độc đội đồng động đợt được giám giáo giao giấy giới gồm hàng hành hạnh hiện hiệp hiệu hình hoạch hóa hòa hoạt học hồ
hội hợp huyện hưởng khách khai kế kết khoa khoản không khối kiểm kinh kỳ kỹ làm lao lâm lập lễ lĩnh lịch lớp luật lượng
lý mẫu mại mặt mỏ môi một mới năm nạp này ngân ngành nghề nghĩa nghiệp nghị nghiên nguồn nguyên người nhà nhận nhân
nhiệm nhóm niên nội nông nơi nữ phạm phát pháp phần phê phòng phố phúc phụ phục phủ phường quản quán quân quan quê quốc
quy quyết quỹ sách sản sát sinh số sở sơ sử sự tài tải tâm tạo tập tế tên tháng thanh thành thải thẩm thẻ thể thi thị
thiện thiết thiếu thông thống thời thủ thuế thuật thư thường thượng thủy tích tiền tiếp tiến tiểu tịch tính tỉnh tòa tổ
tổng trại trách trạm trị triển trình trí trong trung trực trường trưởng truyền từ tư tự tuổi tuyên tuyến ủy uỷ ứng vàng
vào văn vấn vận vật về vệ viên viện việt vụ vực vùng xã xây xét xí xuất ý yếu nguyễn trần lê hoàng huỳnh vũ võ đặng bùi
đỗ ngô dương trịnh đinh mạc hà tạ tô lương đức hữu ngọc thúy thùy hồng hương hiền hằng hải hùng hưng dũng tuấn tú tùng
thắng thảo vân vĩnh xuân yến ánh ái bích cường diễm diệu điệp giang hiếu khánh kiên kiều lệ liễu mỹ nhã nhật như phước
phương phượng quý quỳnh sơn tấn thái thịnh thu tín toàn trâm trọng trúc uyên vượng đắk đăk lắk krông mông hmông niê
êban
"""
# Chances of a word: that it is one of those above, another syllable, an abbreviation ("QĐ"), anything.
KNOWN, OTHER, SHORT, ANYTHING = 0.55, 0.35, 0.05, 0.05
SYLLABLES = 25_000  # that the spelling allows
LETTER, ACCENTED, RARE, PUNCTUATION = (math.log(1 / n) for n in (30, 60, 200, 20))
# The best reading must be this much likelier than all others together, and make sense of so many words.
CERTAIN = math.log(1000)
LEAST_SENSE, LEAST_WESTERN_SENSE = 0.75, 0.95
MOST_ACCENTED = 0.3  # of the words of Western text
# More evidence changes no verdict.
SAMPLE, PIECE, MOST_WORDS, LONGEST_WORD = 4_000_000, 65_536, 5_000, 40

WORD = re.compile(r"[A-Za-z\x01-\x08\x0e-\x19\x1b-\x1f\x80-\xff]+")
PART = re.compile(r"[^\W\d_]+|.", re.DOTALL)
QUOTES = "“”‘’"
EDGE = "\xa0\xad–—…•·°«»´" + QUOTES
SIGNS = "¡¢£¤¥¦§¨©ª«¬®¯°±²³´µ¶·¸¹º»¼½¾¿×÷€™"
ABBREVIATION = re.compile("[A-ZĂÂĐÊÔƠƯ]{1,8}")
WESTERN_VOWELS = "àâäáãåæèéêëìíîïòóôöõøùúûüýÿÀÂÄÁÃÅÆÈÉÊËÌÍÎÏÒÓÔÖÕØÙÚÛÜÝ"
WESTERN = re.compile(f"[A-Za-zçñœßðþÇÑŒÐÞ’{WESTERN_VOWELS}]+")
# Of two different ones side by side no language of Western Europe makes use.
NOT_WESTERN = re.compile(f"([{WESTERN_VOWELS}])(?!\\1)[{WESTERN_VOWELS}]")


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    """The accented words of headers, of the words columns know, and of ordinary rosters."""
    columns = [column for table in TABLES for column in table.columns]
    said = chain.from_iterable((*column.headers, *chain(*column.choices.values())) for column in columns)
    words = re.findall(r"[^\W\d_]+", " ".join((ORDINARY, *said)).lower())
    return frozenset(word for word in words if not word.isascii())


@forgetful
@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """Whether Vietnamese spelling allows a word: one syllable with at most one tone, in its place."""
    whole, bare = _nfc(word.lower()), _bare(word)
    tones = TONES.findall(unicodedata.normalize("NFD", whole))
    if len(tones) > 1 or not SYLLABLE.fullmatch(bare) or (STOPPED.search(bare) and tones not in ([ACUTE], [DOT])):
        return False
    hats = [found.start() for found in HATS.finditer(bare)]
    return not (tones and hats) or whole[hats[-1]] != bare[hats[-1]]


def is_lost(before: str, after: str) -> bool:
    """Whether a question mark between these letters stands where a Vietnamese letter was."""
    if not after and (not before or SYLLABLE.fullmatch(_bare(before))):
        return False
    return bool(LOST.fullmatch(f"{before}?{after}".lower()))


def makes_sense(word: str) -> bool:
    """Whether a word is Vietnamese, or of a language written with the letters of Western Europe."""
    return _chance(word.strip(SIGNS), "cp1252")[1]


def converted(raw: str, encoding: str) -> str:
    """The text that bytes, given as Latin-1 text, stand for in an encoding."""
    return _nfc(codecs.charmap_decode(raw.encode("latin-1"), "strict", ENCODINGS[encoding])[0])


def encoding_of(raw: str) -> str | None:
    """The encoding of bytes, given as Latin-1 text; None if none makes sense or two readings are close."""
    words = _old_words(raw)
    if not words:
        return None
    readings = {name: [converted(word, name) for word in words] for name in ENCODINGS}
    chances = {
        name: math.log(SHARES[name]) + sum(_chance(text, name)[0] for text in reading)
        for name, reading in readings.items()
    }
    name = max(chances, key=lambda name: chances[name])
    others = [math.exp(chances[n] - chances[name]) for n in ENCODINGS if readings[n] != readings[name]]
    unread = _unread(words, name)
    least = LEAST_WESTERN_SENSE if name == "cp1252" else LEAST_SENSE
    if sum(others) > math.exp(-CERTAIN) or len(unread) > (1 - least) * len(words):
        return None
    return None if len(unread) > 2 and _are_of_another(unread, name) else name


def is_mixed(raw: str, encoding: str) -> bool:
    """Whether words that make no sense in the encoding of their file are words of another encoding."""
    return _are_of_another(_unread(_old_words(raw), encoding), encoding)


def is_too_accented(raw: str) -> bool:
    """Whether bytes read as Windows-1252 are no Vietnamese and have more accents than any Western text."""
    accented = [word for word in _old_words(raw) if any(letter.isalpha() and not letter.isascii() for letter in word)]
    plain = [word for word in _words(raw) if len(word) > 1 and word.isascii() and word.isalpha()]
    vietnamese = sum(_vietnamese(converted(word, "cp1252"), "cp1252")[1] for word in accented)
    return vietnamese * 2 < len(accented) and len(accented) > MOST_ACCENTED * (len(plain) + len(accented))


def _words(raw: str) -> set[str]:
    """The different words of bytes, or of a sample of them."""
    if len(raw) <= SAMPLE:
        found = WORD.findall(raw)
    else:
        pieces = (raw[at : at + PIECE] for at in range(0, len(raw), PIECE * (len(raw) // SAMPLE)))
        found = chain.from_iterable(WORD.findall(piece)[1:-1] for piece in pieces)
    return {word for word in found if len(word) <= LONGEST_WORD}


def _old_words(raw: str) -> list[str]:
    """The words of bytes that are not plain ASCII letters, or some thousands of them."""
    words = sorted(word for word in _words(raw) if not (word.isascii() and word.isalpha()))
    return words[:: len(words) // MOST_WORDS + 1]


def _unread(words: list[str], name: str) -> list[str]:
    """The words of which an encoding makes no sense."""
    return [word for word in words if not _chance(converted(word, name), name)[1]]


def _are_of_another(unread: list[str], name: str) -> bool:
    """Whether most of the words an encoding does not read are words of another: two fonts, or files, in one."""
    read = [sum(_vietnamese(converted(word, other), other)[1] for word in unread) for other in {*ENCODINGS} - {name}]
    return any(map(_is_utf8, unread)) or max(read) * 2 > len(unread)


def _is_utf8(word: str) -> bool:
    """Whether the bytes of a word are UTF-8."""
    try:
        return bool(word.encode("latin-1").decode("utf-8"))
    except UnicodeDecodeError:
        return False


def _chance(text: str, name: str) -> tuple[float, bool]:
    """The log chance that somebody wrote what an encoding reads as `text`, and whether it makes sense."""
    vietnamese = _vietnamese(text, name)
    return max(vietnamese, _western(text)) if name == "cp1252" else vietnamese


@forgetful
@lru_cache(maxsize=65536)
def _vietnamese(text: str, name: str) -> tuple[float, bool]:
    """The log chance of a word in Vietnamese text, and whether it makes sense there."""
    inner, chance = _without_edges(text)
    sense = True
    for part in PART.findall(inner):
        word = _word(part, name)
        if word:
            chance += word
        else:
            chance, sense = chance + math.log(ANYTHING) + RARE * len(part), False
    return chance, sense


@forgetful
@lru_cache(maxsize=65536)
def _word(word: str, name: str) -> float:
    """The log chance of a Vietnamese word, 0 if it is none.

    Capitals with tones belong to another font of the TCVN3 family: "§¶NG" is written for "ĐẢNG".
    """
    if word == "\xa0":
        return PUNCTUATION
    small = word.lower()
    plain = "".join(letter for letter in word if letter.isascii())
    even = word in (small, word.upper(), word[0] + small[1:]) or (name.startswith("tcvn") and plain.isupper())
    if plain == word and word.isalpha():
        return LETTER * len(word)
    if even and small in _known():
        return math.log(KNOWN / len(_known()))
    if even and is_syllable(small):
        return math.log(OTHER / SYLLABLES)
    return math.log(SHORT) + LETTER * len(word) if ABBREVIATION.fullmatch(word) else 0


def _western(text: str) -> tuple[float, bool]:
    """The log chance of a word in French, English or the like, and whether it makes sense there."""
    inner, chance = _without_edges(text)
    even = inner in (inner.lower(), inner.upper(), inner[:1] + inner[1:].lower())
    if even and WESTERN.fullmatch(inner) and not NOT_WESTERN.search(inner):
        return chance + sum(LETTER if letter.isascii() else ACCENTED for letter in inner), True
    if not inner.strip(SIGNS):
        return chance + RARE * len(inner), True
    return math.log(ANYTHING) + RARE * len(text), False


def _without_edges(text: str) -> tuple[str, float]:
    """A word without the punctuation around it, and the log chance of that."""
    inner = text.strip(EDGE)
    before, _, after = text.partition(inner) if inner else (text, "", "")
    return inner, sum(RARE if sign in QUOTES else PUNCTUATION for sign in before + after)


def _bare(word: str) -> str:
    """A word in small letters without its tone."""
    return _nfc(TONES.sub("", unicodedata.normalize("NFD", word.lower())))


def _nfc(text: str) -> str:
    """The text with letters and their marks in one."""
    return unicodedata.normalize("NFC", text)
