"""What kind of thing an entry is about, in words; entries keep only the model's name."""

from functools import cache

from django.apps import apps
from django.db import models

OUR_APPS = ("festival", "partners", "events", "registrations")
OF_PEOPLE = frozenset({"registration", "choice", "consent", "answer"})  # never with values


@cache
def models_by_name() -> dict[str, type[models.Model]]:
    """Our own models by their name in lower case, as entries keep it."""
    return {
        model._meta.model_name or "": model
        for label in OUR_APPS
        for model in apps.get_app_config(label).get_models()
    }


def kind_of(name: str) -> str:
    """`session` in the reader's language; the bare name of a kind that is no more."""
    model = models_by_name().get(name)
    return str(model._meta.verbose_name) if model else name


def kinds_of(name: str) -> str:
    """`sessions` in the reader's language."""
    model = models_by_name().get(name)
    return str(model._meta.verbose_name_plural) if model else name


def field_of(kind: str, name: str) -> "models.Field[object, object] | None":
    """A field of a kind of thing; None for one that is no more."""
    model = models_by_name().get(kind)
    fields = (
        {field.name: field for field in (*model._meta.fields, *model._meta.many_to_many)}
        if (model)
        else {}
    )
    return fields.get(name)
