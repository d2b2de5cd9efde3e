"""Messes of text and bytes: delimiters, quotation marks, line ends, encodings, damage."""

import unicodedata
from random import Random

from tests.fuzz import alphabets
from tests.fuzz.draft import Draft
from tests.fuzz.mess import mess

# A file that must be refused for another reason may be refused for its letters first.
UNREADABLE = frozenset({"unknown_encoding", "legacy_encoding", "mojibake", "lossy_encoding"})


@mess(form="text", place="delimiter")
def semicolons(draft: Draft, rng: Random) -> None:
    """Semicolons, as Vietnamese spreadsheets write."""
    draft.delimiter = ";"


@mess(form="text", place="delimiter")
def tabs(draft: Draft, rng: Random) -> None:
    """Tabs."""
    draft.delimiter = "\t"


@mess(form="text", place="delimiter")
def bars(draft: Draft, rng: Random) -> None:
    """Vertical bars."""
    draft.delimiter = "|"


@mess(form="text")
def sep_line(draft: Draft, rng: Random) -> None:
    """A first line that names the delimiter."""
    draft.sep_line = True


@mess(form="text")
def trailing_delimiters(draft: Draft, rng: Random) -> None:
    """Empty columns at the right of the table."""
    draft.padding = rng.randint(1, 4)


@mess(form="text")
def leading_delimiters(draft: Draft, rng: Random) -> None:
    """An empty column or two before the table."""
    draft.margin = rng.randint(1, 2)


@mess(form="text", place="quoting")
def quote_all(draft: Draft, rng: Random) -> None:
    """Every cell in quotation marks."""
    draft.quoting = "all"


@mess(form="text", place="quoting")
def quote_some(draft: Draft, rng: Random) -> None:
    """Some cells in quotation marks that need none."""
    draft.quoting = "some"


@mess(form="text", place="line ends")
def windows_lines(draft: Draft, rng: Random) -> None:
    """Carriage return and line feed."""
    draft.newlines = ("\r\n",)


@mess(form="text", place="line ends")
def old_mac_lines(draft: Draft, rng: Random) -> None:
    """Carriage return alone."""
    draft.newlines = ("\r",)


@mess(form="text", place="line ends")
def mixed_lines(draft: Draft, rng: Random) -> None:
    """Line ends of several systems in one file."""
    draft.newlines = ("\r\n", "\n") if rng.random() < 0.6 else ("\r\n", "\n", "\r")


@mess(form="text")
def no_final_newline(draft: Draft, rng: Random) -> None:
    """The last line does not end."""
    draft.final_newline = False


@mess(form="text", place="end")
def cut_short(draft: Draft, rng: Random) -> None:
    """The file ends in the middle of its last row."""
    draft.cut = True


@mess(form="text", place="letters")
def decomposed(draft: Draft, rng: Random) -> None:
    """Letters and their accents apart, everywhere or here and there."""
    share = rng.choice((1.0, 0.5))
    chance = draft.rng("decomposed letters")
    draft.transform.append(
        lambda text: "".join(unicodedata.normalize("NFD", c) if chance.random() < share else c for c in text)
    )


@mess(form="text", place="encoding")
def byte_order_mark(draft: Draft, rng: Random) -> None:
    """One byte-order mark, or two."""
    mark = "\ufeff" * rng.choice((1, 1, 2))
    draft.encode = lambda text: (mark + text).encode()


@mess(form="text", place="encoding")
def utf16(draft: Draft, rng: Random) -> None:
    """UTF-16 in either byte order, with and without a mark."""
    order, mark = rng.choice(("utf-16-le", "utf-16-be")), rng.choice(("\ufeff", "\ufeff", ""))
    draft.encode = lambda text: (mark + text).encode(order)


@mess(form="text", place="encoding")
def windows_1258(draft: Draft, rng: Random) -> None:
    """Windows' Vietnamese code page."""
    draft.encode = alphabets.windows_1258
    draft.refusal_classes |= UNREADABLE
    draft.warnings.add("legacy_encoding")


@mess(form="text", place="encoding")
def tcvn3(draft: Draft, rng: Random) -> None:
    """The .VnTime fonts of the nineties."""
    draft.encode = alphabets.tcvn3
    draft.refusal_classes |= UNREADABLE
    draft.warnings.add("legacy_encoding")


@mess(form="text", place="encoding")
def vni(draft: Draft, rng: Random) -> None:
    """The VNI fonts of the nineties."""
    draft.encode = alphabets.vni
    draft.refusal_classes |= UNREADABLE
    draft.warnings.add("legacy_encoding")


@mess(form="text", place="encoding")
def viscii(draft: Draft, rng: Random) -> None:
    """VISCII, which the policy does not ask for: read rightly or refused."""
    draft.encode = alphabets.viscii
    draft.refusal_classes |= UNREADABLE
    draft.allow_refusal()


@mess(form="text", place="encoding")
def mojibake(draft: Draft, rng: Random) -> None:
    """UTF-8 read as Windows-1252 and saved again: repaired or refused."""
    draft.encode = alphabets.mojibake
    draft.refusal_classes |= UNREADABLE
    draft.allow_refusal()


@mess(form="text", place="encoding")
def lost_letters(draft: Draft, rng: Random) -> None:
    """Letters that an old encoding could not hold, replaced by question marks."""
    draft.encode = lambda text: text.encode("cp1252", errors="replace")
    draft.require_refusal("lossy_encoding")
