"""The register of units with the names somebody gave them by a click."""

from collections.abc import Iterable

from ketnap.ingest.match import Register, Unit
from ketnap.ingest.texts import accented_key
from ketnap.ingest.values import Fault


class GivenNames(Register):
    """A register that also knows given names: (name, code of the unit), the newest last, "" for a name taken back."""

    def __init__(self, units: Iterable[Unit], given: Iterable[tuple[str, str]]) -> None:
        super().__init__(units)
        newest = {accented_key(name): code for name, code in given}
        self._given = {key: code for key, code in newest.items() if key and code in self.units}

    def code(self, text: str, without_accents: bool = True) -> str | Fault:
        """The code of the unit a cell names: what the register calls one unit only is that unit.

        Everything less certain is decided by a given name, capitals and punctuation ignored.
        """
        key = accented_key(text)
        if key in self._given and len(self._levels[0].get(key, ())) != 1:
            return self._given[key]
        return super().code(text, without_accents)
