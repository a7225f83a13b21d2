"""The mailboxes that a message to people goes to."""

from dataclasses import dataclass

from registrations.querysets import RegistrationQuerySet


@dataclass(frozen=True)
class Mailbox:
    """One address that gets a message: whose it is, and the people whom the message is about."""

    registration_id: int
    people: tuple[int, ...]


def mailboxes_of(people: RegistrationQuerySet) -> list[Mailbox]:
    """Each address once, in the order of its first sign-up; one query.

    Of several sign-ups with the same address, the newest is the one that the mail is from.
    """
    boxes: dict[str, list[tuple[int, int]]] = {}
    columns = ("pk", "lead_id", "email", "lead__email")
    for pk, lead, own, of_lead in people.order_by("pk").values_list(*columns):
        if not (of_lead or own):
            continue  # walked in, without an address
        boxes.setdefault((of_lead or own).lower(), []).append((lead or pk, pk))
    return [
        Mailbox(max(lead for lead, _pk in box), tuple(pk for _lead, pk in box))
        for box in boxes.values()
    ]
