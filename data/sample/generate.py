"""Writes the synthetic sample data (eleven CSV files) that the dashboard opens with."""

import csv
import sys
from datetime import datetime
from pathlib import Path

from story.chance import stream
from story.changes import assignment_rows, milestone_rows, target_rows, unit_change_rows
from story.classes import AWARENESS, class_rows
from story.decisions import earlier_rows, make_ceremonies, make_decisions
from story.irregular import with_irregular
from story.organizations import source_rows
from story.people import admission_rows, earlier_probationers, make_admissions, probationers, recognized
from story.reports import report_rows
from story.units import make_units, opening_rows, unit_rows

HEADERS = {
    "units": "STT,Mã đơn vị,Tên đơn vị,Tên gọi khác,Loại hình,Lĩnh vực,Mã phụ trách,"
    "Ủy viên BTV phụ trách,Ngày thành lập",
    "admissions": "STT,Mã số,Họ và tên,Ngày sinh,Giới tính,Đơn vị,Số QĐ,Ngày QĐ,Ngày kết nạp,"
    "Nguồn giới thiệu,Nghề nghiệp,Ngày cấp GCN,Ngày chính thức,Ngày hủy QĐ,Ghi chú",
    "opening_members": "Đơn vị,Năm,Tổng số đảng viên,Chính thức,Dự bị",
    "targets": "Cấp,Đơn vị/Đoàn thể,Năm,Nhiệm kỳ,Loại,Chỉ tiêu,Cấp giao,Văn bản số,Ngày hiệu lực",
    "monthly_totals": "Năm,Tháng,Đơn vị,Nguồn giới thiệu,Số kết nạp,Cơ sở tính",
    "pool_reports": "Đơn vị,Ngày báo cáo,Kỳ,Tổng số quần chúng,Quần chúng ưu tú,Đã học lớp nhận thức,"
    "Đang thẩm tra lý lịch,Hồ sơ hoàn thiện,Dự kiến kết nạp,Dự kiến từ Đoàn Thanh niên,Dự kiến từ Công đoàn,"
    "Khó khăn,Kiến nghị",
    "class_graduates": "STT,Mã lớp,Tên lớp,Loại lớp,Ngày bế giảng,Họ và tên,Ngày sinh,Đơn vị cử đi học,"
    "Nguồn giới thiệu,Xếp loại,Số hoàn thành,Số được kết nạp",
    "source_figures": "Đoàn thể,Tổ chức trực thuộc,Đơn vị,Kỳ,Ngày báo cáo,Tổng số đoàn viên,"
    "Đoàn viên chưa là đảng viên,Số giới thiệu,Cử đi học lớp,Được kết nạp",
    "unit_changes": "Ngày thay đổi,Loại thay đổi,Đơn vị cũ,Đơn vị mới,Số đảng viên,Văn bản số",
    "officer_assignments": "Đơn vị,Mã phụ trách,Ủy viên BTV phụ trách,Từ ngày,Đến ngày,Văn bản số",
    "milestones": "Ngày,Sự kiện,Hằng năm",
}


def tables():
    """The rows of each file, by name."""
    rng = stream()
    units = make_units(rng)
    decisions = make_decisions(rng, units)
    ceremonies = make_ceremonies(rng, decisions)
    in_2018 = earlier_probationers(rng, units)
    register = list(unit_rows(rng, units))
    admissions = list(recognized(with_irregular(units, make_admissions(rng, units, decisions, ceremonies))))
    learners = list(class_rows(units, admissions))
    return {
        "units": register,
        "admissions": admission_rows(units, admissions),
        "opening_members": opening_rows(units, probationers(in_2018, admissions)),
        "targets": target_rows(),
        "monthly_totals": earlier_rows(),
        "pool_reports": report_rows(units, decisions),
        "class_graduates": learners,
        "source_figures": source_rows(units, admissions, to_awareness_classes(learners)),
        "unit_changes": unit_change_rows(units),
        "officer_assignments": assignment_rows(units),
        "milestones": milestone_rows(),
    }


def to_awareness_classes(learners):
    """Unit, source and last day of each person of an awareness class."""
    people = [row for row in learners if row[3] == AWARENESS and row[5]]
    return [(row[7], row[8], datetime.strptime(row[4], "%d/%m/%Y").date()) for row in people]


def write(path, header, rows):
    """Write one CSV file that spreadsheets open with its accents intact."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header.split(","))
        writer.writerows(rows)


def main(folder):
    """Write the eleven files into the folder."""
    for name, rows in tables().items():
        write(Path(folder) / f"{name}.csv", HEADERS[name], rows)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else Path(__file__).parent)
