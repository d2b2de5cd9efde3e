"""What stands before an admission: reports on the pool of candidates, and lists of classes."""

from ketnap.tables.admissions import ADMISSIONS
from ketnap.tables.column import Column, Table, said
from ketnap.tables.shared import ERROR, NOTE_HEADERS, ORDER_HEADERS, SOURCE_HEADERS, UNIT_CODE, UNIT_HEADERS

PERSON_COLUMNS = ("row_no", "person_code", "full_name", "family_name", "given_name", "birth_date")

POOL_REPORTS = Table(
    name="pool_reports",
    key=("unit_code", "report_date", "period_start", "period_end"),
    columns=(
        Column("row_no", "ignored", ORDER_HEADERS),
        Column("unit", "unit", UNIT_HEADERS, required=True),
        UNIT_CODE,
        Column(
            "report_date",
            "date",
            said("Ngày báo cáo | Báo cáo ngày | Thời điểm báo cáo | Ngày lập báo cáo | Ngày rà soát | report_date"),
            required=True,
        ),
        Column(
            "period",
            "period",
            said(
                "Kỳ | Kỳ báo cáo | Kỳ rà soát | Kỳ dự kiến | Kỳ kế hoạch | Thời kỳ | Giai đoạn"
                " | Thời gian dự kiến kết nạp | Thời gian dự kiến | Thời gian | period"
            ),
            required=True,
        ),
        Column(
            "non_members",
            "count",
            said(
                "Tổng số quần chúng | Tổng số quần chúng hiện có | Số quần chúng hiện có | Quần chúng hiện có"
                " | Số quần chúng | Quần chúng | Số CBCCVCLĐ chưa là đảng viên | Số chưa là đảng viên"
                " | Chưa là đảng viên | non_members"
            ),
        ),
        Column(
            "in_pool",
            "count",
            said(
                "Quần chúng ưu tú | Số quần chúng ưu tú | QCƯT | Số QCƯT | Nguồn phát triển Đảng | Nguồn kết nạp"
                " | Nguồn kết nạp Đảng | Số nguồn | Nguồn | Cảm tình Đảng | Đối tượng Đảng | Đối tượng kết nạp Đảng"
                " | in_pool"
            ),
            required=True,
        ),
        Column(
            "class_done",
            "count",
            said(
                "Đã học lớp nhận thức | Đã học lớp nhận thức về Đảng | Đã học lớp bồi dưỡng nhận thức về Đảng"
                " | Đã học lớp đối tượng Đảng | Đã học lớp cảm tình Đảng | Đã học lớp bồi dưỡng | Đã học lớp"
                " | Số đã học lớp | Có GCN | Đã có GCN | Đã có giấy chứng nhận | class_done"
            ),
        ),
        Column(
            "in_verification",
            "count",
            said(
                "Đang thẩm tra lý lịch | Thẩm tra lý lịch | Đang thẩm tra | Đang xác minh lý lịch"
                " | Đang thẩm tra, xác minh lý lịch | in_verification"
            ),
        ),
        Column(
            "dossier_ready",
            "count",
            said(
                "Hồ sơ hoàn thiện | Đã hoàn thiện hồ sơ | Hoàn thiện hồ sơ | Hồ sơ đã hoàn thiện | Đủ hồ sơ"
                " | dossier_ready"
            ),
        ),
        Column(
            "expected",
            "count",
            said(
                "Dự kiến kết nạp | Số dự kiến kết nạp | Số dự kiến KN | Dự kiến KN | Tổng số dự kiến kết nạp"
                " | Dự kiến kết nạp tổng số | Dự kiến kết nạp cộng | Dự kiến kết nạp trong kỳ"
                " | Dự kiến kết nạp 6 tháng đầu năm | Dự kiến kết nạp 6 tháng cuối năm | Dự kiến | expected"
            ),
            required=True,
        ),
        # "Đoàn TN" alone is what a cell of a roster says, no header.
        Column(
            "expected_youth",
            "count",
            said(
                "Dự kiến từ Đoàn Thanh niên | Dự kiến kết nạp Đoàn Thanh niên | Dự kiến kết nạp Đoàn TN"
                " | Dự kiến kết nạp ĐVTN | Trong đó Đoàn Thanh niên | Trong đó Đoàn TN | Trong đó ĐVTN | expected_youth"
            ),
        ),
        Column(
            "expected_union",
            "count",
            said(
                "Dự kiến từ Công đoàn | Dự kiến kết nạp Công đoàn | Dự kiến kết nạp CĐ | Trong đó Công đoàn"
                " | Trong đó CĐ | expected_union"
            ),
        ),
        # They may name people.
        Column("difficulties", "ignored", said("Khó khăn, vướng mắc | Khó khăn | Vướng mắc | Tồn tại, khó khăn")),
        Column("proposals", "ignored", said("Đề xuất, kiến nghị | Kiến nghị, đề xuất | Đề xuất | Kiến nghị")),
        Column("note", "ignored", NOTE_HEADERS),
        ERROR,
    ),
    example={
        "unit": "Đảng bộ Sở Mẫu",
        "report_date": "15/06/2021",
        "period": "6 tháng cuối năm 2021",
        "non_members": "85",
        "in_pool": "12",
        "class_done": "7",
        "in_verification": "3",
        "dossier_ready": "2",
        "expected": "4",
        "expected_youth": "3",
        "expected_union": "1",
    },
)


