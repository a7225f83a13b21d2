"""For who lost the mail: their personal links once more, sent to their own address alone."""

from datetime import datetime, timedelta

from django import forms
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from festival.access import public
from festival.ratelimit import allowed, client_address
from festival.typed import AddressField
from registrations.changing.relinking import send_links

PER = timedelta(minutes=10)
AN_HOUR = timedelta(hours=1)
MAILS = 3  # to one address in an hour
INVALID, TOO_MANY = 422, 429


class AddressForm(forms.Form):
    """The address that somebody signed up with."""

    email = AddressField(
        label=gettext_lazy("E-mail address"),
        help_text=gettext_lazy("The address with which you signed up."),
        max_length=254,
        missing=gettext_lazy("Fill in your e-mail address."),
        autocomplete="email",
    )


@public
@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True, no_cache=True)
def my_links_page(request: HttpRequest) -> HttpResponse:
    """Ask for an address, and mail its links; the answer is the same for every address."""
    form = AddressForm(request.POST if request.method == "POST" else None, label_suffix="")
    if not form.is_bound:
        return _page(request, form)
    now = timezone.now()
    network = client_address(request)
    if not allowed("my links", network, limit=settings.SIGN_UP_LIMIT, per=PER, now=now):
        form.add_error(
            None, _("Very many forms came from your network. Wait ten minutes and send it again.")
        )
        return _page(request, form, status=TOO_MANY)
    if not form.is_valid():
        return _page(request, form, status=INVALID)
    send_unless_often(form.cleaned_data["email"], now=now)
    return redirect("registrations:my_links_sent")


@public
@require_safe
def my_links_sent_page(request: HttpRequest) -> HttpResponse:
    """What happens now, whoever asked."""
    return render(request, "registrations/personal/my_links_sent.html")


@public
@require_safe
def moved_page(request: HttpRequest) -> HttpResponse:
    """What happens now that a sign-up or a seat went to another address, known or not."""
    return render(request, "registrations/personal/moved.html")


def send_unless_often(email: str, *, now: datetime) -> None:
    """Mail an address its links, but not so often that somebody can flood it."""
    if allowed("links to", email.lower(), limit=MAILS, per=AN_HOUR, now=now):
        send_links(email, now=now)


def _page(request: HttpRequest, form: AddressForm, *, status: int = 200) -> HttpResponse:
    return render(request, "registrations/personal/my_links.html", {"form": form}, status=status)
