"""What cells say: means of delivery, kinds of inject, statuses, names of teams, numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sems_sim.reports.msel.grid import Value, is_blank, text_of


def _words(text: str) -> frozenset[str]:
    return frozenset(word.strip() for word in text.split("|"))


_MEANS = {
    "in person": """
        in person | face to face | verbal | spoken | oral | runner | verbally | in-person | briefing | actor |
        role player | walk in
    """,
    "phone": """
        phone | call | telephone | cell phone | cell phone call | cell | mobile | mobile phone | landline |
        land line | phone call | sat phone | satellite phone | telephone call | tel | conference call |
        teleconference | voice call
    """,
    "text message": """
        text | sms | text message | send an sms | whatsapp | messenger | oc message
    """,
    "email": """
        email | e-mail | electronic mail | msg | mail | send a mail | send an e-mail | send an email | e mail
    """,
    "radio": """
        radio | hf radio | lmr | vhf | uhf | hf | handheld radio | tetra | airwave
    """,
    "in writing": """
        written | fax | document | paper | memo | letter | handout | courier | hard copy | inject card | card |
        report | printout
    """,
    "simulation": """
        simulation | sim | cax | computer aided | simulated | emits | jiee | system
    """,
    "social media": """
        social media | social | twitter | facebook | tweet | post | microblog | x post
    """,
    "media": """
        tv | television | news | news broadcast | broadcast | video | newspaper | press | vnn | media
    """,
    "log system": """
        webeoc | chat | eoc log | log | teams chat | slack | portal | rfa | rfi
    """,
    "alarm": """
        alarm | alert | pager | mass notification | public address | pa | siren | display
    """,
}
_MEANS_OF = {word: means for means, words in _MEANS.items() for word in _words(words)}
_SEPARATORS = re.compile(r"\s*(?:[,;/\n+&]|\band\b|\bor\b)\s*")

_KINDS = {
    "contextual": """
        contextual | inject | standard | normal | scheduled | planned | regular | primary | information |
        informational | info | operational | key | enabling | supporting | event | context | general | key event |
        background
    """,
    "contingency": """
        contingency | contingent | contingency inject | backup | alternate | fallback | reserve | optional |
        as needed
    """,
    "expected_action": """
        expected action | expected_action | expected player action | player action | expected | action expected |
        expected response | participant action
    """,
    "administrative": """
        administrative | admin | administration | exercise control | housekeeping | startex | endex | control
    """,
}
_KIND_OF = {word: kind for kind, words in _KINDS.items() for word in _words(words)}
_LOOSE_KINDS = {
    **dict.fromkeys(_words("""
        controller action | actor action | staff action | simulation | complexity | advanced | challenge | escalation
        | difficult | other | facilitation | media | intelligence | intel
    """), "contextual"),
    **dict.fromkeys(_words("adaptive | branch | branching | conditional | decision"), "contingency"),
}  # fmt: skip
_STATUSES = _words("""
    draft | submitted | approved | synchronized | synchronised | released | complete | completed | deferred |
    obsolete | ready to inject | ready | injected | omitted | deleted | contingency | pending | entered |
    deployed | archived | done | to do | open | closed | sent | planned | scheduled | cancelled | canceled |
    fired | skipped | on hold | in progress | in review | not started | delivered | acknowledged | not needed |
    due | active | executed | delayed | final | reviewed | rejected | hold
""")
DROPPED = _words("""
    omitted | deleted | obsolete | cancelled | canceled | deferred | archived | rejected
""")
"""Statuses of events that a team took out of its script."""
_TRIGGERS = _words("""
    manual | controller | controller action | actor action | staff action | human | hand | scheduled | auto |
    automatic | timed | time-based | time | conditional | triggered | event | event-based | player action |
    inject | dependent | contingent | condition | word
""")
_ALL = _words("""
    all | all players | all teams | everyone | everybody | all participants | all staff | all hands | all units
""")


def small(value: Value) -> str:
    """A cell in small letters, with single spaces."""
    return " ".join(text_of(value).lower().split())


def means_in(value: Value) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The means of delivery that a cell names, in order, and the words in it that are none of the known ones."""
    known, unknown = [], []
    whole = _bare(small(value))
    parts = [whole] if whole in _MEANS_OF else [_bare(part) for part in _SEPARATORS.split(small(value))]
    for part in parts:
        if not part:
            continue
        means = _MEANS_OF.get(part)
        if means is None:
            unknown.append(part)
        elif means not in known:
            known.append(means)
    return tuple(known), tuple(unknown)


def _bare(word: str) -> str:
    return " ".join(word.strip(" .-–—()").replace("(", " ").replace(")", " ").split())


def kind_of(value: Value) -> tuple[str, bool] | None:
    """The kind of inject that a cell names, and whether the word means just that; None for another word."""
    word = small(value).strip(" .-")
    if word in _KIND_OF:
        return _KIND_OF[word], True
    if word in _LOOSE_KINDS:
        return _LOOSE_KINDS[word], False
    return None


def is_status(value: Value) -> bool:
    """Whether a cell is a status of an inject."""
    return small(value) in _STATUSES


def is_trigger(value: Value) -> bool:
    """Whether a cell says what sets an inject off."""
    return small(value) in _TRIGGERS


def truth_of(value: Value) -> bool | None:
    """Yes or no; None for another word."""
    word = small(value)
    if word in ("yes", "true", "y", "1", "t", "✓"):
        return True
    return False if word in ("no", "false", "n", "0", "f", "rumour", "rumor") else None


def names_in(value: Value) -> tuple[str, ...]:
    """The recipients in a cell, one by one; a slash divides only with spaces around it, `and` never does."""
    text = text_of(value)
    parts = re.split(r"\s*[,;\n\r]\s*|\s+/\s+|\s+&\s+", text)
    return tuple(dict.fromkeys(" ".join(part.split()) for part in parts if part.strip(" .-–—")))


def is_everybody(name: str) -> bool:
    """Whether a recipient means all of them."""
    return name.lower().strip(" .") in _ALL


def slug_of(name: str, prefix: str = "team") -> str:
    """A name as scenarios allow it: small letters, digits and _, beginning with a letter, at most 60 long."""
    import unicodedata

    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "_", plain.lower()).strip("_")
    if not slug or not slug[0].isalpha():
        slug = f"{prefix}_{slug}".strip("_")
    return slug[:60].rstrip("_")


def identifier_of(value: Value, prefix: str = "I") -> str:
    """A number of an inject as scenarios allow it: 1 gives I1, 12-A gives I12_A, MET 0001 gives MET_0001."""
    text = re.sub(r"[^A-Za-z0-9]+", "_", text_of(value)).strip("_")
    if not text:
        return ""
    return (text if text[0].isalpha() else f"{prefix}{text}")[:60].rstrip("_")


def share(values: Iterable[bool]) -> float:
    """The share of truths among truths and untruths; 0 of none."""
    seen = list(values)
    return sum(1 for value in seen if value) / len(seen) if seen else 0.0


def said_cells(cells: Iterable[Value]) -> list[Value]:
    """The cells that say something."""
    return [cell for cell in cells if not is_blank(cell)]
