"""What divides a text into cells -> its records, cut that way as far as their quotation marks are in order."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

ANY_LINE_END = r"\r\n?|\n"
LINE_END = re.compile(ANY_LINE_END)


class Record(NamedTuple):
    """The cells of one record, where it begins and ends in the text, and if it holds quotation marks, all in order."""

    cells: list[str]
    begin: int
    end: int
    marked: bool = False
    sound: bool = True


@dataclass(frozen=True)
class Dialect:
    """What stands between cells ("" if each line is one), around them, and before a mark that means itself.

    With `runs` any number of delimiters in a row divides once, as in text aligned by spaces. `line_end` is
    the pattern of what ends a record.
    """

    delimiter: str = ""
    quote: str = '"'
    escape: str = ""
    runs: bool = False
    line_end: str = ANY_LINE_END

    def split(self, line: str) -> list[str]:
        """The cells of a line that holds no quotation mark."""
        if not self.delimiter:
            return [line]
        return re.split(self.divider, line.strip(self.delimiter)) if self.runs else line.split(self.delimiter)

    def cut(self, line: str) -> list[str] | None:
        """The cells of a line if its quotation marks are in order; None if it needs a closer look."""
        if self.escape and self.escape in line:
            return None
        if self.quote not in line:
            return self.split(line)
        before, *parts = line.split(self.quote)
        if not self.delimiter or self.runs or len(parts) % 2:
            return None
        if not f"{self.delimiter}{before}".endswith(self.delimiter):
            return None
        return self._joined(before.split(self.delimiter)[:-1], parts)

    def _joined(self, cells: list[str], parts: list[str]) -> list[str] | None:
        """The cells and those of the parts between quotation marks that follow; None if the marks are out of order."""
        # Every second part lies between two marks; where nothing follows it, a doubled mark joins it to the next.
        said, last = "", len(parts) - 2
        for place in range(0, last, 2):
            said += parts[place]
            follows = parts[place + 1]
            if not follows:
                said += self.quote
                continue
            cells.append(said)
            said = ""
            if follows != self.delimiter:
                nothing, *others = follows.split(self.delimiter)
                if nothing or not others or others[-1]:
                    return None
                cells += others[:-1]
        nothing, *others = parts[last + 1].split(self.delimiter)
        return None if nothing else [*cells, said + parts[last], *others]

    def strict(self, text: str, at: int = 0) -> Record | None:
        """The record that begins at a place, as the standard has it; it may span lines. None if it is not in order."""
        return self._read(self._strict, text, at)

    def lenient(self, line: str) -> list[str]:
        """The cells of a line if a mark before a divider closes what one opened, and other marks are letters."""
        record = self._read(self._lenient, line, 0, in_order=False)
        return record.cells if record else []

    def said(self, quoted: str) -> str:
        """What the text between two quotation marks says."""
        return self._unescaped(quoted).replace(self.quote * 2, self.quote)

    def marks_alone(self, quoted: str) -> int:
        """How many quotation marks in the text between two others are neither doubled nor escaped."""
        if self.escape:
            quoted = re.sub(rf"{re.escape(self.escape)}[\s\S]", "", quoted)
        return quoted.replace(self.quote * 2, "").count(self.quote)

    @cached_property
    def divider(self) -> str:
        """The pattern between two cells."""
        if not self.delimiter:
            return r"(?!)"
        return f"(?:{re.escape(self.delimiter)}){'+' if self.runs else ''}"

    @cached_property
    def ending(self) -> re.Pattern[str]:
        """The end of a line."""
        return re.compile(self.line_end)

    @cached_property
    def closing(self) -> re.Pattern[str]:
        """A quotation mark after which a cell can end."""
        return re.compile(re.escape(self.quote) + self._padded_end)

    @cached_property
    def opening(self) -> re.Pattern[str]:
        """A quotation mark with which a cell can begin."""
        return re.compile(self._padding + re.escape(self.quote))

    @property
    def _padding(self) -> str:
        """The pattern of spaces that may stand around quotation marks."""
        return "" if " " in self.delimiter else " *+"

    @property
    def _padded_end(self) -> str:
        return rf"{self._padding}(?=\Z|{self.line_end}|{self.divider})"

    @cached_property
    def _strict(self) -> re.Pattern[str]:
        quote, escape = re.escape(self.quote), re.escape(self.escape)
        escaped = rf"|{escape}[\s\S]" if escape else ""
        return self._cell(rf"[^{quote}{escape}]++|{quote}{quote}{escaped}")

    @cached_property
    def _lenient(self) -> re.Pattern[str]:
        quote, escape = re.escape(self.quote), re.escape(self.escape)
        escaped = f"|{escape}." if escape else ""
        return self._cell(rf"[^{quote}{escape}]++|{quote}(?!{self._padded_end}){escaped}")

    def _cell(self, inside: str) -> re.Pattern[str]:
        """A cell in quotation marks (group 1) or without them (group 2), and the divider after it (group 3)."""
        quote, escape = re.escape(self.quote), re.escape(self.escape)
        letters = rf"[^{re.escape(self.delimiter[:1])}{escape}\r\n]++|(?!{self.divider}|{self.line_end})[\s\S]"
        plain = rf"(?:{escape}[\s\S]|{letters})*+" if escape else f"(?:{letters})*+"
        return re.compile(
            rf"(?:{self._padding}{quote}((?:{inside})*+){quote}{self._padded_end}|({plain}))({self.divider})?"
        )

    def _read(self, cell: re.Pattern[str], text: str, at: int, in_order: bool = True) -> Record | None:
        """The record that begins at a place, cut by a pattern; None if it has to be in order and a mark stays open."""
        begin, cells, sound = at, [], True
        while True:
            found = cell.match(text, at)
            assert found, "a cell may be empty, so there is always one"
            quoted, plain, divider = found.groups()
            if quoted is not None:
                cells.append(self.said(quoted))
            elif self.quote in plain and self.opening.match(plain):
                # Nothing closes this mark, and so none that follows in the line.
                return None if in_order else Record(cells + self.split(text[at:]), begin, len(text), True, False)
            else:
                cells.append(self._unescaped(plain))
                sound = sound and self.quote not in plain
            at = found.end()
            if divider is None:
                return Record(self._trimmed(cells), begin, at, True, sound)

    def _trimmed(self, cells: list[str]) -> list[str]:
        """The cells without the empty ones that aligning leaves at the ends of a line."""
        if not self.runs:
            return cells
        first, last = (1 if cells[0] == "" else 0), (-1 if cells[-1] == "" else None)
        return cells[first:last] if len(cells) > 1 else cells

    def _unescaped(self, text: str) -> str:
        """The text without the marks that made a delimiter, a quotation mark or a line end mean itself."""
        if not self.escape or self.escape not in text:
            return text
        special = re.escape(self.escape + self.quote + self.delimiter)
        return re.sub(rf"{re.escape(self.escape)}([{special}\r\n])", r"\1", text)
