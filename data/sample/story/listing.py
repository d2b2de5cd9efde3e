"""The seventy invented units: their sectors, their sizes, their names."""

from typing import NamedTuple

# Official order. Each line: how large (1-5), name without its prefix, "=" other names.
UNITS = {
    "Đảng - đoàn thể": """
        3 Văn phòng Tỉnh ủy = VPTU|VP Tỉnh ủy
        2 Ban Tổ chức Tỉnh ủy = BTCTU
        2 Ban Tuyên giáo Tỉnh ủy = BTGTU
        1 Ban Dân vận Tỉnh ủy
        1 Ban Nội chính Tỉnh ủy
        2 Cơ quan Ủy ban Kiểm tra Tỉnh ủy = UBKTTU|Cơ quan UBKT Tỉnh ủy
        1 Cơ quan Đảng ủy Khối
        2 Cơ quan Mặt trận Tổ quốc tỉnh = MTTQ tỉnh
        2 Liên đoàn Lao động tỉnh = LĐLĐ tỉnh
        2 Cơ quan Tỉnh đoàn
        1 Hội Liên hiệp Phụ nữ tỉnh = Hội LHPN tỉnh
        1 Hội Nông dân tỉnh
        1 Hội Cựu chiến binh tỉnh
        1 Hội Chữ thập đỏ tỉnh
        1 Hội Văn học - Nghệ thuật tỉnh
        1 Liên minh Hợp tác xã tỉnh
    """,
    "Quản lý nhà nước": """
        2 Văn phòng Hội đồng nhân dân tỉnh = VP HĐND tỉnh
        3 Văn phòng Ủy ban nhân dân tỉnh = VP UBND tỉnh
        2 Sở Nội vụ = SNV
        3 Sở Tài chính = STC
        3 Sở Kế hoạch và Đầu tư = SKHĐT|Sở KH&ĐT
        3 Sở Y tế = SYT|Sở YT
        3 Sở Giáo dục và Đào tạo = SGDĐT|Sở GD&ĐT
        3 Sở Công Thương = SCT
        3 Sở Xây dựng = SXD
        4 Sở Giao thông vận tải = SGTVT|Sở GTVT
        5 Sở Nông nghiệp và Phát triển nông thôn = SNNPTNT|Sở NN&PTNT
        4 Sở Tài nguyên và Môi trường = STNMT|Sở TN&MT
        3 Sở Khoa học và Công nghệ = SKHCN|Sở KH&CN
        2 Sở Thông tin và Truyền thông = STTTT|Sở TT&TT
        4 Sở Văn hóa và Thể thao = SVHTT
        2 Sở Du lịch
        4 Sở Lao động - Thương binh và Xã hội = SLĐTBXH|Sở LĐTBXH
        1 Sở Ngoại vụ
        2 Sở Tư pháp = STP
        2 Thanh tra tỉnh
        1 Ban Dân tộc tỉnh
        2 Ban Quản lý Khu kinh tế
        4 Cục Thuế tỉnh
        3 Kho bạc Nhà nước tỉnh = KBNN tỉnh
        2 Cục Thống kê tỉnh
        3 Cục Quản lý thị trường tỉnh = QLTT tỉnh
        3 Bảo hiểm xã hội tỉnh = BHXH tỉnh
        2 Chi cục Kiểm lâm
        1 Chi cục Thủy lợi
    """,
    "Tư pháp": """
        3 Tòa án nhân dân tỉnh = TAND tỉnh
        3 Viện Kiểm sát nhân dân tỉnh = VKSND tỉnh
        2 Cục Thi hành án dân sự tỉnh
    """,
    "Sự nghiệp": """
        2 Báo tỉnh
        3 Đài Phát thanh - Truyền hình tỉnh = Đài PTTH tỉnh
        2 Trường Chính trị tỉnh
        5 Trường Đại học Mẫu
        4 Trường Cao đẳng Số 1
        4 Trường Cao đẳng Số 2
        3 Trường Cao đẳng Số 3
        5 Bệnh viện Đa khoa Số 1
        4 Bệnh viện Đa khoa Số 2
        4 Bệnh viện Chuyên khoa Mẫu
        3 Trung tâm Kiểm soát bệnh tật tỉnh = CDC tỉnh
        1 Trung tâm Hành chính công tỉnh
        1 Trung tâm Xúc tiến đầu tư tỉnh
        1 Trung tâm Khuyến nông tỉnh
        1 Bảo tàng tỉnh
        1 Thư viện tỉnh
        2 Ban Quản lý dự án Số 1
    """,
    "Doanh nghiệp": """
        3 Công ty Cấp nước Mẫu
        3 Công ty Môi trường Mẫu = Công ty Môi trường đô thị Mẫu
        2 Công ty Thủy nông Mẫu
        1 Quỹ Đầu tư phát triển Mẫu
        2 Ngân hàng Mẫu - Chi nhánh tỉnh
    """,
}


class Listing(NamedTuple):
    """One line of UNITS with its sector."""

    sector: str
    scale: int
    name: str
    aliases: str

    @property
    def is_college(self):
        """Whether the unit admits students."""
        return self.name.startswith(("Trường Đại học", "Trường Cao đẳng"))


def listing(sector, line):
    """One line of UNITS, read."""
    left, _, aliases = line.strip().partition(" = ")
    scale, name = left.split(" ", 1)
    return Listing(sector, int(scale), name, aliases)


def listings():
    """All lines of UNITS in official order."""
    return [listing(s, line) for s, block in UNITS.items() for line in block.split("\n")[1:-1]]
