"""People's names replaced by roles, one name by one role, in every text of a reading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from sems_sim.reports.msel.drafts import Doubt, Draft, Reading

_PEOPLE = ("controller", "from")
_TITLES = (
    r"(?:mr|mrs|ms|miss|dr|prof|sir|dame|capt|captain|maj|major|col|colonel|lt|ltc|lieutenant|sgt|ssg|sfc|msg|cpt|cpl|"
    r"chief|officer|inspector|insp|sup|supt|superintendent|commander|cdr|general|gen|private|pvt|1lt|2lt|cw[2-5]|po)"
)
_WORD = r"[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ'’]+(?:-[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ'’]+)?"
_INITIAL = r"[A-Z]\."
_TITLED = re.compile(rf"(?i:\b{_TITLES})\.?\s+(?:(?:{_INITIAL}|{_WORD})\s*){{0,2}}{_WORD}")
_PLAIN = re.compile(
    rf"(?:{_INITIAL}\s*){{1,2}}{_WORD}|{_WORD}(?:\s+{_INITIAL})?\s+{_WORD}|{_WORD},\s*(?:{_WORD}|{_INITIAL})"
)
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_NUMBER = re.compile(
    r"(?<![\w:.-])(?:\+\d{1,3}[\s-]?)?(?:\(\d{2,5}\)[\s-]?|\d{2,5}[\s-])\d{3,4}(?:[\s-]?\d{2,4})(?![\w:])"
)
_TRADE = """
    duty desk control centre center room office officer manager team cell unit staff group watch lead
    director company service services police fire rescue medical press media news weather airport port
    hospital school county city town state national federal regional agency department ministry operations
    logistics planning command commander security support field first second third north south east west new
    main local public health emergency crisis incident exercise sim simulator simcell white red blue green
    gold silver bronze station tower gate hall site plant line village head board council works legal
    finance help broadcaster reporter journalist paper radio television airline airlines bank water power
    grid road rail train bus bridge river harbour master captain pilot crew passenger visitor customer
    supplier vendor contractor estates facility facilities player players umpire evaluator observer
    controller planner facilitator role army navy air force guard joint task major general chief inspector
    cross social life building care mass search environment environmental transport patient staging shelter
    engineer engineering all everyone unknown caller member members
"""
_NO_PERSON = frozenset(_TRADE.split())
"""Words that a role has and a person's name hardly ever."""


def role_names(reading: Reading) -> dict[str, str]:
    """A role for each person that the columns of senders and controllers name: `Role 1`, `Role 2`, in order of rows.

    Recognised are names with a title before them, two capitalised words or initials that are no words of the trade, and
    addresses of mail. What is not recognised stays; look at the list, and add to it with a file of roles.
    """
    roles: dict[str, str] = {}
    for name in _people(reading):
        if name not in roles:
            roles[name] = f"Role {len(roles) + 1}"
    return roles


def _people(reading: Reading) -> Iterator[str]:
    for draft in reading.drafts:
        for key in _PEOPLE:
            yield from _named(str(draft.values.get(key, "")), every=True)
        for line in str(draft.values.get("notes", "")).split(
            "\n"
        ):  # a column without a field: `Desk: J. Example`
            yield from _named(line.partition(": ")[2], every=True)
        for key in draft.values:
            if isinstance(draft.values[key], str):
                yield from _named(str(draft.values[key]), every=False)
    for title in reading.teams.values():
        yield from _named(title, every=True)


def _named(text: str, *, every: bool) -> Iterator[str]:
    """People in a text: with a title anywhere, without one only where a cell holds who it is."""
    for found in _ADDRESS.findall(text):
        yield str(found)
    for titled in _TITLED.finditer(text):
        yield titled[0].strip()
    if every:
        for part in re.split(r"[;/\n&]|\band\b", text):
            plain = _PLAIN.fullmatch(part.strip())
            if plain is not None and not _is_of_the_trade(part):
                yield part.strip()


