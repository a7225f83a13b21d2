"""What the rules of signing up mean for visitors now, in a sentence or two."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import Event
from registrations.sign_up_settings.sentences import local


def of_parties(event: Event) -> str:
    """With how many people sign up at once."""
    others = event.most_together - 1
    if not others:
        return _("Everybody signs up alone.")
    words = ngettext(
        "Who signs up can bring %(n)d other person.",
        "Who signs up can bring %(n)d others.",
        others,
    ) % {"n": others}
    named = (
        _("They may come without a name.")
        if event.nameless_companions
        else _("Each of them by name.")
    )
    return f"{words} {named}"


def of_the_line(event: Event) -> str:
    """What happens with a seat that comes free, and with larger parties."""
    if event.offer_hours is None:
        offered = _("Who is first in line gets a seat that comes free at once.")
    else:
        offered = ngettext(
            "Who is first in line is offered a seat that comes free, and has %(n)d hour to answer.",
            "Who is first in line is offered a seat that comes free, and has %(n)d hours to "
            "answer.",
            event.offer_hours,
        ) % {"n": event.offer_hours}
    return f"{offered} {of_overtaking(event)}"


def of_overtaking(event: Event) -> str:
    """Whether a larger party that does not fit yet keeps others waiting, as visitors read it."""
    if event.most_together == 1:
        return ""
    if event.overtaking:
        return _("When too few seats come free for a larger party, who is behind them goes first.")
    return _("Nobody goes before a larger party that is ahead in line.")


def of_proof(event: Event) -> str:
    """Whether an address has to be confirmed."""
    if event.proof_hours is None:
        return _("People do not have to confirm their e-mail address.")
    words = ngettext(
        "A seat is kept for %(n)d hour until the e-mail address is confirmed.",
        "A seat is kept for %(n)d hours until the e-mail address is confirmed.",
        event.proof_hours,
    )
    return words % {"n": event.proof_hours}


def of_changing(event: Event) -> str:
    """Until when people change their sign-up, and whether they hand over their seat."""
    until = event.changes_until
    changes = (
        _("People change their sign-up until %(moment)s.") % {"moment": local(event, until)}
        if until
        else _("People change their sign-up until the gathering starts.")
    )
    handed = (
        _("They may hand over their seat.")
        if event.hand_over
        else _("They cannot hand over their seat.")
    )
    return f"{changes} {handed}"


def of_reminding(event: Event) -> str:
    """Which mails leave by themselves."""
    days = event.reminder_days
    reminded = (
        _("Nobody is reminded.")
        if days is None
        else ngettext(
            "Everybody with a seat is reminded %(n)d day before.",
            "Everybody with a seat is reminded %(n)d days before.",
            days,
        )
        % {"n": days}
    )
    thanked = _("Afterwards they are thanked.")
    return f"{reminded} {thanked}" if event.mails_after else reminded
