"""What changes around the units: the rows of targets, unit changes, officers' assignments and days that matter."""

from datetime import date, timedelta

from story.days import CONGRESS_CLOSED, text
from story.units import OFFICERS, officer

SINCE = date(2019, 1, 1)
ASSIGNED = date(2020, 8, 1)  # by the committee of the congress
REASSIGNED = 6  # every sixth unit had another officer before
YEARLY = (
    (date(2020, 2, 3), "Ngày thành lập Đảng Cộng sản Việt Nam"),
    (date(2020, 3, 26), "Ngày thành lập Đoàn TNCS Hồ Chí Minh"),
    (date(2020, 5, 19), "Ngày sinh Chủ tịch Hồ Chí Minh"),
    (date(2020, 7, 28), "Ngày thành lập Công đoàn Việt Nam"),
    (date(2020, 9, 2), "Ngày Quốc khánh"),
    (date(2020, 11, 7), "Ngày Cách mạng Tháng Mười Nga"),
)
TRANSFER = date(2020, 4, 1), "Bệnh viện Chuyên khoa Mẫu", "Bệnh viện Đa khoa Số 1", 8
RENAMED = date(2020, 9, 15), "Công ty Môi trường đô thị Mẫu", "Công ty Môi trường Mẫu"
MERGER = date(2021, 3, 1), "Chi cục Thủy lợi", "Sở Nông nghiệp và Phát triển nông thôn"


def target_rows():
    """The rows of targets.csv."""
    eighth = ("Đại hội VIII", "Nghị quyết Đại hội VIII (giả lập)", "01/01/2019")
    ninth = ("Đại hội IX", "Nghị quyết Đại hội IX (giả lập)", text(CONGRESS_CLOSED))
    return [
        ("Khối", "", 2019, "", "Tỷ lệ (%)", 3, *eighth),
        ("Khối", "", 2020, "", "Tỷ lệ (%)", 3, *eighth),
        ("Khối", "", "", "2021-2025", "Tỷ lệ (%)", 3, *ninth),
        ("Khối", "", 2021, "", "Số người", 150, *ninth),
    ]


def unit_change_rows(units):
    """The rows of unit_changes.csv."""
    by_name = {unit.listing.name: unit for unit in units}
    day, left, joined, moved = TRANSFER
    yield text(day), "Chuyển giao đảng viên", by_name[left].name, by_name[joined].name, moved, document(1, day)
    day, old, new = RENAMED
    named = by_name[new].name
    yield text(day), "Đổi tên", named.replace(new, old), named, "", document(2, day)
    day, small, large = MERGER
    merged = by_name[small]
    yield text(day), "Sáp nhập", merged.name, by_name[large].name, merged.members[2021], document(3, day)


def document(number, day):
    """A decision on a change, invented."""
    return f"Quyết định số {number:02}/{day.year} (giả lập)"


def assignment_rows(units):
    """The rows of officer_assignments.csv: since the congress the officers of the register."""
    first, second = "Thông báo phân công năm 2019 (giả lập)", "Thông báo phân công sau Đại hội IX (giả lập)"
    for n, unit in enumerate(units):
        if n % REASSIGNED == 2:
            yield unit.name, *officer(n + OFFICERS // 2), text(SINCE), text(ASSIGNED - timedelta(1)), first
            yield unit.name, *officer(n), text(ASSIGNED), "", second
        else:
            yield unit.name, *officer(n), text(SINCE), "", first


def milestone_rows():
    """The rows of milestones.csv."""
    for day, name in YEARLY:
        yield f"{day.day}/{day.month}", name, "x"
    yield text(CONGRESS_CLOSED), "Đại hội Đảng bộ Khối lần thứ IX (giả lập)", ""
