"""What somebody agreed to and answered, with the words they saw."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from festival.private_files import private_storage
from registrations.models.asked import ConsentText, Question
from registrations.models.registration import Registration
from registrations.questions.answering import shown_answer
from registrations.questions.querysets import AnswerQuerySet


class Consent(models.Model):
    """Proof that somebody agreed to an exact text; withdrawing is noted, never erased silently."""

    registration = models.ForeignKey(
        Registration, models.CASCADE, related_name="consents", verbose_name=_("registration")
    )
    text = models.ForeignKey(
        ConsentText, models.PROTECT, related_name="consents", verbose_name=_("text")
    )
    given_at = models.DateTimeField(_("given at"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["registration", "text"], name="one_consent_per_text")
        ]

    def __str__(self) -> str:
        return str(self.text)


class Answer(models.Model):
    """What one person answered, with the words of the question as they were then.

    `value` is a text as it was typed or chosen: of several options each on a line of its own,
    of yes or no that very word in English, of a date its ISO form, of a file its name; the file
    itself has no public address. The row is deleted, and the file with it, when it has been kept
    as long as its question promised.
    """

    registration = models.ForeignKey(
        Registration, models.CASCADE, related_name="answers", verbose_name=_("registration")
    )
    question = models.ForeignKey(
        Question, models.PROTECT, related_name="answers", verbose_name=_("question")
    )
    asked = models.CharField(_("question as it was asked"), max_length=300)
    value = models.TextField(_("answer"))
    file = models.FileField(_("file"), storage=private_storage, max_length=100, blank=True)

    objects: ClassVar = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["question__position", "question_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "question"], name="one_answer_per_question"
            )
        ]

    def __str__(self) -> str:
        return self.asked

    @property
    def shown(self) -> str:
        """The answer as people read it, in the active language."""
        return shown_answer(self.question.kind, self.value)
