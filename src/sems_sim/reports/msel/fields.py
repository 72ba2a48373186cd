"""The fields of a list of events: what each is called here, and what others call it."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """One field: its name inside, its heading in our own sheet, and what other sheets call it.

    `strong` names are as good as our own; `weak` ones are taken where nothing better claims the column. `shape` says
    what its cells look like, `many` whether several columns may fill it.
    """

    name: str
    heading: str
    shape: str
    strong: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    many: bool = False
    width: int = 14
    never: tuple[str, ...] = ()
    """Words with which a heading means something else."""


def _names(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("|") if part.strip())


def _field(  # noqa: PLR0913 - one row of the table below
    name: str, heading: str, shape: str, strong: str = "", weak: str = "", *,
    many: bool = False, width: int = 14, never: str = "",
) -> Field:  # fmt: skip
    return Field(name, heading, shape, _names(strong), _names(weak), many, width, _names(never))


FIELDS: tuple[Field, ...] = (
    _field("number", "MSEL #", "number",
           "# | number | no | id | inject number | inj # | inject # | inject no | inj | msel number | msel # | msel no "
           "| event # | event number | event no | seq no | sequence | seq | serial | serial no | serial number | ref",
           "reference | item | identifier | code | ser | nr | inject | event", width=8),
    _field("status", "Status", "status", "status | inject status | state | done to do", "done | progress", width=10),
    _field("time", "Scheduled Time", "time",
           "time | scheduled time | scheduled | event time | inject time | delivery time | date time | wall clock "
           "| wall time | timeline | start time | time of inject | real time | exercise time | time delivered | timing "
           "| tplus | planned tplus | offset minutes | minutes from start",
           "planned | offset | elapsed | release at | due | when", width=16,
           never="actual | max | duration | deadline | received | submitted | fired | released"),
    _field("day", "Scenario Day", "day", "day | scenario day | exercise day | sim day", width=9),
    _field("scenario_time", "Scenario Time", "clock",
           "scenario time | sim time | story time | simulated time", width=9),
    _field("dtg", "DTG", "time", "dtg | inject dtg | date time group | actual dtg | event dtg", width=16),
    _field("date", "Date", "date", "date | exercise date | inject date | event date", width=12),
    _field("kind", "Inject Type", "kind", "inject type | event type | inject category | category | type | kind",
           "class | trigger type", width=13),
    _field("title", "Title", "title", "title | inject title | subject | inject name | event title | headline",
           "name | event name | event | inject | summary | topic", width=22),
    _field("text", "Description", "text",
           "description | desc | description script | script | inject description | event description | details "
           "| inject details | narrative | text | message | detailed statement | event summary | content | inject text "
           "| body | message text",
           "inject | event | summary | synopsis | scenario | injection | story", width=50),
    _field("from", "From (simulated)", "who",
           "from | source | send from | sent from | sender | originator | sent by | initiated by | simulated sender "
           "| send from simulated",
           "persona | player from | origin", width=16),
    _field("to", "To", "who",
           "to | target | send to | sent to | recipient | recipients | receiver | recipient players | addressee | for",
           "team | teams | player | players | audience | participants", width=18),
    _field("by", "Delivery Method", "by",
           "method | delivery method | inject mode | inject method | delivery | means | modality | delivery mode "
           "| method of delivery | channel | medium | means of delivery",
           "mode | communication | comms | action to be taken | via", width=13),
    _field("controller", "Injected By (controller)", "who",
           "controller | responsible controller | injected by | implementer | inject implementer | assigned to "
           "| umpire | control | delivered by",
           "owner | poc | inject author | facilitator | simulator | responsible | who injects | who delivers | by whom",
           width=15),
    _field("expect", "Expected Action", "prose",
           "expected action | expected actions | expected response | expected outcome | expected outcomes "
           "| anticipated response | expected reaction | expected reaction to inject | remarks expected outcome "
           "| expected player action | expected player response | expected participant response "
           "| expectation description | anticipated action | expected decision | expected decisions "
           "| expected handling | expected result | expected results | expected behaviour",
           "response | action | expectation | desired outcome | outcome expected | actions | we expect | expected",
           width=36),
    _field("objective", "Objective", "short",
           "objective | objectives | obj | objective supported | objectives supported | exercise objective",
           "aim | aims | goal", many=True, width=9),
    _field("capability", "Capability", "short", "capability | core capability | capabilities", "competence", width=18),
    _field("task", "Critical Task", "short", "critical task | task | critical tasks", "tasks", width=18),
    _field("storyline", "Storyline", "short",
           "storyline | storyline thread | thread | track | story line | lane",
           "functional area | theme", width=16),
    _field("phase", "Phase", "short",
           "phase | exercise phase | phase name | module", "stage | move | vignette", width=12),
    _field("priority", "Priority", "short", "priority | importance", "significance", width=9),
    _field("location", "Location", "short",
           "location | location name | place | venue | location venue | impacted event location venue | site",
           "where | area", width=16),
    _field("trigger", "Trigger", "trigger", "trigger | activation | fire mode | trigger mode", width=12),
    _field("when", "Condition", "condition", "condition | when true | trigger condition", width=24),
    _field("unless", "Unless", "condition", "unless | not if", width=20),
    _field("truth", "True", "truth", "true | truth | true or false", width=7),
    _field("do", "Model Action", "effects", "model action | model actions | effects | model effect", width=36),
    _field("notes", "Notes", "prose",
           "notes | note | comments | remarks | controller notes | notes remarks | comments notes | questions comments "
           "| comment | remark | special instructions | instructions",
           "questions | additional information", many=True, width=36),
    _field("note", "Remark on the file", "verbatim", width=20),
    _field("source", "Source of the inject", "verbatim", width=20),
    _field("planned_status", "Planned Status", "status", "planned status", width=12),
    _field("released", "Fired At", "time",
           "fired at | released at | time released | actual time | time injected | actual tplus | actual delivery time",
           width=16),
    _field("released_by", "Fired By", "who", "fired by | released by", width=14),
    _field("outcome", "Outcome", "prose",
           "outcome | result | actual outcome | player response | actual response | participant response",
           width=24),
    _field("narrative", "Actual Narrative", "prose",
           "actual narrative | implementer actual narrative | implementer narrative | what happened",
           "actual action taken | observed action | actual variance | actual | summary of discussion", width=36),
)  # fmt: skip
"""Every field, in the order of our own sheet."""

BY_NAME = {field.name: field for field in FIELDS}
BY_HEADING = {field.heading: field for field in FIELDS}
ACTUAL = ("released", "released_by", "outcome", "narrative")
"""What an exercise adds to the plan."""
KEPT = "kept"
"""A column without a field: its cells go into the notes."""
IGNORED = "ignored"
"""A column that a person said to leave out."""

CONTEXT = frozenset(("inject", "event", "msel", "mel", "exercise", "the", "injects", "events"))
"""Words of a heading that say no more than that it is a list of events."""
ONLY_FIRST = frozenset(("to", "for", "from", "by", "no", "id"))
"""Words that name a field only where a heading begins with them: `To org`, and not `evidence to capture`."""
_T_PLUS = re.compile(r"\bt\s*\+")
_BRACKET = re.compile(r"\([^)]*\)|\[[^\]]*\]")


def plain_words(text: str) -> tuple[str, ...]:
    """The words of a heading in small letters: `MSEL #` gives `msel`, `#`; a full stop or colon is no word."""
    return tuple(re.findall(r"[^\W_]+|#", _T_PLUS.sub("tplus ", text.lower())))


def forms(heading: str) -> tuple[tuple[str, ...], ...]:
    """The ways to read a heading: as it stands, without brackets, what is in them, without `event` or `inject`."""
    whole = plain_words(heading)
    bare = plain_words(_BRACKET.sub(" ", heading))
    inside = plain_words(" ".join(part.strip("()[]") for part in _BRACKET.findall(heading)))
    found: list[tuple[str, ...]] = []
    for form in (whole, bare, _without_context(bare), inside):
        if form and form not in found:
            found.append(form)
    return tuple(found)


def _without_context(words: tuple[str, ...]) -> tuple[str, ...]:
    kept = tuple(word for word in words if word not in CONTEXT)
    return kept if kept else words


def is_own(headings: tuple[str, ...]) -> bool:
    """Whether a header row is that of our own export: its headings are all ours, and those of the plan are there."""
    said = [heading for heading in headings if heading]
    return len(said) >= 25 and all(heading in BY_HEADING for heading in said)
