"""What a form is made of."""

from sems_tui.forms import Choice, Pick, Words, filled
from sems_tui.forms.field import chosen, text_of


def test_untouched_fields_mean_their_first_value() -> None:
    """A form that is accepted at once means what stands in it, also in fields that depend on others."""

    def fields(values: object) -> tuple[Pick | Words, ...]:
        picked = text_of(values, "kind") or "a"  # type: ignore[arg-type]  # any mapping will do
        return (
            Pick("kind", "Kind", (Choice("a", "A"), Choice("b", "B"))),
            Words(f"of_{picked}", "Of", picked),
        )

    assert {"kind": "a", "of_a": "a"} == filled(fields, {})
    assert {"kind": "b", "of_b": "b"} == filled(fields, {"kind": "b"})


def test_values_are_read_without_asking_whether_the_field_is_there() -> None:
    """A field that is folded away or does not fit is empty."""
    assert "" == text_of({}, "who")
    assert "Gold" == text_of({"who": " Gold "}, "who")
    assert ("a", "b") == chosen({"to": ("a", "b")}, "to")
    assert () == chosen({}, "to")
