"""What an exercise was, as text or as one JSON document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from sems_sim.exercise import Journal, Sitting, picture


def print_log(session: Sitting, journal: Journal) -> None:
    """Print every entry as people read it, and below it where it ended and how to prove it."""
    from sems_sim.units import format_duration

    shown = session.picture(session.room_ms)
    click.echo(f"{shown.title} · EXERCISE{f' · {shown.marking}' if shown.marking else ''}\n")
    for line in _lines(shown.feed):
        click.echo(line)
    clock = shown.clock
    click.echo(f"\n{clock.state} at {clock.time}, {format_duration(clock.at_ms)} of the scenario")
    click.echo(f"fingerprint {session.fingerprint}")
    click.echo(f"head hash   {journal.head_hash}")


def print_document(session: Sitting, journal: Journal, more: Mapping[str, Any]) -> None:
    """Print one JSON document: what it was, its fingerprint and hash, every entry, and the measures."""
    from sems_sim.cli.writing import as_json
    from sems_sim.exercise import codec

    document = {
        "scenario": session.standing().model.id,
        "seed": journal.head.seed,
        "journal": str(journal.path),
        "state": session.state,
        "at_ms": session.at_ms,
        "fingerprint": session.fingerprint,
        "head_hash": journal.head_hash,
        **more,
        "entries": [
            {
                "entry": entry.number,
                "at_ms": entry.at_ms,
                "room_ms": entry.room_ms,
                "command": entry.command,
                "by": entry.by,
                "fact": codec.to_data(entry.fact),
            }
            for entry in session.entries
        ],
        "measures": _measures(session),
    }
    click.echo(as_json(document), nl=False)


def _measures(session: Sitting) -> dict[str, float | None]:
    """Every measure as it stands: the same orders played once more from the start, which gives the same run."""
    from sems_sim.engine import simulate

    standing = session.standing()
    if not standing.has_begun:
        return {}
    run = simulate(standing.model, seed=standing.seed, policy=standing.policy, until_ms=standing.now_ms)
    return dict(run.measures)


def _lines(feed: Iterable[picture.FeedLine]) -> Iterable[str]:
    for line in feed:
        by = f" [{line.by}]" if line.by else ""
        because = f" (because {line.because})" if line.because else ""
        struck = f" (before: {line.struck})" if line.struck else ""
        yield f"{line.entry:>5}  {line.time}  {line.kind:<11}  {line.words}{because}{struck}{by}"