def _is_of_the_trade(text: str) -> bool:
    return any(word in _NO_PERSON for word in re.findall(r"[a-zà-öø-ÿ]+", text.lower()))


def with_roles(reading: Reading, roles: Mapping[str, str]) -> Reading:
    """The same reading with each name replaced by its role, numbers of telephones taken out, and the list beside it."""
    swap = _Swap(roles)
    drafts = tuple(
        Draft(
            draft.sheet,
            draft.row,
            {key: swap.value(value) for key, value in draft.values.items()},
            draft.means,
        )
        for draft in reading.drafts
    )
    teams, renamed = _teams(reading, swap)
    drafts = tuple(_addressed(draft, renamed) for draft in drafts)
    objectives = {
        name: {key: swap.value(value) for key, value in values.items()}
        for name, values in reading.objectives.items()
    }
    doubts = tuple(
        Doubt(doubt.sheet, doubt.row, doubt.column, swap.text(doubt.message), doubt.remedy)
        for doubt in reading.doubts
    )
    actuals = tuple(
        replace(one, released_by=swap.text(one.released_by), outcome=swap.text(one.outcome),
                narrative=swap.text(one.narrative))
        for one in reading.actuals
    )  # fmt: skip
    return replace(
        reading, drafts=drafts, teams=teams, objectives=objectives, doubts=doubts, actuals=actuals,
        remarks=tuple(swap.text(remark) for remark in reading.remarks), title=swap.text(reading.title),
        replaced=dict(roles),
    )  # fmt: skip


def _teams(reading: Reading, swap: _Swap) -> tuple[dict[str, str], dict[str, str]]:
    """Teams whose title holds a name get a new name as well."""
    from sems_sim.reports.msel.cells import team_slug

    teams: dict[str, str] = {}
    renamed: dict[str, str] = {}
    for slug, title in reading.teams.items():
        other = swap.text(title)
        name = slug if other == title else team_slug(other)
        renamed[slug] = name
        teams.setdefault(name, other)
    return teams, renamed


def _addressed(draft: Draft, renamed: Mapping[str, str]) -> Draft:
    to = draft.values.get("to")
    if not isinstance(to, list):
        return draft
    names = list(dict.fromkeys(renamed.get(str(name), str(name)) for name in to))
    return replace(draft, values={**draft.values, "to": names})


class _Swap:
    """Replaces names in texts, the longest first, then surnames that stand alone."""

    def __init__(self, roles: Mapping[str, str]) -> None:
        self.roles = dict(roles)
        self.surnames = dict(_surnames(roles))
        names = sorted((*self.roles, *self.surnames), key=lambda name: (-len(name), name))
        self.pattern = (
            re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in names)) if names else None
        )

    def text(self, text: str) -> str:
        """One text with roles for names."""
        if self.pattern is not None:
            text = self.pattern.sub(lambda found: self.roles.get(found[0]) or self.surnames[found[0]], text)
        return _NUMBER.sub("(number removed)", text)

    def value(self, value: object) -> object:
        """A value of an inject: text, or a list of texts; effects and truths stay."""
        if isinstance(value, str):
            return self.text(value)
        return value


def _surnames(roles: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The last word of each name, where only one person bears it and it is no word of the trade."""
    last: dict[str, list[str]] = {}
    for name, role in roles.items():
        if "@" in name:
            continue
        words = re.findall(_WORD, name.split(",")[0] if "," in name else name)
        if words:
            last.setdefault(words[-1], []).append(role)
    for surname, owners in last.items():
        if len(set(owners)) == 1 and surname.lower() not in _NO_PERSON and surname not in roles:
            yield surname, owners[0]


def unknown_names(reading: Reading, roles: Mapping[str, str]) -> Iterable[str]:
    """Names of a given list that no text of the sheet holds."""
    texts = [str(value) for draft in reading.drafts for value in draft.values.values()]
    texts += reading.teams.values()
    return [name for name in roles if not any(name in text for text in texts)]
