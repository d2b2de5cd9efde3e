"""Shares in words, only where they say something."""

from ketnap.i18n import Translator
from ketnap.targets import percentage_is_telling


def telling_share(part: int, whole: int, _: Translator) -> str:
    """A share as a percentage; "–" where one person would be half of it."""
    return _.percent(part, whole) if percentage_is_telling(whole) else "–"
