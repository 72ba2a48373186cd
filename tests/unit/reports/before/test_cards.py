"""Cards to be handed over."""

from sems_sim.reports.before import inject_cards, recipients
from sems_sim.reports.paper import Heading, Table, shown
from tests.unit.reports.rehearsed_drill import told


def _parts() -> tuple[list[Table], list[Table]]:
    """The cards, and what is control's."""
    blocks = inject_cards(told()[2]).blocks
    border = next(
        n for n, one in enumerate(blocks) if isinstance(one, Heading) and "not for players" in one.text
    )
    tables = [(n, one) for n, one in enumerate(blocks) if isinstance(one, Table)]
    return [one for n, one in tables if n < border], [one for n, one in tables if n > border]


def _text(table: Table) -> str:
    return "\n".join((*table.head, *(shown(cell) for row in table.rows for cell in row)))


def test_there_is_one_card_for_each_inject_and_recipient() -> None:
    """Each is whole on one page, says EXERCISE, its number, and who it is for."""
    cards, _ = _parts()
    wanted = sum(len(events) for _, events in recipients(told()[2]))

    assert wanted == len(cards) == 6
    assert all(card.keep and card.head[0].startswith("EXERCISE EXERCISE EXERCISE") for card in cards)


def test_a_card_tells_its_recipient_nothing_that_is_controls() -> None:
    """No expected action, no condition, no note, no truth value, no objective."""
    text = "\n".join(map(_text, _parts()[0]))
    secrets = (
        "Denies it",
        "severity(",
        "chosen(",
        "trace it",
        "not true",
        "Asks for METHANE",
        "O1",
        "response >=",
    )

    assert [] == [words for words in secrets if words in text]
    assert "They say the water is poisoned." in text


def test_controls_part_has_every_inject() -> None:
    """With when, to whom, by whom, and what is expected."""
    text = "\n".join(map(_text, _parts()[1]))

    assert [] == [event.id for event in told()[2].events if event.id not in text]
    assert "Denies it within ten minutes" in text


def test_those_who_play_come_first_and_what_is_for_all_is_nobodys() -> None:
    """Cards are sorted by who gets them."""
    assert ["Crisis team", "Duty manager", "Everybody in the room"] == [
        name for name, _ in recipients(told()[2])
    ]
