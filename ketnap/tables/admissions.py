"""Admissions one by one, and as numbers of a month."""

from ketnap.tables.column import Column, Table, said
from ketnap.tables.shared import (
    BASIS_WORDS,
    ERROR,
    NOTE_HEADERS,
    ORDER_HEADERS,
    SOURCE_HEADERS,
    UNIT_CODE,
    UNIT_HEADERS,
)

ADMISSIONS = Table(
    name="admissions",
    key=("admission_key",),
    once_per="admission_type",
    one_of=("decision_date", "ceremony_date", "admission_month"),
    columns=(
        Column("row_no", "ignored", ORDER_HEADERS),
        Column(
            "person_code",
            "person",
            said(
                "Mã số | Mã ĐV | Mã đảng viên | Số lý lịch | Số thẻ đảng viên | Số thẻ ĐV | CCCD | CMND | Số CCCD"
                " | Mã | Mã nhân viên | person_code"
            ),
        ),
        Column(
            "full_name",
            "person",
            said(
                "Họ và tên | Họ tên | Họ và tên khai sinh | Họ, chữ đệm và tên | Họ tên đảng viên | Tên đảng viên"
                " | full_name"
            ),
        ),
        Column("family_name", "person", said("Họ và đệm | Họ và tên đệm | Họ đệm | Họ")),
        Column("given_name", "person", said("Tên")),
        Column(
            "birth_date",
            "person",
            said("Ngày sinh | Ngày tháng năm sinh | Ngày, tháng, năm sinh | Năm sinh | birth_date"),
        ),
        Column(
            "gender",
            "choice",
            said("Giới tính | Nam/Nữ | gender"),
            choices={"m": said("Nam | N | 1"), "f": said("Nữ | 0")},
        ),
        Column("unit", "unit", UNIT_HEADERS, required=True),
        UNIT_CODE,
        Column("branch_name", "ignored", said("Chi bộ trực thuộc | Chi bộ | branch_name")),
        Column(
            "decision_no",
            "person",
            said(
                "Số QĐ | Số quyết định | Số QĐ kết nạp | Quyết định số | Quyết định kết nạp số | QĐ số"
                " | Quyết định | decision_no"
            ),
        ),
        Column(
            "decision_date",
            "date",
            said(
                "Ngày QĐ | Ngày quyết định | Ngày ký QĐ | Ngày ký quyết định | Ngày, tháng, năm QĐ kết nạp"
                " | Ngày QĐ kết nạp | Ngày quyết định kết nạp | Ngày ra quyết định | Quyết định ngày"
                " | Quyết định kết nạp ngày | QĐ ngày | Ngày vào Đảng | decision_date"
            ),
        ),
        Column(
            "ceremony_date",
            "date",
            said(
                "Ngày kết nạp | Ngày tổ chức kết nạp | Ngày tổ chức lễ kết nạp | Ngày lễ kết nạp"
                " | Ngày làm lễ kết nạp | Ngày kết nạp Đảng | Ngày kết nạp vào Đảng | Ngày kết nạp Đảng (dự bị)"
                " | Ngày vào Đảng (dự bị) | Ngày vào Đảng dự bị | Ngày vào Đảng | ceremony_date"
            ),
        ),
        Column(
            "admission_month",
            "month",
            said("Tháng kết nạp | Tháng | Kỳ | Thời gian kết nạp | admission_month"),
        ),
        Column("source", "source", SOURCE_HEADERS),
        Column("certificate_date", "date", said("Ngày cấp GCN | Ngày cấp CC | Ngày cấp giấy chứng nhận")),
        Column("class_code", "text", said("Lớp | Khóa | Lớp, khóa | class_code")),
        Column("occupation", "text", said("Nghề nghiệp | Đối tượng | Chức danh nghề nghiệp | occupation")),
        Column("admission_type", "readmission", said("Loại kết nạp | Hình thức | Hình thức kết nạp")),
        Column(
            "official_date",
            "date",
            said(
                "Ngày chính thức | Ngày công nhận chính thức | Chuyển chính thức | Ngày chuyển chính thức"
                " | Ngày vào Đảng chính thức"
            ),
        ),
        Column("revoked_date", "date", said("Ngày hủy QĐ | Ngày hủy quyết định | revoked_date")),
        Column("status", "note", said("Tình trạng | Trạng thái")),
        Column("note", "note", NOTE_HEADERS),
        ERROR,
    ),
    example={
        "row_no": "1",
        "person_code": "ĐV-0001",
        "full_name": "Đảng viên Mẫu 0001",
        "birth_date": "15/08/1990",
        "gender": "Nữ",
        "unit": "Đảng bộ Sở Mẫu",
        "decision_no": "12-QĐ/ĐUK",
        "decision_date": "11/05/2021",
        "ceremony_date": "19/05/2021",
        "source": "Đoàn Thanh niên",
        "certificate_date": "20/10/2020",
        "occupation": "Viên chức",
    },
)


MONTHLY_TOTALS = Table(
    name="monthly_totals",
    key=("year", "month", "through_month", "unit_code", "source", "basis"),
    one_of=("month", "through_month"),
    columns=(
        Column("row_no", "ignored", ORDER_HEADERS),
        Column("year", "year", said("Năm | year")),
        Column("month", "month", said("Tháng | Tháng/Năm | Tháng, năm | Kỳ | Thời gian | month")),
        Column("through_month", "month_number", said("Lũy kế đến tháng | Đến tháng | through_month")),
        Column("unit", "unit", UNIT_HEADERS),
        UNIT_CODE,
        Column("source", "source", SOURCE_HEADERS),
        Column(
            "admitted",
            "count",
            said(
                "Số kết nạp | Số đảng viên kết nạp | Số đảng viên mới | Số ĐV kết nạp | Kết nạp | Kết nạp mới"
                " | Số lượng | Tổng số kết nạp | admitted"
            ),
            required=True,
        ),
        Column("basis", "choice", said("Cơ sở tính | Tính theo | basis"), choices=BASIS_WORDS),
        Column("note", "ignored", NOTE_HEADERS),
        ERROR,
    ),
    example={
        "year": "2020",
        "month": "5",
        "unit": "Đảng bộ Sở Mẫu",
        "source": "Công đoàn",
        "admitted": "3",
        "basis": "Ngày quyết định",
    },
)

# What a person is recognised by, the same in every list of people.
