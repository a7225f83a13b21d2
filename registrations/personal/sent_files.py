"""Files that come with a change: so many in an hour, and stored before anybody has to wait."""

from datetime import datetime
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from festival.ratelimit import allowed
from registrations.changing.address import AN_HOUR
from registrations.models import Registration
from registrations.questions.uploads import keep
from registrations.sign_up.form.file_field import AnswerFileField, names_of

TRIES = 20  # forms with files in an hour, for one sign-up


def may_send_files(registration: Registration, *, now: datetime) -> bool:
    """Count a form that came with files; False after so many that somebody is filling the disk."""
    return allowed("files", str(registration.party_id), limit=TRIES, per=AN_HOUR, now=now)


def told_to_wait() -> str:
    """What is said to who may not send files now."""
    return _("You sent very many files. Wait an hour and send the form again.")


def store_files(form: forms.Form, data: QueryDict, files: MultiValueDict[str, Any]) -> None:
    """Store the files that a form was sent with, and let `data` refer to them instead.

    Pictures take long to check, and a form that is read under the event's lock keeps everybody
    waiting. What cannot be kept stays in `files`, for the form to say why.
    """
    for name, field in form.fields.items():
        if not isinstance(field, AnswerFileField) or name not in files:
            continue
        names, upload = names_of(name), cast("File[bytes]", files[name])
        try:
            data[names["kept"]] = keep(upload, field.meant_for).token
        except ValidationError:
            continue
        del files[name]
        data.pop(names["gone"], None)
