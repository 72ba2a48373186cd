"""A paper as one HTML page: no network, no script; the same content as the Word document."""

from __future__ import annotations

from dataclasses import dataclass

from sems_sim.reports.html import environment, style
from sems_sim.reports.paper import Block, Heading, Paper, Turn, harmless, numbered, runs_of


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A block with what the page has to know of it."""

    kind: str
    block: Block
    label: str
    anchor: str


def html_of(paper: Paper) -> str:
    """Return a paper as the text of a page. All its words are escaped; only our own pictures are not."""
    made = environment()
    made.filters |= {"runs": runs_of, "harmless": harmless}
    label = numbered(paper.blocks)
    drawn = [
        _Drawn(type(block).__name__.lower(), block, label(block), f"part-{place}")
        for place, block in enumerate(paper.blocks)
        if not isinstance(block, Turn)
    ]
    contents = [one for one in drawn if isinstance(one.block, Heading) and one.block.level <= 2]
    page = made.get_template("paper.html.j2").render(
        paper=paper, drawn=drawn, contents=contents, style=style()
    )
    return str(page)