CLASS_GRADUATES = Table(
    name="class_graduates",
    key=("graduate_key",),
    once_per="class_place",
    one_of=("end_date", "certificate_date"),
    columns=(
        *(ADMISSIONS.column(name) for name in PERSON_COLUMNS),
        Column("gender", "ignored", ADMISSIONS.column("gender").headers),
        Column(
            "unit",
            "unit",
            (*said("Đơn vị cử đi học | Đơn vị cử | Đơn vị cử học viên | Cơ quan cử đi học"), *UNIT_HEADERS),
            required=True,
        ),
        UNIT_CODE,
        Column("branch_name", "ignored", ADMISSIONS.column("branch_name").headers),
        Column(
            "class_code",
            "text",
            said("Mã lớp | Lớp | Khóa | Lớp, khóa | Khóa học | Lớp thứ | Ký hiệu lớp | Tên lớp | class_code"),
            required=True,
        ),
        Column("class_name", "text", said("Tên lớp | Tên lớp bồi dưỡng | Lớp bồi dưỡng | Lớp học | class_name")),
        Column(
            "class_kind",
            "text",
            said("Loại lớp | Loại hình lớp | Nội dung lớp | Đối tượng lớp | Chương trình | Loại | class_kind"),
        ),
        Column(
            "end_date",
            "date",
            said(
                "Ngày bế giảng | Bế giảng | Ngày bế giảng lớp | Ngày kết thúc | Ngày kết thúc lớp | Ngày hoàn thành"
                " | Thời gian học | Thời gian mở lớp | Thời gian | end_date"
            ),
        ),
        Column(
            "certificate_date",
            "date",
            (*ADMISSIONS.column("certificate_date").headers, *said("Ngày cấp chứng nhận | Ngày cấp chứng chỉ")),
        ),
        Column("source", "source", SOURCE_HEADERS),
        Column("occupation", "ignored", said("Nghề nghiệp | Chức vụ | Chức danh | Chức vụ, đơn vị công tác")),
        Column(
            "result",
            "choice",
            said("Xếp loại | Kết quả | Kết quả học tập | Xếp loại học tập | Kết quả xếp loại | result"),
            choices={
                "passed": said(
                    "Đạt | Đạt yêu cầu | Hoàn thành | Xuất sắc | Giỏi | Khá | Trung bình khá | Trung bình | TB"
                ),
                "failed": said(
                    "Không đạt | Chưa đạt | Không đạt yêu cầu | Không hoàn thành | Chưa hoàn thành | Vắng | Bỏ học"
                    " | Vắng thi | Yếu | Kém"
                ),
            },
        ),
        Column("attended", "ignored", said("Số học viên | Tổng số học viên | Số học viên tham gia | Sĩ số")),
        Column(
            "graduates",
            "count",
            said(
                "Số hoàn thành | Số học viên hoàn thành | Số người hoàn thành | Số hoàn thành lớp | Số được cấp GCN"
                " | Số học viên được cấp giấy chứng nhận | graduates"
            ),
        ),
        Column(
            "admitted",
            "count",
            said(
                "Số được kết nạp | Số đã kết nạp | Số đã được kết nạp | Số được kết nạp trong năm"
                " | Số học viên được kết nạp | Được kết nạp | Đã kết nạp | Đã được kết nạp | admitted"
            ),
        ),
        Column("note", "ignored", NOTE_HEADERS),
        ERROR,
    ),
    example={
        "row_no": "1",
        "full_name": "Quần chúng Mẫu 0001",
        "birth_date": "15/08/1995",
        "unit": "Đảng bộ Sở Mẫu",
        "class_code": "NT01/2021",
        "class_name": "Lớp bồi dưỡng nhận thức về Đảng khóa I năm 2021",
        "class_kind": "Đối tượng kết nạp Đảng",
        "end_date": "28/04/2021",
        "source": "Đoàn Thanh niên",
        "result": "Khá",
    },
)


