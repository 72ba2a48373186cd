"""A paper as a Word document, in real styles, so that people can edit it.

The same paper gives the same bytes: dates in it are those of what it tells, not of the machine that writes it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from sems_sim.reports.docx_styles import BANNER, BLANK, DEFINITION, FOOT, LEAD, NOTE, dress
from sems_sim.reports.paper import (
    Blank,
    Block,
    Bullets,
    Facts,
    Figure,
    Heading,
    Paper,
    Run,
    Table,
    Text,
    Turn,
    Words,
    harmless,
    numbered,
    runs_of,
)

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TWIPS_PER_MM = 56.6929
_UPRIGHT_MM, _ASIDE_MM = 174.0, 261.0
"""How wide the text is on a page that stands, and on one that lies on its side: A4 with 18 mm at either edge."""
_LOOKS = {"lead": LEAD, "note": NOTE, "definition": DEFINITION, "": "Normal"}
_BORDERS = (
    "<w:tblBorders>"
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="B8C2CC"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + "</w:tblBorders>"
)
_MARGINS = (
    '<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
    '<w:bottom w:w="40" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>'
)
_FIRST_ZIP_DAY = (1980, 1, 1, 0, 0, 0)


def docx_of(paper: Paper) -> bytes:
    """Return a paper as the bytes of a .docx file."""
    from docx import Document

    document = Document()
    dress(document)
    _Writer(document, paper).write()
    out = BytesIO()
    document.save(out)
    return _settled(out.getvalue())


def _settled(made: bytes) -> bytes:
    """The same archive without the time at which it was made."""
    out = BytesIO()
    with ZipFile(BytesIO(made)) as found, ZipFile(out, "w", ZIP_DEFLATED) as kept:
        for name in found.namelist():
            info = ZipInfo(name, _FIRST_ZIP_DAY)
            info.compress_type = ZIP_DEFLATED
            info.external_attr = 0o600 << 16
            kept.writestr(info, found.read(name))
    return out.getvalue()


class _Writer:
    """Draws blocks one after the other."""

    def __init__(self, document: Document, paper: Paper) -> None:
        self._document, self._paper = document, paper
        self._width_mm = _UPRIGHT_MM
        self._label = numbered(paper.blocks)
        self._names = 0
        self._draw: dict[type, Callable[[Any], None]] = {
            Heading: self._heading,
            Text: self._text,
            Bullets: self._bullets,
            Table: self._table,
            Facts: self._facts,
            Figure: self._figure,
            Blank: self._blank,
            Turn: self._turn,
        }

    def write(self) -> None:
        """Write everything: what stands on each page, the title, the blocks."""
        self._properties()
        self._edges()
        self._title()
        for block in self._paper.blocks:
            self._draw[type(block)](block)

    def _properties(self) -> None:
        kept, paper = self._document.core_properties, self._paper
        moment = datetime.fromisoformat(paper.made).astimezone(UTC).replace(tzinfo=None, microsecond=0)
        kept.title, kept.subject, kept.author = _short(paper.title), _short(paper.kicker), "sems-sim"
        kept.keywords, kept.comments, kept.language = _short(paper.banner), _short(paper.seal), "en-GB"
        kept.last_modified_by, kept.revision = "sems-sim", 1
        kept.created = kept.modified = moment

    def _edges(self) -> None:
        from docx.shared import Mm

        section = self._document.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm(18)
        section.top_margin, section.bottom_margin = Mm(22), Mm(22)
        section.header_distance = section.footer_distance = Mm(9)
        head = section.header.paragraphs[0]
        head.style = BANNER
        _write(head, self._paper.banner)
        foot = section.footer.paragraphs[0]
        foot.style = BANNER
        _write(foot, self._paper.banner)
        last = section.footer.add_paragraph(style=FOOT)
        _write(last, f"{_short(self._paper.title)} · page ")
        _field(last, "PAGE")
        _write(last, " of ")
        _field(last, "NUMPAGES")
        if self._paper.seal:
            _write(last, f" · {harmless(self._paper.seal)}")

    def _title(self) -> None:
        paper = self._paper
        _write(self._document.add_paragraph(style="Title"), paper.title)
        _write(self._document.add_paragraph(style="Subtitle"), paper.kicker)
        for line in paper.lines:
            _write(self._document.add_paragraph(style=LEAD), line)

    def _heading(self, block: Heading) -> None:
        made = self._document.add_heading(level=min(4, max(1, block.level)))
        made.paragraph_format.page_break_before = True if block.new_page else None
        _write(made, block.text)

    def _text(self, block: Text) -> None:
        _write(self._document.add_paragraph(style=_LOOKS[block.look]), block.words)

    def _bullets(self, block: Bullets) -> None:
        style = "List Number" if block.numbered else "List Bullet"
        number = self._new_list() if block.numbered and block.items else None
        for item in block.items:
            made = self._document.add_paragraph(style=style)
            if number is not None:
                properties: Any = made._p.get_or_add_pPr()  # noqa: SLF001 - python-docx restarts no list
                properties.get_or_add_numPr().get_or_add_numId().val = number
            _write(made, item)

    def _new_list(self) -> int:
        """Return the number of a list that begins again at 1."""
        style: Any = self._document.styles["List Number"]
        numbering: Any = self._document.part.numbering_part.element
        usual = style.element.pPr.numPr.numId.val
        made = numbering.add_num(numbering.num_having_numId(usual).abstractNumId.val)
        made.add_lvlOverride(ilvl=0).add_startOverride(1)
        return int(made.numId)

    def _blank(self, block: Blank) -> None:
        _write(self._document.add_paragraph(style=BLANK), (Run(block.label, italic=True),))
        for _ in range(block.lines):
            self._document.add_paragraph(style=BLANK)

    def _caption(self, block: Block, words: str) -> None:
        label = self._label(block)
        if label:
            made = self._document.add_paragraph(style="Caption")
            kind, _, number = label.partition(" ")
            made.paragraph_format.keep_with_next = kind == "Table"
            _write(made, f"{kind} ")
            _field(made, f"SEQ {kind} \\* ARABIC", number)
            _write(made, f". {words}")

    def _figure(self, block: Figure) -> None:
        from docx.shared import Mm

        holder = self._document.add_paragraph()
        holder.paragraph_format.keep_with_next = True
        drawn = holder.add_run().add_picture(BytesIO(block.png), width=Mm(self._width_mm))
        properties: Any = drawn._inline.docPr  # noqa: SLF001 - python-docx writes no alternative text
        properties.set("name", _short(block.name))
        properties.set("descr", harmless(block.alt))
        self._caption(block, block.caption)

    def _turn(self, block: Turn) -> None:
        from docx.enum.section import WD_ORIENT, WD_SECTION
        from docx.shared import Mm

        section = self._document.add_section(WD_SECTION.NEW_PAGE)
        section.orientation = WD_ORIENT.LANDSCAPE if block.landscape else WD_ORIENT.PORTRAIT
        sides = (Mm(297), Mm(210)) if block.landscape else (Mm(210), Mm(297))
        section.page_width, section.page_height = sides
        self._width_mm = _ASIDE_MM if block.landscape else _UPRIGHT_MM

    def _facts(self, block: Facts) -> None:
        self._caption(block, block.caption)
        rows = tuple(((Run(name, bold=True),), words) for name, words in block.rows)
        self._put_table(Table((), rows, shares=(27, 73)))

    def _table(self, block: Table) -> None:
        self._caption(block, block.caption)
        self._put_table(block)

    def _put_table(self, block: Table) -> None:
        """Append a table as XML: a hundred times as fast as cell by cell."""
        from docx.oxml import parse_xml

        body: Any = self._document.element.body
        body[-1].addprevious(parse_xml(_table_xml(block, self._width_mm)))
        spacer = self._document.add_paragraph(style=LEAD)
        spacer.paragraph_format.space_after = None


def _short(text: str) -> str:
    """A text for a property: of one line, and of at most 255 characters, which is all that Word keeps."""
    return harmless(text).replace("\n", " ")[:255]


def _write(paragraph: Paragraph, words: Words) -> None:
    """Add text to a paragraph; its line breaks become breaks within it."""
    for run in runs_of(words):
        made = paragraph.add_run(run.text)
        made.bold, made.italic = run.bold or None, run.italic or None
        made.font.strike = run.struck or None


def _field(paragraph: Paragraph, code: str, shown: str = "1") -> None:
    """Add a field that Word counts by itself; `shown` is what it says until then."""
    from docx.oxml import parse_xml

    xml = f'<w:fldSimple {_W} w:instr=" {escape(code)} "><w:r><w:t>{escape(shown)}</w:t></w:r></w:fldSimple>'
    element: Any = paragraph._p  # noqa: SLF001 - python-docx has no fields
    element.append(parse_xml(xml))


def _table_xml(block: Table, width_mm: float) -> str:
    columns = max([len(block.head), *(len(row) for row in block.rows)], default=1)
    shares = block.shares if len(block.shares) == columns else (1,) * columns
    widths = [round(width_mm * _TWIPS_PER_MM * share / sum(shares)) for share in shares]
    style = "TableSmall" if block.small else "TableText"
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    if block.keep:
        style = "TableKept"
    rows = [_row_xml(block.head, widths, "TableHead", head=True)] if block.head else []
    height = round(block.blank_height_mm * _TWIPS_PER_MM)
    rows += [_row_xml(_filled(row, columns), widths, style, height=height) for row in block.rows]
    look = '<w:tblLook w:val="0020" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1"/>'
    return (
        f'<w:tbl {_W}><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'{_BORDERS}<w:tblLayout w:type="fixed"/>{_MARGINS}{look}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _filled(row: tuple[Words, ...], columns: int) -> tuple[Words, ...]:
    return (*row, *("",) * (columns - len(row)))


def _row_xml(
    cells: tuple[Words, ...], widths: list[int], style: str, *, head: bool = False, height: int = 0
) -> str:
    properties = "<w:cantSplit/>" + ("<w:tblHeader/>" if head else "")
    properties += f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if height else ""
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="E3EAF0"/>' if head else ""
    drawn = "".join(
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{shade}</w:tcPr>{_cell_xml(words, style)}</w:tc>'
        for words, width in zip(cells, widths, strict=True)
    )
    return f"<w:tr><w:trPr>{properties}</w:trPr>{drawn}</w:tr>"


def _cell_xml(words: Words, style: str) -> str:
    runs = "".join(_run_xml(run) for run in runs_of(words) if run.text)
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{runs}</w:p>'


def _run_xml(run: Run) -> str:
    looks = ("<w:b/>" if run.bold else "") + ("<w:i/>" if run.italic else "")
    looks += "<w:strike/>" if run.struck else ""
    look = f"<w:rPr>{looks}</w:rPr>" if looks else ""
    lines = "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in run.text.split("\n"))
    return f"<w:r>{look}{lines}</w:r>"
