"""A line whose quotation marks are out of order -> its cells, as many as a record should have, if that can be."""

from collections.abc import Iterator

from ketnap.ingest.delimited.dialect import Dialect

# A cell too many or too few weighs as much as so many quotation marks out of order.
WRONG_WIDTH = 2
LEAST_EFFORT = 100
# The rest of a line, by its number of cells: how many marks are out of order, and its cells as a chain.
Ways = dict[int, tuple[int, tuple]]


def effort(line: str, dialect: Dialect) -> int:
    """About how much work it is to compare the ways to cut a line."""
    return LEAST_EFFORT + line.count(dialect.quote) ** 2 * (line.count(dialect.delimiter) + 1)


def divided_once_more(line: str, dialect: Dialect, width: int) -> list[str] | None:
    """The cells of a line that lost one delimiter beside a quotation mark; None if that does not explain it."""
    found = []
    for mark in (place for place, letter in enumerate(line) if letter == dialect.quote):
        # A mark that opens a cell stands before what the cell says; one that closes it, behind.
        opens = not line.startswith((dialect.delimiter, " "), mark + 1)
        closes = not line.endswith((dialect.delimiter, " "), 0, mark)
        for place in [mark] * opens + [mark + 1] * closes:
            cells = dialect.cut(line[:place] + dialect.delimiter + line[place:])
            if cells and len(cells) == width:
                found.append(cells)
    return found[0] if len(found) == 1 else None


def cheapest(line: str, dialect: Dialect, width: int) -> list[str]:
    """The cells of a line, cut so that the width is right and the fewest quotation marks are out of order."""
    step = len(dialect.delimiter)
    rest: dict[int, Ways] = {len(line) + step: {0: (0, ())}}
    for start in reversed([0, *(place + step for place in _places(line, dialect.delimiter))]):
        ways: Ways = {}
        for end, cell, cost in _cells_at(line, start, dialect):
            for count, (more, cells) in rest.get(end + step, {}).items():
                if count + 1 not in ways or cost + more < ways[count + 1][0]:
                    ways[count + 1] = (cost + more, (cell, cells))
        rest[start] = ways
    if not rest[0]:
        return dialect.split(line)
    best = min(rest[0], key=lambda count: rest[0][count][0] + WRONG_WIDTH * abs(count - width))
    cells, chain = [], rest[0][best][1]
    while chain:
        cell, chain = chain
        cells.append(cell)
    return cells


def _places(line: str, delimiter: str) -> Iterator[int]:
    """Where a delimiter stands in a line."""
    place = line.find(delimiter)
    while place >= 0:
        yield place
        place = line.find(delimiter, place + 1)


def _cells_at(line: str, start: int, dialect: Dialect) -> Iterator[tuple[int, str, int]]:
    """The cells that can begin at a place: where each ends, what it says, and its quotation marks out of order."""
    end = line.find(dialect.delimiter, start)
    end = len(line) if end < 0 else end
    plain = line[start:end]
    if not dialect.ending.search(plain):
        yield end, plain, plain.count(dialect.quote)
    opening = dialect.opening.match(line, start)
    if opening:
        for closing in dialect.closing.finditer(line, opening.end()):
            inside = line[opening.end() : closing.start()]
            yield closing.end(), dialect.said(inside), dialect.marks_alone(inside)
