"""People's names become roles, the same name by the same role, everywhere."""

from sems_sim.reports.msel.doors import Reading, read_msel, role_names, unknown_names, with_roles

SHEET = """\
No,Time,From,To,Controller,Inject,Notes
1,09:00,Anna Beispiel,Duty Manager,"Muster, Max",Anna Beispiel calls. Tell Capt. Rita Sample.,Ring 020 7946 0958.
2,09:10,Weather Office,Duty Manager,"Muster, Max",Mail anna@example.org.,Speak to Sample first. Muster knows.
"""


def _reading() -> Reading:
    return read_msel(SHEET.encode(), "x.csv")


def test_names_are_found_and_roles_of_the_trade_are_not() -> None:
    """Two capitalised words are a person where a cell holds who it is, unless a word of the trade is among them."""
    names = role_names(_reading())

    assert {"Anna Beispiel", "Muster, Max", "Capt. Rita Sample", "anna@example.org"} == set(names)
    assert len(set(names.values())) == len(names)


def test_no_name_is_left_in_what_goes_out() -> None:
    """Names, surnames that stand alone, addresses and numbers of telephones are gone from every text."""
    reading = with_roles(_reading(), role_names(_reading()))
    text = " ".join(str(value) for draft in reading.drafts for value in draft.values.values())
    text += " ".join((*reading.remarks, *map(str, reading.doubts), *reading.teams.values()))

    for name in ("Anna", "Beispiel", "Muster", "Rita", "Sample", "example.org", "7946"):
        assert name not in text
    assert "Duty Manager" in reading.teams.values()


def test_one_person_is_one_role() -> None:
    """Whoever calls in the text is the sender in the other column."""
    draft = with_roles(_reading(), role_names(_reading())).drafts[0]

    assert str(draft.values["text"]).startswith(f"{draft.values['from']} calls")


def test_given_roles_are_used_and_strangers_are_told() -> None:
    """A file of roles says who is who; a name in it that no row has is a mistake worth telling."""
    roles = {"Anna Beispiel": "Site lead", "Nobody Here": "X"}

    assert "Site lead" == with_roles(_reading(), roles).drafts[0].values["from"]
    assert ["Nobody Here"] == list(unknown_names(_reading(), roles))


def test_names_in_a_column_without_a_field_are_found() -> None:
    """A column that went into the notes holds people as well."""
    sheet = b"No,Time,Inject,Desk lead\n1,09:00,A pipe bursts in the cellar.,M. Muster\n"

    assert {"M. Muster": "Role 1"} == role_names(read_msel(sheet, "x.csv"))
