"""The kinds of paper there are: those that name people, and those that tell the programme."""

from events.paper.booklet import BOOKLET
from events.paper.cards import CARDS
from events.paper.signs import SIGNS
from registrations.paper.badges import BADGES
from registrations.paper.host_sheets import HOST_SHEETS
from registrations.paper.sign_in import SIGN_IN

OF_PEOPLE = (SIGN_IN, BADGES, HOST_SHEETS)
OF_THE_PROGRAMME = (SIGNS, CARDS, BOOKLET)
KINDS = {kind.key: kind for kind in OF_PEOPLE + OF_THE_PROGRAMME}
