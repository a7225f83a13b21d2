"""Publishing with everything around it: whom it touches, and the mails to exactly those."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from events.changes import ByLanguage, Change, changes, in_each_language
from events.draft import read_draft
from events.locking import lock_event
from events.models import Event, Release
from events.programme import Programme, from_json
from events.publishing import NothingToPublish, keep
from events.stamps import Outdated, stamp_of
from festival.editing import change
from festival.models import User
from registrations.announcing.touched import touched_by
from registrations.mails import Kind, Letter
from registrations.mails.telling import tell_hosts, tell_people, with_choices


@dataclass(frozen=True)
class Draft:
    """A draft beside what the public sees; `public` is None before the first release."""

    public: Programme | None
    draft: Programme
    number: int  # of the newest release, 0 without one

    @property
    def stamp(self) -> str:
        """What an organiser saw: it changes with the draft, and with each release."""
        return stamp_of(self.draft, self.number)


@dataclass(frozen=True)
class Announced:
    """What came of publishing."""

    release: Release
    people: int = 0
    hosts: int = 0


def draft_of(event: Event) -> Draft:
    """The draft of an event, and what is public; a fixed number of queries."""
    release = event.release
    public = from_json(release.content) if release else None
    return Draft(public, read_draft(event), release.number if release else 0)


@transaction.atomic
def publish_and_tell(
    event: Event,
    *,
    seen: str,
    letter: Letter | None,
    notes: str = "",
    visibility: str = "",
    now: datetime,
    by: User,
) -> Announced:
    """Publish the draft that `seen` stamps and mail those whom it touches; nobody with no letter.

    A number of queries that does not depend on how many are told. Sent twice it publishes once.
    Raises Outdated when somebody has changed or published the draft since, and NothingToPublish.
    """
    event = lock_event(event.pk)
    looked_at = draft_of(event)
    if looked_at.stamp != seen:
        if event.release and _is_done(event.release, looked_at, seen, by):
            return Announced(event.release)
        raise Outdated(_outdated(looked_at, seen))
    if visibility and event.visibility == Event.Visibility.DRAFT:
        change(event, now=now, by=by, visibility=visibility)
    if event.visibility == Event.Visibility.DRAFT:
        raise NothingToPublish(_("Choose first who may see the event: it is still a draft."))
    told = in_each_language(looked_at.public, looked_at.draft)
    release = keep(event, looked_at.draft, now=now, by=by, notes=notes, told=told)
    if letter is None or looked_at.public is None:
        return Announced(release)
    return _tell(event, looked_at.public, told, letter=letter, now=now)


def _tell(
    event: Event, old: Programme, told: ByLanguage, *, letter: Letter, now: datetime
) -> Announced:
    release: Release = event.release  # type: ignore[assignment]
    new = from_json(release.content)
    own_changes = told[new.language]
    touched = touched_by(own_changes, event, old, new)
    own = touched.people
    people = [person for person in with_choices(event) if person.pk in own] if own else []
    return Announced(
        release,
        people=tell_people(
            Kind.CHANGED, people, programme=new, letter=letter, now=now, own=own, changes=told
        ),
        hosts=tell_hosts(
            touched.reachable,
            programme=new,
            letter=letter,
            now=now,
            own=touched.hosts,
            changes=own_changes,
        ),
    )


def _is_done(release: Release, looked_at: Draft, seen: str, by: User) -> bool:
    """Whether the same person has just published the very draft that they send once more."""
    again = f"{release.number - 1}-{looked_at.stamp.partition('-')[2]}" == seen
    return again and release.published_by_id == by.pk and not _differences(looked_at)


def _differences(looked_at: Draft) -> tuple[Change, ...]:
    return changes(looked_at.public, looked_at.draft)


def _outdated(looked_at: Draft, seen: str) -> str:
    if seen.partition("-")[0] != str(looked_at.number):
        return _(
            "Meanwhile version %(number)d has been published. Look again at what is different "
            "now; what you typed still stands below."
        ) % {"number": looked_at.number}
    return _(
        "The programme has been changed since you opened this page. Look again at what is "
        "different now; what you typed still stands below."
    )
