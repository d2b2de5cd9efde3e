"""Text -> bytes in the encodings Vietnamese offices used before Unicode."""

import re
import unicodedata

LETTERS = "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"
TCVN3 = bytes.fromhex(
    "a1a2a3a4a5a6a7a8a9aaabacadaeb5b6b7b8b9bbbcbdbec6c7c8c9cacbcccecfd0d1d2d3d4d5d6d7d8dcdddedfe1e2e3"
    "e4e5e6e7e8e9eaebecedeeeff1f2f3f4f5f6f7f8f9fafbfcfdfe"
)
VISCII = bytes.fromhex(
    "c5c2cad4b4bfd0e5e2eaf4bddff0e0e4e3e1d5a2c6c7a1a3a5a6e7a4a7e8eba8e9a9abacadaaaeecefeeedb8f2f6f5f3f7b0b1b2afb5"
    "b6b7debefef9fcfbfaf8d7d8e6d1f1cfd6dbfddc"
)
# VNI writes a vowel and behind it a letter that stands for its marks; y and i with some marks are letters of their own.
VNI_MARKS = {
    "": dict(zip("\u0301\u0300\u0309\u0303\u0323", "ùøûõï", strict=True)),
    "\u0302": {"": "â", **dict(zip("\u0301\u0300\u0309\u0303\u0323", "áàåãä", strict=True))},
    "\u0306": {"": "ê", **dict(zip("\u0301\u0300\u0309\u0303\u0323", "éèúüë", strict=True))},
}
VNI_ALONE = {"ơ": "ô", "ư": "ö", "đ": "ñ", "í": "í", "ì": "ì", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î"}
TONES = "\u0301\u0300\u0309\u0303\u0323"


def _plain(text: str) -> str:
    """The text in whole letters and with the one space that old encodings have."""
    return re.sub(r"[^\S\n\r\t]", " ", unicodedata.normalize("NFC", text))


def windows_1258(text: str) -> bytes:
    """The bytes of Windows-1258, which has letters with hats and tones beside them; others are left out."""
    return b"".join(map(_cp1258, _plain(text)))


def _cp1258(letter: str) -> bytes:
    try:
        return letter.encode("cp1258")
    except UnicodeEncodeError:
        apart = unicodedata.normalize("NFD", letter)
        tone = "".join(mark for mark in apart if mark in TONES)
        base = unicodedata.normalize("NFC", "".join(mark for mark in apart if mark not in TONES))
        return (base + tone).encode("cp1258", errors="ignore")


def tcvn3(text: str) -> bytes:
    """The bytes of TCVN3; capitals with tones are small letters in another font, dashes are those of Windows."""
    marks = {mark: mark.encode("cp1252")[0] for mark in "–—“”‘’…"}
    return _single_bytes(text, marks | dict(zip(LETTERS, TCVN3, strict=True)))


def viscii(text: str) -> bytes:
    """The bytes of VISCII, which has no dashes; capitals with tones are written small."""
    return _single_bytes(text.replace("–", "-"), dict(zip(LETTERS, VISCII, strict=True)))


def _single_bytes(text: str, table: dict[str, int]) -> bytes:
    known = (table.get(c, table.get(c.lower())) if c > "\x7f" else ord(c) for c in _plain(text))
    return bytes(byte for byte in known if byte is not None)


def vni(text: str) -> bytes:
    """The bytes of VNI-Windows."""
    return "".join(map(_vni, _plain(text))).encode("cp1252", errors="ignore")


def _vni(letter: str) -> str:
    small = letter.lower()
    if letter <= "\x7f" or not letter.isalpha():
        return letter
    if small in VNI_ALONE:
        return VNI_ALONE[small] if letter == small else VNI_ALONE[small].upper()
    apart = unicodedata.normalize("NFD", small)
    tone = "".join(mark for mark in apart[1:] if mark in TONES)
    shape = "".join(mark for mark in apart[1:] if mark not in TONES)
    if shape == "\u031b":
        found = VNI_ALONE[unicodedata.normalize("NFC", apart[0] + shape)] + VNI_MARKS[""][tone]
    elif shape in VNI_MARKS and len(apart) > 1:
        found = apart[0] + VNI_MARKS[shape][tone]
    else:
        found = ""
    return found if letter == small else found.upper()


def mojibake(text: str) -> bytes:
    """UTF-8 that was taken for Windows-1252 and saved as UTF-8 again."""
    seen = "".join(bytes([byte]).decode("cp1252", errors="ignore") or chr(byte) for byte in text.encode())
    return seen.encode()
