"""The bytes of an XML part -> those the XML parser has to see, once items of the usual shape are read by pattern.

Nearly every program writes rows and texts in one shape, and a pattern reads it many times faster than a parser.
Whatever has another shape goes to the parser, at its place among the items, so that nothing depends on the pattern.
"""

import re
from collections.abc import Callable, Iterator
from itertools import chain

PIECE = 256 * 1024
PREFIX = rb"((?:[A-Za-z][\w.-]{0,30}:)?)"
DECLARATION = re.compile(rb"<\?xml version=.1\.0.(?: encoding=.(?i:utf-8).)?(?: standalone=.(?:yes|no).)? ?\?>")
# Reads the items of usual shape with a prefix, in a text from a place on; says where the next one of another shape is.
Taker = Callable[[str, str, int], int]


def left_over(pieces: Iterator[bytes], list_name: str, item: str, take: Taker) -> Iterator[bytes]:
    """The bytes of a part without the items of usual shape; a list named so holds items that begin so ("row ")."""
    head = b""
    opening = re.compile(b"<" + PREFIX + list_name.encode() + rb"(?: [^<>]*)?>")
    for piece in pieces:
        head += piece
        found = opening.search(head)
        if found or len(head) > PIECE:
            break
    else:
        found = None
    before = head[: found.end()] if found else head
    yield before
    if found:
        markup = DECLARATION.sub(b"", before, count=1)
        rest, prefix = head[found.end() :], found[1].decode()
        # Comments and the like hide what is an item; other encodings spell it in other bytes.
        if b"<!" in markup or b"<?" in markup:
            yield rest
        else:
            closing = f"</{prefix}{list_name}"
            yield from _unusual(
                chain([rest], pieces), f"<{prefix}{item}", closing, lambda text, at: take(prefix, text, at)
            )
    yield from pieces


def _unusual(pieces: Iterator[bytes], begin: str, closing: str, take: Callable[[str, int], int]) -> Iterator[bytes]:
    """What is left of a list without its usual items, up to where that cannot be told by looking."""
    rest = b""
    for piece in pieces:
        rest += piece
        whole = max(0, rest.rfind(begin.encode()))
        text, rest = rest[:whole].decode(), rest[whole:]
        at = 0
        while (at := take(text, at)) < len(text):
            after = text.find(begin, at + 1)
            unusual = text[at:] if after < 0 else text[at:after]
            yield unusual.encode()
            at += len(unusual)
            if any(sign in unusual for sign in ("<!", "<?", closing)):
                yield text[at:].encode() + rest
                return
        if len(rest) > 4 * PIECE:
            break
    yield rest
