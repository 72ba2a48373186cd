"""`sems-sim msel`: a preview always, a file when asked, a traceback never."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.unit.cli.speaking import PUMP, ask
from tests.unit.reports.msel.sheets import families, workbook_of

SHEET = (
    "No,Time,From,To,Inject,Expected action\n1,09:00,Estates,Silver,A pipe bursts in the cellar.,They look.\n"
)


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    """A small list of events."""
    path = tmp_path / "list.csv"
    path.write_text(SHEET, encoding="utf-8")
    return path


def test_a_preview_writes_nothing(capsys: pytest.CaptureFixture[str], sheet: Path) -> None:
    """Without --new and --into the columns are explained, and the folder is as it was."""
    answer = ask(capsys, "msel", "import", str(sheet))

    assert 0 == answer.status
    assert "Expected action" in answer.out
    assert "nothing was written" in answer.talk
    assert [sheet] == list(sheet.parent.iterdir())


def test_a_sheet_alone_becomes_an_exercise(capsys: pytest.CaptureFixture[str], sheet: Path) -> None:
    """From a workbook to a scenario that passes its check in one command."""
    new = sheet.with_name("exercise.yaml")

    assert (
        0
        == ask(
            capsys, "msel", "import", str(sheet), "--new", str(new), "--startex", "2026-03-02T08:30"
        ).status
    )
    assert "start: 2026-03-02T08:30:00+00:00" in new.read_text(encoding="utf-8")
    assert 0 == ask(capsys, "check", str(new)).status


def test_what_exists_is_not_overwritten(capsys: pytest.CaptureFixture[str], sheet: Path) -> None:
    """--new leaves a file that is there alone."""
    new = sheet.with_name("exercise.yaml")
    new.write_text("mine", encoding="utf-8")

    assert 2 == ask(capsys, "msel", "import", str(sheet), "--new", str(new)).status
    assert "mine" == new.read_text(encoding="utf-8")


def test_injects_go_into_a_scenario_and_out_again(capsys: pytest.CaptureFixture[str], sheet: Path) -> None:
    """Into a scenario, out as a workbook, in again: the file is the same to the letter."""
    path, book = sheet.with_name("pump.yaml"), sheet.with_name("out.xlsx")
    path.write_text(PUMP, encoding="utf-8")
    first = ask(capsys, "msel", "import", str(sheet), "--into", str(path), "--startex", "08:00")
    merged = path.read_text(encoding="utf-8")

    assert (0, True) == (first.status, merged.startswith(PUMP))
    assert "1 added" in first.talk
    assert 0 == ask(capsys, "msel", "export", str(path), str(book)).status
    again = ask(capsys, "msel", "import", str(book), "--into", str(path))
    assert (0, merged) == (again.status, path.read_text(encoding="utf-8"))
    assert "1 as before" in again.talk


def test_a_scenario_that_would_have_faults_is_not_written(
    capsys: pytest.CaptureFixture[str], sheet: Path
) -> None:
    """An effect on a thing that there is not: the scenario stays as it was, and the fault has its place."""
    path = sheet.with_name("pump.yaml")
    path.write_text(PUMP, encoding="utf-8")
    sheet.write_text(
        SHEET.replace("action\n", "action,Model Action\n").replace("look.", "look.,[{fail: pmup}]")
    )
    answer = ask(capsys, "msel", "import", str(sheet), "--into", str(path))

    assert (2, PUMP) == (answer.status, path.read_text(encoding="utf-8"))
    assert "did you mean 'pump'" in answer.talk
    assert "pump.yaml" in answer.talk
    assert {"list.csv", "pump.yaml"} == {one.name for one in sheet.parent.iterdir()}


def test_a_mapping_is_saved_changed_and_given_back(capsys: pytest.CaptureFixture[str], sheet: Path) -> None:
    """The map that is written reads the sheet as before; a change in it is followed."""
    saved = sheet.with_name("map.yaml")
    ask(capsys, "msel", "import", str(sheet), "--save-map", str(saved))
    text = saved.read_text(encoding="utf-8")
    same = ask(capsys, "msel", "import", str(sheet), "--map", str(saved), "--json")
    saved.write_text(text.replace("From: from", "From: location"), encoding="utf-8")
    other = ask(capsys, "msel", "import", str(sheet), "--map", str(saved), "--json")

    assert "Estates" == json.loads(same.out)["injects"][0]["from"]
    assert "Estates" == json.loads(other.out)["injects"][0]["location"]


def test_names_are_kept_beside_and_never_inside(capsys: pytest.CaptureFixture[str], sheet: Path) -> None:
    """With --anonymise the scenario has roles, and the list of names lies in a file of its own."""
    sheet.write_text(SHEET.replace("Estates", "Anna Beispiel"), encoding="utf-8")
    new = sheet.with_name("exercise.yaml")
    answer = ask(capsys, "msel", "import", str(sheet), "--new", str(new), "--anonymise")

    assert {"Anna Beispiel": "Role 1"} == json.loads(
        new.with_name("exercise.names.json").read_text(encoding="utf-8")
    )
    assert "Beispiel" not in new.read_text(encoding="utf-8") + answer.out
    assert "from: Role 1" in new.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("none.xlsx", None, "no such file"),
        ("old.xls", b"\xd0\xcf\x11\xe0", "neither .xlsx nor .csv"),
        ("old.xlsx", b"\xd0\xcf\x11\xe0" + b"\0" * 99, "old workbook"),
        ("text.xlsx", b"hello", "no workbook"),
        ("cut.xlsx", b"PK\x03\x04abc", "damaged"),
        ("empty.csv", b"", "no sheet has a header"),
        ("binary.csv", b"\0\1\2\3" * 100, "no text"),
    ],
)
def test_files_that_are_no_lists_end_in_a_message(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str, data: bytes | None, words: str
) -> None:
    """Each wrong file has its sentence, and exit status 2."""
    if data is not None:
        (tmp_path / name).write_bytes(data)
    answer = ask(capsys, "msel", "import", str(tmp_path / name))

    assert (2, "") == (answer.status, answer.out)
    assert words in answer.talk


def test_json_is_one_document(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A program gets columns, injects and doubts, and nothing else on stdout."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(workbook_of(families("families")[0]))
    answer = ask(capsys, "msel", "import", str(path), "--json")
    document = json.loads(answer.out)

    assert 18 == len(document["sheets"][0]["columns"])
    assert ["MET_0001", "WX_02", "I12_A", "MET_0004"] == [one["id"] for one in document["injects"]]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("export", "north-hyde", "out.pdf"), "out.xlsx"),
        (("export", "nort-hyde", "out.xlsx"), "north-hyde"),
        (("imprt",), "import"),
        (("import", "a.csv", "--into", "a.yaml", "--new", "b.yaml"), "exclude"),
    ],
)
def test_wrong_arguments_name_the_right_ones(
    capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], words: str
) -> None:
    """A misspelt command, name or ending gets the nearest that would work."""
    answer = ask(capsys, "msel", *arguments)

    assert 2 == answer.status
    assert words in answer.talk
