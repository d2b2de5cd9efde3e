"""The register of units that the generated rosters name, and the ways people write their names."""

import re
import unicodedata
from dataclasses import dataclass, field
from random import Random

from ketnap.ingest.match import Register, Unit

# Names that trap a careless reader: sums, sources, numbers that begin alike, names that differ by one accent.
UNITS = (
    Unit("D01", "Chi bộ Sở Y tế", ("SYT",)),
    Unit("D02", "Chi bộ Sở Tài chính", ("STC",)),
    Unit("D03", "Đảng bộ Sở Giáo dục và Đào tạo", ("Sở GD&ĐT", "SGDĐT")),
    Unit("D04", "Đảng bộ Trường Cao đẳng Mẫu", ("CĐ Mẫu",)),
    Unit("D05", "Chi bộ Văn phòng Tổng hợp", ("Tổng hợp",)),
    Unit("D06", "Chi bộ Công đoàn Viên chức", ("Công đoàn Viên chức",)),
    Unit("D07", "Chi bộ Đông Sơn"),
    Unit("D08", "Chi bộ Đồng Sơn"),
    Unit("D09", "Đảng bộ Bệnh viện Mẫu số 1"),
    Unit("D10", "Đảng bộ Bệnh viện Mẫu số 11"),
    Unit("D11", "Chi bộ Cục Mẫu"),
    Unit("D12", "Đảng bộ Cục Mẫu"),
    Unit("D13", "Chi bộ Tỉnh đoàn"),
    Unit("D14", "Chi bộ Trạm Hòa Thủy"),
    Unit("D15", "Chi bộ Cộng Hòa"),
    Unit("D16", "Chi bộ Ngày Mới"),
)
REGISTER = Register(UNITS)
NAMES = {unit.code: unit.name for unit in UNITS}
# Units that no longer differ once the prefix or the accents are gone.
ALIKE_BARE = frozenset({"D11", "D12"})
ALIKE_FOLDED = frozenset({"D07", "D08"})
PREFIX = re.compile(r"^(Chi bộ|Đảng bộ) ")
SHORT_PREFIX = {
    "Chi bộ": ("CB", "C.bộ", "Chi bộ cơ sở", "Chi bộ -", "chi  bộ"),
    "Đảng bộ": ("ĐB", "Đ.bộ", "Đảng bộ cơ sở", "Đảng bộ:", "ĐẢNG BỘ"),
}
# Short for one kind of unit, but a reader may take any prefix off before looking: then two units remain.
UNSURE = ("CB", "C.bộ", "Chi bộ cơ sở", "ĐB", "Đ.bộ", "Đảng bộ cơ sở")
OLD_TONES = {"òa": "oà", "ủy": "uỷ", "Hòa": "Hoà", "Thủy": "Thuỷ"}
NOWHERE = ("Chi bộ Không Có Trong Danh Mục", "Sở Lạ", "Chi bộ Sở Y t", "Đảng bộ Bệnh viện Mẫu số 111", "D99", "Chi bộ")
AMBIGUOUS = ("Chi bo Dong Son", "DONG SON", "cb dong son", "Cục Mẫu", "cuc mau")


@dataclass(frozen=True)
class UnitCell:
    """How a unit is written, the code it stands for, why a row with it may be rejected; both if either is right."""

    text: str
    code: str | None = None
    reasons: frozenset[str] = field(default_factory=frozenset)


def plain(code: str) -> UnitCell:
    """A unit's name as the register has it."""
    return UnitCell(NAMES[code], code)


def without_accents(text: str) -> str:
    """The text as typed on a keyboard without Vietnamese letters."""
    bare = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in bare if not unicodedata.combining(letter))


def spelled(code: str, rng: Random) -> UnitCell:
    """A unit as somebody might write it who leaves no doubt which one is meant."""
    name = NAMES[code]
    prefix, bare = name[: PREFIX.match(name).end() - 1], PREFIX.sub("", name)
    unit = next(unit for unit in UNITS if unit.code == code)
    ways = [name.upper(), name.lower(), f"{name}.", f"  {name}  ", name.replace(" ", "  "), code, code.lower()]
    ways += unit.aliases
    ways += [f"{way} {bare}" for way in SHORT_PREFIX[prefix]]
    if code not in ALIKE_BARE:
        ways += [bare, bare.upper()]
    if code not in ALIKE_FOLDED:
        ways.append(without_accents(name))
    if code not in ALIKE_BARE | ALIKE_FOLDED:
        ways += [without_accents(bare), without_accents(bare).upper()]
    ways += [name.replace(old, new) for old, new in OLD_TONES.items() if old in name]
    if " và " in name:
        ways.append(name.replace(" và ", " & "))
    text = rng.choice(ways)
    shortened = code in ALIKE_BARE and any(text.startswith(short) for short in UNSURE)
    return UnitCell(text, code, frozenset({"ambiguous_unit"}) if shortened else frozenset())


def unknown(rng: Random) -> UnitCell:
    """A name the register does not have."""
    return UnitCell(rng.choice(NOWHERE), None, frozenset({"unknown_unit"}))


def ambiguous(rng: Random) -> UnitCell:
    """A name that two units answer to."""
    return UnitCell(rng.choice(AMBIGUOUS), None, frozenset({"ambiguous_unit"}))


def blank() -> UnitCell:
    """No name at all."""
    return UnitCell("", None, frozenset({"missing_unit"}))
