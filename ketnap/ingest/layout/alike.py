"""Labels nobody listed that still say what their column holds: "Họ tên khai sinh đảng viên", "Tên chi/đảng bộ"."""

import re

from ketnap.ingest.texts import folded

LONGEST_LABEL = 60
# Column name -> what its folded label says, and what makes it another column's.
LIKE = {
    "person_code": (
        r"\b(ma|so) (so )?(dang vien|dv|ho so|ly lich|the)\b|\b(cccd|cmnd|can cuoc|dinh danh)\b",
        r"\b(ngay|noi|tong)\b",
    ),
    "full_name": (
        r"\bho\b.*\bten\b|\bten (dang vien|dong chi)\b",
        r"\b(cha|me|bo|vo|chong|nguoi|can bo|don vi|goi khac)\b",
    ),
    "birth_date": (r"\b(ngay|thang|nam)\b.*\bsinh\b", r"\b(sinh hoat|sinh vien|hoc sinh|noi)\b"),
    "unit": (
        r"\b(don vi|chi bo|dang bo|to chuc co so dang|tccsd|co quan)\b",
        r"\b(gioi thieu|ma|so|ngay|truc thuoc|cap tren|quyet dinh|quan ly|cap|ban hanh|vi tri|dia chi|chuc vu)\b",
    ),
    "decision_no": (r"\bso\b.*\b(qd|quyet dinh)\b", r"\b(ngay|chinh thuc|huy|xoa)\b"),
    "decision_date": (
        r"\b(ngay|thoi gian)\b.*\b(qd|quyet dinh)\b|\b(qd|quyet dinh)\b.*\bngay\b",
        r"\b(chinh thuc|huy|thu hoi|xoa|doan|chuyen|bo nhiem|tuyen dung|hieu luc|cong nhan)\b",
    ),
    "ceremony_date": (
        r"\b(ngay|thoi gian)\b.*\b(ket nap|vao dang|le kn)\b",
        r"\b(doan|chinh thuc|qd|quyet dinh|du kien|doi|lai|thang|lop|hoc|be giang|gcn|chung nhan|boi duong)\b",
    ),
    "admission_month": (r"\bthang\b.*\bket nap\b", r"\b(ngay|du kien|so)\b"),
    "month": (r"^(thang|ky|thoi gian)\b", r"\b(den|luy ke|sinh|ket nap)\b"),
    "source": (
        r"\b(nguon|gioi thieu|doan the)\b",
        r"\b(ngay|nguoi|so|ma|ho ten|nhan luc|quy hoach|dang vien)\b",
    ),
    "certificate_date": (r"\bngay\b.*\b(gcn|chung nhan|chung chi)\b", r"\b(het|so)\b"),
    "official_date": (r"\b(ngay|thoi gian)\b.*\bchinh thuc\b", r"\b(du kien|ket nap)\b"),
    "members": (
        r"\b(tong so|so)\b.*\b(dang vien|dv)\b",
        r"\b(ket nap|kn|chinh thuc|du bi|nu|moi|giam|tang|chuyen|the|ma|chi tieu|ke hoach)\b",
    ),
    "admitted": (
        r"\b(ket nap|kn)\b",
        r"^thang\b|\b(ngay|ke hoach|chi tieu|du kien|luy ke|ty le|ti le|nam truoc|cung ky|so voi|con lai|phan dau"
        r"|nguon|lai|quyet dinh|qd|lop|boi duong|doi tuong|nguyen vong)\b",
    ),
}


def is_like(label: str, column: str) -> bool:
    """Whether a label says that it names the column called `column`; numbers are data and sentences are prose."""
    prose = len(label) > LONGEST_LABEL or label.endswith((".", "!", "?"))
    if column not in LIKE or prose or any(letter.isdecimal() for letter in label):
        return False
    like, unlike = LIKE[column]
    key = folded(label)
    return bool(re.search(like, key)) and not re.search(unlike, key)
