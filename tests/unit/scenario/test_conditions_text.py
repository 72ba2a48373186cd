"""Condition expressions: what they mean, and where what is wrong stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sems_sim.errors import QuantityError
from sems_sim.scenario.conditions_text import (
    FUNCTIONS,
    And,
    Atom,
    Held,
    Node,
    Not,
    Or,
    SeenBy,
    parse_condition,
    parse_quantity,
)


def _said(node: Node) -> str:
    """A tree with every parenthesis written out."""
    if isinstance(node, Atom):
        name = f"{node.subject}.{node.part}" if node.part else node.subject
        call = f"{node.function}({name})" if name else node.function
        return f"{call} {node.comparison} {node.constant}" if node.comparison else call
    if isinstance(node, Not):
        return f"not {_said(node.condition)}"
    if isinstance(node, (And, Or)):
        word = " and " if isinstance(node, And) else " or "
        return f"[{word.join(_said(part) for part in node.conditions)}]"
    if isinstance(node, Held):
        return f"{_said(node.condition)} for {node.duration_ms}"
    if isinstance(node, SeenBy):
        return f"{node.team} sees {_said(node.condition)}"
    return f"truly {_said(node.condition)}"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("down(a)", "down(a)"),
        ("down(a) or up(b) and opened > 2", "[down(a) or [up(b) and opened > 2.0]]"),
        ("(down(a) or up(b)) and opened > 2", "[[down(a) or up(b)] and opened > 2.0]"),
        ("not down(a) and up(b)", "[not down(a) and up(b)]"),
        ("not (down(a) and up(b))", "not [down(a) and up(b)]"),
        ("backlog(s) > 60 for 1h", "backlog(s) > 60.0 for 3600000"),
        ("up(a) and performance(s) >= 80% for 4h", "[up(a) and performance(s) >= 0.8] for 14400000"),
        ("up(a) and (performance(s) >= 80% for 4h)", "[up(a) and performance(s) >= 0.8 for 14400000]"),
        ("response >= tactical and (down(a) for 15m)", "[response >= tactical and down(a) for 900000]"),
        ("response == strategic", "response == crisis"),
        ("time >= 3h", "time >= 10800000"),
        ("clock >= 06:00", "clock >= 21600000"),
        ("done(fight.spray)", "done(fight.spray)"),
        ("chosen(close.now)", "chosen(close.now)"),
        ("cost > 1_000_000", "cost > 1000000.0"),
        ("seen_by(desk): down(a) or up(b)", "desk sees [down(a) or up(b)]"),
        ("in_truth: down(a) for 5m", "truly down(a) for 300000"),
        ("up(a) and (in_truth: down(b))", "[up(a) and truly down(b)]"),
        ("  down( a )  ", "down(a)"),
    ],
)
def test_a_condition_means_what_a_reader_expects(text: str, said: str) -> None:
    """`and` binds stronger than `or`, `not` strongest, and a `for` at the end holds for everything before it."""
    assert said == _said(parse_condition(text).root)


@pytest.mark.parametrize(
    ("text", "offset", "message"),
    [
        ("activ(a)", 0, "'activ' is nothing a condition can ask"),
        ("down(a) and", 11, "a condition is due here, not the end"),
        ("down(a", 6, "')' is due here, not the end"),
        ("down(a))", 7, "a closing parenthesis too many"),
        ("down(a) up(b)", 8, "'up' is not expected here"),
        ("down(a) > 3", 8, "'down' is a yes or no, it is not compared"),
        ("severity(a)", 0, "'severity' is a quantity, not a yes or no"),
        ("severity(a) == 0.4", 12, "'severity' flows: it is never exactly equal to a constant"),
        ("severity(a) = 0.4", 12, "'=' is no comparison"),
        ("severity(a) > severity(b)", 14, "the right side of a comparison is a constant"),
        ("severity(a) >", 13, "a constant is due after the comparison"),
        ("severity(a) > -1", 14, "constants have no sign"),
        ("severity(a) > 0.2 + 1", 18, "conditions do no arithmetic"),
        ("severity(a) > 120%", 14, "'120%' is no share"),
        ("3 < opened", 0, "a constant stands on the left"),
        ("time > 3", 7, "'3' has a number without a unit where a duration is due"),
        ("clock > 25:00", 8, "'25:00' is no time of day"),
        ("response >= tacticle", 12, "'tacticle' is no level"),
        ("down(a) && up(b)", 8, "'&&' is not used here"),
        ("!down(a)", 0, "'!' is not used here"),
        ("down(a) for", 11, "a duration is due here"),
        ("down(a) for 15", 12, "'15' has a number without a unit where a duration is due"),
        ("down(a) for 15m and up(b)", 16, "'and' after a 'for' could be read in two ways"),
        ("down(a.b)", 6, "'down' takes a name without a part"),
        ("down", 4, "'(' is due here, not the end"),
        ("seen_by desk: down(a)", 8, "'(' is due here, not 'desk'"),
        ("", 0, "a condition is due here, not the end"),
        ("__import__('os')", 0, "'__import__' is nothing a condition can ask"),
    ],
)
def test_what_is_wrong_is_named_at_its_place(text: str, offset: int, message: str) -> None:
    """Every fault has the offset of the word it is about, and a remedy."""
    with pytest.raises(QuantityError) as caught:
        parse_condition(text)

    assert (offset, message) == (caught.value.offset, caught.value.message)
    assert caught.value.remedy


@pytest.mark.parametrize(
    "text", ["(" * 240, "not " * 120 + "down(a)", "in_truth: " * 60 + "down(a)", "(" * 100_000]
)
def test_a_condition_that_is_too_deep_is_refused(text: str) -> None:
    """Depth, length and number of parts are bounded, so that no text can exhaust the stack."""
    with pytest.raises(QuantityError):
        parse_condition(text)


@given(st.text(alphabet="adnor() .<>=:0123456789hm%fives_", max_size=60))
def test_no_text_breaks_the_parser(text: str) -> None:
    """Any text is a condition or a QuantityError that points inside it."""
    offset = 0
    try:
        parse_condition(text)
    except QuantityError as error:
        offset = error.offset

    assert 0 <= offset <= len(text)


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_every_function_can_be_written(name: str) -> None:
    """Each row of the table has a text that is read back as that function."""
    function = FUNCTIONS[name]
    constants = {"share": "50%", "number": "3", "duration": "3h", "clock": "06:00", "level": "crisis"}
    call = f"{name}(thing)" if function.kind else name
    text = f"{call} >= {constants[function.constant]}" if function.constant else call

    assert (name,) == tuple(atom.function for atom in parse_condition(text).atoms())


def test_an_atom_knows_its_place_in_the_text() -> None:
    """References are marked where they stand."""
    second = parse_condition("down(a) and severity(fire) > 0.4").atoms()[1]

    assert (12, 20, 21) == (second.offset, second.width, second.subject_offset)


def test_a_measured_quantity_has_no_comparison() -> None:
    """An indicator names a flowing quantity, and nothing else will do."""
    assert ("backlog", "screening") == (
        parse_quantity("backlog(screening)").function,
        parse_quantity("backlog(screening)").subject,
    )
    for text in ("down(a)", "backlog(a) > 3", "response", "x" * 600):
        with pytest.raises(QuantityError):
            parse_quantity(text)
