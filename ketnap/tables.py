"""The data dictionary: which tables offices keep, their columns, and the headers each is known by.

A column's `kind` names the function of `ingest.values` that reads its cells. Columns that exist only
to recognise a person (`kind` "person") are turned into keyed hashes during the import and never kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

SOURCES = ("youth_union", "trade_union", "two_members", "other", "unknown")
BASES = ("decision", "ceremony")
NO_CHOICES: Mapping[str, tuple[str, ...]] = {}


def said(words: str) -> tuple[str, ...]:
    """The words of a list written with bars between them."""
    return tuple(word.strip() for word in words.split(" | "))


@dataclass(frozen=True, eq=False)
class Column:
    """One column: its code, how its cells are read, and the headers it is known by, best first.

    `choices` maps each code of an enumeration to the words that stand for it in rosters.
    `least` is the smallest number a count may have.
    """

    name: str
    kind: str
    headers: tuple[str, ...]
    required: bool = False
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: NO_CHOICES)
    least: int = 0

    @property
    def shared(self) -> bool:
        """Whether what a merged cell says holds for each of its rows; a number or a person is one only."""
        return self.kind not in ("count", "decimal", "person")

    @property
    def dated(self) -> bool:
        """Whether its cells hold dates or months."""
        return self.kind in ("date", "month") or self.name == "birth_date"


@dataclass(frozen=True, eq=False)
class Table:
    """One table: its columns, its natural key, which columns stand in for one another, an example.

    `key` is the natural key among what is kept: of two rows with the same key the newer import's counts.
    `one_of` lists columns of which a file must have at least one.
    """

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    example: Mapping[str, str]
    one_of: tuple[str, ...] = ()

    def column(self, name: str) -> Column:
        """The column called `name`; KeyError if the table has none."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)

    @property
    def required(self) -> tuple[Column, ...]:
        """The columns a file of this table cannot do without."""
        return tuple(column for column in self.columns if column.required)


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

ADMISSIONS = Table(
    name="admissions",
    key=("admission_key",),
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

# In the order a batch of files is read: the register of units comes before the rows that name them.
TABLES = (UNITS, OPENING_MEMBERS, TARGETS, MONTHLY_TOTALS, ADMISSIONS)
TABLE = {table.name: table for table in TABLES}
