"""Bytes of an uploaded file -> text, or the reason why it cannot be read as text."""

import codecs
import re
import unicodedata
from dataclasses import dataclass
from itertools import islice

from ketnap.ingest import legacy

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
BOM = "\ufeff"
HEAD = 2000
DAMAGED = "\ufffd"
# A file may have a few damaged letters, a large one some more: one in so many letters, or lines.
FEW = 3
LETTERS_TO_ONE_DAMAGED = 50
LINES_TO_ONE_LOST = 200
# What files in Latin letters hold, and UTF-16 line ends that lost or found a byte.
LATIN = re.compile(
    "[\t-\r\x1a -~\xa0-\u024f\u02c6\u02dc\u0300-\u036f\u1e00-\u1eff\u2000-\u206f\u20ab\u20ac\u2122\ufeff]+"
)
# Letters nobody sees: they say nothing about what a text is.
CONTROLS = re.compile("[\x00\x80-\x9f]")
SHIFTED = "\u0a00\u0a0d\u0d00\u0d0a"
# Letters of other scripts: "Độ" in VISCII and "É’" in Windows-1252 are such in UTF-8, by chance.
FOREIGN = re.compile("[\u0250-\u02af\u0370-\u07ff]")
# The part of Latin-1 that Vietnamese and its punctuation use, and the words that hold something else of it.
PLAIN = bytes(range(128)) + "\xa0\xad°ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúý".encode("latin-1")
STRANGE = re.compile("[" + "".join(chr(byte) for byte in range(256) if byte not in PLAIN) + "]")
PUNCTUATION = "‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ€"
STRANGE_WORD = re.compile(rf"(?:[^\W\d_]|{STRANGE.pattern}|[{PUNCTUATION}])+")
ETH = str.maketrans("Ðð", "Đđ")
# Text is searched in pieces of a million letters; what a few of them show holds for all.
PIECE = 1 << 20
ENOUGH_PIECES, ENOUGH_WORDS, ENOUGH_MARKS = 4, 5_000, 100_000
LONGEST_WORD, LONGEST_SYLLABLE = 40, 8
# Code pages for which programs take UTF-8, and what Vietnamese letters look like then.
GARBLING = ("cp1252", "latin-1", "cp1258", "mac_roman", "cp437")
LETTERS = {
    page: codecs.charmap_build("".join(bytes([b]).decode(page, errors="ignore") or chr(b) for b in range(256)))
    for page in GARBLING
}
GARBLED = re.compile(f"[ÃĂÄÆ][\x80-\x9f\xa1-\xbf]|Ä‘|á[º»][\x80-\xbf{PUNCTUATION}]|√[°†¢£]")
# First bytes of letters: a space after one of them was a no-break space.
FIRST_BYTES = (b"\xc3", b"\xc6", b"\xe1\xba", b"\xe1\xbb")
QUESTION_MARKS = re.compile(r"\?\?*")
BEFORE = re.compile(r"[\w/.]*$")
AFTER = re.compile(r"\w*")


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
    if not data.strip(b"\x00 \t\r\n\x1a\xef\xbb\xbf\xff\xfe"):
        raise Refusal("empty_file")
    if len(data) > LARGEST_FILE:
        raise Refusal("too_large", megabytes=LARGEST_FILE >> 20)
    for signature, reason in SIGNATURES:
        if data.startswith(signature):
            raise Refusal(reason)
    found = _utf16(data) or _utf8(data)
    _refuse_other_formats(found.text if found else data.decode("latin-1"))
    found = repaired(found) if found else _legacy(data)
    # Programs for DOS end a file with Ctrl-Z.
    text = unicodedata.normalize("NFC", found.text.removesuffix("\x1a"))
    return Text(text, found.encoding, tuple(dict.fromkeys((*found.warnings, *_damage(text)))))


