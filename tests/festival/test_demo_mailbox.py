"""The demo's mails are read in the browser, and only there."""

from pathlib import Path
from typing import Any

import pytest
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.urls import NoReverseMatch, resolve, reverse

from festival.access import mark_of
from festival.demo import mailbox

HTML = "<html><head></head><body><script>alert(1)</script><p>Tot <b>maandag</b></p></body></html>"
pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings: Any, tmp_path: Path) -> Path:
    """A site that is a demo; the folder of its mails."""
    settings.ROOT_URLCONF = "tests.demo_urls"
    settings.VAR = tmp_path
    return tmp_path / "demo-mail"


def send(subject: str = "Je komt", text: str = "Zie https://example.org/a") -> str:
    """Send a mail the demo's way; its name."""
    mail = EmailMultiAlternatives(subject, text, "buurt@example.org", ["fatma@example.org"])
    mail.attach_alternative(HTML, "text/html")
    mail.attach("avond.ics", "BEGIN:VCALENDAR", "text/calendar")
    mailbox.EmailBackend().send_messages([mail])
    return mailbox.newest()[0].name


def page(client: Client, name: str, *arguments: Any) -> Any:
    return client.get(reverse(f"demo:{name}", args=arguments))


def test_a_site_that_is_no_demo_has_no_such_page(client: Client) -> None:
    assert client.get("/demo/mail/").status_code == 404
    with pytest.raises(NoReverseMatch):
        reverse("demo:mails")


def test_the_newest_mail_stands_first(client: Client, demo: Path) -> None:
    send("Eerste")
    send("Café ’t IJ 🎉")

    answer = page(client, "mails")

    assert [mail.subject for mail in answer.context["mails"]] == ["Café ’t IJ 🎉", "Eerste"]
    assert answer.content.decode().index("Café ’t IJ 🎉") < answer.content.decode().index("Eerste")


def test_an_empty_mailbox_says_so(client: Client, demo: Path) -> None:
    assert "Nog geen mail" in page(client, "mails").content.decode()


def test_a_mail_shows_its_text_with_links_and_nothing_of_it_runs(
    client: Client, demo: Path
) -> None:
    name = send(text="<script>alert(1)</script> https://example.org/a")

    content = page(client, "mail", name).content.decode()

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in content
    assert '<a href="https://example.org/a"' in content
    assert "<script>alert" not in content


def test_the_html_stands_in_a_frame_that_runs_nothing(client: Client, demo: Path) -> None:
    name = send()

    frame, answer = page(client, "mail", name), page(client, "html", name)

    policy = answer.headers["Content-Security-Policy"]
    assert f'src="/demo/mail/{name}/html/"' in frame.content.decode()
    assert "frame-src 'self'" in frame.headers["Content-Security-Policy"]
    assert '<head><base target="_blank"></head>' in answer.content.decode()
    assert "sandbox allow-popups allow-popups-to-escape-sandbox" in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy
    assert "script-src" not in policy
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"


def test_other_pages_show_no_frames(client: Client, demo: Path) -> None:
    assert "frame-src" not in page(client, "mails").headers["Content-Security-Policy"]


def test_an_attachment_is_downloaded(client: Client, demo: Path) -> None:
    answer = page(client, "attachment", send(), 1)

    assert b"".join(answer.streaming_content).rstrip() == b"BEGIN:VCALENDAR"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="avond.ics"'
    assert answer.headers["Content-Type"] == "application/octet-stream"


def test_what_is_no_mail_does_not_exist(client: Client, demo: Path) -> None:
    name = send()
    (demo / "secret.eml").write_text("Subject: secret\n\n")
    (demo.parent / "outside.eml").write_text("Subject: secret\n\n")

    paths = ["secret/", "..%2foutside/", "../outside/", f"{name}x/", f"{name}/bijlage/2/"]

    assert [client.get(f"/demo/mail/{path}").status_code for path in paths] == [404] * 5
    assert mailbox.find("../outside") is None


def test_mails_are_only_read(client: Client, demo: Path) -> None:
    name = send()

    for address in ("", f"{name}/", f"{name}/html/", f"{name}/bijlage/1/"):
        assert client.post(f"/demo/mail/{address}").status_code == 405


def test_every_page_is_marked_as_the_demos(demo: Path) -> None:
    addresses = ["/demo/mail/", "/demo/mail/x/", "/demo/mail/x/html/", "/demo/mail/x/bijlage/1/"]

    assert {mark_of(resolve(address).func) for address in addresses} == {"demo"}


def test_no_half_a_mail_is_ever_listed(demo: Path) -> None:
    send()
    (demo / "20260504100000000000-00000000.half").write_text("Subject: ha")

    assert [path.suffix for path in demo.iterdir()].count(".eml") == len(mailbox.newest()) == 1
