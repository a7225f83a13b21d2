"""Files that came with an answer: another one, none any more, and whatever goes wrong."""

import re
from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from events.locking import lock_event
from festival.models import AuditEntry
from festival.private_files import private_storage
from registrations.models import Answer, LimitedOption, Question, Registration
from registrations.personal.sent_files import TRIES
from registrations.questions.uploads import UNCLAIMED, erase_unclaimed, keep
from registrations.sign_up.applying import Companion, Reply
from tests.factories import NOW, join_team, made, published_event, signed_up
from tests.registrations.filling_in import text_of
from tests.registrations.personal.links import at, renewed

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\nx\n%%EOF\n"
OTHER = b"%PDF-1.7\nanother\n%%EOF\n"
HELD = "We hebben plan.pdf"


def upload(name: str = "nieuw.pdf", content: bytes = OTHER) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def asking(event: Any, **fields: Any) -> Question:
    about = {"text": "Welk plan?", "kind": "file", "purpose": "Lezen."} | fields
    question: Question = made(Question(event=event, **about))
    return question


def with_a_file(*, files: int = 1, **fields: Any) -> Registration:
    """Who sent a file with one question, or with several."""
    event = published_event(asks_diet=True)
    replies = []
    for _number in range(files):
        question = asking(event, **fields)
        kept = keep(upload("plan.pdf", PDF))
        replies.append(Reply(question, kept.name, kept))
    return signed_up(event, replies=replies)


def key(person: Registration) -> str:
    return f"question-{person.event.questions.get(kind='file').pk}"


def stored() -> list[Path]:
    return [path for path in Path(private_storage.location).rglob("*") if path.is_file()]


def sent(client: Client, person: Registration, page: Any = None, **typed: Any) -> Any:
    """What comes of the form with only this changed, as it is now or as a page shows it."""
    address = at("change", person, code=person.code)
    form = (page or client.get(address)).context["form"]
    values = {
        name: value
        for name in form.fields
        if not name.startswith("question-") and (value := form[name].value()) is not None
    }
    return client.post(address, values | typed)


def carried(page: Any) -> dict[str, str]:
    """What the form that was given back brings along for its file."""
    found = re.search(r'name="(question-\d+-kept)" value="([^"]+)"', page.content.decode())
    assert found
    return {found[1]: found[2]}


def told(page: Any) -> list[str]:
    return [sentence for _where, sentence in page.context["form"].problems()]


# looking


def test_the_form_shows_the_file_its_size_and_where_to_get_it(client: Client) -> None:
    person = with_a_file()

    page = client.get(at("change", person, code=person.code))

    address = at("own_file", person, pk=person.answers.get().pk)
    content = page.content.decode()
    assert f'<a href="{address}" download>plan.pdf</a> (17\u00a0bytes)' in content
    assert f'<label for="id_{key(person)}_removed">“plan.pdf” weghalen</label>' in content
    assert 'enctype="multipart/form-data"' in content
    assert client.get(address).content == PDF


def test_a_required_file_cannot_be_removed(client: Client) -> None:
    person = with_a_file(required=True)
    page = client.get(at("change", person, code=person.code))

    answer = sent(client, person, **{f"{key(person)}-removed": "on"})

    assert "weghalen" not in page.content.decode()
    assert (answer.status_code, person.answers.get().file.read()) == (302, PDF)


def test_a_file_that_is_lost_is_told_without_a_link(client: Client) -> None:
    person = with_a_file()
    private_storage.delete(person.answers.get().file.name)

    page = client.get(at("change", person, code=person.code))

    assert HELD in text_of(page)
    assert at("own_file", person, pk=person.answers.get().pk) not in page.content.decode()


def test_a_companions_file_is_got_with_the_link_of_who_signed_them_up(client: Client) -> None:
    event = published_event()
    kept = keep(upload("plan.pdf", PDF))
    ali = Companion("Ali", "", "Kaya", replies=(Reply(asking(event), kept.name, kept),))
    lead = signed_up(event, companions=[ali])

    page = client.get(at("change", lead, code=lead.companions.get().code))

    address = at("own_file", lead, pk=Answer.objects.get().pk)
    assert f'<a href="{address}" download>plan.pdf</a>' in page.content.decode()