SOURCE_FIGURES = Table(
    name="source_figures",
    key=("source", "sub_org", "period_start", "period_end"),
    columns=(
        Column("row_no", "ignored", ORDER_HEADERS),
        Column(
            "source",
            "source",
            said("Tổ chức chính trị - xã hội | Tổ chức đoàn thể | Đoàn thể | Tổ chức | source"),
            required=True,
        ),
        Column(
            "sub_org",
            "text",
            said(
                "Tổ chức trực thuộc | Đoàn thể trực thuộc | Tổ chức cơ sở | Chi đoàn | Đoàn cơ sở"
                " | Chi đoàn, đoàn cơ sở | Công đoàn cơ sở | CĐCS | sub_org"
            ),
        ),
        Column("unit", "unit", UNIT_HEADERS),
        UNIT_CODE,
        Column("period", "period", said("Kỳ | Kỳ báo cáo | Năm | Thời kỳ | Thời gian | period"), required=True),
        Column("report_date", "date", POOL_REPORTS.column("report_date").headers),
        Column(
            "members_total",
            "count",
            said("Tổng số đoàn viên | Số đoàn viên | Tổng số đoàn viên, công đoàn viên | members_total"),
        ),
        Column(
            "eligible",
            "count",
            said(
                "Đoàn viên chưa là đảng viên | Số đoàn viên chưa là đảng viên | Đoàn viên chưa vào Đảng"
                " | Đoàn viên ngoài Đảng | Đoàn viên là nguồn phát triển Đảng | eligible"
            ),
        ),
        Column(
            "introduced",
            "count",
            said(
                "Số giới thiệu | Đã giới thiệu | Giới thiệu cho Đảng | Số đoàn viên ưu tú giới thiệu"
                " | Đoàn viên ưu tú giới thiệu cho Đảng | ĐVƯT giới thiệu cho Đảng | Số ĐVƯT giới thiệu | introduced"
            ),
            required=True,
        ),
        Column(
            "sent_to_class",
            "count",
            said("Cử đi học lớp | Số cử đi học | Cử đi học | Cử học lớp nhận thức | sent_to_class"),
        ),
        Column(
            "admitted",
            "count",
            said("Được kết nạp | Số được kết nạp | Số kết nạp | Đã kết nạp | Đã được kết nạp | admitted"),
        ),
        Column("rating", "text", said("Xếp loại | Kết quả xếp loại | Đánh giá, xếp loại | rating")),
        Column("note", "ignored", NOTE_HEADERS),
        ERROR,
    ),
    example={
        "source": "Đoàn Thanh niên",
        "sub_org": "Chi đoàn Sở Mẫu",
        "unit": "Đảng bộ Sở Mẫu",
        "period": "6 tháng đầu năm 2021",
        "report_date": "15/06/2021",
        "members_total": "40",
        "eligible": "25",
        "introduced": "5",
        "sent_to_class": "4",
        "admitted": "2",
    },
)
