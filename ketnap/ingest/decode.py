"""Bytes of an uploaded file -> text, or the reason why it cannot be read as text."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

LARGEST_FILE = 200 * 1024 * 1024
SIGNATURES = (
    (b"PK\x03\x04", "workbook"),
    (b"PK\x05\x06", "workbook"),
    (b"\xd0\xcf\x11\xe0", "workbook"),
    (b"%PDF", "not_csv"),
    (b"\x89PNG", "not_csv"),
    (b"\xff\xd8\xff", "not_csv"),
    (b"GIF8", "not_csv"),
    (b"\x1f\x8b", "not_csv"),
    (b"Rar!", "not_csv"),
    (b"7z\xbc\xaf", "not_csv"),
)
VIETNAMESE = frozenset("ăâđêôơưàằầèềìòồờùừỳảẳẩẻểỉỏổởủửỷãẵẫẽễĩõỗỡũữỹáắấéếíóốớúứýạặậẹệịọộợụựỵ")
# A question mark inside or before a word: what is left of a letter that an old encoding could not hold.
LOST_LETTER = re.compile(r"(?<=\w)\?(?=\w)|(?<![\w?])\?{1,2}(?=\w)")


@dataclass(frozen=True)
class Text:
    """A file's text in NFC without byte-order marks, the encoding it was in, and what was noticed."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


class Refusal(Exception):
    """The whole file cannot be read; `reason` is a code of `ingest.reasons.REFUSALS`."""

    def __init__(self, reason: str, **fields: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.fields = fields


def decode(data: bytes) -> Text:
    """The text of a file's bytes; raises Refusal for what is not a table in text form."""
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise Refusal("empty_file")
    if len(data) > LARGEST_FILE:
        raise Refusal("too_large", megabytes=LARGEST_FILE >> 20)
    for signature, reason in SIGNATURES:
        if data.startswith(signature):
            raise Refusal(reason)
    _refuse_lost_letters(data)
    found = _decoded(data)
    text = unicodedata.normalize("NFC", found.text.replace("\ufeff", ""))
    _refuse_other_formats(text)
    return Text(text, found.encoding, found.warnings)


def _refuse_other_formats(text: str) -> None:
    """Raise Refusal for HTML, XML and JSON, whatever the file's name says."""
    head = text[:2000].lstrip().lower()
    if head.startswith(("<!doctype", "<html", "<?xml", "<table", "<meta", "<head")) or "<html" in head:
        raise Refusal("html")
    if head.startswith(("{", "[{")):
        raise Refusal("not_csv")
    if text.count("\x00") > max(3, len(text) // 1000):
        raise Refusal("not_csv")


def _refuse_lost_letters(data: bytes) -> None:
    """Raise Refusal if letters were replaced by question marks before the file came here."""
    text = data.decode("latin-1")
    if len(LOST_LETTER.findall(text)) > max(5, len(text) // 100):
        raise Refusal("lossy_encoding")


def _decoded(data: bytes) -> Text:
    """The text by byte-order mark, else UTF-8, else UTF-16 by its zero bytes, else an older encoding."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _utf16(data, "utf-16")
    utf8 = _utf8(data)
    if utf8 is not None:
        return utf8
    for encoding, zeros in (("utf-16-le", data[1:2000:2]), ("utf-16-be", data[0:2000:2])):
        if zeros.count(0) > len(zeros) // 3:
            return _utf16(data, encoding)
    return _legacy(data)


def _utf16(data: bytes, encoding: str) -> Text:
    """The text of UTF-16 bytes; broken letters are noted."""
    text = data.decode(encoding, errors="replace")
    return Text(text, encoding, ("invalid_bytes",) if "\ufffd" in text else ())


def _utf8(data: bytes) -> Text | None:
    """The text if the bytes are UTF-8, one or two broken letters and a cut last one allowed."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 3 and error.reason == "unexpected end of data":
            return Text(data[: error.start].decode("utf-8") + "\ufffd", "utf-8", ("invalid_bytes",))
        text = data.decode("utf-8", errors="replace")
        broken, letters = text.count("\ufffd"), sum(letter > "\x7f" for letter in text)
        if broken > 3 and broken * 50 > letters:
            return None
        if letters - broken < broken:
            return None
        return Text(text, "utf-8", ("invalid_bytes",))
    if data[:4000].count(0) > len(data[:4000]) // 3:
        return None
    repaired = _mojibake_repaired(text)
    return Text(repaired, "utf-8", ("mojibake_repaired",)) if repaired else Text(text, "utf-8")


def _mojibake_repaired(text: str) -> str | None:
    """The text that was UTF-8, read as Windows-1252 and saved again; None if it was not."""
    if len(re.findall("[ÃÄÆ][\u0080-\u00bf‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|á[º»]", text)) < 3:
        return None
    try:
        return text.translate(_cp1252_bytes()).encode("latin-1").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        raise Refusal("mojibake") from None


@lru_cache(maxsize=1)
def _cp1252_bytes() -> dict[int, int]:
    """Windows-1252 letters -> the byte each was, undefined bytes standing for themselves."""
    table = {}
    for byte in range(128, 160):
        letter = bytes([byte]).decode("cp1252", errors="ignore")
        if letter:
            table[ord(letter)] = byte
    return table


def _legacy(data: bytes) -> Text:
    """The text in Windows-1258; raises Refusal for other old encodings, naming the way out."""
    try:
        text = unicodedata.normalize("NFC", data.decode("cp1258"))
    except UnicodeDecodeError:
        raise Refusal("unknown_encoding") from None
    if not _reads_vietnamese(text):
        raise Refusal("unknown_encoding")
    return Text(text, "cp1258", ("legacy_encoding",))


def _reads_vietnamese(text: str) -> bool:
    """Whether nearly every letter beyond ASCII is one Vietnamese writes."""
    letters = [letter for letter in text.lower() if letter > "\x7f" and not letter.isspace()]
    if not letters:
        return True
    wrong = sum(letter not in VIETNAMESE for letter in letters if letter not in "–—‘’“”…•")
    return wrong * 20 <= len(letters)
