"""Everything about one thing, in sentences: what Enter shows."""

from __future__ import annotations

from collections.abc import Sequence

from sems_sim.exercise import picture as views
from sems_tui.drawing.marks import ASSET, DECISION, INJECT, SEEN, mark
from sems_tui.drawing.times import since_start, span


def of_line(line: views.FeedLine) -> tuple[str, tuple[str, ...]]:
    """Return title and sentences of a line of the feed, down to the root of its causes."""
    found = [line.words]
    if line.struck:
        found.append(f"It said before: {line.struck}")
    if line.by:
        found.append(f"Entered by: {line.by}")
    chain = line.why or ((line.because,) if line.because else ())
    if chain:
        found += ["", "Why:", *(f"{'  ' * place}because {words}" for place, words in enumerate(chain, 1))]
    return f"Entry {line.entry} · {line.time} · {since_start(line.at_ms)}", tuple(found)


def of_inject(one: views.InjectView) -> tuple[str, tuple[str, ...]]:
    """Return title and sentences of an inject."""
    due = "" if one.due_ms is None else f", due {since_start(one.due_ms)}"
    channel = f" by {one.channel}" if one.channel else ""
    found = [
        f"{mark(INJECT, one.status)[1]}{due}" + (f", when {one.condition}" if one.condition else ""),
        f"From {one.source or 'nobody'} to {', '.join(one.to) or 'everybody'}{channel}",
        "", one.text or "(no text)", "",
    ]  # fmt: skip
    found += _pairs(
        ("Expected action", one.expect),
        ("Objectives", ", ".join(one.objective)),
        ("Effects in the model", one.effects),
        ("It is", "" if one.truth else "not true"),
        ("Kind", one.kind),
        ("Owner", one.owner),
        ("Released", "" if one.released_ms is None else since_start(one.released_ms)),
        ("Delivered to", ", ".join(one.delivered_to)),
        ("Acknowledged by", ", ".join(one.acknowledged_by)),
        ("Not reached", ", ".join(one.unreached)),
        ("Response", " ".join((mark(SEEN, one.seen)[1], one.evidence)) if one.seen else ""),
        ("Notes", one.notes),
        ("Phase", one.phase),
        ("Storyline", one.storyline),
    )
    return f"{one.id} {one.title}".strip(), tuple(found)


def of_decision(one: views.DecisionView) -> tuple[str, tuple[str, ...]]:
    """Return title and sentences of a decision."""
    found = [one.question, "", f"{mark(DECISION, one.state)[1]}, for {one.team}"]
    found += _pairs(
        ("Opened", "" if one.opened_ms is None else since_start(one.opened_ms)),
        ("Deadline", "" if one.deadline_ms is None else since_start(one.deadline_ms)),
        ("Decided", one.chosen),
    )
    found += ["", "Options:"]
    for option in one.options:
        found.append(
            f"  {'◆' if option.is_policy else '·'} {option.title}{' (doctrine)' if option.is_policy else ''}"
        )
        if option.effects:
            found.append(f"      {option.effects}")
    return one.name, tuple(found)


def of_objective(one: views.ObjectiveView) -> tuple[str, tuple[str, ...]]:
    """Return title and sentences of an objective."""
    found = [one.text, "", *_pairs(("Target", one.target), ("So far", one.value), ("Rating", one.rating))]
    found += [f"Injects: {', '.join(one.injects) or 'none test it'}", "", "Evidence:"]
    return one.id, (*found, *(f"  {words}" for words in one.evidence or ("none yet",)))


def of_asset(one: views.AssetView) -> tuple[str, tuple[str, ...]]:
    """Return title and sentences of an asset."""
    found = [
        f"{mark(ASSET, one.state)[1]}, at {one.level:.0%}",
        *_pairs(("Units", one.units), ("Needs", one.needs)),
    ]
    return one.title, (
        *found,
        "",
        f"Name in the scenario: {one.name}",
        *(["Held: press h to release it."] if one.is_held else []),
    )


def of_team(one: views.TeamView) -> tuple[str, tuple[str, ...]]:
    """Return title and sentences of a team."""
    player, there = (
        "people" if one.is_played else "the model",
        "convened" if one.is_convened else "not convened yet",
    )
    found = [
        f"Played by {player}, {there}",
        f"{one.present} of {one.people} present, at the {one.level or 'outside'} level, load {one.load:.0%}",
    ]
    if one.waiting:
        found += ["", "Waits to be told to them:", *(f"  {note.words}" for note in one.waiting)]
    wrong = [belief for belief in one.picture if belief.is_wrong]
    if wrong:
        found += ["", "Where they are wrong:"]
        found += [
            f"  {belief.title}: they believe {belief.believed}, in truth {belief.truth}" for belief in wrong
        ]
    return one.title, (*found, "", f"Press p for their whole picture. Name in the scenario: {one.name}")


def of_resumed(
    last: Sequence[views.FeedLine],
    repeat: str,
    down_ms: int | None,
    remarks: Sequence[str] = (),
    *,
    is_over: bool = False,
) -> tuple[str, tuple[str, ...]]:
    """Return title and sentences for a facilitator who comes back after a break in the power, or after the end."""
    if is_over:
        return "Opened again", (
            "This exercise has ended; everything that was acknowledged is there.",
            "",
            "Press space for the review.",
        )
    away = "" if down_ms is None else f" The desk was away for {span(down_ms)}."
    found = [
        f"Everything that was acknowledged is there.{away} The clock is paused.",
        "",
        "The last things on record:",
    ]
    found += [f"  {line.time}  {line.words}" for line in last] or ["  nothing yet"]
    found += ["", "Say or do again in the room:", f"  {repeat or 'nothing'}", *remarks]
    return "Resumed", (*found, "", "Press space to let the clock run again.")


def _pairs(*pairs: tuple[str, str]) -> list[str]:
    return [f"{name}: {words}" for name, words in pairs if words]
