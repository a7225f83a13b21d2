"""Questions that follow an answer, are for some people, have so many places, or take a file."""

from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from events.models import Event
from festival.editing import add, change
from festival.models import AuditEntry
from festival.private_files import private_storage
from registrations.models import Answer, LimitedOption, Question
from registrations.privacy import forget_expired
from registrations.questions.uploads import UNCLAIMED, erase_unclaimed
from registrations.sign_up.offer import offer_of
from tests.factories import NOW, START, join_team, published_event
from tests.registrations.filling_in import filled, opened, posted, problems, sent, text_of
from tests.registrations.test_questions import key, make_question

pytestmark = pytest.mark.django_db
END = START + timedelta(hours=2, minutes=15)
JAN = {"companion": "1", "p1-given_name": "Jan", "p1-family_name": "Smit"}
PDF = b"%PDF-1.7\nkanarie\n%%EOF\n"


def answers_of(event: Event) -> list[tuple[str, str, str]]:
    """Who answered what: the given name, the question and the answer."""
    rows = Answer.objects.filter(registration__event=event).order_by("registration", "id")
    return list(rows.values_list("registration__given_name", "asked", "value"))


def follow(event: Event, first: Question, answer: str, text: str, **fields: Any) -> Question:
    return make_question(event, text, only_if=first, only_if_answer=answer, **fields)


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def photo() -> bytes:
    """A JPEG that tells where it was taken."""
    exif = Image.Exif()
    exif[0x010E] = "thuis bij Fatma"
    file = BytesIO()
    Image.new("RGB", (40, 30), "red").save(file, "JPEG", exif=exif)
    return file.getvalue()


# of whom


@pytest.mark.parametrize(
    ("whom", "told"), [("all", ["Fatma", "Jan"]), ("lead", ["Fatma"]), ("others", ["Jan"])]
)
def test_a_question_is_for_whom_it_is_for(client: Client, whom: str, told: list[str]) -> None:
    event = published_event()
    question = make_question(event, "Hoe oud?", whom=whom)
    typed = {key(question): "40", f"p1-{key(question)}": "9"}

    sent(client, event, **JAN, **typed)

    assert [name for name, _asked, _value in answers_of(event)] == told


def test_why_is_told_once(client: Client) -> None:
    event = published_event()
    make_question(event, "Hoe oud?", purpose="Voor de kinderclub")

    page = text_of(posted(client, event, filled(client, event, **JAN, add="1")))

    assert (page.count("Hoe oud?"), page.count("Voor de kinderclub")) == (3, 1)


def test_a_question_tells_until_when_the_answer_is_kept(client: Client) -> None:
    event = published_event()
    make_question(event, keep_days=30)

    assert "We wissen het op 1 juli 2026." in text_of(opened(client, event))


# after an answer


def test_a_follow_up_says_after_what_it_is_asked(client: Client) -> None:
    event = published_event()
    first = make_question(event, "Kom je met de bus?", kind="yes-no")
    follow(event, first, "yes", "Waar stap je op?")

    page = opened(client, event)

    assert "Alleen als je “ja” hebt geantwoord op “Kom je met de bus?”" in text_of(page)
    assert f'data-after="{key(first)}" data-answer="yes"' in page.content.decode()


@pytest.mark.parametrize(
    ("answer", "status"), [("yes", 422), ("no", 303), ("", 303)]
)  # fmt: skip
def test_a_required_follow_up_is_required_only_when_it_applies(
    client: Client, answer: str, status: int
) -> None:
    event = published_event()
    first = make_question(event, "Kom je met de bus?", kind="yes-no")
    then = follow(event, first, "yes", "Waar stap je op?", required=True)

    page = sent(client, event, **{key(first): answer})

    assert page.status_code == status
    assert status == 303 or list(problems(page)) == [key(then)]


def test_an_answer_that_was_hidden_is_discarded(client: Client) -> None:
    event = published_event()
    first = make_question(event, "Kom je met de bus?", kind="yes-no")
    then = follow(event, first, "yes", "Waar stap je op?", kind="number")

    sent(client, event, **{key(first): "no", key(then): "geen getal"})

    assert answers_of(event) == [("Fatma", "Kom je met de bus?", "no")]


@pytest.mark.parametrize(("answers", "kept"), [(("yes", "yes"), 3), (("no", "yes"), 1)])
def test_what_follows_a_hidden_question_is_hidden_too(
    client: Client, answers: tuple[str, str], kept: int
) -> None:
    event = published_event()
    one = make_question(event, "Eén?", kind="yes-no")
    two = follow(event, one, "yes", "Twee?", kind="yes-no")
    three = follow(event, two, "yes", "Drie?")

    sent(client, event, **{key(one): answers[0], key(two): answers[1], key(three): "ja"})

    assert len(answers_of(event)) == kept


