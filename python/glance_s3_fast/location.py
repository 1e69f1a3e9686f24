"""Where an image is: ``s3://host[:port][/prefix]/bucket/key``, and the same with ``s3+https``.

Guarantees: what `StoreLocation.get_uri` writes, `parse_uri` reads back unchanged; credentials are
never kept, written, logged or shown.

Locations written before glance_store 5.6.0 carry them (``s3://access:secret@host/bucket/key``),
and the secret, which may hold ``/`` and ``+``, is not quoted. A URL parser takes such a slash for
the start of the path, so the text is cut at its last ``@`` instead, which is what Glance does when
it rewrites old locations (``glance.common.store_utils``). It follows that a key cannot contain
``@``; nor ``?`` or ``#``, which the stock driver drops when it reads. A location is refused rather
than written when it could not be read back.
"""

import ipaddress
import re

import glance_store.location
from glance_store import exceptions

SCHEMES = ("s3", "s3+http", "s3+https")

_AUTHORITY = re.compile(
    r"(?P<name>\[(?P<ipv6>[^\s\]@/?#]+)\]|[^\s:@/?#\[\]\\]+)(:(?P<port>[0-9]{1,5}))?"
    r"(?P<prefix>(/[^\s/@?#]+)*)"
)
_MAX_PORT = 65535
_UNREADABLE = re.compile(r"[/@?#\s]")
_HINT = (
    "A location holds its scheme once: write s3+https://s3.amazonaws.com/bucket/key-id, not "
    "s3://https://s3.amazonaws.com/bucket/key-id."
)


def is_host(host: str) -> bool:
    """Tell whether `host` is ``name[:port][/prefix]``; an IPv6 address stands in brackets.

    Text that may be credentials (``access:secret``) is no host: what follows a colon must be a
    port number.
    """
    match = _AUTHORITY.fullmatch(host)
    if match is None or int(match["port"] or 1) not in range(1, _MAX_PORT + 1):
        return False
    if match["ipv6"] is None:
        return True
    try:
        ipaddress.IPv6Address(match["ipv6"])
    except ValueError:
        return False
    return True


def is_segment(text: str) -> bool:
    """Tell whether `text` can be the bucket or the key of a location that is read back.

    ``.`` and ``..`` cannot: in a request's path they are other resources (RFC 3986, 5.2.4).
    """
    return bool(text) and text not in (".", "..") and not _UNREADABLE.search(text)


def split_host(value: str) -> tuple[str, str]:
    """Split the option ``s3_store_host`` into a location's scheme and host.

    :param value: ``[http://|https://]host[:port][/prefix][/]``
    :returns: the scheme, ``s3`` or ``s3+https`` as the stock driver writes them (no scheme means
        plain HTTP there too), and ``host[:port][/prefix]``
    """
    scheme, separator, rest = value.strip().partition("://")
    if not separator:
        return "s3", scheme.strip("/")
    if scheme.lower() not in ("http", "https"):
        return "s3", value  # no host at all, which is_host says of it
    return ("s3+https" if scheme.lower() == "https" else "s3"), rest.strip("/")


def redact(uri: str) -> str:
    """Return `uri` without anything that is, or may be, credentials."""
    scheme, separator, rest = uri.partition("://")
    if not separator:
        return "***"
    if "@" in rest:
        return f"{scheme}://***@{rest.rpartition('@')[2]}"
    if is_host(rest.partition("/")[0]):
        return uri
    return f"{scheme}://***"


class StoreLocation(glance_store.location.StoreLocation):  # type: ignore[misc]
    """The location of one object.

    :ivar scheme: one of `SCHEMES`
    :ivar s3serviceurl: ``host[:port][/prefix]``, never with credentials
    :ivar bucket: the bucket
    :ivar key: the object's key, which is the image's id
    """

    scheme: str
    s3serviceurl: str
    bucket: str
    key: str

    def process_specs(self) -> None:
        """Take the location's fields from `specs`, as `glance_store.driver.Store.add` has them.

        :raises glance_store.exceptions.BadStoreUri: a field would not be read back the same
        """
        scheme = self.specs.get("scheme", "s3")
        host = self.specs.get("s3serviceurl") or ""
        if host.lower().startswith(("http://", "https://")):
            url_scheme, host = split_host(host)
            scheme = "s3+https" if url_scheme == "s3+https" else scheme
        self._set(scheme, host.strip("/"), self.specs.get("bucket"), self.specs.get("key"))

    def get_uri(self) -> str:
        """Return the location as text, without credentials."""
        return f"{self.scheme}://{self.s3serviceurl}/{self.bucket}/{self.key}"

    def parse_uri(self, uri: str) -> None:
        """Read a location, with or without credentials, which are dropped.

        :raises glance_store.exceptions.BadStoreUri: it has another scheme, more than one, or
            lacks host, bucket or key
        """
        self.validate_schemas(uri, valid_schemas=tuple(f"{name}://" for name in SCHEMES))
        scheme, _, rest = uri.partition("://")
        if "://" in rest:
            raise exceptions.BadStoreUri(message=f"{self._malformed(uri)} {_HINT}")
        path = re.split(r"[?#]", rest.rpartition("@")[2], maxsplit=1)[0].strip("/")
        host, _, tail = path.rpartition("/")
        host, _, bucket = host.rpartition("/")
        self._set(scheme, host.strip("/"), bucket, tail, uri)

    def _set(
        self, scheme: str, host: str, bucket: str | None, key: str | None, uri: str = ""
    ) -> None:
        bucket, key = str(bucket or ""), str(key or "")
        if not (is_host(host) and is_segment(bucket) and is_segment(key)):
            uri = uri or f"{scheme}://{host}/{bucket}/{key}"
            raise exceptions.BadStoreUri(message=self._malformed(uri))
        self.scheme, self.s3serviceurl, self.bucket, self.key = scheme, host, bucket, key

    @staticmethod
    def _malformed(uri: str) -> str:
        return f"The Store URI was malformed: {redact(uri)}"

    def __repr__(self) -> str:
        """Show the location; there is nothing secret in it."""
        return f"<{type(self).__name__} {self.get_uri() if hasattr(self, 'key') else 'unset'}>"
