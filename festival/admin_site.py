"""The admin: the safety net behind our own pages, for superusers only."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class FestivalAdminSite(AdminSite):
    """Django's admin, entered through our own log-in."""

    site_title = site_header = gettext_lazy("Editing")
    index_title = gettext_lazy("Everything that can be edited")

    def has_permission(self, request: HttpRequest) -> bool:
        """Whether the visitor may enter: active superusers only."""
        return request.user.is_active and request.user.is_superuser

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """Send strangers to our log-in; somebody who is logged in has no business here."""
        if self.has_permission(request):
            return redirect("admin:index")
        if request.user.is_authenticated:
            raise PermissionDenied(_("Only administrators of this site may come here."))
        goal = request.GET.get("next") or reverse("admin:index")
        return redirect(f"{reverse('account_login')}?{urlencode({'next': goal})}")

    def password_change(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """Our own page does this."""
        return redirect("account_change_password")


class FestivalAdminConfig(AdminConfig):
    """Puts our admin site in the place of Django's."""

    default_site = "festival.admin_site.FestivalAdminSite"
