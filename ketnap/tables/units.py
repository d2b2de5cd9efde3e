"""The register of units, their members at the start of a year, the targets, and plans."""

from ketnap.tables.column import Column, Table, said
from ketnap.tables.shared import ERROR, NOTE_HEADERS, ORDER_HEADERS, UNIT_CODE, UNIT_HEADERS

UNITS = Table(
    name="units",
    key=("unit_code",),
    columns=(
        Column("order_no", "order", ORDER_HEADERS),
        Column("unit_code", "text", said("Mã đơn vị | Mã | Ký hiệu | Mã số | unit_code")),
        Column(
            "unit_name",
            "text",
            said(
                "Tên đơn vị | Tên chi/đảng bộ | Tên chi, đảng bộ | Tổ chức cơ sở đảng | Tên TCCSĐ | Đơn vị"
                " | Chi, đảng bộ cơ sở | Đảng bộ, chi bộ | unit_name"
            ),
            required=True,
        ),
        Column("aliases", "text", said("Tên gọi khác | Tên khác | Bí danh | Tên viết tắt | aliases")),
        Column(
            "unit_type",
            "choice",
            said("Loại hình | Loại | Đảng bộ/Chi bộ | Loại hình TCCSĐ | unit_type"),
            choices={
                "dang_bo_co_so": said("Đảng bộ cơ sở | Đảng bộ | ĐBCS"),
                "chi_bo_co_so": said("Chi bộ cơ sở | Chi bộ | CBCS"),
            },
        ),
        Column("sector", "text", said("Lĩnh vực | Khối | Khối, lĩnh vực | sector")),
        Column("officer_code", "text", said("Mã phụ trách | Mã ủy viên | officer_code")),
        Column(
            "officer_label",
            "text",
            said(
                "Ủy viên BTV phụ trách | Đ/c phụ trách | Đồng chí phụ trách | Ủy viên phụ trách | Người theo dõi"
                " | Phụ trách | officer_label"
            ),
        ),
        Column("active_from", "date", said("Ngày thành lập | Thành lập | active_from")),
        Column("active_to", "date", said("Ngày kết thúc | Ngày giải thể | active_to")),
        Column("successor_code", "text", said("Sáp nhập vào | Đơn vị kế thừa | successor_code")),
        ERROR,
    ),
    example={
        "order_no": "1",
        "unit_code": "U01",
        "unit_name": "Đảng bộ Sở Mẫu",
        "aliases": "SM|Sở Mẫu",
        "unit_type": "Đảng bộ cơ sở",
        "sector": "Quản lý nhà nước",
        "officer_code": "UV1",
        "officer_label": "Ủy viên phụ trách 1",
        "active_from": "01/01/2005",
    },
)


OPENING_MEMBERS = Table(
    name="opening_members",
    key=("unit_code", "year"),
    columns=(
        Column("row_no", "ignored", ORDER_HEADERS),
        Column("unit", "unit", UNIT_HEADERS, required=True),
        UNIT_CODE,
        Column("year", "year", said("Năm | Đầu năm | Thời điểm | year"), required=True),
        Column(
            "members",
            "count",
            said(
                "Tổng số đảng viên | Số đảng viên | Số ĐV đầu năm | Số đảng viên đầu năm"
                " | Số đảng viên có đến 31/12 | ĐV đầu kỳ | Đầu kỳ | Tổng số ĐV | members"
            ),
            required=True,
            least=1,
        ),
        Column("official", "count", said("Chính thức | Đảng viên chính thức")),
        Column("probationary", "count", said("Dự bị | Đảng viên dự bị")),
        Column("note", "ignored", NOTE_HEADERS),
        ERROR,
    ),
    example={
        "unit": "Đảng bộ Sở Mẫu",
        "year": "2021",
        "members": "120",
        "official": "114",
        "probationary": "6",
    },
)


TARGETS = Table(
    name="targets",
    key=("scope", "scope_code", "first_year", "last_year", "kind", "set_by", "effective_from"),
    one_of=("year", "term"),
    columns=(
        Column(
            "scope",
            "choice",
            said("Cấp | Phạm vi | scope"),
            required=True,
            choices={
                "block": said("Khối | Toàn Khối | Đảng bộ Khối"),
                "unit": said("Đơn vị | Cơ sở | TCCSĐ"),
                "source": said("Đoàn thể | Nguồn | source_org"),
                "officer": said("Phụ trách | Ủy viên"),
            },
        ),
        Column("scope_code", "text", said("Đơn vị/Đoàn thể | Đơn vị, đoàn thể | Đơn vị | Mã | scope_code")),
        Column("year", "year", said("Năm | year")),
        Column("term", "term", said("Nhiệm kỳ | Giai đoạn | term")),
        Column(
            "kind",
            "choice",
            said("Loại | Loại chỉ tiêu | kind"),
            required=True,
            choices={
                "rate": said("Tỷ lệ (%) | Tỷ lệ | Tỉ lệ | % | Phần trăm"),
                "count": said("Số người | Số lượng | Người | Đảng viên | Đồng chí"),
            },
        ),
        Column("value", "decimal", said("Chỉ tiêu | Giá trị | Mức | value"), required=True),
        Column("set_by", "text", said("Cấp giao | Nơi giao | set_by")),
        Column("document", "text", said("Văn bản số | Văn bản | Số văn bản | document")),
        Column("effective_from", "date", said("Ngày hiệu lực | Hiệu lực từ | Ngày | effective_from")),
        ERROR,
    ),
    example={
        "scope": "Khối",
        "term": "2021-2025",
        "kind": "Tỷ lệ (%)",
        "value": "3",
        "set_by": "Đại hội IX",
        "document": "Nghị quyết Đại hội IX",
        "effective_from": "11/07/2020",
    },
)


PLANS = Table(
    name="plans",
    key=("unit_code", "year"),
    columns=(
        Column("row_no", "ignored", ORDER_HEADERS),
        Column("unit", "unit", UNIT_HEADERS, required=True),
        UNIT_CODE,
        Column("year", "year", said("Năm | Năm kế hoạch | year"), required=True),
        *(
            Column(f"t{month}", "count", (f"T{month}", f"Tháng {month}", f"Kế hoạch T{month}"))
            for month in range(1, 13)
        ),
        Column(
            "planned",
            "count",
            said(
                "Kế hoạch năm | Kế hoạch kết nạp | Kế hoạch kết nạp năm | Số kế hoạch | Kế hoạch | KH năm"
                " | Chỉ tiêu kế hoạch | planned"
            ),
            required=True,
        ),
        Column("document", "text", said("Văn bản số | Văn bản | Số văn bản | Kế hoạch số | document")),
        Column("approved_on", "date", said("Ngày phê duyệt | Ngày duyệt | Ngày ban hành | Ngày văn bản | approved_on")),
        Column("members", "ignored", said("Số đảng viên | Tổng số đảng viên | Đảng viên đầu năm")),
        Column("note", "ignored", NOTE_HEADERS),
        ERROR,
    ),
    example={
        "unit": "Đảng bộ Sở Mẫu",
        "year": "2022",
        **{f"t{month}": "1" if month in (2, 5, 9) else "0" for month in range(1, 13)},
        "planned": "3",
    },
)
