"""What organisers write becomes HTML that can do no harm."""

import pytest

from festival.markdown import LONGEST, _remembered, to_html


def test_paragraphs_lists_and_emphasis_are_kept() -> None:
    html = to_html("Een *mooie* dag\n\n- een\n- **twee**")

    assert html == (
        "<p>Een <em>mooie</em> dag</p>\n<ul>\n<li>een</li>\n<li><strong>twee</strong></li>\n</ul>\n"
    )


def test_headings_start_below_the_heading_they_stand_under() -> None:
    assert to_html("# Een\n\n## Twee", 3) == "<h3>Een</h3>\n<h4>Twee</h4>\n"


def test_headings_never_skip_a_level() -> None:
    html = to_html("### Diep\n\n# Hoog\n\n###### Onder", 2)

    assert html == "<h2>Diep</h2>\n<h2>Hoog</h2>\n<h3>Onder</h3>\n"


def test_headings_end_at_six() -> None:
    assert to_html("# a\n\n## b\n\n### c", 5) == "<h5>a</h5>\n<h6>b</h6>\n<h6>c</h6>\n"


def test_links_say_that_they_lead_elsewhere() -> None:
    html = to_html("[LSA](https://www.lsabewoners.nl/?a=1&b=2)")

    assert html == (
        '<p><a href="https://www.lsabewoners.nl/?a=1&amp;b=2" rel="noopener nofollow">LSA</a></p>\n'
    )


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ("[x](javascript:alert(1))", "<p>[x](javascript:alert(1))</p>\n"),
        ("[x](data:text/html,hoi)", "<p>[x](data:text/html,hoi)</p>\n"),
        ("<img src=x onerror=alert(1)>", "<p>&lt;img src=x onerror=alert(1)&gt;</p>\n"),
        ("{{ settings.SECRET_KEY }}", "<p>{{ settings.SECRET_KEY }}</p>\n"),
    ],
)
def test_code_of_others_stays_text(text: str, html: str) -> None:
    assert to_html(text) == html


def test_pictures_of_elsewhere_are_not_fetched() -> None:
    assert "<img" not in to_html("![alt](https://example.org/x.png)")


def test_a_text_that_is_too_long_is_shown_as_it_was_typed_and_not_remembered() -> None:
    before = _remembered.cache_info()
    text = "**[<" * LONGEST

    html = to_html(text)

    assert html == f"<p>{'**[&lt;' * LONGEST}</p>"
    assert _remembered.cache_info() == before
