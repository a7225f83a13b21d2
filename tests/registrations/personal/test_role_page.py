"""The page on which one chooses another role, and changes one's own case."""

from typing import Any

import pytest
from django.core import mail
from django.test import Client

from events.models import Case, Event
from events.proposals import accept
from events.publishing import publish
from festival.editing import change
from registrations.changing import change_case
from registrations.changing.cancelling import cancel
from registrations.changing.correcting import correct
from registrations.models import Question, Registration, RegistrationRole
from registrations.sign_up.applying import Companion, OwnCase, Reply
from tests.factories import (
    NOW,
    START,
    made,
    make_event,
    make_role,
    make_theme,
    published_event,
    signed_up,
)
from tests.registrations.filling_in import text_of
from tests.registrations.personal.links import at, renewed

pytestmark = pytest.mark.django_db
GARDEN = OwnCase("Moestuin", "Wie helpt mee?", "Stichting Groen")


def an_event(**fields: Any) -> tuple[Event, RegistrationRole, RegistrationRole]:
    """An event with a role that brings a case and one that does not."""
    event = make_event(contact_email="vraag@example.org", **fields)
    bringing, plain = make_role(event, "inbrenger", with_case=True), make_role(event, "buur")
    make_theme(event)
    publish(event, now=NOW, by=None)
    event.refresh_from_db()
    return event, bringing, plain


def opened(client: Client, person: Registration) -> Any:
    return client.get(at("change_role", person))


def filled(page: Any, **typed: Any) -> dict[str, Any]:
    """What a browser sends when only this was changed."""
    form = page.context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in (values | typed).items() if value is not None}


def posted(client: Client, person: Registration, data: dict[str, Any]) -> Any:
    return client.post(at("change_role", person), data)


def sent(client: Client, person: Registration, **typed: Any) -> Any:
    return posted(client, person, filled(opened(client, person), **typed))


def roles_on(page: Any) -> list[str]:
    return [text.title for _key, text in page.context["form"].fields["role"].choices]


def test_it_is_filled_in_with_what_there_is(client: Client) -> None:
    event, bringing, _plain = an_event()
    person = signed_up(event, role=bringing, case=GARDEN)

    form = opened(client, person).context["form"]

    values = [form[name].value() for name in ("role", "case_title", "case_question")]
    assert values == [str(bringing.pk), "Moestuin", "Wie helpt mee?"]


def test_a_role_and_a_case_are_saved_and_told(client: Client) -> None:
    event, bringing, plain = an_event()
    person = signed_up(event, role=plain)
    theme = event.themes.get()

    answer = sent(
        client, person, role=str(bringing.pk), case_title="Moestuin", case_theme=str(theme.pk)
    )

    page = client.get(answer["Location"])
    assert answer["Location"] == at("personal", person)
    assert renewed(person).role == bringing
    assert Case.objects.values_list("title", "theme").get() == ("Moestuin", theme.pk)
    assert "Je wijziging is bewaard." in text_of(page)


def test_the_case_of_a_role_without_one_is_dropped(client: Client) -> None:
    event, bringing, plain = an_event()
    person = signed_up(event, role=bringing, case=GARDEN)

    sent(client, person, role=str(plain.pk), case_title="")

    assert (renewed(person).role, Case.objects.count()) == (plain, 0)


def test_sending_what_stood_there_changes_nothing(client: Client) -> None:
    event, bringing, _plain = an_event()
    person = signed_up(event, role=bringing, case=GARDEN)
    mail.outbox.clear()

    answer = sent(client, person)

    page = text_of(client.get(answer["Location"]))
    assert (mail.outbox, renewed(person).revision) == ([], 0)
    assert "Er is niets veranderd." in page


def test_what_is_missing_is_given_back_with_what_was_typed(client: Client) -> None:
    event, bringing, plain = an_event()
    person = signed_up(event, role=plain)

    answer = sent(client, person, role=str(bringing.pk), case_question="Wie doet mee?")

    assert answer.status_code == 422
    assert "Vul in hoe je casus heet." in text_of(answer)
    assert "Wie doet mee?" in text_of(answer)
    assert renewed(person).role == plain


def test_a_full_role_is_said_beside_it_and_in_the_summary(client: Client) -> None:
    event, _bringing, plain = an_event()
    full = make_role(event, "deskundige", quota=1)
    signed_up(event, role=full)
    person = signed_up(event, role=plain)

    page = opened(client, person)
    answer = posted(client, person, filled(page, role=str(full.pk)))

    assert answer.status_code == 422
    assert text_of(answer).count("In deze rol is geen plaats meer vrij.") == 2
    assert renewed(person).role == plain


