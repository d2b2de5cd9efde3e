"""Headers and words that several tables share."""

from ketnap.tables.column import Column, said

UNIT_CODE_HEADERS = said("Mã đơn vị | Mã TCCSĐ | Mã chi bộ | Mã cơ quan")
UNIT_HEADERS = (
    *said(
        "Đơn vị | Tên đơn vị | Tên TCCSĐ | Tổ chức cơ sở đảng | Chi/Đảng bộ cơ sở"
        " | Chi, đảng bộ cơ sở | Chi/Đảng bộ | Đảng bộ, chi bộ | Đảng bộ/Chi bộ | Đảng bộ cơ sở | Đảng bộ"
        " | Chi bộ cơ sở | Đơn vị công tác | Cơ quan | Cơ quan, đơn vị | Chi bộ sinh hoạt | Chi bộ | Unit"
    ),
    *UNIT_CODE_HEADERS,
)
# The code beside the name; alone it stands for the unit.
UNIT_CODE = Column("unit_code", "text", UNIT_CODE_HEADERS)

SOURCE_HEADERS = said(
    "Nguồn giới thiệu | Nguồn | Đoàn thể giới thiệu | Tổ chức giới thiệu | Đơn vị giới thiệu"
    " | Nguồn kết nạp | Tổ chức đoàn thể | Đoàn thể | Source"
)

ORDER_HEADERS = said("STT | TT | Số TT | Số thứ tự | Thứ tự | No")

NOTE_HEADERS = said("Ghi chú | Gc | Note")

# Why a row was not taken: the last column of the copy that is offered for correction.
ERROR = Column("error", "ignored", said("Lỗi | Error"))

SOURCE_WORDS = {
    "youth_union": said(
        "Đoàn Thanh niên | Đoàn TN | ĐTN | ĐVTN | TNCS | Đoàn viên | Đoàn viên ưu tú | Thanh niên | Đoàn"
    ),
    "trade_union": said("Công đoàn | CĐ | LĐLĐ | Đoàn viên công đoàn | Công đoàn viên"),
    "two_members": said("Hai đảng viên | 2 đảng viên | 02 đảng viên | Đảng viên giới thiệu"),
    "other": said("Khác | Nguồn khác"),
    "unknown": said("Không rõ | Chưa rõ"),
}

BASIS_WORDS = {
    "decision": said("Ngày quyết định | Quyết định | Ngày QĐ | QĐ"),
    "ceremony": said("Ngày kết nạp | Lễ kết nạp | Ngày tổ chức kết nạp | Ceremony"),
}
