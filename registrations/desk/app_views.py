"""The desk as an app on the phone: its shell, its manifest, and its service worker."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from events.models import Event
from registrations.desk.app_words import app_words
from registrations.desk.entering import desk
from registrations.desk.pages import page
from registrations.hours import opens_at
from registrations.models import Device

SCRIPTS = Path("js", "desk")
SHARED = ("css/festival.css", "css/forms.css", "css/desk.css", "css/desk-app.css", "img/icon.svg")
PAPER = "#fdfbf7"


@desk
@require_safe
def app(request: HttpRequest, event: Event, device: Device) -> HttpResponse:
    """The shell of the app. It holds nothing about people: the phone keeps it for when it has
    no network, and opens it for every address of the desk."""
    about: dict[str, Any] = {"words": app_words(), "opens": opens_at(event)}
    return page(request, event, device, "desk/app.html", here="app", **about)


@desk
@require_safe
def manifest(request: HttpRequest, event: Event, device: Device) -> HttpResponse:
    """What the phone needs to put the desk on its home screen."""
    here = {"slug": event.slug}
    about = {
        "id": reverse("desk:search", kwargs=here),
        "name": _("Desk: %(event)s") % {"event": event},
        "short_name": _("Desk"),
        "lang": get_language(),
        "start_url": reverse("desk:app", kwargs=here),
        "scope": reverse("desk:search", kwargs=here),
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": event.colour,
        "icons": _icons(),
    }
    return JsonResponse(about, content_type="application/manifest+json")


@desk
@require_safe
def worker(request: HttpRequest, event: Event, device: Device) -> HttpResponse:
    """The service worker: what it keeps, by the hashed names, and the script that does it."""
    here = {"slug": event.slug}
    about = {
        "scope": reverse("desk:search", kwargs=here),
        "shell": reverse("desk:app", kwargs=here),
        "files": kept_files(event),
    }
    script = static((SCRIPTS / "worker.js").as_posix())
    text = f"self.DESK = {json.dumps(about)};\nimportScripts({json.dumps(script)});\n"
    return HttpResponse(text, content_type="text/javascript; charset=utf-8")


def kept_files(event: Event) -> list[str]:
    """The addresses of every file that the app consists of."""
    folder = settings.BASE_DIR / "static"
    scripts = sorted((folder / SCRIPTS).glob("*.js"))
    names = [path.relative_to(folder).as_posix() for path in scripts if path.name != "worker.js"]
    icons = sorted(path.relative_to(folder).as_posix() for path in (folder / "img").glob("desk-*"))
    accent = reverse("events:accents", kwargs={"colours": event.colour[1:].lower()})
    return [*(static(name) for name in (*SHARED, *icons, *names)), accent]


def _icons() -> list[dict[str, str]]:
    """The pictures for home screens: `static/img/desk-<pixels>.png`, and the drawing itself."""
    drawn = {"src": static("img/icon.svg"), "sizes": "any", "type": "image/svg+xml"}
    folder = settings.BASE_DIR / "static" / "img"
    pixels = sorted(int(path.stem.removeprefix("desk-")) for path in folder.glob("desk-*.png"))
    return [
        drawn,
        *(
            {"src": static(f"img/desk-{n}.png"), "sizes": f"{n}x{n}", "type": "image/png"}
            for n in pixels
        ),
    ]
