"""All addresses. Dutch has no prefix, English stands under /en/."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from festival.health import health
from festival.media import uploaded

urlpatterns = [
    path("healthz", health, name="health"),
    path("media/<path:path>", uploaded, name="uploaded"),
    path("", include("events.feed_urls")),
    path("admin/", admin.site.urls),
    *i18n_patterns(
        path("", include("events.urls")),
        path("", include("registrations.urls")),
        path("beheer/", include("events.workspace_urls")),
        path("beheer/", include("registrations.staff_urls")),
        path("desk/<slug:slug>/", include("registrations.desk.urls")),
        path("account/", include("festival.account_urls")),
        prefix_default_language=False,
    ),
]
if settings.DEMO:
    urlpatterns += [path("demo/", include("festival.demo.urls"))]
