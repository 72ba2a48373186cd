"""The work behind `sems-sim stress`: run, keep, study, tell."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sems_sim.cli.crisis import Compiled, background, read
from sems_sim.cli.progress import ready_kernel, telling
from sems_sim.cli.stress_folder import Place, place_for, wanted_of
from sems_sim.cli.stress_json import ensemble_document, fingerprint_of
from sems_sim.cli.stress_order import StressOrder
from sems_sim.cli.version import version
from sems_sim.cli.voice import say
from sems_sim.errors import InterruptedRunError, WrongInputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sems_sim.model import Model
    from sems_sim.reports import Making, StressReview, Study
    from sems_sim.stress import Ensemble, Executor, Origin, Stopping


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to come out, and how much is told on the way."""

    as_json: bool
    is_quiet: bool
    is_verbose: bool
    report: Path | None
    folder: Path | None
    resumes: bool
    fail_on_target: bool

    @property
    def is_silent(self) -> bool:
        """Whether nothing is told of how far it has come."""
        return self.is_quiet or (self.as_json and not sys.stderr.isatty())


@dataclass(slots=True)
class Latest:
    """How far an ensemble has come, for whoever is interrupted."""

    done: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class Made:
    """An ensemble, and what was found beside it."""

    ensemble: Ensemble
    studies: tuple[Study, ...] = ()
    data: dict[str, Any] = field(default_factory=dict)
    goals: tuple[str, ...] = ()


def stress_one(order: StressOrder, wish: Wish) -> int:
    """Stress one crisis, and tell what came out; return the exit status."""
    compiled = read(order.order)
    origin = _origin(order, compiled)
    name = f"{compiled.model.id}-seed{order.order.seed}-stress"
    facts = {"seed": order.order.seed, "engine": order.order.engine, "replications": order.most}
    _checked_goals(order, compiled.model)
    place = place_for(wish.folder, name, wanted_of(origin, compiled.model.digest, facts), resume=wish.resumes)
    try:
        made = _made(order, compiled, (place, origin), wish)
        status = _told(order, compiled, (place, made), wish)
    except WrongInputError:
        place.leave()
        raise
    place.leave()
    return status


def _checked_goals(order: StressOrder, model: Model) -> None:
    """Refuse a goal that names no measure before anything is made. Raises ArgumentError."""
    _rule(order, model)


def _rule(order: StressOrder, model: Model) -> Stopping | None:
    """The rule by which an ensemble stops early; None where it does not."""
    from sems_sim.model import measures_of
    from sems_sim.stress import measure_names, stop_when
    from sems_sim.units import hours

    if not order.precision:
        return None
    horizon_h = hours(model.horizon_ms)
    horizons = {one.name: horizon_h for one in measures_of(model) if one.censored and one.unit == "h"}
    return stop_when(order.goals(), measure_names(model), cap=order.most, horizons=horizons)


def _origin(order: StressOrder, compiled: Compiled) -> Origin:
    from sems_sim.stress import Origin

    path = order.order.path
    files = {}
    for shown in compiled.scenario.files:
        file = Path(shown)
        inside = file.is_relative_to(path.parent)
        files[file.relative_to(path.parent).as_posix() if inside else file.name] = file.read_bytes()
    return Origin(
        file=path.as_posix(),
        files=files,
        overrides=dict(order.order.overrides),
        command=replace(order, studies=type(order.studies)()).command([path]),
        precision="; ".join(str(goal) for goal in order.goals()),
    )


def _made(order: StressOrder, compiled: Compiled, kept: tuple[Place, Origin], wish: Wish) -> Made:
    """Run the ensemble, then the studies. Raises InterruptedRunError with what to do then."""
    if order.order.engine == "kernel" and not order.workers.cluster:
        ready_kernel(is_silent=wish.is_silent)
    latest = Latest()
    with ExitStack() as open_things:
        workers = open_things.enter_context(order.workers.open(order.order.engine))
        try:
            made = _ensemble(order, compiled, (kept, workers, latest), wish)
        except KeyboardInterrupt as stop:
            raise _interrupted(order, kept[0], latest) from stop
        return _with_studies(made, order, compiled, (workers, wish))


def _ensemble(
    order: StressOrder,
    compiled: Compiled,
    means: tuple[tuple[Place, Origin], Executor, Latest],
    wish: Wish,
) -> Made:
    from sems_sim.stress import Progress, Store, run_ensemble

    (place, origin), workers, latest = means
    rule = _rule(order, compiled.model)
    with telling("runs", is_silent=wish.is_silent) as told:

        def tell(at: Progress) -> None:
            latest.done, latest.total = at.done, at.total
            told(at.done, at.total if rule is None else _expected(rule))

        ensemble = run_ensemble(
            compiled.model,
            replications=order.most,
            seed=order.order.seed,
            engine=order.order.engine,  # type: ignore[arg-type] # read_engine let only the two names through
            executor=workers,
            store=Store(place.folder, origin, resume=place.goes_on),
            progress=tell,
            stop=rule,
        )
    return Made(ensemble, goals=_goal_words(rule, ensemble.n))


def _expected(rule: Stopping) -> int:
    """About how many runs it will take; 0 before anybody knows."""
    guesses = [precision.expected_n for precision in rule.precisions]
    return 0 if any(guess is None for guess in guesses) else max(guess or 0 for guess in guesses)