def test_questions_that_follow_each_other_in_a_ring_are_never_asked(client: Client) -> None:
    event = published_event()
    one = make_question(event, "Eén?", kind="yes-no")
    two = follow(event, one, "yes", "Twee?", kind="yes-no", required=True)
    Question.objects.filter(pk=one.pk).update(only_if=two, only_if_answer="yes")
    one.touch()

    sent(client, event, **{key(one): "yes", key(two): "yes"})

    assert answers_of(event) == []


def test_one_of_several_answers_is_enough(client: Client) -> None:
    event = published_event()
    first = make_question(event, "Wat eet je?", kind="several", options="Vis\nVlees\nNiets")
    then = follow(event, first, "Vis", "Welke vis?")

    sent(client, event, **{key(first): ["Vlees", "Vis"], key(then): "Haring"})

    assert answers_of(event)[1] == ("Fatma", "Welke vis?", "Haring")


def test_each_person_has_follow_ups_of_their_own(client: Client) -> None:
    event = published_event()
    first = make_question(event, "Kom je met de bus?", kind="yes-no")
    then = follow(event, first, "yes", "Waar stap je op?", required=True)
    typed = {key(first): "no", f"p1-{key(first)}": "yes", f"p1-{key(then)}": "Station"}

    sent(client, event, **JAN, **typed)

    assert answers_of(event)[1:] == [
        ("Jan", "Kom je met de bus?", "yes"),
        ("Jan", "Waar stap je op?", "Station"),
    ]


# so many places


@pytest.fixture
def bus() -> tuple[Event, Question]:
    """An event with one place in the bus."""
    event = published_event()
    question = make_question(event, "Hoe kom je?", kind="one", options="bus\nfiets")
    add(LimitedOption(question=question, text="bus", capacity=1), now=NOW, by=None)
    return event, question


def test_an_option_tells_how_many_places_are_left_until_it_is_full(
    client: Client, bus: tuple[Event, Question]
) -> None:
    event, question = bus

    before = opened(client, event)
    sent(client, event, **{key(question): "bus"})
    after = opened(client, event)

    assert "bus nog 1 plaats" in text_of(before)
    assert "bus vol" in text_of(after)
    found = [page.content.decode().count(" disabled") for page in (before, after)]
    assert found == [0, 1]


def test_who_finds_an_option_full_is_told_at_their_own_field(
    client: Client, bus: tuple[Event, Question]
) -> None:
    event, question = bus
    data = filled(client, event, **JAN, **{key(question): "fiets", f"p1-{key(question)}": "bus"})
    sent(client, event, email="eerste@example.org", **{key(question): "bus"})

    page = posted(client, event, data)

    assert (page.status_code, problems(page)) == (422, {})
    assert list(page.context["form"].companions[0].errors) == [key(question)]
    assert event.registrations.count() == 1


def test_a_full_option_is_refused_to_a_known_address_as_to_a_stranger(
    client: Client, bus: tuple[Event, Question]
) -> None:
    event, question = bus
    sent(client, event, email="eerste@example.org", **{key(question): "bus"})
    choice = {key(question): "bus"}

    pages = [
        sent(client, event, email=email, **choice)
        for email in ("eerste@example.org", "nieuw@example.org")
    ]

    assert [page.status_code for page in pages] == [422, 422]
    assert problems(pages[0]) == problems(pages[1])
    assert list(problems(pages[0])) == [key(question)]


def test_trying_for_a_known_address_takes_no_place(
    client: Client, bus: tuple[Event, Question]
) -> None:
    event, question = bus
    sent(client, event)

    sent(client, event, **{key(question): "bus"})

    assert (event.registrations.count(), Answer.objects.count()) == (1, 0)
    assert LimitedOption.objects.get().seats_taken == 0


# changed between the form and the lock


@pytest.mark.parametrize("whose", ["", "p1-"])
def test_a_question_that_was_taken_off_since_is_refused_beside_its_field(
    client: Client, bus: tuple[Event, Question], monkeypatch: Any, whose: str
) -> None:
    event, question = bus
    name = f"{whose}{key(question)}"
    data = filled(client, event, **JAN, **{name: "fiets"})
    offer = offer_of(event)
    monkeypatch.setattr("registrations.sign_up.views.offer_of", lambda _event: offer)
    change(question, now=NOW, by=None, retired=True)

    page = posted(client, event, data)

    form = page.context["form"]
    (told,) = (form.companions[0] if whose else form).errors[key(question)]
    assert page.status_code == 422
    assert told == "“Hoe kom je?” vragen we niet meer. Verstuur het formulier opnieuw."
    assert event.registrations.count() == 0


