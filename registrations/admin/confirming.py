"""Asking once more before an action that cannot be undone."""

from typing import Any

from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse


def confirmed(request: HttpRequest) -> bool:
    """Whether the question was answered with yes."""
    return request.POST.get("confirmed") == "yes"


def ask(
    model_admin: Any, request: HttpRequest, queryset: Any, *, action: str, question: str
) -> HttpResponse:
    """The page that asks the question and names what it is about."""
    about = {
        **model_admin.admin_site.each_context(request),
        "title": question,
        "opts": model_admin.opts,
        "things": [(thing.pk, getattr(thing, "full_name", str(thing))) for thing in queryset],
        "action": action,
        "checkbox": ACTION_CHECKBOX_NAME,
    }
    return TemplateResponse(request, "admin/confirm_action.html", about)
