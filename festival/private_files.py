"""Where files are kept that have no public address: views hand them out to whom they concern."""

from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage


class PrivateStorage(FileSystemStorage):
    """Files below PRIVATE_ROOT, which only the account that runs the server can read."""

    def __init__(self) -> None:
        super().__init__(file_permissions_mode=0o600, directory_permissions_mode=0o700)

    @property
    def base_location(self) -> str:
        """The folder, as the settings have it now."""
        return str(settings.PRIVATE_ROOT)

    @property
    def location(self) -> str:
        """The folder, from the root."""
        return str(Path(self.base_location).absolute())

    def url(self, name: str | None) -> str:
        """There is none. Raises ValueError."""
        raise ValueError("A private file has no address.")


private_storage = PrivateStorage()