def _goal_words(rule: Stopping | None, n: int) -> tuple[str, ...]:
    if rule is None:
        return ()
    found = []
    for precision in rule.precisions:
        reached = precision.estimate.half_width if precision.estimate is not None else float("inf")
        state = "known so well" if precision.is_narrow else f"not reached, ±{reached:.4g} so far"
        found.append(f"Asked for {precision.goal}: {state} after {precision.n or n:,} runs.")
    return tuple(found)


def _interrupted(order: StressOrder, place: Place, latest: Latest) -> InterruptedRunError:
    import shlex

    folder = place.folder.as_posix()
    again = f"{order.command([order.order.path])} --out {shlex.quote(folder)} --resume"
    if latest.done == 0:
        place.leave()
        return InterruptedRunError("interrupted before a run was finished; nothing is kept")
    return InterruptedRunError(
        f"interrupted: {latest.done:,} of {latest.total:,} runs are kept in {folder}\n    go on with: {again}"
    )


def _with_studies(made: Made, order: StressOrder, compiled: Compiled, means: tuple[Executor, Wish]) -> Made:
    from sems_sim.cli.stress_studies import Bench, studies_of

    workers, wish = means
    bench = Bench(order, compiled, workers, is_silent=wish.is_silent)
    try:
        studies, data = studies_of(bench)
    except KeyboardInterrupt as stop:
        message = "interrupted during the studies; the runs are kept, and studies begin anew"
        raise InterruptedRunError(message) from stop
    return replace(made, studies=studies, data=data)


# --- telling ---


def _told(order: StressOrder, compiled: Compiled, kept: tuple[Place, Made], wish: Wish) -> int:
    place, made = kept
    told = None
    if wish.report is not None or not wish.as_json:
        told = _review(order, compiled, kept)
    if wish.as_json:
        from sems_sim.cli.writing import as_json

        click.echo(as_json(ensemble_document(order, compiled.model, made.ensemble, made.data)), nl=False)
    elif told is not None:
        _print(told, is_verbose=wish.is_verbose)
    if told is not None and wish.report is not None:
        from sems_sim.reports import stress_page

        write_page(wish.report, stress_page(told))
    if not place.is_passing and not wish.is_quiet:
        say(f"all runs are kept in {place.folder}; pandas.read_parquet('{place.folder}/outcomes') reads them")
    met = made.ensemble["targets.all"] if compiled.model.targets else None
    return int(wish.fail_on_target and met is not None and bool((met < 1).any()))


def write_page(path: Path, text: str) -> None:
    """Write a report, and say where."""
    from sems_sim.cli.writing import write_whole

    write_whole(path, text)
    say(f"report: {path}")


def _review(order: StressOrder, compiled: Compiled, kept: tuple[Place, Made]) -> StressReview:
    from sems_sim.cli.stress_studies import ideas_of
    from sems_sim.reports import stress_review

    place, made = kept
    about = replace(background(order.order, compiled), command=order.command([order.order.path]))
    review = stress_review(made.ensemble, compiled.model, _making(order, made, place), about, made.studies)
    return replace(review, ideas=ideas_of(order, compiled))


def _making(order: StressOrder, made: Made, place: Place) -> Making:
    from sems_sim.reports import Making

    return Making(
        engine=order.order.engine,
        seed=order.order.seed,
        command=order.command([order.order.path]),
        run_command=order.order.command(),
        folder="" if place.is_passing else place.folder.as_posix(),
        fingerprint=fingerprint_of(made.ensemble),
        events=int(made.ensemble.events.sum()),
        goals=made.goals,
    )


def screen_of(*, is_verbose: bool) -> tuple[Any, Any]:
    """The console on stdout, and how wide and how rich it is."""
    from rich.console import Console

    from sems_sim.reports import Screen, glyphs_for

    console = Console(highlight=False, markup=False, emoji=False, soft_wrap=False)
    glyphs = glyphs_for(getattr(sys.stdout, "encoding", None))
    return console, Screen(console.width, glyphs, is_verbose)


def _print(told: StressReview, *, is_verbose: bool) -> None:
    from sems_sim.reports import draw_stress

    console, screen = screen_of(is_verbose=is_verbose)
    console.print(draw_stress(told, screen))


# --- several crises ---


def stress_many(order: StressOrder, paths: Sequence[Path], wish: Wish) -> int:
    """Stress several crises of one organisation: the table of crises by targets, and pairs of them."""
    from sems_sim.cli.stress_studies import crises_of

    if order.order.engine == "kernel" and not order.workers.cluster:
        ready_kernel(is_silent=wish.is_silent)
    orders = [replace(order.order, path=path) for path in paths]
    with order.workers.open(order.order.engine) as workers:
        try:
            found = crises_of(order, orders, workers, is_silent=wish.is_silent)
        except KeyboardInterrupt as stop:
            message = "interrupted; runs of several crises are not kept"
            raise InterruptedRunError(message) from stop
    if wish.as_json:
        from sems_sim.cli.writing import as_json

        click.echo(as_json(found.data), nl=False)
    else:
        from sems_sim.reports import draw_studies

        console, screen = screen_of(is_verbose=wish.is_verbose)
        console.print(draw_studies(found.answer, found.studies, screen))
    if wish.report is not None:
        from sems_sim.reports import studies_page

        write_page(wish.report, studies_page(found.answer, found.studies, order.command(paths), version()))
    return int(wish.fail_on_target and found.is_missed)