def test_the_own_role_is_there_also_when_nobody_else_can_choose_it(client: Client) -> None:
    event, bringing, plain = an_event()
    make_role(event, "pers", by_invitation=True)
    own = make_role(event, "bestuur", by_invitation=True)
    person = signed_up(event, role=plain)
    correct(person, role=own, now=NOW, by=None)

    roles = roles_on(opened(client, person))
    answer = sent(client, person)

    assert roles == ["inbrenger", "buur", "bestuur"]
    assert (answer.status_code, renewed(person).role) == (302, own)
    assert bringing.pk


@pytest.mark.parametrize("fields", [{"by_invitation": True}, {"retired": True}])
def test_a_form_made_by_hand_gets_no_role_that_is_not_offered(
    client: Client, fields: dict[str, bool]
) -> None:
    event, _bringing, plain = an_event()
    closed = make_role(event, "pers", **fields)
    person = signed_up(event, role=plain)

    answer = sent(client, person, role=str(closed.pk))

    assert answer.status_code == 422
    assert "Kies een van deze rollen." in text_of(answer)
    assert renewed(person).role == plain


def test_a_required_question_of_the_new_role_is_asked_at_once(client: Client) -> None:
    event, bringing, plain = an_event()
    question = made(Question(event=event, text="Wat kun je?", required=True, purpose="Weten."))
    question.roles.set([plain])
    question.touch()
    person = signed_up(event, role=bringing, case=GARDEN)

    answer = sent(client, person, role=str(plain.pk))

    page = client.get(answer["Location"])
    assert answer["Location"] == at("change", person, code=person.code)
    assert "In deze rol vragen we nog iets" in text_of(page)
    assert "Wat kun je?" in text_of(page)


def test_whose_answers_went_with_the_role_is_told_on_the_page_and_in_the_mail(
    client: Client,
) -> None:
    event, bringing, plain = an_event()
    diet = made(Question(event=event, text="Wat eet je?", special=True, purpose="Koken."))
    tools = made(Question(event=event, text="Wat neem je mee?", purpose="Weten."))
    for question in (diet, tools):
        question.roles.set([plain])
        question.touch()
    publish(event, now=NOW, by=None)
    event.refresh_from_db()
    replies = [Reply(diet, "Vegan"), Reply(tools, "Schep")]
    person = signed_up(event, role=plain, replies=replies)
    mail.outbox.clear()

    answer = sent(client, person, role=str(bringing.pk), case_title="Tuin")
    page = text_of(client.get(answer["Location"]))

    gone = "De antwoorden op wat we alleen in je oude rol vroegen, zijn gewist:"
    assert f"{gone} “Wat eet je?” en “Wat neem je mee?”." in page
    assert f"{gone} “Wat neem je mee?”." in mail.outbox[0].body  # what is sensitive stays unsaid


def test_a_companion_with_a_question_is_asked_when_the_lead_has_none(client: Client) -> None:
    event, bringing, plain = an_event()
    about = {"text": "Wie ben je?", "required": True, "purpose": "Weten.", "whom": "others"}
    made(Question(event=event, **about)).roles.set([plain])
    event.refresh_from_db()
    person = signed_up(event, role=bringing, case=GARDEN, companions=[Companion("Ali", "", "K")])

    answer = sent(client, person, role=str(plain.pk))

    ali = person.companions.get()
    assert answer["Location"] == at("change", person, code=ali.code)


def test_a_case_that_was_taken_up_is_shown_with_whom_to_ask(client: Client) -> None:
    event, bringing, _plain = an_event()
    person = signed_up(event, role=bringing, case=GARDEN)
    accept(Case.objects.get(), now=NOW, by=None)

    page = opened(client, person)

    assert "case_title" not in page.context["form"].fields
    assert "De organisatoren hebben je casus overgenomen." in text_of(page)
    assert "vraag@example.org" in text_of(page)


def test_a_case_that_is_taken_up_while_it_is_changed_is_said(client: Client) -> None:
    event, bringing, _plain = an_event()
    person = signed_up(event, role=bringing, case=GARDEN)
    page = opened(client, person)
    accept(Case.objects.get(), now=NOW, by=None)

    changed = posted(client, person, filled(page, case_title="Buurttuin"))
    same = posted(client, person, filled(page))

    assert (changed.status_code, same.status_code) == (422, 302)
    assert "De organisatoren hebben je casus overgenomen." in text_of(changed)
    assert Case.objects.get().title == "Moestuin"


