"""What all uploaded files share: stored once under a name from their content, never taken away.

A release keeps paths, not files. So replacing or emptying a field leaves the file where it is.
"""

from django.core.files.base import ContentFile
from django.core.files.storage import Storage
from django.db.models.fields.files import FieldFile


def store_once(storage: Storage, path: str, content: "ContentFile[bytes]") -> None:
    """Store content under a path that was derived from it; there already means done already."""
    if not storage.exists(path):
        storage.save(path, content)


class KeptFile(FieldFile):
    """A file of a record that stays when the record lets go of it."""

    def keep(self, path: str, *, save: bool) -> None:
        """Let the record refer to a stored path."""
        self.name = path
        setattr(self.instance, self.field.attname, path)
        self._committed = True
        if save:
            self.instance.save(update_fields=[self.field.attname])

    def delete(self, save: bool = True) -> None:
        """Let go of the file; a release may still show it, so it stays in the storage."""
        self.name = ""
        setattr(self.instance, self.field.attname, "")
        if save:
            self.instance.save(update_fields=[self.field.attname])
