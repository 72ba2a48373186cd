"""YAML text to a tree: YAML 1.2 core scalars, places, and everything that is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sems_sim.errors import ScenarioError
from sems_sim.scenario import source
from sems_sim.scenario.source import decode, read_bytes, read_tree
from sems_sim.scenario.tree import find, key_at, plain


def _value(text: str) -> Any:
    return plain(read_tree(f"key: {text}", "a.yaml"))["key"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12:30", "12:30"),
        ("22:15", "22:15"),
        ("1:30:00", "1:30:00"),
        ("NO", "NO"),
        ("on", "on"),
        ("off", "off"),
        ("yes", "yes"),
        ("true", True),
        ("False", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("0123", 123),
        ("0o17", 15),
        ("0xff", 255),
        ("1e3", 1000.0),
        ("0.5", 0.5),
        ("-3", -3),
        ("150_000_000", 150_000_000),
        ("1_", "1_"),
        ("_1", "_1"),
        ("2025-03-20", "2025-03-20"),
        ("'12'", "12"),
        ('"true"', "true"),
        ("30m", "30m"),
        ("-", [None]),
    ],
)
def test_scalars_follow_the_core_schema_of_yaml_1_2(text: str, value: object) -> None:
    """Clock times, dates and words stay text; only true, false, numbers and null are typed."""
    if text == "-":
        assert value == plain(read_tree("key:\n  -", "a.yaml"))["key"]
        return
    found = _value(text)

    assert (value, type(value)) == (found, type(found))


def test_every_value_remembers_where_it_stands() -> None:
    """Line and column of values and keys, in block and in flow style, in quotes and out."""
    root = read_tree("a:\n  b: [1, {c: 'x'}]\n  \"d\": 5\n", "a.yaml")

    assert (2, 7) == (find(root, ("a", "b", 0)).line, find(root, ("a", "b", 0)).column)
    assert (2, 15) == (find(root, ("a", "b", 1, "c")).line, find(root, ("a", "b", 1, "c")).column)
    assert (3, 4) == (key_at(root, ("a", "d")).line, key_at(root, ("a", "d")).column)


def test_private_keys_are_left_out_of_the_data() -> None:
    """What begins with x- is kept in the tree and ignored in the data."""
    root = read_tree("a: 1\nx-mine: {b: 2}\n", "a.yaml")

    assert {"a": 1} == plain(root)
    assert 2 == find(root, ("x-mine", "b")).value


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, 1, "'a' stands twice, first on line 1"),
        ("a: [1, 2\nb: 3", 2, 2, "a list or mapping in brackets is not closed"),
        ("a:\n\t- b", 2, 1, "a tab where spaces are due"),
        ("a: b: c", 1, 5, "a colon that is not expected here"),
        ("a: 'b", 1, 6, "something is not closed: a quotation mark or a bracket"),
        ("- a\nb: c", 2, 1, "the indentation does not fit the lines above"),
        ("a: @x", 1, 4, "a character that begins nothing here"),
        ("a: \x07", 1, 4, "a control character"),
        (
            "a: !!python/object:os.system x",
            1,
            4,
            "the tag 'tag:yaml.org,2002:python/object:os.system' is refused",
        ),
        ("a: !!str x", 1, 4, "the tag 'tag:yaml.org,2002:str' is refused"),
        ("!x a: 1", 1, 1, "the tag '!x' is refused"),
        ("a: .inf", 1, 4, "'.inf' is no finite number"),
        ("a: -.INF", 1, 4, "'-.INF' is no finite number"),
        ("a: .nan", 1, 4, "'.nan' is no finite number"),
        ("a: 1e999", 1, 4, "'1e999' is no finite number"),
        ("--- a\n--- b\n", 2, 1, "a second document"),
        ("", 1, 1, "the file is empty"),
        ("# nothing\n", 1, 1, "the file is empty"),
        ("? [a]\n: b", 1, 3, "a key that is no text"),
        ("a: *b", 1, 4, "there is no anchor &b"),
        ("a: &x [*x]", 1, 8, "*x contains itself"),
        ("a: &x {b: 1}\nc:\n  <<: *x\n", 3, 3, "the merge key << is refused"),
    ],
)
def test_what_is_no_plain_yaml_is_refused_at_its_place(
    text: str, line: int, column: int, message: str
) -> None:
    """Each refusal has line, column, a message of ours and a remedy."""
    with pytest.raises(ScenarioError) as caught:
        read_tree(text, "a.yaml")

    fault = caught.value.faults[0]
    assert (line, column, message) == (fault.line, fault.column, fault.message)
    assert fault.remedy


def test_faults_of_the_text_are_gathered() -> None:
    """Two doubled keys are two faults, found in one reading."""
    with pytest.raises(ScenarioError) as caught:
        read_tree("a: 1\na: 2\nb: 1\nb: 2\n", "a.yaml")

    assert [2, 4] == [fault.line for fault in caught.value.faults]


def test_an_alias_is_a_copy_of_its_own() -> None:
    """A change to what an alias stands for leaves the anchor as it was."""
    root = read_tree("a: &x {b: 1}\nc: *x\n", "a.yaml")
    find(root, ("c", "b")).value = 2

    assert {"a": {"b": 1}, "c": {"b": 2}} == plain(root)


def test_the_pure_parser_reads_the_same_tree(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the C parser is missing the pure one gives the same values and places."""
    text = "a: {b: [1, 'two', 12:30], c: \"x y\"}\nd:\n  - e: 0.5\n"
    quick = read_tree(text, "a.yaml")
    monkeypatch.setattr(source, "_LOADER", vars(source)["yaml"].SafeLoader)

    assert quick == read_tree(text, "a.yaml")


@pytest.mark.parametrize(
    ("data", "line", "column", "message"),
    [
        (b"a: 1\nb: \xff\xfe", 2, 4, "this is not UTF-8 text"),
        ("a: é\nb: ".encode("latin-1"), 1, 4, "this is not UTF-8 text"),
        (b"a: 1\nb: x\x00y", 2, 5, "a NUL character"),
    ],
)
def test_bytes_that_are_no_text_are_refused_at_their_place(
    data: bytes, line: int, column: int, message: str
) -> None:
    """Encodings other than UTF-8 and NUL characters are told with their place."""
    with pytest.raises(ScenarioError) as caught:
        decode(data, "a.yaml")

    fault = caught.value.faults[0]
    assert (line, column, message) == (fault.line, fault.column, fault.message)


def test_a_byte_order_mark_is_read_over() -> None:
    """Editors on Windows write one."""
    assert "a: 1" == decode(b"\xef\xbb\xbfa: 1", "a.yaml")


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path: Path) -> None:
    """Both end in a message, not in a traceback."""
    for path, message in (
        (tmp_path / "no.yaml", "there is no such file"),
        (tmp_path, "this is no ordinary file"),
    ):
        with pytest.raises(ScenarioError) as caught:
            read_bytes(path, "shown")
        assert message == caught.value.faults[0].message
