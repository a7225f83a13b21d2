"""Sentences about roles, questions and answers."""

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from django.db import models

from registrations.states import LIVE


class RoleQuerySet(models.QuerySet[Any]):
    """Roles at sign-up."""

    def offered(self) -> "RoleQuerySet":
        """Those that somebody can still sign up in."""
        return self.filter(retired=False)

    def bringing_a_case(self) -> "RoleQuerySet":
        """Those in which somebody brings a case of their own."""
        return self.filter(with_case=True)


class QuestionQuerySet(models.QuerySet[Any]):
    """Questions on sign-up forms."""

    def asked(self) -> "QuestionQuerySet":
        """Those that stand on the form now."""
        return self.filter(retired=False)

    def told(self) -> "QuestionQuerySet":
        """Those that stand on the form now, or whose answers are still kept."""
        answered = models.Q(answers__isnull=False)
        return self.filter(models.Q(retired=False) | answered).distinct()


class AnswerQuerySet(models.QuerySet[Any]):
    """Answers, by who may read them and how long they are kept."""

    def of_people(self, ids: Any) -> "AnswerQuerySet":
        """Those of these registrations."""
        return self.filter(registration__in=ids)

    def of_live(self) -> "AnswerQuerySet":
        """Those of people who hold a seat or wait for one."""
        return self.filter(registration__status__in=LIVE)

    def with_file(self) -> "AnswerQuerySet":
        """Those that came with a file."""
        return self.exclude(file="")

    def ordinary(self) -> "AnswerQuerySet":
        """Those that are not about health, food and the like."""
        return self.filter(question__special=False)

    def seen_by_who(self, may: Collection[str]) -> "AnswerQuerySet":
        """Those that somebody with these permissions may read."""
        rows = self if "answers.see" in may else self.exclude(question__special=False)
        return rows if "needs.see" in may else rows.ordinary()

    def kept_until(self, moment: datetime, *, days: int) -> "AnswerQuerySet":
        """Those to questions that keep their answers so long, whose time had come by then."""
        over = moment - timedelta(days=days)
        return self.filter(question__keep_days=days, registration__event__ends_at__lte=over)
