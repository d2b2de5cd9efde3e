"""What changes around the units: the units themselves, who follows them, and the days that matter."""

from ketnap.tables.column import Column, Table, said
from ketnap.tables.shared import ERROR, NOTE_HEADERS, ORDER_HEADERS, UNIT_CODE, UNIT_HEADERS

UNIT_CHANGES = Table(
    name="unit_changes",
    key=("change_date", "change", "from_unit", "to_unit"),
    columns=(
        Column("row_no", "ignored", ORDER_HEADERS),
        Column(
            "change_date",
            "date",
            said(
                "Ngày thay đổi | Ngày thực hiện | Ngày sáp nhập | Ngày hiệu lực | Thời điểm thay đổi | Từ ngày | Ngày"
                " | change_date"
            ),
            required=True,
        ),
        Column(
            "change",
            "choice",
            said("Loại thay đổi | Hình thức thay đổi | Nội dung thay đổi | Thay đổi | Hình thức | Loại | change"),
            required=True,
            choices={
                "merge": said("Sáp nhập | Hợp nhất | Nhập vào"),
                "split": said("Chia tách | Tách | Chia"),
                "rename": said("Đổi tên"),
                "transfer": said("Chuyển giao đảng viên | Điều chuyển đảng viên | Chuyển đảng viên | Chuyển giao"),
                "join": said("Tiếp nhận | Tiếp nhận vào Khối | Gia nhập | Gia nhập Khối | Chuyển đến Khối"),
                "leave": said("Chuyển khỏi Khối | Chuyển ra khỏi Khối | Rời Khối | Chuyển đi | Giải thể"),
            },
        ),
        Column(
            "from_unit",
            "text",
            said("Đơn vị cũ | Từ đơn vị | Đơn vị trước thay đổi | Đơn vị bị sáp nhập | Đơn vị chuyển đi | from_unit"),
            required=True,
        ),
        Column(
            "to_unit",
            "text",
            said("Đơn vị mới | Đến đơn vị | Đơn vị sau thay đổi | Sáp nhập vào | Đơn vị tiếp nhận | to_unit"),
            required=True,
        ),
        Column(
            "members_moved",
            "count",
            said("Số đảng viên | Số đảng viên chuyển | Số đảng viên chuyển sang | Số ĐV chuyển | members_moved"),
        ),
        Column("document", "text", said("Văn bản số | Văn bản | Số văn bản | Quyết định số | document")),
        Column("note", "ignored", NOTE_HEADERS),
        ERROR,
    ),
    example={
        "change_date": "12/04/2021",
        "change": "Tiếp nhận",
        "from_unit": "",
        "to_unit": "Đảng bộ Sở Mẫu",
        "members_moved": "120",
        "document": "Quyết định số 01 (mẫu)",
    },
)


OFFICER_ASSIGNMENTS = Table(
    name="officer_assignments",
    key=("unit_code", "from_date"),
    columns=(
        Column("row_no", "ignored", ORDER_HEADERS),
        Column("unit", "unit", UNIT_HEADERS, required=True),
        UNIT_CODE,
        Column("officer_code", "text", said("Mã phụ trách | Mã ủy viên | officer_code")),
        Column(
            "officer_label",
            "text",
            said(
                "Ủy viên BTV phụ trách | Đ/c phụ trách | Đồng chí phụ trách | Ủy viên phụ trách | Người phụ trách"
                " | Người theo dõi | Phụ trách | officer_label"
            ),
            required=True,
        ),
        Column(
            "from_date",
            "date",
            said("Từ ngày | Phụ trách từ | Phụ trách từ ngày | Ngày phân công | Từ | from_date"),
            required=True,
        ),
        Column(
            "to_date",
            "date",
            said("Đến ngày | Phụ trách đến | Phụ trách đến ngày | Thôi phụ trách | Đến | to_date"),
        ),
        Column("document", "text", said("Văn bản số | Văn bản | Số văn bản | Quyết định số | document")),
        Column("note", "ignored", NOTE_HEADERS),
        ERROR,
    ),
    example={
        "unit": "Đảng bộ Sở Mẫu",
        "officer_code": "UV1",
        "officer_label": "Ủy viên phụ trách 1",
        "from_date": "01/08/2020",
        "document": "Thông báo phân công số 01 (mẫu)",
    },
)


MILESTONES = Table(
    name="milestones",
    key=("month", "day", "year", "milestone"),
    columns=(
        Column("row_no", "ignored", ORDER_HEADERS),
        Column(
            "milestone_date",
            "date",
            said("Ngày | Ngày kỷ niệm | Ngày, tháng | Thời điểm | Ngày diễn ra | milestone_date"),
            required=True,
        ),
        Column(
            "milestone",
            "text",
            said("Sự kiện | Mốc | Mốc thời gian | Dịp | Dịp kỷ niệm | Ngày lễ | Tên sự kiện | milestone"),
            required=True,
        ),
        Column(
            "yearly",
            "choice",
            said("Hằng năm | Hàng năm | Lặp lại hằng năm | yearly"),
            choices={"yes": said("x | Có | ✓ | 1"), "no": said("Không | 0")},
        ),
        Column("note", "ignored", NOTE_HEADERS),
        ERROR,
    ),
    example={"milestone_date": "03/02/2021", "milestone": "Ngày thành lập Đảng", "yearly": "x"},
)
