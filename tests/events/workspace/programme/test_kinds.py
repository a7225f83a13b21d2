"""A title often tells what kind of item it is."""

import pytest

from events.workspace.programme.kinds import kind_in


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Inloop", "break"),
        ("Inloop met koffie", "break"),
        ("Lunch", "break"),
        ("Einde programma", "break"),
        ("Werksessies aan tafels: verdiepen en verbinden", "tables"),
        ("Wereldcafé", "tables"),
        ("Plenaire introductie", "plenary"),
        ("Theehuis in de wijk", "plenary"),
        ("Eindelijk samen", "plenary"),
        ("Op de koffie bij de buren", "plenary"),
    ],
)
def test_the_kind_follows_from_the_title(title: str, kind: str) -> None:
    assert kind_in(title) == kind