def test_places_cost_one_statement(
    client: Client, bus: tuple[Event, Question], django_assert_num_queries: Any
) -> None:
    event, question = bus
    add(LimitedOption(question=question, text="fiets", capacity=9), now=NOW, by=None)
    opened(client, event)

    with django_assert_num_queries(2):
        opened(client, event)


# telephone


@pytest.mark.parametrize(
    "number", ["06 12345678", "(010) 123 45 67", "+31 (0)6-12345678", "0032 470 12 34 56"]
)
def test_a_telephone_number_is_taken_as_people_write_it(client: Client, number: str) -> None:
    event = published_event()
    question = make_question(event, kind="phone")

    sent(client, event, **{key(question): number})

    assert [value for _name, _asked, value in answers_of(event)] == [number]


@pytest.mark.parametrize(
    "number", ["12345", "06 1234567", "zes", "061234567890", "+", "06-١٢٣٤٥٦٧٨"]
)
def test_what_cannot_be_dialled_is_refused(client: Client, number: str) -> None:
    event = published_event()
    question = make_question(event, kind="phone")

    page = sent(client, event, **{key(question): number})

    told = ["Vul een telefoonnummer in zoals 06 12345678 of +32 470 12 34 56."]
    assert problems(page) == {key(question): told}


# files


@pytest.fixture
def asked() -> tuple[Event, Question]:
    """An event that asks for a file."""
    event = published_event()
    return event, make_question(event, "Stuur een stuk mee", kind="file", required=True)


def stored() -> list[Path]:
    """The private files there are."""
    return [path for path in Path(private_storage.location).rglob("*") if path.is_file()]


def test_a_file_is_kept_with_the_answer_away_from_the_public(
    client: Client, asked: tuple[Event, Question], settings: Any
) -> None:
    event, question = asked

    sent(client, event, **{key(question): upload("../plan van Fatma.pdf", PDF)})

    answer = Answer.objects.get()
    assert (answer.value, answer.file.read()) == ("plan van Fatma.pdf", PDF)
    assert "Fatma" not in answer.file.name
    assert not Path(settings.MEDIA_ROOT).exists()
    with pytest.raises(ValueError, match="no address"):
        print(answer.file.url)


def test_a_picture_is_made_anew_without_what_the_camera_wrote(
    client: Client, asked: tuple[Event, Question]
) -> None:
    event, question = asked

    sent(client, event, **{key(question): upload("foto.jpeg", photo())})

    answer = Answer.objects.get()
    kept = answer.file.read()
    assert (answer.value, b"thuis" in photo(), b"thuis" in kept) == ("foto.jpg", True, False)


@pytest.mark.parametrize(
    ("name", "content"),
    [("virus.exe", PDF), ("plan.pdf", b"<script>"), ("foto.jpg", PDF), ("leeg.pdf", b"%"), ("pdf", PDF)],
)  # fmt: skip
def test_a_file_is_what_its_name_says_or_it_is_refused(
    client: Client, asked: tuple[Event, Question], name: str, content: bytes
) -> None:
    event, question = asked

    page = sent(client, event, **{key(question): upload(name, content)})

    assert (page.status_code, list(problems(page))) == (422, [key(question)])
    assert stored() == []


def test_a_file_need_not_be_chosen_again_when_something_else_is_wrong(
    client: Client, asked: tuple[Event, Question]
) -> None:
    event, question = asked
    data = filled(client, event, **{key(question): upload("plan.pdf", PDF)})

    page = posted(client, event, data | {"email": ""})
    token = page.context["form"].data[f"{key(question)}-kept"]
    data.pop(key(question))
    posted(client, event, data | {f"{key(question)}-kept": token})

    assert "We hebben plan.pdf ." in text_of(page)
    assert Answer.objects.get().file.read() == PDF
    assert len(stored()) == 1


def test_a_file_is_kept_while_somebody_is_added(
    client: Client, asked: tuple[Event, Question]
) -> None:
    event, question = asked

    page = posted(
        client, event, filled(client, event, add="1", **{key(question): upload("plan.pdf", PDF)})
    )

    assert (page.status_code, "We hebben plan.pdf ." in text_of(page)) == (200, True)


@pytest.mark.parametrize("extra", [{"gone": "on"}, {"kept": "verzonnen"}])
def test_a_file_that_is_taken_back_or_forged_is_asked_for(
    client: Client, asked: tuple[Event, Question], extra: dict[str, str]
) -> None:
    event, question = asked
    data = filled(client, event, email="", **{key(question): upload("plan.pdf", PDF)})
    token = posted(client, event, data).context["form"].data[f"{key(question)}-kept"]
    parts = {f"{key(question)}-{part}": value for part, value in ({"kept": token} | extra).items()}

    page = sent(client, event, **parts)

    assert list(problems(page)) == [key(question)]


