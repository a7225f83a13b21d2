"""The organiser's pages: each subject has its own list of addresses here."""

from django.urls import URLPattern, URLResolver, include, path

app_name = "workspace"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("events.workspace.starting.urls")),  # first: "nieuw" is no short name
    path("", include("events.workspace.lasting.urls")),
    path("", include("events.workspace.content.urls")),
    path("", include("events.workspace.history.urls")),
    path("", include("events.workspace.grid.urls")),  # before items: "rooster" is not one
    path("", include("events.workspace.programme.urls")),
    path("", include("events.workspace.preview.urls")),
    path("", include("events.workspace.releases.urls")),
    path("", include("events.workspace.settings.urls")),
    path("", include("events.workspace.team.urls")),
    path("", include("events.workspace.texts.urls")),
    path("", include("events.workspace.trash.urls")),
]
