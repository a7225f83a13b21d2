"""Merging two records: side by side, with a choice for what differs, and no way back."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from events.merging import check_may_merge, merge_organisations
from events.organising import NotYours
from events.permissions import maker
from events.workspace.lasting.forms import Search
from events.workspace.lasting.kinds import Kind
from events.workspace.lasting.pages import address, changeable, shown, told_apart
from events.workspace.lasting.uses import uses_of
from festival.drafting import tell
from festival.refusals import Refused
from festival.typed import tidy
from partners.merging import merge
from partners.models import Organisation

MOST_FOUND = 20
LONGEST_SHOWN = 200  # characters of a value
KEPT, GONE = "kept", "gone"


class Choices(forms.Form):
    """Which of two values stays, for each field in which two records differ."""

    def __init__(self, data: Any, kept: Any, gone: Any, of: Kind) -> None:
        super().__init__(data)
        self.kept, self.gone = kept, gone
        for name in of.form._meta.fields or ():
            mine, theirs = getattr(kept, name), getattr(gone, name)
            if mine != theirs:
                self.fields[name] = forms.ChoiceField(
                    label=capfirst(kept._meta.get_field(name).verbose_name),
                    choices=[(KEPT, _told(kept, name)), (GONE, _told(gone, name))],
                    widget=forms.RadioSelect,
                    initial=KEPT if mine else GONE,
                )

    def values(self) -> dict[str, Any]:
        """The values that the record which stays takes over."""
        taken = [name for name, whose in self.cleaned_data.items() if whose == GONE]
        return {name: getattr(self.gone, name) for name in taken}


@maker
@require_http_methods(["GET", "HEAD", "POST"])
def merge_records(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """Choose the other record, compare, and merge. Says that it cannot be undone."""
    of, kept = changeable(request, kind, key)
    if not of.merges:
        raise Http404
    other = tidy(request.POST.get("met") or request.GET.get("met") or "")
    if not other:
        return _choose(request, of, kept)
    gone: Any = of.model._default_manager.filter(code=other).exclude(pk=kept.pk).first()
    if gone is None:
        messages.info(request, _("These are no longer two records. Look at the list again."))
        return redirect(address("_one", of, kept))
    changeable(request, kind, getattr(gone, of.field))
    _check_access(request, kept, gone)
    form = Choices(request.POST if request.method == "POST" else None, kept, gone, of)
    if request.method == "POST" and form.is_valid():
        verb: Any = merge_organisations if of.model is Organisation else merge
        try:
            verb(kept, gone, values=form.values(), now=timezone.now(), by=request.user)
        except (Refused, ValidationError) as no:
            tell(form, no)
        else:
            told = _("“%(gone)s” has gone up in “%(kept)s”.") % {"gone": gone, "kept": kept}
            messages.success(request, told)
            return redirect(address("_one", of, kept))
    return _compare(request, of, form)


def _check_access(request: HttpRequest, kept: Any, gone: Any) -> None:
    """Raise PermissionDenied when merging gives people access that is not the visitor's to give."""
    user: Any = request.user
    try:
        if isinstance(kept, Organisation):
            check_may_merge([kept, gone], user)
    except NotYours as no:
        raise PermissionDenied(str(no)) from no


def _choose(request: HttpRequest, of: Kind, kept: Any) -> HttpResponse:
    """Which record is the same? Those that are alike, and a search."""
    form = Search(request.GET)
    words = form.cleaned_data["q"] if form.is_valid() else ""
    rows = of.model._default_manager.select_related(*of.joined).exclude(pk=kept.pk)
    found: list[Any] = list(rows.filter(of.search(words))[:MOST_FOUND]) if words else of.like(kept)
    named = told_apart(of, [kept, *found])
    here = address("_merge", of, kept)
    about: dict[str, Any] = {
        "of": of,
        "kept": named[kept],
        "record_url": address("_one", of, kept),
        "form": form,
        "words": words,
        "rows": [(named[other], f"{here}?met={other.code}") for other in found],
    }
    return shown(request, "merge_choose", **about)


def _compare(request: HttpRequest, of: Kind, form: Choices) -> HttpResponse:
    named = told_apart(of, [form.kept, form.gone])
    about = {
        "of": of,
        "form": form,
        "kept": named[form.kept],
        "gone": named[form.gone],
        "gone_code": form.gone.code,
        "record_url": address("_one", of, form.kept),
        "uses": uses_of(form.gone, request.user),
        "other_way": f"{address('_merge', of, form.gone)}?met={form.kept.code}",
    }
    return shown(request, "merge", status=422 if form.errors else 200, **about)


def _told(record: Any, name: str) -> str:
    """A value in words."""
    told = getattr(record, f"get_{name}_display", None)
    value = told() if told else getattr(record, name)
    if value and hasattr(value, "url"):
        return str(_("the picture of “%(name)s”") % {"name": record})
    return Truncator(str(value or gettext_lazy("(empty)"))).chars(LONGEST_SHOWN)
