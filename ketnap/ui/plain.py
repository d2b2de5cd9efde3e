"""Text from files among the text of a page."""

import re


def plain(text: str) -> str:
    """Text from a file as it is written: no sign of it is taken for Markdown, a picture or a formula."""
    return re.sub(r"([\\`*_{}\[\]()#+.!|$<>~:-])", r"\\\1", text)