def repaired(found: Text) -> Text:
    """Unicode text of which a program mistook the letters, with the letters that were meant."""
    text, warnings = found.text.replace(BOM, ""), found.warnings
    if text.isascii():
        return Text(text, found.encoding, warnings)
    while ungarbled := _ungarbled(text):
        text, warnings = ungarbled.replace(BOM, ""), (*found.warnings, "mojibake_repaired")
    if from_font := _from_font(text):
        return Text(*from_font, (*warnings, "legacy_encoding"))
    words = _strange_words(text)
    if _are_eths(words):
        text = text.translate(ETH)
        words = _strange_words(text)
    return Text(text, found.encoding, (*warnings, *_misplaced(words)))


def _refuse_other_formats(text: str) -> None:
    """Raise Refusal for HTML, XML and JSON, whatever the file's name says."""
    head = text[:HEAD].lstrip(BOM + " \t\r\n").lower()
    if head.startswith(("<!doctype", "<html", "<?xml", "<table", "<meta", "<head")) or "<html" in head:
        raise Refusal("html")
    if head.startswith(("{", "[{")):
        raise Refusal("not_csv")
    controls = sum(letter < " " and not letter.isspace() for letter in text[:HEAD])
    if controls > max(FEW, HEAD // 20) or text.count("\x00") > max(FEW, len(text) // 1000):
        raise Refusal("not_csv")


def _utf16(data: bytes) -> Text | None:
    """The text if the bytes are UTF-16: by their mark, or because they read as Latin letters."""
    encoding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else None
    head = data[: 2 * HEAD]
    if not encoding and head.count(0) * 10 > len(head):
        encoding = next((order for order in ("utf-16-le", "utf-16-be") if _is_latin(head, order)), None)
    if not encoding:
        return None
    # Half a line end still ends the line.
    whole = data[:-1] if len(data) % 2 and data.endswith((b"\n", b"\r")) else data
    text = whole.decode(encoding, errors="replace") + "\n" * (len(data) - len(whole))
    if any(letter in text for letter in SHIFTED):
        raise Refusal("mojibake")
    return Text(text, encoding)


def _is_latin(head: bytes, encoding: str) -> bool:
    """Whether nearly everything in the bytes is a Latin letter or a sign, if read in an encoding."""
    text = head.decode(encoding, errors="replace")
    return sum(len(run) for run in LATIN.findall(text)) > 0.9 * len(text)


def _utf8(data: bytes) -> Text | None:
    """The text if the bytes are UTF-8, broken letters replaced; None if fewer are sound than broken."""
    try:
        text = data.decode("utf-8")
        other = FOREIGN.search(text[:PIECE]) and legacy.encoding_of(data[:PIECE].decode("latin-1"))
    except UnicodeDecodeError as error:
        text = data.decode("utf-8", errors="replace")
        around = data[max(0, error.start - PIECE) : error.start + PIECE].decode("utf-8", errors="replace")
        other = _letters(FOREIGN.sub("", around)) < 2 * around.count(DAMAGED)
    return None if other else Text(text, "utf-8")


def _legacy(data: bytes) -> Text:
    """The text of bytes from before Unicode; raises Refusal if nobody can tell for certain what they say."""
    data = data.removeprefix(codecs.BOM_UTF8)
    raw = data.decode("latin-1")
    encoding = legacy.encoding_of(raw)
    if encoding and not (encoding == "cp1252" and legacy.is_too_accented(raw)):
        doubt = ("invalid_bytes",) if legacy.is_mixed(raw, encoding) else ()
        return Text(legacy.converted(raw, encoding), encoding, ("legacy_encoding", *doubt))
    _lost_letters(legacy.converted(raw, "cp1252"))
    if _letters(raw) <= FEW:
        return Text(data.decode("ascii", errors="replace"), "utf-8")
    raise Refusal("unknown_encoding")


def _ungarbled(text: str) -> str | None:
    """The text that was UTF-8, read in another code page and saved again; None if it was not."""
    for page in GARBLING:
        data = _bytes(text, page)
        if data is None:
            continue
        mended = data
        for first in FIRST_BYTES:
            mended = mended.replace(first + b" ", first + b"\xa0")
        for attempt in (data, mended):
            try:
                meant = attempt.decode("utf-8")
            except UnicodeDecodeError:
                continue
            if not attempt.isascii() and LATIN.fullmatch(CONTROLS.sub("", meant)):
                return meant
    return None


def _bytes(text: str, page: str) -> bytes | None:
    """The bytes that a code page reads as a text; None if it has other letters."""
    try:
        return codecs.charmap_encode(text, "strict", LETTERS[page])[0]
    except UnicodeEncodeError:
        return None


def _strange_words(text: str) -> set[str]:
    """The words of a text with Latin letters or signs that Vietnamese does not use; of a large text some."""
    pieces = (text[at : at + PIECE] for at in range(0, len(text), PIECE))
    strange = (piece for piece in pieces if piece.encode("latin-1", errors="ignore").translate(None, PLAIN))
    words = {word for piece in islice(strange, ENOUGH_PIECES) for word in STRANGE_WORD.findall(piece)}
    return set(sorted(word for word in words if len(word) <= LONGEST_WORD and STRANGE.search(word))[:ENOUGH_WORDS])


def _are_eths(words: set[str]) -> bool:
    """Whether an Icelandic letter was written for the "Đ" that looks like it."""
    said = {word.translate(ETH) for word in words} - words
    vietnamese = sum(legacy.is_syllable(word) or (word.isupper() and len(word) < 4) for word in said)
    return vietnamese * 4 > len(said) * 3


def _misplaced(words: set[str]) -> tuple[str, ...]:
    """The warning about a few garbled words or words of an old font among sound ones; Refusal if there are many."""
    garbled = sum(bool(GARBLED.search(word)) for word in words)
    if garbled > 1:
        raise Refusal("mojibake")
    # Signs by themselves say nothing, and letters no old font has were written in Unicode.
    words = {word for word in words if min(word).isascii() and _bytes(word, "cp1252")}
    senseless = sum(not legacy.makes_sense(word) for word in words)
    in_font = bool(words) and _from_font(" ".join(words)) is not None
    if senseless > FEW or (in_font and len(words) > FEW):
        raise Refusal("unknown_encoding")
    unclear = bool(words) and legacy.encoding_of(" ".join(words)) is None
    return ("invalid_bytes",) if garbled or senseless or in_font or unclear else ()


def _from_font(text: str) -> tuple[str, str] | None:
    """What an old font shows for a text of Latin letters, and its encoding; None if the letters are meant as such."""
    data = _bytes(text, "cp1252") or _bytes(text, "latin-1") or b""
    raw = data.decode("latin-1")
    encoding = legacy.encoding_of(raw)
    meant = legacy.converted(raw, encoding) if encoding else text
    return (meant, encoding) if encoding and meant != text else None


def _letters(text: str) -> int:
    """How many letters beyond ASCII a text has."""
    return len(text) - len(text.encode("ascii", errors="ignore"))


def _damage(text: str) -> tuple[str, ...]:
    """The warning about a few damaged or lost letters, if there are any; Refusal if there are many."""
    damaged = text.count(DAMAGED)
    if damaged > FEW and damaged * LETTERS_TO_ONE_DAMAGED > _letters(text):
        raise Refusal("lossy_encoding")
    return ("invalid_bytes",) if _lost_letters(text) or damaged else ()


def _lost_letters(text: str) -> int:
    """How many letters were replaced by question marks before the file came here; Refusal if many."""
    most = max(1, text.count("\n") // LINES_TO_ONE_LOST)
    lost = 0
    for marks in islice(QUESTION_MARKS.finditer(text), ENOUGH_MARKS):
        before = BEFORE.findall(text[max(0, marks.start() - LONGEST_SYLLABLE) : marks.start()])[0]
        after = AFTER.findall(text[marks.end() : marks.end() + LONGEST_SYLLABLE])[0]
        lost += legacy.is_lost(before, after)
        if lost > most:
            raise Refusal("lossy_encoding")
    return lost
