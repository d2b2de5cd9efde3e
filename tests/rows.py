"""Files written in the test that uses them, kept the way the Data page keeps them."""

from datetime import date

from ketnap import batch
from ketnap.ingest.read import Reading
from ketnap.store import Store, Upload

UNITS = (
    "Mã đơn vị,Tên đơn vị,Mã phụ trách,Ủy viên BTV phụ trách\nA,Đảng bộ Sở A,P1,Ủy viên 1\nB,Chi bộ Sở B,P2,Ủy viên 2\n"
)
ROSTER = "Mã số,Họ và tên,Ngày sinh,Đơn vị,Ngày QĐ,Ngày kết nạp,Nguồn giới thiệu,Ghi chú\n"
TODAY = date(2022, 12, 31)


def keep(store: Store, *texts: str, name: str = "tep.csv", today: date = TODAY) -> list[Reading]:
    """Keep files given as text, one batch; the readings, every one of which must be readable."""
    uploads = [Upload(name, text.encode()) for text in texts]
    found = batch.read_batch(store, uploads, today)
    readings = [reading for _, reading in found if isinstance(reading, Reading)]
    assert len(readings) == len(texts), found
    batch.keep_batch(store, found, "test")
    return readings


def total(store: Store, as_of: date = date(2021, 12, 31), basis: str = "decision", **filters: object) -> int:
    """Admissions of the as-of year up to the as-of day."""
    parameters = {"unit": None, "source": None, "officer": None, "readmissions": False, "scope": "as_was", **filters}
    months = store.query("admissions_by_month", as_of=as_of, basis=basis, **parameters)
    return int(months.loc[months["year"] == as_of.year, "admissions"].sum())
