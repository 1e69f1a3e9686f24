"""Barbican's place: hands out the certificates that a test put into the folder ``certificates``.

Glance asks a key manager of castellan's for the certificate of a signed image; see
https://docs.openstack.org/castellan/latest/user/index.html.
"""

from pathlib import Path
from typing import Any

from castellan.common.exception import ManagedObjectNotFoundError
from castellan.common.objects.x_509 import X509
from castellan.key_manager.not_implemented_key_manager import NotImplementedKeyManager

FOLDER = Path("certificates")
"""In uWSGI's working directory."""


class KeyManager(NotImplementedKeyManager):  # type: ignore[misc]
    """Knows certificates by the names of their files, and nothing else."""

    def __init__(self, configuration: Any = None) -> None:
        super().__init__(configuration)

    def get(self, context: Any, managed_object_id: str, metadata_only: bool = False) -> X509:
        """Return a certificate."""
        try:
            return X509((FOLDER / managed_object_id).read_bytes())
        except FileNotFoundError:
            raise ManagedObjectNotFoundError(uuid=managed_object_id) from None
