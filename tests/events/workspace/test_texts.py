"""Texts in Markdown: what they will look like, while typing and without JavaScript."""

from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.urls import reverse

from events.models import Theme
from festival.drafting import DraftForm, submitted
from festival.markdown import LONGEST
from festival.markdown_field import MarkdownField
from tests.factories import NOW, join_team, make_event, make_theme, make_user

pytestmark = pytest.mark.django_db


class ThemeForm(DraftForm):
    class Meta:
        model = Theme
        fields = ["title", "about"]
        field_classes = {"about": MarkdownField}


def previewed(theme: Theme, **typed: Any) -> tuple[Any, Any]:
    given = {
        name: ThemeForm(instance=theme)[name].value() for name in ThemeForm(instance=theme).fields
    }
    request = RequestFactory().post("/", given | typed | {"preview": "about"})
    request.user = make_user()
    return submitted(ThemeForm, request, theme, now=NOW)


def test_a_preview_shows_the_text_and_saves_nothing() -> None:
    theme = make_theme(make_event(), "Zorg")

    form, saved = previewed(theme, title="", about="**Samen** <script>")

    assert (saved, form.errors) == (None, {})
    assert "<p><strong>Samen</strong> &lt;script&gt;</p>" in str(form["about"])
    assert "**Samen** &lt;script&gt;</textarea>" in str(form["about"])
    assert (Theme.objects.get().title, Theme.objects.get().about) == ("Zorg", "")


def test_a_preview_does_not_use_up_the_warning_about_somebody_else() -> None:
    theme = make_theme(make_event(), "Zorg")
    mine = {name: ThemeForm(instance=theme)[name].value() for name in ("title", "about", "seen")}
    Theme.objects.update(title="Welzijn")
    request = RequestFactory().post("/", mine | {"title": "Gezondheid", "preview": "about"})
    request.user = make_user()

    form, _nothing = submitted(ThemeForm, request, theme, now=NOW)

    assert form["seen"].value() == mine["seen"]


def test_a_form_that_asks_for_no_preview_hides_its_place() -> None:
    field = str(ThemeForm()["about"])

    assert 'aria-label="Voorbeeld" hidden>' in field


def test_makers_get_a_text_as_it_will_look() -> None:
    client = Client()
    client.force_login(join_team(make_event(), "editor"))

    answer = client.post(reverse("workspace:text_preview"), {"text": "- een\n- <b>twee</b>"})

    assert answer.status_code == 200
    shown = "<ul>\n<li>een</li>\n<li>&lt;b&gt;twee&lt;/b&gt;</li>\n</ul>\n"
    assert answer.content.decode() == shown


def test_others_do_not_and_looking_is_a_post() -> None:
    reader, maker = Client(), Client()
    reader.force_login(join_team(make_event(), "reader"))
    maker.force_login(join_team(make_event(), "owner"))
    address = reverse("workspace:text_preview")

    assert reader.post(address).status_code == 403
    assert maker.get(address).status_code == 405
    assert Client().post(address).status_code == 302


def test_a_text_that_is_too_long_is_refused_and_kept_in_the_form() -> None:
    text = "[" * (LONGEST + 1)

    form = ThemeForm({"title": "Zorg", "about": text})

    sentence = "Gebruik hoogstens 20000 tekens; nu zijn het er 20001."
    assert form.errors["about"] == [sentence]
    assert (form["about"].value(), "maxlength" in str(form["about"])) == (text, False)


def test_the_preview_of_a_text_that_is_too_long_is_a_sentence() -> None:
    client = Client()
    client.force_login(join_team(make_event(), "editor"))
    text = "[" * (LONGEST + 1)

    answer = client.post(reverse("workspace:text_preview"), {"text": text})
    form, _nothing = previewed(make_theme(make_event(), "Zorg"), about=text)

    told = "<p>Gebruik hoogstens 20000 tekens; nu zijn het er 20001.</p>"
    assert answer.content.decode() == told
    assert told in str(form["about"])