def test_files_without_an_answer_are_erased_after_a_day(
    client: Client, asked: tuple[Event, Question]
) -> None:
    event, question = asked
    sent(client, event, email="", **{key(question): upload("los.pdf", PDF)})
    sent(client, event, **{key(question): upload("vast.pdf", PDF)})
    now = datetime.now(tz=NOW.tzinfo)  # the clock of the disk

    early, counts = erase_unclaimed(now), [erase_unclaimed(now + UNCLAIMED) for _time in "ab"]

    assert (early, counts) == (0, [1, 0])
    assert [path.name for path in stored()] == [Path(Answer.objects.get().file.name).name]


def test_a_file_is_erased_with_its_answer(
    client: Client,
    asked: tuple[Event, Question],
    django_capture_on_commit_callbacks: Any,
) -> None:
    event, question = asked
    sent(client, event, **{key(question): upload("plan.pdf", PDF)})

    with django_capture_on_commit_callbacks(execute=True):
        forget_expired(END + timedelta(days=question.keep_days))

    assert (Answer.objects.count(), stored()) == (0, [])


@pytest.mark.parametrize(("special", "role", "status"), [(False, "desk", 403), (True, "desk", 403), (True, "owner", 200)])  # fmt: skip
def test_the_team_downloads_a_file_as_far_as_their_role_goes(
    client: Client, special: bool, role: str, status: int
) -> None:
    event = published_event()
    question = make_question(event, "Stuur een stuk mee", kind="file", special=special)
    sent(client, event, **{key(question): upload("plan.pdf", PDF)})
    answer = Answer.objects.get()
    client.force_login(join_team(event, role))
    path = f"/beheer/{event.slug}/deelnemers/{answer.registration.code}/bestand/{answer.pk}/"

    answered = client.get(path)

    noted = AuditEntry.objects.filter(action="download file").count()
    assert (answered.status_code, noted) == (status, int(status == 200))
    if status == 200:
        assert b"".join(answered.streaming_content) == PDF
        assert answered["Content-Disposition"] == 'attachment; filename="plan.pdf"'


def test_a_file_of_another_gathering_is_not_there(client: Client) -> None:
    event, other = published_event(), published_event()
    question = make_question(other, "Stuur een stuk mee", kind="file")
    sent(client, other, **{key(question): upload("plan.pdf", PDF)})
    answer = Answer.objects.get()
    client.force_login(join_team(event))

    path = f"/beheer/{event.slug}/deelnemers/{answer.registration.code}/bestand/{answer.pk}/"

    assert client.get(path).status_code == 404


@pytest.mark.parametrize("extra", [{}, {"add": ""}])
@pytest.mark.parametrize(
    ("stamp", "closes"), [("made up", None), (None, NOW)], ids=["no stamp", "closed"]
)
def test_no_file_is_stored_of_who_cannot_sign_up(
    client: Client, extra: dict[str, str], stamp: str | None, closes: datetime | None
) -> None:
    event = published_event()
    question = make_question(event, "Bestand?", kind="file")
    data = filled(client, event, **extra)
    event.closes_at = closes
    event.save()

    files = {key(question): upload("brief.pdf", PDF)}
    page = posted(client, event, data | files | ({"stamp": stamp} if stamp else {}))

    assert page.status_code in {200, 409, 422}
    assert (event.registrations.count(), stored()) == (0, [])


def test_no_file_is_stored_of_more_companions_than_may_come(client: Client) -> None:
    event = published_event(most_together=2)
    question = make_question(event, "Bestand?", kind="file")
    files = {f"p{n}-{key(question)}": upload("brief.pdf", PDF) for n in range(1, 5)}
    names = {f"p{n}-{part}_name": "Ria" for n in range(1, 5) for part in ("given", "family")}

    page = sent(client, event, companion=["1", "2", "3", "4"], **files, **names)

    assert page.status_code == 422
    assert (event.registrations.count(), len(stored())) == (0, 1)


def test_a_flood_of_files_is_stopped(
    client: Client, asked: tuple[Event, Question], settings: Any
) -> None:
    settings.SIGN_UP_LIMIT = 1
    event, question = asked
    data = filled(client, event, add="1")

    with time_machine.travel(NOW + timedelta(seconds=10), tick=False):
        pages = [
            posted(client, event, data | {key(question): upload("plan.pdf", PDF)})
            for _time in range(3)
        ]

    assert [page.status_code for page in pages] == [200, 429, 429]
    assert len(stored()) == 1
