"""Mailing hosts the links to their lists."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from events import addresses
from events.locking import lock_event
from events.models import Event
from events.pages.when import when_is
from events.programme import Programme
from events.published import with_release
from festival import outbox
from festival.audit import record
from festival.models import AuditEntry, User
from festival.refusals import Refused
from partners.models import Person
from registrations.hosting.places import Place, places_with_links
from registrations.mails.composing import composed
from registrations.wording import where_of


class NothingToMail(Refused):
    """There is no link that somebody could be mailed."""


@dataclass(frozen=True)
class Post:
    """Who is mailed the links to which lists, and which hosts cannot be: they have no address."""

    mails: tuple[tuple[Person, tuple[Place, ...]], ...]
    unreachable: tuple[Person, ...]


def post_of(event: Event) -> Post:
    """One mail for each host of a place whose link works, with all of theirs; by name."""
    theirs: dict[Person, list[Place]] = defaultdict(list)
    for place in places_with_links(event):
        for host in place.hosts if place.works else ():
            theirs[host].append(place)
    people = sorted(theirs, key=lambda person: (person.sort_name, person.pk))
    return Post(
        mails=tuple((person, tuple(theirs[person])) for person in people if person.email),
        unreachable=tuple(person for person in people if not person.email),
    )


def times_mailed(event: Event) -> int:
    """How often hosts were mailed their links; a page shows it, so that sent twice is once."""
    return AuditEntry.objects.filter(event_id=event.pk, action="mail host links").count()


@transaction.atomic
def mail_links(event: Event, *, seen: int, now: datetime, by: User | None) -> int:
    """Mail every host with an address the links to their lists; how many mails.

    None if they were mailed since `seen` was shown. Raises NothingToMail.
    """
    event = lock_event(event.pk)
    if times_mailed(event) != seen:
        return 0
    post = post_of(event)
    if not post.mails or event.release_id is None:
        raise NothingToMail(_("There is no link to mail to a host with an address."))
    programme = with_release(event).programme
    with translation.override(programme.language):
        outbox.queue(*(_mail(person, places, programme) for person, places in post.mails))
    record("mail host links", event, now=now, by=by, event_id=event.pk)
    return len(post.mails)


def _mail(person: Person, places: tuple[Place, ...], programme: Programme) -> EmailMessage:
    values = {
        "name": person.given_name or person.full_name,
        "title": programme.name,
        "programme": programme,
        "when": when_is(programme),
        "where": where_of(programme),
        "language": programme.language,
        "places": places,
        "url": addresses.page("event", language=programme.language, slug=programme.slug),
        "hosts": True,
    }
    subject = _("Your list for %(title)s") % {"title": programme.name}
    return composed("emails/host_links", subject, person.email, programme, values)
