"""How the parts of the sign-up form stand together."""

from typing import TYPE_CHECKING, Any

from crispy_forms.layout import Field
from django.utils.translation import gettext as _

from festival.form_layout import Button, Group, Part, Piece
from registrations.questions.fields import name_of
from registrations.sign_up.form import short
from registrations.sign_up.form.case import CASE

if TYPE_CHECKING:
    from registrations.sign_up.form.form import SignUpForm
    from registrations.sign_up.form.person import PersonForm

Groups = dict[frozenset[int], list[Any]]  # parts of the form, by the roles they are for
CONSENT = "consent-"
NEEDS = ("access_needs", "diet_needs")
WHO = ("given_name", "infix", "family_name", "email", "organisation")


def parts_of(form: "SignUpForm") -> list[Any]:
    """The whole form: who, in which role, what, with whom, and what else."""
    names = list(form.fields)
    needs = [name for name in NEEDS if name in names]
    rounds = [turn.field for turn in form.offer.rounds]
    parts: list[Any] = [] if form.only_shown else [Piece("registrations/form/_default_button.html")]
    parts += [short.FIELD, _button(form)] if form.asks_if_short else []
    parts += ["stamp", Group(_("Who you are"), *WHO)]
    parts += ["role"] if form.roles else []
    parts += [*question_parts(form, case=_case(form)), *rounds]
    parts += [Group(_("What you need"), *needs)] if needs else []
    if form.companions or form.may_add:
        parts.append(Piece("registrations/form/_companions.html"))
    if consents := [name for name in names if name.startswith(CONSENT)]:
        explanation = _("You choose. You can also come without ticking anything here.")
        parts.append(Group(_("Your consent"), *consents, explanation=explanation))
    return parts if form.only_shown else [*parts, *_sending(form)]


def _sending(form: "SignUpForm") -> list[Any]:
    decoy = Field("website", template="festival_forms/decoy.html")
    return [decoy, _button(form)]


def _button(form: "SignUpForm") -> Button:
    return Button(_("Sign up for %(title)s") % {"title": form.title})


def _case(form: "SignUpForm") -> Groups:
    names = [name for name in CASE if name in form.fields]
    roles = frozenset(role.pk for role in form.roles if role.with_case)
    return {roles: names} if names else {}


def question_parts(form: "PersonForm", *, case: Groups | None = None) -> list[Any]:
    """The questions: those of everybody, and those of some roles under a heading of their own.

    What is asked about a `case`, by the roles that bring one, comes first of what they are asked.
    Which roles a group is for stands in `data-roles`, and after which answer a question is asked
    in `data-after` and `data-answer`, so that a script can hide what does not apply.
    """
    groups: Groups = {**(case or {})}
    ours = frozenset(role.pk for role in form.asks.roles)
    for asked in form.asked:
        shared = asked.roles & ours
        everybodys = not asked.roles or shared == ours
        groups.setdefault(frozenset() if everybodys else shared, []).append(_part(form, asked))
    found: list[Any] = []
    for pks, parts in sorted(groups.items(), key=lambda group: not group[0]):
        if pks:
            found.append(of_roles(form, pks, parts))
        elif form.lead:
            found.append(Group(_("A few questions"), *parts))
        else:
            found += parts
    return found


def of_roles(form: "PersonForm", pks: frozenset[int], parts: list[Any]) -> Group:
    """What is only for people in these roles."""
    titles = [f"“{role.name}”" for role in form.asks.roles if role.pk in pks]
    legend = _("If you come %(role)s") % {"role": _(" or ").join(titles)}
    return Group(legend, *parts, data={"roles": " ".join(str(pk) for pk in sorted(pks))})


def _part(form: "PersonForm", asked: Any) -> Any:
    question = asked.question
    if question.only_if_id is None:
        return name_of(question)
    before = next(a.question for a in form.asked if a.question.pk == question.only_if_id)
    follows = {"after": form.add_prefix(name_of(before)), "answer": question.only_if_answer}
    return Part(name_of(question), data=follows)