@pytest.mark.parametrize("files", [1, 3])
def test_more_files_cost_no_more_queries(
    client: Client, files: int, django_assert_num_queries: Any
) -> None:
    person = with_a_file(files=files)
    client.get(at("change", person, code=person.code))

    with django_assert_num_queries(4):
        client.get(at("change", person, code=person.code))


# another file


def test_another_file_takes_the_place_of_the_first(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    person = with_a_file()
    old = person.answers.get()

    with django_capture_on_commit_callbacks(execute=True):
        answer = sent(client, person, **{key(person): upload()})

    new = person.answers.get()
    assert (answer.status_code, new.value, new.file.read()) == (302, "nieuw.pdf", OTHER)
    assert [path.name for path in stored()] == [Path(new.file.name).name]
    assert client.get(at("own_file", person, pk=old.pk)).status_code == 404
    assert client.get(at("own_file", person, pk=new.pk)).content == OTHER


def test_the_team_sees_the_new_file_and_no_longer_the_old_one(client: Client) -> None:
    person = with_a_file()
    page = f"/beheer/{person.event.slug}/deelnemers/{person.code}/"
    old = person.answers.get()
    sent(client, person, **{key(person): upload()})
    client.force_login(join_team(person.event))

    content = client.get(page).content.decode()

    new = f"{page}bestand/{person.answers.get().pk}/"
    assert new in content
    assert client.get(f"{page}bestand/{old.pk}/").status_code == 404
    assert b"".join(client.get(new).streaming_content) == OTHER  # type: ignore[attr-defined]


def test_the_trail_tells_of_it_without_the_name_of_the_file(client: Client) -> None:
    person = with_a_file()
    question = person.event.questions.get()

    sent(client, person, **{key(person): upload("ziekte van Fatma.pdf")})

    entry = AuditEntry.objects.get(action="change own")
    assert entry.changes == {"fields": [f"answer {question.pk}"]}
    assert "Fatma" not in str(list(AuditEntry.objects.values()))


def test_what_did_not_change_keeps_the_words_of_the_question(client: Client) -> None:
    person = with_a_file()
    question = person.event.questions.get()
    question.text = "Welk stuk?"
    question.save()
    question.touch()

    sent(client, person, diet_needs="Vegan")
    before = person.answers.get().asked
    sent(client, person, **{key(person): upload()})

    assert (before, person.answers.get().asked) == ("Welk plan?", "Welk stuk?")


def test_a_file_that_was_not_sent_before_is_added(client: Client) -> None:
    event = published_event()
    asking(event)
    person = signed_up(event)

    sent(client, person, **{key(person): upload()})

    assert person.answers.get().file.read() == OTHER


@pytest.mark.parametrize("kind", ["document", "picture"])
def test_the_same_file_once_more_changes_nothing(client: Client, kind: str) -> None:
    person = with_a_file()
    picture = BytesIO()
    Image.new("RGB", (40, 30), "red").save(picture, "JPEG")
    name, content = ("a.jpg", picture.getvalue()) if kind == "picture" else ("a.pdf", OTHER)
    page = client.get(at("change", person, code=person.code))
    sent(client, person, page, **{key(person): upload(name, content)})
    first = (person.answers.get().pk, renewed(person).revision)

    answer = sent(client, person, page, **{key(person): upload(name, content)})

    assert (answer.status_code, person.answers.get().pk) == (302, first[0])
    assert renewed(person).revision == first[1] == 1


def test_places_of_options_stay_as_they_are(client: Client) -> None:
    event = published_event()
    about = {"kind": "one", "options": "bus\nboot", "purpose": "Boeken."}
    bus = made(Question(event=event, text="Hoe?", **about))
    made(LimitedOption(question=bus, text="bus", capacity=1))
    kept = keep(upload("plan.pdf", PDF))
    replies = [Reply(bus, "bus"), Reply(asking(event), kept.name, kept)]
    person = signed_up(event, replies=replies)

    sent(client, person, **{f"question-{bus.pk}": "bus", key(person): upload()})

    assert LimitedOption.objects.get().seats_taken == 1
    assert [answer.value for answer in person.answers.all()] == ["bus", "nieuw.pdf"]


def test_nobody_waits_while_a_file_is_checked(client: Client, monkeypatch: Any) -> None:
    person = with_a_file()
    files: list[int] = []

    def locking(pk: int) -> Any:
        files.append(len(stored()))
        return lock_event(pk)

    monkeypatch.setattr("registrations.personal.changing_views.lock_event", locking)

    sent(client, person, **{key(person): upload()})

    assert files == [2]


# no file any more


def test_a_file_is_removed_with_its_answer(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    person = with_a_file()

    with django_capture_on_commit_callbacks(execute=True):
        answer = sent(client, person, **{f"{key(person)}-removed": "on"})

    assert (answer.status_code, person.answers.count(), stored()) == (302, 0, [])


def test_removing_twice_does_no_harm(client: Client) -> None:
    person = with_a_file()
    page = client.get(at("change", person, code=person.code))
    both = [sent(client, person, page, **{f"{key(person)}-removed": "on"}) for _time in "ab"]

    assert [answer.status_code for answer in both] == [302, 302]
    assert (person.answers.count(), renewed(person).revision) == (0, 1)


def test_a_new_file_wins_from_removing_the_old_one(client: Client) -> None:
    person = with_a_file()

    sent(client, person, **{f"{key(person)}-removed": "on", key(person): upload()})

    assert person.answers.get().value == "nieuw.pdf"


def test_what_was_ticked_stays_ticked_when_something_else_is_wrong(client: Client) -> None:
    person = with_a_file()

    page = sent(client, person, given_name="", **{f"{key(person)}-removed": "on"})

    name = f"{key(person)}-removed"
    assert f'name="{name}" id="id_{name.replace("-removed", "_removed")}" checked' in (
        page.content.decode()
    )
    assert (page.status_code, person.answers.count()) == (422, 1)


# a form that is given back


def test_a_new_file_need_not_be_chosen_again(client: Client) -> None:
    person = with_a_file()
    page = sent(client, person, given_name="", **{key(person): upload()})
    meanwhile = person.answers.get().value

    sent(client, person, page, given_name="Fatma", **carried(page))

    assert (page.status_code, meanwhile, person.answers.get().value) == (
        422,
        "plan.pdf",
        "nieuw.pdf",
    )
    assert "We hebben nieuw.pdf . Het komt in de plaats van “plan.pdf”" in text_of(page)


def test_the_old_file_can_be_kept_after_all(client: Client) -> None:
    person = with_a_file()
    page = sent(client, person, given_name="", **{key(person): upload()})

    gone = {f"{key(person)}-gone": "on"}
    sent(client, person, page, given_name="Fatma", **carried(page), **gone)

    assert person.answers.get().value == "plan.pdf"


def test_a_token_that_is_too_old_does_not_lose_the_file(client: Client) -> None:
    person = with_a_file()
    page = sent(client, person, given_name="", **{key(person): upload()})

    with time_machine.travel(NOW + timedelta(hours=21), tick=False):
        late = sent(client, person, page, given_name="Fatma", **carried(page))
        after = sent(client, person, late, diet_needs="Vegan")

    assert (late.status_code, told(late)) == (
        422,
        ["Het bestand dat je koos, is er niet meer: kies het opnieuw."],
    )
    assert HELD in text_of(late)
    assert (after.status_code, person.answers.get().file.read()) == (302, PDF)


def of_another_person(person: Registration, client: Client) -> dict[str, str]:
    other = signed_up(person.event, given_name="Bo")
    return carried(sent(client, other, given_name="", **{key(person): upload()}))


def of_another_question(person: Registration, client: Client) -> dict[str, str]:
    other = signed_up(published_event())
    asking(other.event)
    page = sent(client, other, given_name="", **{key(other): upload()})
    return {f"{key(person)}-kept": next(iter(carried(page).values()))}


def of_the_sign_up_form(person: Registration, _client: Client) -> dict[str, str]:
    question = person.event.questions.get()
    return {f"{key(person)}-kept": keep(upload(), f"{question.pk}.").token}


def made_up(person: Registration, _client: Client) -> dict[str, str]:
    return {f"{key(person)}-kept": "verzonnen"}


@pytest.mark.parametrize(
    "token", [of_another_person, of_another_question, of_the_sign_up_form, made_up]
)
def test_the_token_of_another_form_is_worth_nothing(
    client: Client, token: Callable[[Registration, Client], dict[str, str]]
) -> None:
    person = with_a_file()

    page = sent(client, person, **token(person, client))

    assert (page.status_code, person.answers.get().value) == (422, "plan.pdf")


# what somebody may send by mistake, or worse


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("leeg.pdf", b""),
        ("leeg.png", b""),
        ("virus.exe", b"MZ"),
        ("plan.pdf", b"<script>alert(1)</script>"),
        ("foto.png", PDF),
        ("groot.txt", b"a" * (10 * 1024 * 1024 + 1)),
    ],
    ids=["empty", "empty picture", "kind", "no document", "no picture", "large"],
)
def test_a_file_that_cannot_be_kept_is_refused_and_the_first_one_stays(
    client: Client, name: str, content: bytes
) -> None:
    person = with_a_file()

    page = sent(client, person, **{key(person): upload(name, content)})

    assert (page.status_code, len(told(page)), len(stored())) == (422, 1, 1)
    assert person.answers.get().file.read() == PDF
    assert HELD in text_of(page)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/plan b.pdf", "plan b.pdf"),
        ("C:\\Users\\Fatma\\plan b.pdf", "plan b.pdf"),
        ("plan\r\nX-Evil: 1.pdf", "plan X-Evil: 1.pdf"),
        ("plan\u202efdp.pdf", "planfdp.pdf"),
    ],
)
def test_a_name_is_only_a_name(client: Client, name: str, shown: str) -> None:
    event = published_event()
    file = upload("x.pdf")
    file._name = name  # type: ignore[attr-defined]  # as no browser of ours would send it
    kept = keep(file)
    person = signed_up(event, replies=[Reply(asking(event), kept.name, kept)])

    got = client.get(at("own_file", person, pk=person.answers.get().pk))

    assert (kept.name, got.content, "X-Evil" in got.headers) == (shown, OTHER, False)
    assert got.headers["Content-Disposition"] == f'attachment; filename="{shown}"'
    assert re.fullmatch(r"answers/[0-9a-f]{32}\.pdf", kept.path)


