"""The lists that look at people from another side: parties, roles, needs, organisations, mail."""

from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from events.models import Event
from events.permissions import organiser
from festival import outbox
from registrations.companions import number_companions
from registrations.models import MailRecipient, Registration
from registrations.staff.lists.hosts import hosts_of
from registrations.staff.lists.needs import needs_of, people_with_needs
from registrations.staff.lists.organisations import attending
from registrations.staff.lists.roles import roles_of
from registrations.staff.lists.views import list_page, paged


@organiser("attendees.see")
@require_safe
def parties(request: HttpRequest, event: Event) -> HttpResponse:
    """Who came with whom: each party under who signed it up."""
    with_others = event.registrations.live().companions().values("lead")
    leads = event.registrations.remembered().leading().filter(pk__in=with_others).by_name()
    others = Registration.objects.live().select_related("role").order_by("id")
    rows = leads.select_related("role").prefetch_related(
        Prefetch("companions", queryset=others, to_attr="together")
    )
    people = event.registrations.live().companions().count()
    shown = paged(request, rows)
    number_companions(other for lead in shown.object_list for other in lead.together)
    return list_page(request, event, "parties.html", list_="parties", page=shown, people=people)


@organiser("attendees.see")
@require_safe
def by_role(request: HttpRequest, event: Event) -> HttpResponse:
    """How many come in each role."""
    return list_page(request, event, "by_role.html", list_="roles", roles=roles_of(event))


@organiser("needs.see")
@require_safe
def needs(request: HttpRequest, event: Event) -> HttpResponse:
    """What people eat and need: counted, and person by person."""
    rows = paged(request, people_with_needs(event))
    return list_page(request, event, "needs.html", list_="needs", needs=needs_of(event), page=rows)


@organiser("attendees.see")
@require_safe
def hosts(request: HttpRequest, event: Event) -> HttpResponse:
    """Who hosts or speaks, where and when."""
    may: frozenset[str] = request.may  # type: ignore[attr-defined]
    rows = paged(request, hosts_of(event))
    return list_page(
        request, event, "hosts.html", list_="hosts", page=rows, sees_emails="emails.see" in may
    )


@organiser("attendees.see")
@require_safe
def organisations(request: HttpRequest, event: Event) -> HttpResponse:
    """The organisations that people come for, with how many."""
    rows = paged(request, attending(event))
    return list_page(request, event, "organisations.html", list_="organisations", page=rows)


@organiser("emails.see")
@require_safe
def mail_problems(request: HttpRequest, event: Event) -> HttpResponse:
    """Whose mail came back or was refused, and the mails that could not be sent."""
    failed = MailRecipient.objects.filter(state__in=("refused", "bounced")).select_related("mail")
    rows = event.registrations.remembered().live().with_mail_problems().by_name()
    rows = rows.select_related("bounce").prefetch_related(
        Prefetch("group_mails", queryset=failed.order_by("-id"), to_attr="failed")
    )
    unsent = len(outbox.put_aside(event.code, now=timezone.now()))
    return list_page(
        request, event, "mail_problems.html", list_="mail", page=paged(request, rows), unsent=unsent
    )
