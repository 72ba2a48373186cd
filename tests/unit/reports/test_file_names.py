"""Names of files that every system takes."""

from sems_sim.reports.file_names import file_name


def test_names_hold_letters_digits_and_hyphens_only() -> None:
    """Whatever people write, no part of it leads out of a folder or upsets a system."""
    assert "EEG_North-Hyde_Commandement_2026-01-12.docx" == file_name(
        ("EEG", "North Hyde", "Commandément", "2026-01-12"), ".docx"
    )
    assert "EEG_etc-passwd.docx" == file_name(("EEG", "../../etc/passwd", "", "…"), ".docx")
    assert 60 + len("_x.html") == len(file_name(("a" * 200, "x"), ".html"))
