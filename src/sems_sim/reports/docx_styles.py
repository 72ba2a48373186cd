"""The styles of a Word document: those that Word knows, dressed, and a few of our own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document

BANNER, FOOT, LEAD = "Marking", "Page foot", "Lead"
NOTE, DEFINITION, BLANK = "Note", "Definition", "For the evaluator"
_INK, _SOFT, _BLUE = "1D2329", "4A545E", "1F4E79"
_HEADINGS = ((1, 16, 18, 6), (2, 13, 14, 4), (3, 11.5, 10, 3), (4, 10.5, 8, 2))
"""(level, points, space before, space after)."""


def dress(document: Document) -> None:
    """Dress the styles of a new document, and add our own."""
    _usual(document)
    _headings(document)
    _added(document)


def _usual(document: Document) -> None:
    normal = _look(document, "Normal", 10.5, _INK)
    normal.paragraph_format.space_after = _points(6)
    title = _look(document, "Title", 24, _BLUE, bold=True)
    title.paragraph_format.space_after = _points(2)
    _unruled(title)
    subtitle = _look(document, "Subtitle", 14, _SOFT)
    subtitle.font.italic = False
    caption = _look(document, "Caption", 9, _SOFT, bold=True)
    caption.paragraph_format.space_before, caption.paragraph_format.space_after = _points(6), _points(3)
    for name in ("List Bullet", "List Number"):
        _look(document, name, 10.5, _INK).paragraph_format.space_after = _points(3)


def _headings(document: Document) -> None:
    for level, size, before, after in _HEADINGS:
        style = _look(document, f"Heading {level}", size, _BLUE, bold=True)
        style.font.italic = False
        style.paragraph_format.space_before = _points(before)
        style.paragraph_format.space_after = _points(after)
        style.paragraph_format.keep_with_next = True


def _added(document: Document) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    banner = _new(document, BANNER, 9, _INK, bold=True)
    foot = _new(document, FOOT, 8, _SOFT)
    banner.paragraph_format.alignment = foot.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _new(document, LEAD, 9.5, _SOFT).paragraph_format.space_after = _points(3)
    _new(document, DEFINITION, 9, _INK).paragraph_format.space_after = _points(3)
    note = _new(document, NOTE, 9.5, _INK)
    note.paragraph_format.space_after = _points(6)
    _box(note, "F1F4F7", "single", "8B96A1")
    blank = _new(document, BLANK, 9.5, _SOFT)
    blank.paragraph_format.space_after = _points(0)
    _box(blank, "FFF9E5", "dashed", "B8860B")
    for name, size in (("Table Text", 9), ("Table Small", 8)):
        _new(document, name, size, _INK)
    _new(document, "Table Kept", 10, _INK).paragraph_format.keep_with_next = True
    _new(document, "Table Head", 8.5, _INK, bold=True).paragraph_format.keep_with_next = True


def _new(document: Document, name: str, size: float, colour: str, *, bold: bool = False) -> Any:  # noqa: ANN401 - python-docx loads when it is used
    from docx.enum.style import WD_STYLE_TYPE

    style: Any = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    style.quick_style = True
    style.paragraph_format.space_after = _points(0)
    return _look(document, name, size, colour, bold=bold)


def _look(document: Document, name: str, size: float, colour: str, *, bold: bool = False) -> Any:  # noqa: ANN401 - python-docx loads when it is used
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    style: Any = document.styles[name]
    style.font.size, style.font.bold = _points(size), bold
    style.font.color.rgb = RGBColor.from_string(colour)
    style.font.name = "Calibri"
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for part in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(part), None)
    return style


def _points(size: float) -> Any:  # noqa: ANN401 - python-docx loads when it is used
    from docx.shared import Pt

    return Pt(size)


def _unruled(style: Any) -> None:  # noqa: ANN401 - likewise
    """Take away the line under a title."""
    from docx.oxml.ns import qn

    properties = style.element.get_or_add_pPr()
    for border in properties.findall(qn("w:pBdr")):
        properties.remove(border)


def _box(style: Any, fill: str, line: str, colour: str) -> None:  # noqa: ANN401 - likewise
    """Set paragraphs of a style apart: a frame, and a shade that prints light."""
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    sides = "".join(
        f'<w:{side} w:val="{line}" w:sz="4" w:space="4" w:color="{colour}"/>'
        for side in ("top", "left", "bottom", "right")
    )
    properties = style.element.get_or_add_pPr()
    for xml in (
        f"<w:pBdr {nsdecls('w')}>{sides}</w:pBdr>",
        f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{fill}"/>',
    ):
        _in_order(properties, parse_xml(xml))


def _in_order(properties: Any, element: Any) -> None:  # noqa: ANN401 - likewise
    """Put a frame or a shade where the schema wants it: before the spacing of the paragraph."""
    from docx.oxml.ns import qn

    later = ("w:tabs", "w:spacing", "w:ind", "w:contextualSpacing", "w:jc", "w:outlineLvl")
    names = {qn(name) for name in later}
    place = next((n for n, child in enumerate(properties) if child.tag in names), len(properties))
    properties.insert(place, element)
