"""Inputs for uploads: what is kept now, a way to let go of it, and the file to choose."""

from typing import Any

from django import forms


class DocumentInput(forms.ClearableFileInput):
    """A document: its name now, and another one."""

    template_name = "festival_forms/upload.html"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Without the word `required` where a file is there already."""
        context = super().get_context(name, value, attrs)
        context["kept"] = value if self.is_initial(value) else None
        return context


class PictureInput(DocumentInput):
    """A picture: how it looks now, and another one."""

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """With the small version of the picture that is kept."""
        context = super().get_context(name, value, attrs)
        kept = context["kept"]
        return context | {"small_url": kept.small_url if kept else ""}
