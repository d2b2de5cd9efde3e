"""The bytes of a workbook -> its parts, opened only after nothing in it can grow beyond what a roster needs."""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from ketnap.ingest.decode import Refusal
from ketnap.ingest.workbook.sift import PIECE

LARGEST_UNPACKED = 100 * 1024 * 1024
LARGEST_RATIO = 200
MOST_PARTS = 5_000
# Cells lie six elements deep, shapes of a drawing perhaps twenty.
DEEPEST = 64
DIRECTORY_ENTRY = b"PK\x01\x02"
LOCAL_HEADER = 30
ENCRYPTED = 0x1
MACROS = ("vbaproject.bin", "xl/macrosheets/")
DAMAGED = (BadZipFile, zlib.error, struct.error, EOFError, OSError, NotImplementedError, ValueError, LookupError)


class Follower:
    """What follows the elements of an XML part, up to `most` of them.

    A name is "namespace name", `pieces` the text since the last start.
    """

    most = 100_000

    def __init__(self) -> None:
        self.depth = self.count = 0
        self.pieces: list[str] = []

    def sifted(self, pieces: Iterator[bytes]) -> Iterator[bytes]:
        """The bytes of the part that have to be parsed: all, unless the follower reads some of them itself."""
        return pieces

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        self.pieces.clear()
        self.depth += 1
        self.count += 1
        if self.depth > DEEPEST:
            raise Refusal("broken_file")
        if self.count > self.most:
            raise Refusal("too_large", megabytes=LARGEST_UNPACKED >> 20)

    def end(self, name: str) -> None:
        """An element ends."""
        self.depth -= 1


@dataclass(frozen=True)
class Parts:
    """The parts of a zip file that passed the gate, by their names in small letters."""

    archive: ZipFile
    entries: dict[str, ZipInfo]

    def __contains__(self, name: str) -> bool:
        return name.lower() in self.entries

    def last_bytes(self, name: str) -> bytes:
        """The last bytes of a part."""
        last = b""
        try:
            for piece in self._pieces(name):
                last = last[-PIECE:] + piece
        except DAMAGED:
            raise Refusal("broken_file") from None
        return last

    def follow(self, name: str, follower: Follower) -> None:
        """Show a follower the elements of a part; raises Refusal if the part is missing, damaged or a trap."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler = follower.start
        parser.EndElementHandler = follower.end
        parser.CharacterDataHandler = follower.pieces.append
        parser.StartDoctypeDeclHandler = _refuse_doctype
        try:
            for piece in follower.sifted(self._pieces(name)):
                parser.Parse(piece)
            parser.Parse(b"", True)
        except (expat.ExpatError, *DAMAGED):
            raise Refusal("broken_file") from None

    def _pieces(self, name: str) -> Iterator[bytes]:
        """The bytes of a part, piece by piece; never more than the directory says."""
        with self.archive.open(self.entries[name.lower()]) as part:
            while piece := part.read(PIECE):
                # No cell is that long, and the parser reads a name or comment of megabytes over and over.
                if len(piece) == PIECE and b"<" not in piece and b">" not in piece:
                    raise Refusal("broken_file")
                yield piece


def _refuse_doctype(*_: object) -> None:
    """Workbooks declare no document types: their entities can grow without end or name other files."""
    raise Refusal("xml_entities")


def parts(data: bytes) -> Parts:
    """The parts of a zip file; raises Refusal for bombs, damage, passwords and macros."""
    # Python reads the whole directory at once: its length is known before.
    if data.count(DIRECTORY_ENTRY) > MOST_PARTS:
        raise Refusal("too_large", megabytes=LARGEST_UNPACKED >> 20)
    try:
        archive = ZipFile(BytesIO(data))
    except DAMAGED:
        raise Refusal("broken_file") from None
    entries = archive.infolist()
    _refuse_bombs(entries, len(data))
    by_name = {entry.filename.replace("\\", "/").lower(): entry for entry in entries}
    if len(by_name) < len(entries):
        raise Refusal("broken_file")
    if any(mark in name for name in by_name for mark in MACROS):
        raise Refusal("macros")
    return Parts(archive, by_name)


def _refuse_bombs(entries: list[ZipInfo], size: int) -> None:
    """Raise Refusal for parts that unpack to too much, lie upon each other, or need a password."""
    if any(entry.flag_bits & ENCRYPTED for entry in entries):
        raise Refusal("encrypted")
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > min(LARGEST_UNPACKED, LARGEST_RATIO * size):
        raise Refusal("too_large", megabytes=LARGEST_UNPACKED >> 20)
    if any(entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED) for entry in entries):
        raise Refusal("broken_file")
    ordered = sorted(entries, key=lambda entry: entry.header_offset)
    if any(
        one.header_offset + LOCAL_HEADER + one.compress_size > other.header_offset for one, other in pairwise(ordered)
    ):
        raise Refusal("broken_file")


def refuse_foreign(found: Parts) -> None:
    """Raise Refusal for a zip file that is no .xlsx, saying what it is."""
    if "xl/workbook.bin" in found or ("content.xml" in found and _mimetype(found).endswith(b"spreadsheet")):
        raise Refusal("workbook")
    if "content.xml" in found or any(name.startswith(("word/", "ppt/", "visio/")) for name in found.entries):
        raise Refusal("not_csv")
    raise Refusal("archive")


def _mimetype(found: Parts) -> bytes:
    """What an OpenDocument file says it is."""
    if "mimetype" not in found:
        return b""
    try:
        with found.archive.open(found.entries["mimetype"]) as part:
            return part.read(100).strip()
    except DAMAGED:
        return b""
