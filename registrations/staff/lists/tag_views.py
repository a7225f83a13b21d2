"""The labels of one event: making, changing and removing them, and those of one person."""

from typing import Any, ClassVar, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from events.models import Event
from events.permissions import organiser
from events.workspace.saving import saved, was_removed
from events.workspace.trash.removing import remove_from
from festival.drafting import DraftForm
from festival.models import User
from registrations.labelling import label
from registrations.models import Tag
from registrations.staff.lists.person_views import attendee_of
from registrations.staff.lists.views import list_page

METHODS = ["GET", "HEAD", "POST"]


class TagForm(DraftForm):
    """The words and the colour of a label."""

    class Meta:
        model = Tag
        fields = ["name", "colour"]
        widgets: ClassVar = {"colour": forms.RadioSelect}
        error_messages: ClassVar = {"name": {"required": gettext_lazy("Give the label a name.")}}

    def clean_name(self) -> str:
        """Refuse beside the field a name that another label of the event has."""
        name: str = self.cleaned_data["name"]
        others = self.instance.event.tags.exclude(pk=self.instance.pk)
        if others.filter(name__iexact=name).exists():
            raise forms.ValidationError(_("There is a label with this name already."))
        return name


@organiser("people.label")
@require_http_methods(METHODS)
def tags(request: HttpRequest, event: Event) -> HttpResponse:
    """The labels with how many people have each, and a form for a new one."""
    if request.method != "POST":
        return _tags_page(request, event, TagForm(instance=Tag(event=event)))
    form, tag = saved(TagForm, request, Tag(event=event), event=event, now=timezone.now())
    if tag is None:
        return _tags_page(request, event, form)
    messages.success(request, _("The label “%(name)s” is there.") % {"name": tag})
    return redirect("staff:tags", slug=event.slug)


@organiser("people.label")
@require_http_methods(METHODS)
def tag(request: HttpRequest, event: Event, pk: int) -> HttpResponse:
    """One label, and giving it another name or colour."""
    thing = get_object_or_404(event.tags, pk=pk)
    if request.method != "POST":
        return _tag_page(request, event, TagForm(instance=thing))
    try:
        form, changed = saved(TagForm, request, thing, event=event, now=timezone.now())
    except ObjectDoesNotExist:
        return redirect("staff:tags", slug=event.slug)
    if changed is None:
        return _tag_page(request, event, form)
    messages.success(request, _("“%(name)s” has been saved.") % {"name": changed})
    return redirect("staff:tags", slug=event.slug)


@organiser("people.label")
@require_http_methods(METHODS)
def remove_tag(request: HttpRequest, event: Event, pk: int) -> HttpResponse:
    """Ask, then move a label to the trash, off everybody who has it. Twice does no harm."""
    thing = _with_numbers(event).filter(pk=pk).first()
    if thing is None:
        was_removed(Tag, pk)
        messages.info(request, _("This has been removed already."))
        return redirect("staff:tags", slug=event.slug)
    if request.method != "POST":
        return list_page(request, event, "tag_remove.html", list_="tags", tag=thing)
    remove_from(event, thing, request)
    return redirect("staff:tags", slug=event.slug)


@organiser("people.label")
@require_POST
def tag_person(request: HttpRequest, event: Event, code: str) -> HttpResponse:
    """Let the ticked labels be those of one person."""
    person = attendee_of(event, code)
    ticked = request.POST.getlist("tag")
    chosen = [one for one in event.tags.all() if str(one.pk) in ticked]
    label(person, chosen, now=timezone.now(), by=cast("User", request.user))
    messages.success(request, _("The labels have been saved."))
    return redirect("staff:attendee", slug=event.slug, code=code)


def _with_numbers(event: Event) -> QuerySet[Any]:
    found: QuerySet[Any] = event.tags.annotate(number=Count("people"))
    return found


def _tags_page(request: HttpRequest, event: Event, form: TagForm) -> HttpResponse:
    about: dict[str, Any] = {"form": form, "tags": _with_numbers(event)}
    status = 422 if form.errors else 200
    return list_page(request, event, "tags.html", list_="tags", status=status, **about)


def _tag_page(request: HttpRequest, event: Event, form: TagForm) -> HttpResponse:
    about: dict[str, Any] = {"form": form, "tag": event.tags.get(pk=form.instance.pk)}
    status = 422 if form.errors else 200
    return list_page(request, event, "tag.html", list_="tags", status=status, **about)
