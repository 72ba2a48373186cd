"""Scripts: every command has a word, and every fault its place."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import pytest

from sems_sim.errors import ScenarioError
from sems_sim.exercise import commands as ask
from sems_sim.exercise.script import parse_script, read_script
from sems_sim.exercise.script_words import LONG, WORDS


def _commands(text: str) -> list[object]:
    return [step.command for step in parse_script(text, "s.yaml")]


def _faults(text: str) -> list[tuple[int, int, str, str]]:
    with pytest.raises(ScenarioError) as caught:
        parse_script(text, "s.yaml")
    return [(fault.line, fault.column, fault.message, fault.remedy) for fault in caught.value.faults]


def test_every_command_can_be_written_both_ways() -> None:
    """No command without a short word, and none without its long name."""
    every = set(get_args(ask.Command))

    assert every == {word.command for word in WORDS.values()} == {word.command for word in LONG.values()}


@pytest.mark.parametrize(
    ("text", "command"),
    [
        ("start", ask.StartExercise()),
        ("{pause: lunch}", ask.PauseClock("lunch")),
        ("{speed: 60}", ask.SetSpeed(60)),
        ("{jump: 1h30m}", ask.JumpTo(5_400_000)),
        ("{jump: {to: 2h}}", ask.JumpTo(7_200_000)),
        ("{fire: 12}", ask.FireInject("12")),
        ("{delay: {inject: I2, to: 45m}}", ask.DelayInject("I2", 2_700_000)),
        (
            "{add: {id: X1, from: press, to: cmc, by: phone, at: 10m, do: {fail: baggage}, truth: false}}",
            ask.AddInject(
                ask.InjectDraft(
                    "X1", source="press", to=("cmc",), channel="phone", at_ms=600_000,
                    effects='{"fail": "baggage"}', truth=False,
                )
            ),
        ),
        ("{edit: {id: I1, objective: [O1, O2], at: }}", ask.EditInject(ask.InjectDraft("I1", objective=("O1", "O2")))),
        ("{acknowledge: {inject: I1, team: cmc}}", ask.NoteDelivery("I1", "cmc", acknowledged=True)),
        ("{rate: {inject: I1, seen: partly}}", ask.RateResponse("I1", "partly")),
        ("{apply: {fail: baggage}}", ask.ApplyEffects('{"fail": "baggage"}')),
        ("{apply: [{fail: a}, {fail: b, for: 2h}]}", ask.ApplyEffects('[{"fail": "a"}, {"fail": "b", "for": "2h"}]')),
        ("{apply: {effects: '{fail: a}', why: to see}}", ask.ApplyEffects("{fail: a}", "to see")),
        (
            "{decide: {decision: close, option: now, who: gold, declared: 20m}}",
            ask.TakeDecision("close", "now", ask.DecisionRecord("gold", declared_ms=1_200_000)),
        ),
        ("{decide_otherwise: We wait}", ask.DecideOffList("We wait")),
        (
            "{decide_otherwise: {text: We wait, charge: free}}",
            ask.DecideOffList("We wait", record=ask.DecisionRecord(charge="free")),
        ),
        ("{raise: {level: crisis, gathered: true}}", ask.RaiseLevel("crisis", gathered=True)),
        ("{send: {from: a, to: [b, c], text: hi}}", ask.SendMessage("a", ("b", "c"), "hi")),
        ("{tell: cmc}", ask.DeliverWord("cmc")),
        ("{decline: 4}", ask.AnswerPrompt(4, accept=False)),
        ("{unplay: cmc}", ask.SetPlayed("cmc", played=False)),
        ("{amend: {entry: 3, changes: {text: right, who: me}}}", ask.AmendEntry(3, (("text", "right"), ("who", "me")))),
        ("{do: {FireInject: {inject: I2}}}", ask.FireInject("I2")),
        ("{do: {DelayInject: {inject: I2, at_ms: 5}}}", ask.DelayInject("I2", 5)),
        ("{do: {StartExercise: }}", ask.StartExercise()),
    ],
)  # fmt: skip
def test_a_word_is_its_command(text: str, command: object) -> None:
    """Short and long, with durations as people write them and effects in the scenario's language."""
    assert [command] == _commands(f"- {text}")


def test_a_step_says_when_and_by_whom() -> None:
    """The script's own `by` is that of each step that names none."""
    steps = parse_script(
        "title: T\nby: control\nsteps:\n  - {at: 5m, mark: a}\n  - {wait: 90s, mark: b, by: umpire, may_fail: true}\n"
        "  - accept: all\n  - decline: raise\n",
        "s.yaml",
    )

    assert [(300_000, 0, "control", False), (None, 90_000, "umpire", True)] == [
        (step.at_ms, step.wait_ms, step.by, step.may_fail) for step in steps[:2]
    ]
    assert [("all", True), ("raise", False)] == [
        (step.prompts, step.command.accept)
        for step in steps[2:]
        if isinstance(step.command, ask.AnswerPrompt)
    ]


def test_every_fault_comes_at_once_with_its_place() -> None:
    """Unknown words, parts and kinds of value: each with line, column and what would be right."""
    found = _faults(
        "steps:\n"
        "  - {at: 5 minutes, mark: a}\n"
        "  - {at: 5m, fier: I2}\n"
        "  - {fire: {inject: I2, who: me}}\n"
        "  - {delay: {inject: I2}}\n"
        "  - {speed: fast}\n"
        "  - {rate: {inject: I1, seen: somewhat}}\n"
        "  - {fire: I1, mark: b}\n"
        "  - {by: me}\n"
        "  - {do: {FireInjekt: {inject: I2}}}\n"
        "  - [1]\n"
        "  - {start: now}\n"
        "  - {mark: {text: [a]}}\n"
    )

    expected = [
        "at is '5 minutes'",
        "there is no word 'fier'",
        "fire has no part 'who'",
        "delay lacks 'to'",
        "speed: speed is 'fast'",
        "rate: seen is 'somewhat'",
        "a step has one command",
        "a step without a command",
        "there is no command 'FireInjekt'",
        "a step is a word, or a mapping with one",
        "start takes no bare value",
        "mark: text is no text",
    ]
    assert list(range(2, 14)) == [line for line, *_ in found]
    assert [] == [
        message for (_, _, message, _), want in zip(found, expected, strict=True) if want not in message
    ]
    assert all(column > 1 and remedy for _, column, _, remedy in found)
    assert ("did you mean 'fire'?", "did you mean 'FireInject'?") == (found[1][3], found[8][3])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: 1\n", "a script has no 'a'"),
        ("steps: {}\n", "a script has a list of steps"),
        ("start", "a script is a list of steps"),
        ("- {mark: a\n", "a list or mapping in brackets is not closed"),
    ],
)
def test_what_is_no_script_is_told(text: str, message: str) -> None:
    """A file that is something else says so."""
    assert message in [found[2] for found in _faults(text)]


def test_a_script_is_read_from_a_file(tmp_path: Path) -> None:
    """And one that is not there is told with its path."""
    (tmp_path / "s.yaml").write_text("- start\n", encoding="utf-8")

    assert [ask.StartExercise()] == [step.command for step in read_script(tmp_path / "s.yaml")]
    with pytest.raises(ScenarioError, match="there is no such file"):
        read_script(tmp_path / "t.yaml")
