"""Two records that mean the same become one, and nothing that referred to either is lost."""

from typing import Any

import pytest
from django.db import connection, models
from django.test import Client

from events.models import (
    Accord,
    Appearance,
    CaseMember,
    Event,
    OrganisationMember,
    Partnership,
    Quote,
)
from events.publishing import publish
from festival.models import AuditEntry
from partners.merging import NotTwo, codes_now, merge, slug_now, trail_of
from partners.models import Affiliation, Organisation, Person, Predecessor
from tests.factories import (
    NOW,
    made,
    make_case,
    make_event,
    make_organisation,
    make_person,
    make_session,
    make_user,
)

pytestmark = pytest.mark.django_db


def merged(kept: Any, gone: Any, **values: Any) -> Any:
    return merge(kept, gone, values=values, now=NOW, by=make_user())


def references_to(model: type[models.Model], pk: int) -> int:
    """How many rows of the whole database refer to a record."""
    relations: list[Any] = list(model._meta.get_fields(include_hidden=True))
    return sum(
        r.field.model._base_manager.filter(**{r.field.name: pk}).count()
        for r in relations
        if r.one_to_many
    )


def everywhere(event: Event, organisation: Organisation, person: Person) -> None:
    """Refer to them from every kind of place."""
    made(Partnership(event=event, organisation=organisation, role="partner", note="met soep"))
    made(Accord(event=event, title="Akkoord")).parties.add(organisation)
    made(OrganisationMember(organisation=organisation, user=make_user(), role="editor"))
    case = make_case(event, organisation=organisation)
    made(CaseMember(case=case, person=person, role="trekker"))
    made(Appearance(session=make_session(event), person=person))
    made(Quote(event=event, person=person, text="Samen."))
    Event.objects.filter(pk=event.pk).update(contact=person, sponsor_contact=person)


def test_all_that_referred_to_the_one_refers_to_the_other() -> None:
    event = make_event()
    kept, gone = make_organisation("LSA"), make_organisation("L.S.A.")
    person, double = make_person("Hans", "Nooren"), make_person("Hans", "Noren", organisation=gone)
    everywhere(event, gone, double)
    organisations, people = references_to(Organisation, gone.pk), references_to(Person, double.pk)

    merged(kept, gone)
    merged(person, double)

    assert (organisations, people) == (5, 5)
    assert references_to(Organisation, kept.pk) == 5 - 1 + 1  # the double, and the predecessor
    assert references_to(Person, person.pk) == 5 + 1
    assert (Organisation.objects.get(), Person.objects.get()) == (kept, person)
    event.refresh_from_db()
    assert (event.contact, event.sponsor_contact) == (person, person)


def test_where_both_were_named_one_stays_with_what_the_other_said() -> None:
    event = make_event()
    kept, gone = make_organisation("LSA"), make_organisation("L.S.A.")
    made(Partnership(event=event, organisation=kept, role="partner"))
    made(Partnership(event=event, organisation=gone, role="partner", note="met soep"))
    made(Partnership(event=event, organisation=gone, role="sponsor"))

    merged(kept, gone)

    rows = Partnership.objects.order_by("role").values_list("organisation", "role", "note")
    assert list(rows) == [(kept.pk, "partner", "met soep"), (kept.pk, "sponsor", "")]


def test_nobody_is_affiliated_with_themselves_afterwards() -> None:
    kept, gone = make_organisation("LSA"), make_organisation("L.S.A.")
    made(Affiliation(organisation=gone, kind="partner", other=kept))

    merged(kept, gone)

    assert Affiliation.objects.count() == 0


def test_chosen_values_stay() -> None:
    kept, gone = make_organisation("LSA"), make_organisation("LSA bewoners", town="Utrecht")

    merged(kept, gone, name="LSA bewoners", town="Utrecht")

    kept.refresh_from_db()
    assert (kept.name, kept.town) == ("LSA bewoners", "Utrecht")


