"""One event with one of everything, so that every address of the workspace can be filled in.

Made a new page? When the walk in `test_access.py` asks for a sample, put one thing on the scene
and name it below: in `OF_THE_EVENT` when it belongs to one event (the walk then also tries the
thing of another event, which must give 404), in `ANY` when it does not. A key is the name of the
part of the address, or (name of the address, name of the part) where two pages mean different
things by the same word.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile

from events.inviting import invite
from events.models import Event, Invitation, Partnership
from events.publishing import publish
from festival.editing import remove
from festival.models import User
from festival.private_files import private_storage
from partners.models import Affiliation
from registrations.door.devices import let_in
from registrations.door.tickets import ticket_of
from registrations.door.walking_in import walk_in
from registrations.exporting.wanted import Wanted
from registrations.hosting.linking import make_link
from registrations.models import (
    Answer,
    GroupAct,
    GroupMail,
    PreparedFile,
    Question,
    Registration,
    SavedExport,
    Tag,
)
from tests.factories import (
    NOW,
    join_team,
    made,
    make_block,
    make_case,
    make_consent,
    make_event,
    make_organisation,
    make_person,
    make_role,
    make_room,
    make_session,
    make_table,
    make_theme,
    make_venue,
    signed_up,
)

PLANTED = "kanariegeel"  # stands in every title and name of a scene, and in no refusal


@dataclass(frozen=True)
class Scene:
    """An event; what belongs to it is made when a page first asks for it."""

    event: Event

    @cached_property
    def session(self) -> Any:
        return self.event.sessions.get()

    @cached_property
    def table(self) -> Any:
        return self.session.tables.get()

    @cached_property
    def organisation(self) -> Any:
        return self.event.partnerships.get(role="organiser").organisation

    @cached_property
    def tie(self) -> Any:
        other = make_organisation()
        return made(Affiliation(organisation=self.organisation, kind="partner", other=other))

    @cached_property
    def theme(self) -> Any:
        return self.event.themes.first()

    @cached_property
    def role(self) -> Any:
        return self.event.registration_roles.get()

    @cached_property
    def proposal(self) -> Any:
        return make_case(self.event, status="proposed")

    @cached_property
    def registration(self) -> Registration:
        return self.event.registrations.get(walked_in=False)

    @cached_property
    def walk_in_party(self) -> Registration:
        """Who walked in with somebody else."""
        about = {"given_name": "Loop", "family_name": PLANTED, "people": 2}
        return walk_in(self.event, key=uuid4(), now=NOW, at=NOW, **about)

    @cached_property
    def answer(self) -> Any:
        """An answer with a file."""
        about = {"text": f"Een plan {PLANTED}", "kind": "file", "purpose": "Om te lezen"}
        question = made(Question(event=self.event, **about))
        return Answer.objects.create(
            registration=self.registration,
            question=question,
            asked=question.text,
            value="plan.txt",
            file=private_storage.save("answers/plan.txt", ContentFile(b"kanarie")),
        )

    @cached_property
    def removed(self) -> Any:
        return remove(make_theme(self.event, f"Weg {PLANTED}"), now=NOW, by=None)

    @cached_property
    def member(self) -> Any:
        return self.event.team.get(user=join_team(self.event, "reader"))

    @cached_property
    def invitation(self) -> Invitation:
        owner = join_team(self.event, "owner")
        return invite(self.event, email="nieuw@example.org", role="desk", now=NOW, by=owner)

    @cached_property
    def listed_table(self) -> str:
        """The key of a table whose host has a link."""
        make_link(self.session, self.table, now=NOW, by=None)
        return f"t-{self.table.code}"

    @cached_property
    def group_mail(self) -> Any:
        return made(GroupMail(event=self.event, subject=f"Nieuws {PLANTED}", text="Tot dan."))

    @cached_property
    def device(self) -> Any:
        return let_in(self.event, name=f"Telefoon {PLANTED}", now=NOW, by=None)[0]

    @cached_property
    def kept_export(self) -> Any:
        return self.made(SavedExport, name=f"Lijst {PLANTED}", wanted=Wanted().as_json())

    @cached_property
    def prepared_file(self) -> PreparedFile:
        """A file of the first account there is: in a walk that is who walks."""
        return PreparedFile.objects.create(
            event=self.event,
            asked_by=User.objects.order_by("pk").first(),
            asked_at=NOW,
            ended_at=NOW,
            kind="csv",
            wanted={**Wanted().as_json(), "told": {"columns": "code"}},
            name=f"{PLANTED}.csv",
            state=PreparedFile.State.READY,
            file=private_storage.save("prepared/list.csv", ContentFile(b"kanarie")),
        )

    @cached_property
    def act(self) -> GroupAct:
        return GroupAct.objects.create(
            event=self.event, key=uuid4(), kind="cancel", told=PLANTED, asked_at=NOW, total=0
        )

    @cached_property
    def tag(self) -> Any:
        return self.made(Tag, name=f"label {PLANTED}")

    def made(self, kind: Any, **fields: Any) -> Any:
        """A further part of the event."""
        return made(kind(event=self.event, **fields))


def make_scene() -> Scene:
    """A published event with a session, a table, and somebody who signed up."""
    venue = make_venue(name=f"Huis {PLANTED}")
    event = make_event(title=f"Overleg {PLANTED}", venue=venue)
    block = make_block(event, f"Ronde {PLANTED}")
    room = make_room(venue, f"Zaal {PLANTED}")
    session = make_session(
        event,
        f"Gesprek {PLANTED}",
        kind="tables",
        block=block,
        room=room,
        theme=make_theme(event, f"Thema {PLANTED}"),
    )
    make_table(session, topic=f"Vraag {PLANTED}")
    make_role(event, f"buur {PLANTED}")
    make_consent(event)
    make_person(family_name=PLANTED)
    organisation = make_organisation(f"Stichting {PLANTED}")
    made(Partnership(event=event, organisation=organisation, role="organiser"))
    publish(event, now=NOW, by=None)
    event.refresh_from_db()
    signed_up(event, family_name=PLANTED)
    return Scene(event)


Sample = Callable[[Scene], Any]
Key = str | tuple[str, str]

OF_THE_EVENT: dict[Key, Sample] = {
    **{
        (f"staff:group_mail{page}", "code"): lambda scene: scene.group_mail.code
        for page in ("", "_text", "_who", "_layout", "_test", "_copy", "_remove")
    },
    **{
        (f"staff:group_mail_{page}", "code"): lambda scene: scene.group_mail.code
        for page in ("send", "progress", "pause", "resume", "stop")
    },
    ("staff:stop_device", "code"): lambda scene: scene.device.code,
    ("staff:desk_seat", "code"): lambda scene: scene.registration.code,
    ("staff:desk_take_back", "code"): lambda scene: scene.registration.code,
    ("staff:desk_seen", "code"): lambda scene: scene.registration.code,
    **{
        (f"desk:{page}", "code"): lambda scene: scene.registration.code
        for page in ("person", "check_in", "check_in_party", "undo", "remark", "admit")
    },
    ("desk:undo_several", "code"): lambda scene: scene.walk_in_party.code,
    ("desk:ticket", "ticket"): lambda scene: ticket_of(scene.registration),
    **{
        (f"staff:{page}_export", "code"): lambda scene: scene.kept_export.code
        for page in ("kept", "run", "remove")
    },
    ("staff:prepared", "code"): lambda scene: scene.prepared_file.code,
    ("staff:fetch_prepared", "code"): lambda scene: scene.prepared_file.code,
    **{
        (f"staff:{page}", "key"): lambda scene: scene.listed_table
        for page in ("host_link_code", "replace_host_link", "stop_host_link")
    },
    ("staff:answer_file", "code"): lambda scene: scene.answer.registration.code,
    ("registrations:own_file", "pk"): lambda scene: scene.answer.pk,
    ("staff:answer_file", "pk"): lambda scene: scene.answer.pk,
    ("staff:attendee", "code"): lambda scene: scene.registration.code,
    ("staff:acted", "code"): lambda scene: scene.act.code,
    ("staff:tag_person", "code"): lambda scene: scene.registration.code,
    ("staff:tag", "pk"): lambda scene: scene.tag.pk,
    ("staff:remove_tag", "pk"): lambda scene: scene.tag.pk,
    ("staff:place", "key"): lambda scene: f"t-{scene.table.code}",
    ("staff:call_off_session", "code"): lambda scene: scene.session.code,
    ("staff:accept_case", "code"): lambda scene: scene.proposal.code,
    ("staff:decline_case", "code"): lambda scene: scene.proposal.code,
    ("staff:give_seat", "code"): lambda scene: scene.registration.code,
    ("staff:cancel", "code"): lambda scene: scene.registration.code,
    ("staff:hold_session", "code"): lambda scene: scene.session.code,
    ("workspace:part", "pk"): lambda scene: scene.theme.pk,
    ("workspace:remove_part", "pk"): lambda scene: scene.theme.pk,
    "part": lambda scene: scene.session.code,
    ("workspace:change_member", "pk"): lambda scene: scene.member.pk,
    ("workspace:remove_member", "pk"): lambda scene: scene.member.pk,
    ("workspace:resend", "pk"): lambda scene: scene.invitation.pk,
    ("workspace:take_back", "pk"): lambda scene: scene.invitation.pk,
    ("staff:asked", "pk"): lambda scene: scene.role.pk,
    ("staff:remove_asked", "pk"): lambda scene: scene.role.pk,
    ("staff:renew_link", "pk"): lambda scene: scene.role.pk,
    ("workspace:restore", "pk"): lambda scene: scene.removed.pk,
    ("workspace:session", "code"): lambda scene: scene.session.code,
    ("workspace:tables", "code"): lambda scene: scene.session.code,
    ("workspace:item", "code"): lambda scene: scene.session.code,
    ("workspace:move_session", "code"): lambda scene: scene.session.code,
    ("workspace:copy_session", "code"): lambda scene: scene.session.code,
    ("workspace:place", "code"): lambda scene: scene.session.code,
    ("workspace:remove_session", "code"): lambda scene: scene.session.code,
}
ANY: dict[Key, Sample] = {
    ("workspace:preview_part", "kind"): lambda _scene: "sessie",
    ("workspace:release_part", "kind"): lambda _scene: "sessie",
    "number": lambda _scene: 1,
    "shape": lambda scene: "leeg",
    ("workspace:change_member", "kind"): lambda scene: "lid",
    ("workspace:remove_member", "kind"): lambda scene: "lid",
    ("mfa_edit_webauthn", "pk"): lambda scene: 1,  # of a passkey: nobody has one
    ("mfa_remove_webauthn", "pk"): lambda scene: 1,
    "slug": lambda scene: scene.event.slug,
    "section": lambda _scene: "teksten",
    "kind": lambda _scene: "themas",
    ("staff:sign_up_setting", "section"): lambda _scene: "plaatsen",
    ("staff:asked_list", "kind"): lambda _scene: "rollen",
    ("staff:add_asked", "kind"): lambda _scene: "rollen",
    ("staff:order_asked", "kind"): lambda _scene: "rollen",
    ("staff:asked", "kind"): lambda _scene: "rollen",
    ("staff:remove_asked", "kind"): lambda _scene: "rollen",
    "key": lambda _scene: "foto",
    "labels": lambda _scene: "l7160",
    "mail": lambda _scene: "reminder",
    **{
        (f"workspace:organisations{page}", "key"): lambda scene: scene.organisation.code
        for page in ("_one", "_remove", "_merge", "_add_inner", "_inner", "_remove_inner")
    },
    **{
        (f"workspace:people{page}", "key"): lambda scene: make_person().code
        for page in ("_one", "_remove", "_merge")
    },
    **{
        (f"workspace:venues{page}", "key"): lambda scene: scene.event.venue.slug
        for page in ("_one", "_remove", "_add_inner", "_inner", "_remove_inner", "_order")
    },
    ("workspace:organisations_inner", "pk"): lambda scene: scene.tie.pk,
    ("workspace:organisations_remove_inner", "pk"): lambda scene: scene.tie.pk,
    ("workspace:venues_inner", "pk"): lambda scene: scene.event.venue.rooms.first().pk,
    ("workspace:venues_remove_inner", "pk"): lambda scene: scene.event.venue.rooms.first().pk,
    ("workspace:restore_lasting", "pk"): lambda _scene: (
        remove(make_organisation(), now=NOW, by=None).pk
    ),
}
# What a page needs behind its address before it has an answer.
QUERIES: dict[str, str] = {}


def sample_of(scene: Scene, name: str, part: str) -> Any:
    """What stands for this part of the address; fails with what to add."""
    for samples in (OF_THE_EVENT, ANY):
        for key in ((name, part), part):
            if key in samples:
                return samples[key](scene)
    raise AssertionError(
        f"No sample for <{part}> of {name}: add ({name!r}, {part!r}) to OF_THE_EVENT or ANY"
        " in tests/scene.py."
    )


def belongs_to_the_event(name: str, part: str) -> bool:
    """Whether the thing that this part stands for is of one event."""
    return (name, part) in OF_THE_EVENT or ((name, part) not in ANY and part in OF_THE_EVENT)
