"""Whose documents these are: names, symbol, place and signature, as the office has set them."""

from dataclasses import dataclass

from ketnap.store import Store


@dataclass(frozen=True)
class Office:
    """What stands in the head and at the foot of a document."""

    superior: str
    name: str
    symbol: str
    place: str
    role: str
    signatory: str
    recipients: tuple[str, ...]


def office(store: Store) -> Office:
    """The office of the settings."""
    told = {
        name: store.setting(f"office_{name}") for name in ("superior", "name", "symbol", "place", "role", "signatory")
    }
    recipients = tuple(line.strip() for line in store.setting("office_recipients").splitlines() if line.strip())
    return Office(**told, recipients=recipients)
