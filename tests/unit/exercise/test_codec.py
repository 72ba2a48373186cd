"""Commands and facts as plain data, and back."""

import json
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sems_sim.errors import ArgumentError
from sems_sim.exercise.codec import from_data, known, to_data
from sems_sim.exercise.commands import (
    AddInject,
    Command,
    DecisionRecord,
    InjectDraft,
    TakeDecision,
)
from sems_sim.exercise.entries import Fact

RECORDS = [*get_args(Command), *get_args(Fact)]


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_every_record_survives_being_written_down(kind: type[Any]) -> None:
    """Any command or fact comes back from its JSON as it was."""

    @settings(max_examples=15, deadline=None)
    @given(st.from_type(kind))
    def check(record: Any) -> None:
        assert record == from_data(json.loads(json.dumps(to_data(record))))

    check()


def test_no_two_records_share_a_name() -> None:
    """A name says which record it is."""
    assert len(RECORDS) == len(known())


def test_a_field_that_has_its_default_is_left_out() -> None:
    """So a field that is added later does not change what was written before."""
    written = to_data(TakeDecision("warn", "wait", DecisionRecord(who="duty manager")))

    assert {
        "is": "TakeDecision",
        "decision": "warn",
        "option": "wait",
        "record": {"who": "duty manager"},
    } == written


@pytest.mark.parametrize(
    ("data", "message", "remedy"),
    [
        ({"is": "FlyAway"}, "there is no command or entry 'FlyAway'", "known: AddInject"),
        ({"is": "FireInject"}, "FireInject lacks 'inject'", "it wants: inject"),
        ({"is": "FireInject", "injects": "I1"}, "FireInject has no field 'injects'", "it has: inject"),
        ({"is": "FireInject", "inject": 1}, "FireInject.inject is 1", "it should be str"),
        ({"is": "SetSpeed", "speed": True}, "SetSpeed.speed is True", "it should be int"),
        (
            {"is": "AddInject", "draft": "I9"},
            "AddInject.draft is 'I9'",
            "it should be a mapping of its fields",
        ),
        (
            {"is": "Observe", "text": "", "rating": "A"},
            "Observe.rating is 'A'",
            "it should be one of '', 'P'",
        ),
        (
            {"is": "SendMessage", "sender": "a", "to": "b", "text": ""},
            "SendMessage.to is 'b'",
            "it should be a list",
        ),
    ],
)
def test_what_does_not_fit_is_named_with_the_remedy(data: dict[str, Any], message: str, remedy: str) -> None:
    """A wrong record says which field is wrong, and what would be right."""
    with pytest.raises(ArgumentError) as caught:
        from_data(data)

    assert message == caught.value.message
    assert caught.value.remedy.startswith(remedy)


def test_nested_records_keep_their_kinds() -> None:
    """A draft within a command is a draft again."""
    command = AddInject(InjectDraft("X1", to=("duty",), at_ms=5))

    assert command == from_data(to_data(command))