def test_public_names_of_the_one_lead_to_the_other_also_after_a_second_merge() -> None:
    last, kept, gone = (make_organisation(name) for name in ("A", "B", "C"))
    person, double, triple = (make_person("Hans", name) for name in ("A", "B", "C"))
    slugs, codes = [kept.slug, gone.slug], [double.code, triple.code]

    merged(kept, gone)
    merged(last, kept)
    merged(double, triple)
    merged(person, double)

    assert [slug_now(slug) for slug in slugs] == [last.slug, last.slug]
    assert codes_now(codes) == dict.fromkeys(codes, person.code)
    assert (slug_now("nooit"), codes_now(["abc"])) == ("", {})


def test_a_published_page_of_the_one_stays_and_then_leads_on() -> None:
    event = make_event()
    kept, gone = make_organisation("LSA"), make_organisation("L.S.A.")
    person, double = make_person("Hans", "Nooren"), make_person("Hans", "Noren")
    made(Partnership(event=event, organisation=gone, role="partner"))
    made(Quote(event=event, person=double, text="Samen."))
    publish(event, now=NOW, by=None)
    pages = [
        f"/bijeenkomst/{event.slug}/organisatie/{gone.slug}/",
        f"/bijeenkomst/{event.slug}/persoon/{double.code}/",
    ]

    merged(kept, gone)
    merged(person, double)
    before = [Client().get(page).status_code for page in pages]
    publish(event, now=NOW, by=None)
    after = [Client().get(page) for page in pages]

    assert before == [200, 200]
    assert [(answer.status_code, answer["Location"]) for answer in after] == [
        (301, f"/bijeenkomst/{event.slug}/organisatie/{kept.slug}/"),
        (301, f"/bijeenkomst/{event.slug}/persoon/{person.code}/"),
    ]


def test_the_history_of_both_is_the_history_of_the_one_that_stays() -> None:
    kept, gone = make_organisation("LSA"), make_organisation("L.S.A.")

    merged(kept, gone)

    entries = trail_of(kept).order_by("id").values_list("action", "target_name")
    assert list(entries) == [
        ("add", "LSA"),
        ("add", "L.S.A."),
        ("merge", "L.S.A."),
        ("merge", "LSA"),
    ]


def test_merging_twice_or_with_itself_is_refused_and_changes_nothing() -> None:
    kept, gone = make_organisation("LSA"), make_organisation("L.S.A.")
    merged(kept, gone)
    entries = AuditEntry.objects.count()

    for other in (gone, kept):
        with pytest.raises(NotTwo) as refused:
            merged(kept, other)
        assert str(refused.value).startswith("Dit zijn geen twee")
    assert (AuditEntry.objects.count(), Predecessor.objects.count()) == (entries, 1)


def test_an_event_that_names_a_record_is_locked_before_the_record(
    django_assert_num_queries: Any,
) -> None:
    kept, gone = make_person("Fatma", "Berg"), make_person("F.", "Berg")
    event = make_event()
    Event.objects.filter(pk=event.pk).update(contact=gone)

    with django_assert_num_queries(1000, exact=False) as asked:
        merged(kept, gone)

    locks = [q["sql"] for q in asked.captured_queries if q["sql"].startswith("SELECT")]
    event_first, record_next = locks[:2]
    assert ('FROM "events_event"' in event_first, 'FROM "partners_person"' in record_next) == (
        True,
        True,
    )
    if connection.features.has_select_for_update:
        assert ("FOR UPDATE" in event_first, "FOR UPDATE" in record_next) == (True, True)
    event.refresh_from_db()
    assert event.contact == kept


def test_merging_while_an_event_begins_to_name_the_record_is_refused() -> None:
    kept, gone = make_person("Fatma", "Berg"), make_person("F.", "Berg")
    event = make_event()

    def name_it_meanwhile(execute: Any, sql: str, *rest: Any) -> Any:
        if 'FROM "partners_person"' in sql and not Event.objects.filter(contact=gone).exists():
            Event.objects.filter(pk=event.pk).update(contact=gone)
        return execute(sql, *rest)

    with connection.execute_wrapper(name_it_meanwhile), pytest.raises(NotTwo) as refused:
        merge(kept, gone, values={}, now=NOW, by=None)

    assert str(refused.value).startswith("Iemand heeft een van de twee net gebruikt.")
    assert Person.objects.filter(pk=gone.pk).exists()
