"""Naming a person or an organisation in a form: known, new, or asked back."""

from typing import Any

import pytest
from django.test import RequestFactory

from events.models import CaseMember, Event, Partnership
from events.workspace.content.forms import CaseMemberForm, PartnershipForm
from festival.drafting import submitted
from partners.models import Organisation, Person
from tests.factories import (
    NOW,
    made,
    make_case,
    make_event,
    make_organisation,
    make_person,
    make_user,
)

pytestmark = pytest.mark.django_db


def sent(event: Event, partnership: Partnership | None = None, **typed: Any) -> tuple[Any, Any]:
    partnership = partnership or Partnership(event=event)
    form = PartnershipForm(instance=partnership, of=event)
    values = {name: form[name].value() or "" for name in form.fields}
    request = RequestFactory().post("/", values | {"role": "partner"} | typed)
    request.user = make_user()
    return submitted(PartnershipForm, request, partnership, now=NOW, of=event)


def names() -> list[str]:
    return list(Organisation.objects.values_list("name", flat=True))


def test_a_known_name_means_the_one_that_is_known() -> None:
    lsa = make_organisation("LSA bewoners")

    _form, saved = sent(make_event(), organisation="lsa  Bewoners")

    assert (saved.organisation, names()) == (lsa, ["LSA bewoners"])


def test_a_new_name_makes_a_new_one_when_the_form_is_saved() -> None:
    event = make_event()

    _form, refused = sent(event, organisation="Buurthuis De Zon", role="nonsense")
    before = names()
    _form, saved = sent(event, organisation="Buurthuis De Zon")

    assert (refused, before) == (None, [])
    assert (saved.organisation.name, saved.organisation.slug) == (
        "Buurthuis De Zon",
        "buurthuis-de-zon",
    )


def test_a_name_that_comes_near_is_asked_back() -> None:
    event, known = make_event(), make_organisation("Pakhuis de Zwijger")

    form, asked = sent(event, organisation="Pakhuis de Zwiger")
    field = form["organisation_meant"]
    _form, same = sent(event, organisation="Pakhuis de Zwiger", organisation_meant=known.code)

    assert (asked, list(form.errors)) == (None, ["organisation_meant"])
    assert [str(option.choice_label) for option in field] == [
        "Pakhuis de Zwijger",
        "een nieuwe: Pakhuis de Zwiger",
    ]
    assert same.organisation == known


def test_who_says_it_is_another_one_gets_another_one() -> None:
    make_organisation("Pakhuis de Zwijger")

    _form, saved = sent(make_event(), organisation="Pakhuis de Zwiger", organisation_meant="new")

    assert saved.organisation.name == "Pakhuis de Zwiger"
    assert len(names()) == 2


def test_a_form_opened_and_saved_keeps_who_was_named() -> None:
    event = make_event()
    twin, other = make_organisation("De Zon"), make_organisation("De Zon")
    partnership = made(Partnership(event=event, organisation=other, role="partner"))

    _form, saved = sent(event, partnership, note="nieuw")

    assert (saved.organisation, saved.note) == (other, "nieuw")
    assert twin != other


def test_an_empty_name_is_told_where_one_is_needed() -> None:
    form, saved = sent(make_event(), organisation=" ")

    assert (saved, list(form.errors)) == (None, ["organisation"])


def test_two_who_name_another_one_both_see_both() -> None:
    event = make_event()
    for name in ("Aedes", "LSA", "Pakhuis"):
        make_organisation(name)
    partnership = made(
        Partnership(event=event, organisation=Organisation.objects.get(name="LSA"), role="partner")
    )
    seen = PartnershipForm(instance=partnership, of=event)["seen"].value()
    sent(event, partnership, organisation="Aedes")

    form, saved = sent(event, partnership, organisation="Pakhuis", seen=seen)

    assert saved is None
    assert "“Aedes”" in form.errors["organisation"][0]
    assert form["organisation"].value() == "Pakhuis"


def test_a_new_person_comes_with_an_organisation_in_brackets() -> None:
    event = make_event()
    case = make_case(event, "Moestuin")
    make_person("Hans", "Nooren")
    request = RequestFactory().post(
        "/", {"case": case.pk, "person": "Fatma van der Berg (De Zon)", "role": ""}
    )
    request.user = make_user()

    _form, member = submitted(CaseMemberForm, request, CaseMember(), now=NOW, of=event)

    person = Person.objects.get(family_name="Berg")
    assert (person.infix, person.organisation) == ("van der", Organisation.objects.get())
    assert (member.person, person.organisation.name) == (person, "De Zon")  # type: ignore[union-attr]
