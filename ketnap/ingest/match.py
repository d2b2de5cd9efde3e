"""Names of units -> units of the register; people -> keyed hashes that stand for them."""

import hmac
import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

from ketnap.ingest.texts import accented_key, blank, folded
from ketnap.ingest.values import Fault

PREFIX = re.compile(
    r"^(đảng bộ|chi bộ|đảng uỷ|đảng ủy|đb|cb|dang bo|chi bo|dang uy|db|cb|d bo|c bo|đ bộ|c bộ)( cơ sở| co so)? "
)


@dataclass(frozen=True)
class Unit:
    """A unit of the register: its code, its name, and the other names it goes by."""

    code: str
    name: str
    aliases: tuple[str, ...] = ()


def unit_of(code: object, name: object, aliases: object) -> Unit:
    """A unit whose aliases are written in one cell, divided by | or ;."""
    names = re.split(r"[|;]", aliases) if isinstance(aliases, str) else []
    return Unit(str(code), str(name), tuple(alias.strip() for alias in names if alias.strip()))


class Register:
    """The units a roster may name, found by code, name, alias, or name without prefix or accents."""

    def __init__(self, units: Iterable[Unit]) -> None:
        self.units = {unit.code: unit for unit in units}
        self._levels: list[dict[str, set[str]]] = [{}, {}, {}, {}]
        self._found: dict[str, str | Fault] = {}
        for unit in self.units.values():
            # A code is no name: "Chi bộ 3" is not the unit whose code is 3.
            exact, _, bare, _ = _keys(unit.code)
            self._add(unit.code, exact, "", bare, "")
            for name in (unit.name, *unit.aliases):
                self._add(unit.code, *_keys(name))

    def _add(self, code: str, *keys: str) -> None:
        """Let a unit be found by a key at each level; an empty key finds nothing."""
        for level, key in zip(self._levels, keys, strict=True):
            if key:
                level.setdefault(key, set()).add(code)

    def __len__(self) -> int:
        return len(self.units)

    def code(self, text: str, without_accents: bool = True) -> str | Fault:
        """The code of the unit a cell names, or the fault: missing, unknown or ambiguous.

        An exact match with accents wins over one without the prefix, and both over one without accents.
        """
        if without_accents and text in self._found:
            return self._found[text]
        found = self._code(text, without_accents)
        if without_accents:
            self._found[text] = found
        return found

    def _code(self, text: str, without_accents: bool) -> str | Fault:
        """The code of a unit that was not asked for yet."""
        if blank(text):
            return Fault("missing_unit")
        for level, key in list(zip(self._levels, _keys(text), strict=True))[: None if without_accents else 2]:
            codes = level.get(key, set())
            if len(codes) == 1:
                return next(iter(codes))
            if codes:
                return Fault("ambiguous_unit")
        return Fault("unknown_unit")


def _keys(text: str) -> tuple[str, str, str, str]:
    """The keys of a name, most exact first: accented, without prefix, folded, folded without prefix."""
    accented, bare = accented_key(text), folded(text)
    return accented, PREFIX.sub("", accented), bare, PREFIX.sub("", bare)


def unit_code_of(name: str, apart: bool = False) -> str:
    """A stable code for a unit whose register gives none, made of its name: "dang-bo-so-mau".

    `apart` tells it from that of a name with other accents: "chi-bo-dong-son-4f1c".
    """
    accents = zlib.crc32(accented_key(name).encode()) & 0xFFFF
    return folded(name).replace(" ", "-") + (f"-{accents:04x}" if apart else "")


def is_spelling(name: str, other: str) -> bool:
    """Whether two names that are alike without accents may be one: their accents agree, or one has none."""
    return name.isascii() or other.isascii() or accented_key(name) == accented_key(other)


@dataclass(frozen=True)
class Hasher:
    """Keyed hashes (HMAC-SHA256) of what identifies a person; the key never leaves the data folder."""

    key: bytes

    def hash(self, *parts: str) -> str:
        """The hash of the parts, 32 hexadecimal digits."""
        message = "\x1f".join([folded(part) for part in parts]).encode()
        return hmac.digest(self.key, message, "sha256").hex()[:32]