def test_a_flood_of_files_is_stopped(client: Client) -> None:
    person = with_a_file()
    page = client.get(at("change", person, code=person.code))
    for _time in range(TRIES):
        sent(client, person, page, given_name="", **{key(person): upload()})

    refused = sent(client, person, page, **{key(person): upload()})

    assert (refused.status_code, len(stored())) == (429, TRIES + 1)
    assert told(refused) == [
        "Je hebt heel veel bestanden verstuurd. Wacht een uur en verstuur het formulier opnieuw."
    ]
    assert person.answers.get().value == "plan.pdf"


def test_nothing_is_stored_after_the_deadline(client: Client) -> None:
    person = with_a_file()
    page = client.get(at("change", person, code=person.code))
    person.event.changes_until = NOW
    person.event.save(update_fields=["changes_until"])

    refused = sent(client, person, page, **{key(person): upload()})

    assert (refused.status_code, len(stored())) == (409, 1)


# halfway


def test_nothing_is_lost_when_it_goes_wrong_before_all_is_saved(
    client: Client, monkeypatch: Any, django_capture_on_commit_callbacks: Any
) -> None:
    person = with_a_file()
    client.raise_request_exception = False

    def fail(*_args: Any, **_rest: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr("registrations.changing.verbs.note_change", fail)
    with django_capture_on_commit_callbacks(execute=True):
        answer = sent(client, person, **{key(person): upload()})

    assert (answer.status_code, person.answers.get().file.read()) == (500, PDF)


def test_an_old_file_that_was_left_behind_is_erased_by_the_worker(client: Client) -> None:
    person = with_a_file()
    sent(client, person, **{key(person): upload()})  # and nothing of what comes after the commit
    left = len(stored())

    now = time_machine.escape_hatch.datetime.datetime.now(tz=NOW.tzinfo)  # the clock of the disk
    erased = erase_unclaimed(now + UNCLAIMED)

    assert (left, erased, person.answers.get().file.read()) == (2, 1, OTHER)


# two phones


def test_two_files_at_once_are_both_told_and_mine_is_kept(client: Client) -> None:
    person = with_a_file()
    page = client.get(at("change", person, code=person.code))
    sent(client, person, page, **{key(person): upload("hunne.pdf", PDF + b"%")})

    both = sent(client, person, page, **{key(person): upload("mijne.pdf")})
    between = person.answers.get().value
    again = sent(client, person, both, **carried(both))

    assert (both.status_code, between) == (422, "hunne.pdf")
    assert "Daar staat nu: “hunne.pdf”" in told(both)[0]
    assert (again.status_code, person.answers.get().value) == (302, "mijne.pdf")


def test_another_file_on_the_other_phone_is_not_overwritten(client: Client) -> None:
    person = with_a_file()
    page = client.get(at("change", person, code=person.code))
    sent(client, person, page, **{key(person): upload()})

    answer = sent(client, person, page, diet_needs="Vegan")

    assert (answer.status_code, renewed(person).diet_needs) == (302, "Vegan")
    assert person.answers.get().value == "nieuw.pdf"


def test_a_file_that_was_removed_on_the_other_phone_stays_away(client: Client) -> None:
    person = with_a_file()
    page = client.get(at("change", person, code=person.code))
    sent(client, person, page, **{f"{key(person)}-removed": "on"})

    sent(client, person, page, diet_needs="Vegan")

    assert person.answers.count() == 0


def test_removing_asks_first_when_there_is_another_file_meanwhile(client: Client) -> None:
    person = with_a_file()
    page = client.get(at("change", person, code=person.code))
    sent(client, person, page, **{key(person): upload()})

    both = sent(client, person, page, **{f"{key(person)}-removed": "on"})
    again = sent(client, person, both, **{f"{key(person)}-removed": "on"})

    assert [both.status_code, again.status_code] == [422, 302]
    assert person.answers.count() == 0


# with who comes along


def test_who_is_added_sends_a_file_that_is_kept_with_the_form(client: Client) -> None:
    event = published_event()
    name = f"p1-question-{asking(event, required=True).pk}"
    lead = signed_up(event)
    ali = {"p1-given_name": "Ali", "p1-family_name": "Kaya", "seen": "0"}
    page = client.post(at("add_companion", lead), ali | {"p1-given_name": "", name: upload()})
    token = re.search(rf'name="{name}-kept" value="([^"]+)"', page.content.decode())
    assert token

    answer = client.post(at("add_companion", lead), ali | {f"{name}-kept": token[1]})

    assert 'method="post" enctype="multipart/form-data"' in page.content.decode()
    assert (page.status_code, answer.status_code) == (422, 302)
    assert lead.companions.get().answers.get().file.read() == OTHER


def test_a_flood_of_files_for_companions_is_stopped(client: Client) -> None:
    event = published_event()
    name = f"p1-question-{asking(event).pk}"
    lead = signed_up(event)
    for _time in range(TRIES):
        client.post(at("add_companion", lead), {name: upload()})

    ali = {"p1-given_name": "Ali", "p1-family_name": "Kaya", "seen": "0"}
    page = client.post(at("add_companion", lead), ali | {name: upload()})

    assert (page.status_code, len(stored()), lead.companions.count()) == (429, TRIES, 0)
