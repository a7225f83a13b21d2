"""Two people with the same form open: nothing that either of them typed is lost."""

from typing import Any

import pytest
from django import forms
from django.db.models.fields import BLANK_CHOICE_DASH
from django.test import RequestFactory

from events.models import Room, Theme
from festival.drafting import DraftForm, submitted
from tests.factories import NOW, make_event, make_theme, make_user

pytestmark = pytest.mark.django_db


class ThemeForm(DraftForm):
    class Meta:
        model = Theme
        fields = ["title", "about"]


def opened(theme: Theme) -> dict[str, Any]:
    """What a browser would send back, unchanged."""
    return shown(ThemeForm(instance=Theme.objects.get(pk=theme.pk)))


def shown(form: Any) -> dict[str, Any]:
    return {name: form[name].value() or "" for name in form.fields}


def sent(theme: Theme, typed: dict[str, Any]) -> tuple[Any, Any]:
    request = RequestFactory().post("/", typed)
    request.user = make_user()
    return submitted(ThemeForm, request, theme, now=NOW)


def test_changes_to_different_fields_are_both_kept() -> None:
    theme = make_theme(make_event(), "Zorg", about="Kort.")
    mine, theirs = opened(theme), opened(theme)

    sent(theme, theirs | {"title": "Zorg en welzijn"})
    _form, saved = sent(theme, mine | {"about": "Uitgebreid."})

    assert (saved.title, saved.about) == ("Zorg en welzijn", "Uitgebreid.")


def test_the_same_field_is_refused_with_both_versions() -> None:
    theme = make_theme(make_event(), "Zorg")
    mine, theirs = opened(theme), opened(theme)

    sent(theme, theirs | {"title": "Welzijn"})
    form, saved = sent(theme, mine | {"title": "Gezondheid"})

    assert saved is None
    assert "“Welzijn”" in form.errors["title"][0]
    assert form["title"].value() == "Gezondheid"
    theme.refresh_from_db()
    assert theme.title == "Welzijn"


def test_sending_it_once_more_is_a_decision() -> None:
    theme = make_theme(make_event(), "Zorg")
    mine, theirs = opened(theme), opened(theme)
    sent(theme, theirs | {"title": "Welzijn"})
    form, _saved = sent(theme, mine | {"title": "Gezondheid"})

    again = {name: form[name].value() or "" for name in form.fields}
    _form, saved = sent(theme, again)

    assert saved.title == "Gezondheid"


def test_the_same_change_by_two_is_no_conflict() -> None:
    theme = make_theme(make_event(), "Zorg")
    mine, theirs = opened(theme), opened(theme)

    sent(theme, theirs | {"title": "Welzijn"})
    _form, saved = sent(theme, mine | {"title": "Welzijn"})

    assert saved.title == "Welzijn"


def test_without_its_stamp_a_form_overwrites_nothing_unseen() -> None:
    theme = make_theme(make_event(), "Zorg")

    form, saved = sent(theme, {"title": "Welzijn", "about": "", "seen": "nonsense"})

    assert saved is None
    assert list(form.errors) == ["title"]


def test_after_a_clash_what_only_the_other_changed_is_shown_and_kept() -> None:
    theme = make_theme(make_event(), "Zorg", about="Oud.")
    mine, theirs = opened(theme), opened(theme)
    sent(theme, theirs | {"title": "Welzijn", "about": "Nieuw en lang."})

    form, refused = sent(theme, mine | {"title": "Gezondheid"})
    _form, saved = sent(theme, shown(form))

    assert (refused, list(form.errors)) == (None, ["title"])
    assert shown(form) | {"seen": ""} == {
        "title": "Gezondheid",
        "about": "Nieuw en lang.",
        "seen": "",
    }
    assert (saved.title, saved.about) == ("Gezondheid", "Nieuw en lang.")


def test_after_a_clash_i_can_still_put_back_what_the_other_changed() -> None:
    theme = make_theme(make_event(), "Zorg", about="Oud.")
    mine, theirs = opened(theme), opened(theme)
    sent(theme, theirs | {"title": "Welzijn", "about": "Nieuw."})
    form, _refused = sent(theme, mine | {"title": "Gezondheid"})

    _form, saved = sent(theme, shown(form) | {"about": "Oud."})

    assert saved.about == "Oud."


def test_a_third_person_who_changes_something_after_a_clash_loses_nothing() -> None:
    theme = make_theme(make_event(), "Zorg", about="Oud.")
    mine, theirs = opened(theme), opened(theme)
    sent(theme, theirs | {"title": "Welzijn", "about": "Nieuw."})
    form, _refused = sent(theme, mine | {"title": "Gezondheid"})

    sent(theme, opened(theme) | {"about": "Nog nieuwer."})
    _form, saved = sent(theme, shown(form))

    assert (saved.title, saved.about) == ("Gezondheid", "Nog nieuwer.")


def test_a_field_that_was_wrong_when_another_clashed_overwrites_nothing_unseen() -> None:
    theme = make_theme(make_event(), "Zorg", about="Oud.")
    mine, theirs = opened(theme), opened(theme)
    sent(theme, theirs | {"title": "Welzijn", "about": "Van haar."})
    form, _refused = sent(theme, mine | {"title": "", "about": "Van mij."})

    form, saved = sent(theme, shown(form) | {"title": "Gezondheid"})

    assert (saved, list(form.errors)) == (None, ["title"])
    assert "“Welzijn”" in form.errors["title"][0]


def test_the_empty_choice_is_one_dash() -> None:
    class PlaceForm(DraftForm):
        class Meta:
            model = Room
            fields = ["venue"]

        size = forms.ChoiceField(choices=[*BLANK_CHOICE_DASH, ("l", "groot")])

    form = PlaceForm()

    assert form.fields["venue"].empty_label == "–"
    assert form.fields["size"].choices == [("", "–"), ("l", "groot")]
    assert "---" not in form.as_p()
