"""Text as written -> text for matching: one Unicode form, no invisible characters, keys with and without accents."""

import re
import unicodedata
from functools import lru_cache
from typing import Protocol, TypeVar

INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\x00]")
TEXT_GUARD = re.compile(r'^(?:=\s*"(.*)"|\'(.*))$', re.DOTALL)
EMPTY_WORDS = frozenset({"", "-", "--", "—", "–", "...", "…", ".", "/", "//"})
# The old and the new habit of placing a tone over oa, oe, uy: both are in use, in one letter even.
TONE_PLACES = {
    old: new
    for vowels, news in (
        (("oà", "oá", "oả", "oã", "oạ"), ("òa", "óa", "ỏa", "õa", "ọa")),
        (("oè", "oé", "oẻ", "oẽ", "oẹ"), ("òe", "óe", "ỏe", "õe", "ọe")),
        (("uỳ", "uý", "uỷ", "uỹ", "uỵ"), ("ùy", "úy", "ủy", "ũy", "ụy")),
    )
    for old, new in zip(vowels, news, strict=True)
}
TONE_PLACE = re.compile("|".join(TONE_PLACES))


class _Remembering(Protocol):
    """A function that remembers what it has found for a text."""

    def cache_clear(self) -> None:
        """Forget it all."""


R = TypeVar("R", bound=_Remembering)
_remembering: list[_Remembering] = []


def forgetful(function: R) -> R:
    """A function that remembers what it has found for a cell, but only until `forget`."""
    _remembering.append(function)
    return function


def forget() -> None:
    """Forget what is remembered of cells: it may be names and birth dates."""
    for function in _remembering:
        function.cache_clear()


def squeeze(text: str) -> str:
    """The text in NFC without invisible characters, every run of spaces one space, ends trimmed."""
    return " ".join(INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())


@forgetful
@lru_cache(maxsize=65536)
def accented_key(text: str) -> str:
    """The text for matching with accents: small letters, one way of placing tones, no punctuation."""
    small = TONE_PLACE.sub(lambda found: TONE_PLACES[found.group()], squeeze(text).casefold().replace("&", " và "))
    return re.sub(r"[\W_]+", " ", small).strip()


class _Folds(dict[int, str]):
    """Letter -> what is left of it: small ASCII letters and digits, nothing of marks, a space of all else."""

    def __missing__(self, number: int) -> str:
        letter = chr(number).casefold().replace("đ", "d").replace("&", " va ")
        bare = (part for part in unicodedata.normalize("NFD", letter) if not unicodedata.combining(part))
        self[number] = re.sub(r"[^0-9a-z]", " ", INVISIBLE.sub("", "".join(bare)))
        return self[number]


FOLDS = _Folds()


@forgetful
@lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """The text for matching without accents: small ASCII letters and digits, single spaces."""
    return " ".join(text.translate(FOLDS).split())


@forgetful
@lru_cache(maxsize=65536)
def cell_text(raw: str) -> str:
    """A cell's text without spreadsheet guards (="…" or a leading apostrophe)."""
    text = squeeze(raw)
    guarded = TEXT_GUARD.match(text)
    if guarded:
        text = squeeze(guarded.group(1) if guarded.group(1) is not None else guarded.group(2))
    return text


def blank(text: str) -> bool:
    """Whether a cell says nothing."""
    return text in EMPTY_WORDS


def unmarked(text: str) -> bool:
    """Whether a cell that is to be crossed is not."""
    return blank(text) or folded(text) in ("0", "khong", "false")
