"""Workbooks written letter by letter, so that a test decides what stands in every part of the file."""

import struct
import zipfile
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr

import xlsxwriter

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


def zipped(parts: dict[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip file of the parts."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def parts_of(
    *sheets: str,
    names: tuple[str, ...] = (),
    states: tuple[str, ...] = (),
    targets: tuple[str, ...] = (),
    texts: tuple[str, ...] = (),
    formats: tuple[str, ...] = (),
    settings: str = "",
) -> dict[str, str | bytes]:
    """The parts of a workbook of sheets given as what stands inside <worksheet>.

    `texts` are shared texts as XML, `formats` the number formats of styles 1, 2, …; `settings` is XML put
    before (<workbookPr/>) the list of sheets.
    """
    listed = links = ""
    parts: dict[str, str | bytes] = {"[Content_Types].xml": TYPES}
    for number, sheet in enumerate(sheets, start=1):
        name = names[number - 1] if names else f"Sheet{number}"
        state = f' state="{states[number - 1]}"' if states else ""
        target = targets[number - 1] if targets else f"worksheets/sheet{number}.xml"
        listed += f'<sheet name="{escape(name)}" sheetId="{number}"{state} r:id="rId{number}"/>'
        links += f'<Relationship Id="rId{number}" Type="{OFFICE}/worksheet" Target="{target}"/>'
        parts[f"xl/worksheets/sheet{number}.xml"] = f'<worksheet xmlns="{MAIN}">{sheet}</worksheet>'
    parts["xl/workbook.xml"] = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{settings}<sheets>{listed}</sheets></workbook>'
    )
    links += f'<Relationship Id="s" Type="{OFFICE}/styles" Target="styles.xml"/>'
    links += f'<Relationship Id="t" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
    parts["xl/_rels/workbook.xml.rels"] = f'<Relationships xmlns="{PACKAGE}">{links}</Relationships>'
    parts["xl/sharedStrings.xml"] = f'<sst xmlns="{MAIN}">{"".join(f"<si>{text}</si>" for text in texts)}</sst>'
    codes = "".join(f"<numFmt numFmtId='{164 + at}' formatCode={quoteattr(code)}/>" for at, code in enumerate(formats))
    styles = "".join(f'<xf numFmtId="{164 + at}"/>' for at in range(len(formats)))
    parts["xl/styles.xml"] = (
        f'<styleSheet xmlns="{MAIN}"><numFmts>{codes}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>'
        f'<cellXfs><xf numFmtId="0"/>{styles}</cellXfs></styleSheet>'
    )
    return parts


def book(*sheets: str, **options) -> bytes:
    """A workbook of sheets given as what stands inside <worksheet>."""
    return zipped(parts_of(*sheets, **options))


def rows(*cells: str) -> str:
    """What stands inside a sheet of rows 1, 2, … given by their cells as XML."""
    written = "".join(f'<row r="{number}">{row}</row>' for number, row in enumerate(cells, start=1))
    return f"<sheetData>{written}</sheetData>"


def inline(reference: str, text: str) -> str:
    """A cell that holds its text itself."""
    return f'<c r="{reference}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'


def renamed(data: bytes, old: bytes, new: bytes) -> bytes:
    """A zip file with a name put in place of another of the same length, in its directory and before the part."""
    assert len(old) == len(new)
    assert old in data
    return data.replace(old, new)


def with_sizes(data: bytes, size: int) -> bytes:
    """A zip file that says every part unpacks to `size` bytes."""
    out = bytearray(data)
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.find(signature)
        while at >= 0:
            struct.pack_into("<I", out, at + offset, size)
            at = data.find(signature, at + 4)
    return bytes(out)


def repeated(data: bytes, times: int) -> bytes:
    """A zip file whose directory lists its only part many times under different names (after David Fifield)."""
    directory, end = data.index(b"PK\x01\x02"), data.index(b"PK\x05\x06")
    entry, name = data[directory : directory + 46], data[directory + 46 : end]
    entries = b"".join(entry + f"{number:0{len(name)}}".encode() for number in range(times))
    tail = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, times, times, len(entries), directory, 0)
    return data[:directory] + entries + tail


def written(write) -> bytes:
    """The workbook that `write` fills by xlsxwriter."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as workbook:
        write(workbook)
    return file.getvalue()