def test_a_role_without_a_case_is_refused_once_it_is_taken_up(client: Client) -> None:
    event, bringing, plain = an_event()
    person = signed_up(event, role=bringing, case=GARDEN)
    accept(Case.objects.get(), now=NOW, by=None)

    answer = sent(client, person, role=str(plain.pk))

    assert answer.status_code == 422
    assert "Vraag hun om een andere rol." in text_of(answer)
    assert renewed(person).role == bringing


def test_two_phones_do_not_overwrite_each_other(client: Client) -> None:
    event, bringing, _plain = an_event()
    person = signed_up(event, role=bringing, case=GARDEN)
    page = opened(client, person)
    change_case(person, case=OwnCase("Buurttuin", "Wie helpt mee?", "Stichting Groen"), now=NOW)

    other = posted(client, person, filled(page, case_question="Wie doet mee?"))
    both = posted(client, person, filled(page, case_title="Dorpstuin"))

    assert (other.status_code, both.status_code) == (302, 422)
    assert "Daar staat nu: “Buurttuin”." in text_of(both)
    assert Case.objects.values_list("title", "question").get() == ("Buurttuin", "Wie doet mee?")


def test_a_theme_that_is_no_longer_public_stays_chosen(client: Client) -> None:
    event, bringing, _plain = an_event()
    person = signed_up(event, role=bringing, case=GARDEN)
    theme = make_theme(event, "Nieuw")
    change(Case.objects.get(), now=NOW, by=None, theme=theme)

    sent(client, person, case_title="Buurttuin")

    assert Case.objects.values_list("title", "theme").get() == ("Buurttuin", theme.pk)


def test_after_the_deadline_a_sentence_says_so(client: Client, today: Any) -> None:
    event, bringing, plain = an_event()
    person = signed_up(event, role=plain)
    today.move_to(START)

    page = opened(client, person)
    answer = posted(client, person, {"role": str(bringing.pk), "case_title": "Moestuin"})
    overview = text_of(client.get(at("personal", person)))

    assert "Je kon je aanmelding veranderen tot" in text_of(page)
    assert (answer.status_code, renewed(person).role) == (409, plain)
    assert "Andere rol of casus" not in overview


def test_who_cancelled_reads_that_there_is_nothing_to_change(client: Client) -> None:
    event, bringing, plain = an_event()
    person = signed_up(event, role=plain)
    cancel(person, now=NOW, by=None)

    answer = posted(client, person, {"role": str(bringing.pk), "case_title": "Moestuin"})

    assert (answer.status_code, renewed(person).role) == (409, plain)
    assert "er valt niets meer te veranderen" in text_of(answer)


def test_the_personal_page_leads_there_where_there_is_something_to_choose(client: Client) -> None:
    event, bringing, _plain = an_event()
    bringer = signed_up(event, role=bringing, case=GARDEN)
    one = published_event()
    only, role_less = make_role(one, "buur"), signed_up(published_event())
    alone = signed_up(one, role=only)

    pages = [client.get(at("personal", who)).content.decode() for who in (bringer, alone)]

    assert [at("change_role", bringer) in pages[0], at("change_role", alone) in pages[1]] == [
        True,
        False,
    ]
    for person in (alone, role_less):
        assert opened(client, person)["Location"] == at("personal", person)


def test_opening_it_changes_nothing(client: Client) -> None:
    event, bringing, plain = an_event()
    person = signed_up(event, role=plain)

    client.get(at("change_role", person), {"role": bringing.pk, "case_title": "Moestuin"})

    assert (renewed(person).role, Case.objects.count()) == (plain, 0)
    assert client.put(at("change_role", person)).status_code == 405


def test_the_queries_do_not_grow_with_the_roles(
    client: Client, django_assert_num_queries: Any
) -> None:
    people = []
    for more in (1, 3):
        event, _bringing, plain = an_event()
        for number in range(more):
            make_role(event, f"rol {number}", quota=0)
        person = signed_up(event, role=plain, companions=[Companion("A", "", "B")] * (more - 1))
        opened(client, person)
        people.append(person)

    for person in people:
        with django_assert_num_queries(5):
            opened(client, person)


def test_a_role_that_is_full_is_closed_to_who_has_a_seat_and_not_to_who_waits(
    client: Client,
) -> None:
    event, _bringing, plain = an_event(capacity=2)
    full = make_role(event, "deskundige", quota=1)
    signed_up(event, role=full)
    seated, waits = signed_up(event, role=plain), signed_up(event, role=plain)

    texts = [
        opened(client, person).context["form"].fields["role"].choices[-1][1]
        for person in (seated, waits)
    ]

    assert [(text.details, text.closed) for text in texts] == [
        ("vol: wie al een plaats heeft, kan er niet bij in de rij", True),
        ("vol – je komt op de wachtlijst", False),
    ]
