"""Injects fitted to a scenario: recipients and objectives by the names it knows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches

from sems_sim.reports.msel.drafts import INJECT_KEYS, Doubt, Draft, Reading
from sems_sim.scenario import Scenario


@dataclass(frozen=True, slots=True)
class Fitted:
    """Injects as the scenario can take them, objectives it lacks, and what did not fit."""

    drafts: tuple[Draft, ...]
    objectives: Mapping[str, Mapping[str, object]]
    doubts: tuple[Doubt, ...]


def fit(reading: Reading, scenario: Scenario) -> Fitted:
    """Fit a reading to a scenario; a recipient that it does not know goes into the notes, with a doubt."""
    teams = {name: team.title for name, team in scenario.sections.teams.items()}
    exercise = scenario.sections.exercise
    known = {name: one.text for name, one in exercise.objectives.items()} if exercise is not None else {}
    doubts: list[Doubt] = []
    found = {slug: _team(slug, title, teams) for slug, title in reading.teams.items()}
    renamed = _objectives(reading, known)
    drafts = tuple(
        _aimed(_addressed(draft, reading, found, teams, doubts), renamed) for draft in reading.drafts
    )
    used = {str(name) for draft in drafts for name in _list(draft.values.get("objective"))}
    missing = {
        renamed[name]: values
        for name, values in reading.objectives.items()
        if renamed[name] in used and renamed[name] not in known
    }
    return Fitted(drafts, missing, tuple(doubts))


def _objectives(reading: Reading, known: Mapping[str, str]) -> dict[str, str]:
    """The id in the scenario of each objective of the sheet: a sentence is found by its words, or gets a free id."""
    renamed: dict[str, str] = {}
    taken = {*known, *(name for name in reading.objectives if name not in reading.invented)}
    for name, values in reading.objectives.items():
        sought = _bare(str(values.get("text", "")))
        same = [other for other, text in known.items() if _bare(text) == sought]
        renamed[name] = same[0] if same and name in reading.invented else name
        if name in reading.invented and not same:
            number = 1
            while f"O{number}" in taken:
                number += 1
            renamed[name] = f"O{number}"
        taken.add(renamed[name])
    return renamed


def _aimed(draft: Draft, renamed: Mapping[str, str]) -> Draft:
    names = [renamed.get(str(name), str(name)) for name in _list(draft.values.get("objective"))]
    return _with(draft, {"objective": list(dict.fromkeys(names))} if names else {})


def _list(value: object) -> list[object]:
    return list(value) if isinstance(value, list | tuple) else []


def _team(slug: str, title: str, teams: Mapping[str, str]) -> str | None:
    """The team of the scenario that is meant: by name, by title, by the title without spaces and signs."""
    if slug in teams:
        return slug
    sought = _bare(title)
    for name, shown in teams.items():
        if sought in (_bare(shown), _bare(name)):
            return name
    return None


def _bare(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "", text.lower())


def _addressed(
    draft: Draft,
    reading: Reading,
    found: Mapping[str, str | None],
    teams: Mapping[str, str],
    doubts: list[Doubt],
) -> Draft:
    names = [str(name) for name in _list(draft.values.get("to"))]
    known = [team for name in names if (team := found.get(name, name if name in teams else None)) is not None]
    lost = [
        reading.teams.get(name, name) for name in names if found.get(name, None) is None and name not in teams
    ]
    if not lost:
        return _with(draft, {"to": list(dict.fromkeys(known))} if known else {})
    for title in lost:
        near = get_close_matches(
            title.lower(), [shown.lower() for shown in (*teams.values(), *teams)], 1, 0.6
        )
        hint = f"did you mean {near[0]!r}? " if near else ""
        remedy = f"{hint}say which team with --map, values: {{to: {{{title!r}: team}}}}"
        doubts.append(
            Doubt(
                draft.sheet, draft.row, "To", f"the scenario has no team {title!r}: kept in the notes", remedy
            )
        )
    notes = "\n".join(part for part in (str(draft.values.get("notes", "")), f"To: {', '.join(lost)}") if part)
    return _with(draft, {"to": list(dict.fromkeys(known)), "notes": notes})


def _with(draft: Draft, changes: Mapping[str, object]) -> Draft:
    values = {**draft.values, **changes}
    return replace(
        draft, values={key: values[key] for key in INJECT_KEYS if values.get(key) not in (None, [])}
    )
