"""The glance_store driver ``s3_fast``: Glance's calls in, an engine's calls out.

It keeps the stock S3 driver's contract (options, locations, return values, exceptions) and adds
reads from an offset. All that moves bytes is in the engines. One instance serves all calls, from
many threads and in forked workers: after it is configured nothing in it changes but the note of
which buckets were seen.
"""

import functools
import logging
from collections.abc import Callable, Iterable
from typing import Any, NoReturn

import glance_store.driver
from glance_store import capabilities, exceptions
from oslo_config import cfg
from oslo_utils import units

from glance_s3_fast import opt_in, type_alias
from glance_s3_fast.config import EngineConfig, load
from glance_s3_fast.credentials import source as credentials_source
from glance_s3_fast.engines import Engine, Reader, Verifier, choose
from glance_s3_fast.errors import EngineError, ErrorKind, to_glance
from glance_s3_fast.location import SCHEMES, StoreLocation
from glance_s3_fast.options import OPTIONS
from glance_s3_fast.response import ResponseIndexable

__all__ = ["Store", "StoreLocation"]

LOG = logging.getLogger(__name__)


def _configured_first(operation: Callable[..., Any]) -> Callable[..., Any]:
    """Have a store that is not configured right say so, before its capabilities are looked at."""

    @functools.wraps(operation)
    def checked(store: "Store", *args: Any, **kwargs: Any) -> Any:
        store._configured()
        return operation(store, *args, **kwargs)

    return checked


class Store(glance_store.driver.Store):  # type: ignore[misc]
    """Images as objects of one bucket of an S3 server."""

    _CAPABILITIES = (
        capabilities.BitMasks.RW_ACCESS
        | capabilities.BitMasks.READ_RANDOM
        | capabilities.BitMasks.DRIVER_REUSABLE
    )
    OPTIONS = OPTIONS
    EXAMPLE_URL = "s3://<S3_URL>/<BUCKET>/<OBJ>"

    # The size of the pieces a download is read in; s3_fast_read_chunk_kib sets an instance's.
    READ_CHUNKSIZE = units.Mi

    # Glance shows these three for every store it lists, also for one that is not configured.
    s3_store_large_object_size = 100 * units.Mi
    s3_store_large_object_chunk_size = 10 * units.Mi
    s3_store_thread_pools = 10

    # What the stock driver knows about itself once it is configured.
    s3_host: str | None = None
    full_s3_host: str | None = None
    scheme: str | None = None
    region_name: str | None = None
    access_key: str | None = None
    secret_key: str | None = None
    bucket: str | None = None

    def __init__(self, conf: Any, backend: str | None = None) -> None:
        """Register the options; `configure` does the rest.

        :param conf: the oslo.config object
        :param backend: the store's identifier, None when there is only one store
        """
        super().__init__(conf, backend=backend)
        self._config: EngineConfig | None = None
        self._engine: Engine | None = None
        self._problem = "configure() was not called"
        self._buckets_seen: set[str] = set()

    @staticmethod
    def get_schemes() -> tuple[str, ...]:
        """Return the schemes of this store's locations, which are the stock driver's."""
        return SCHEMES

    def configure(self, re_raise_bsc: bool = False) -> None:
        """Configure the store; one that is not configured right can no longer be added to.

        :param re_raise_bsc: also raise BadStoreConfiguration
        """
        type_alias.apply(self.conf, self.backend_group)
        super().configure(re_raise_bsc=re_raise_bsc)

    def configure_add(self) -> None:
        """Read the options and choose the engine. Contacts nobody and starts nothing.

        :raises glance_store.exceptions.BadStoreConfiguration: an option is missing or not usable
        """
        self._config = self._engine = None
        try:
            config = load(self.conf, self.backend_group)
            engine = choose(config, credentials_source(config))
        except exceptions.BadStoreConfiguration as err:
            self._problem = err.msg
            raise
        except EngineError as err:
            self._problem = str(err)
            raise exceptions.BadStoreConfiguration(
                store_name=self._name, reason=self._problem
            ) from err
        self._set_stock_attributes(config)
        self._buckets_seen = set()
        self._config, self._engine = config, engine

    def _set_stock_attributes(self, config: EngineConfig) -> None:
        self.scheme, self.bucket = config.scheme, config.bucket
        self.s3_host = config.host
        self.full_s3_host = f"{'https' if config.scheme == 's3+https' else 'http'}://{config.host}"
        self.region_name = config.region_name
        self.access_key, self.secret_key = config.access_key, config.secret_key
        self.s3_store_large_object_size = config.multipart_threshold_bytes
        self.s3_store_large_object_chunk_size = config.part_size_bytes
        self.s3_store_thread_pools = config.parts_in_flight
        self.READ_CHUNKSIZE = config.read_chunk_bytes
        if self.backend_group:
            # Glance finds a store by this beginning of a location. Without the slash, images of a
            # bucket called glance-cold would be taken for those of one called glance.
            self._url_prefix = f"{config.scheme}://{config.host}/{config.bucket}/"

    @property
    def _name(self) -> str:
        return self.backend_group or "glance_store"

    def _configured(self) -> tuple[EngineConfig, Engine]:
        if self._config is None or self._engine is None:
            raise exceptions.BadStoreConfiguration(
                message=f"Store {self._name} cannot be used until its configuration is corrected "
                f"and the service restarted. {self._problem}"
            )
        return self._config, self._engine

    def _fail(self, err: EngineError) -> NoReturn:
        """Raise what Glance is to see for `err`."""
        if err.upload_id is not None:
            LOG.error(
                "Store %s: the multipart upload with upload_id %s of bucket %s, key %s could not "
                "be aborted and may still be open; its parts take up space until it is",
                self._name,
                err.upload_id,
                err.bucket,
                err.key,
            )
        raise to_glance(err, store_name=self._name) from err

    @capabilities.check  # type: ignore[untyped-decorator]
    def get(
        self, location: Any, offset: int = 0, chunk_size: int | None = None, context: Any = None
    ) -> tuple[ResponseIndexable, int]:
        """Begin to read an image.

        :param location: `glance_store.location.Location` of the image
        :param offset: the first byte wanted
        :param chunk_size: how many bytes are wanted from there on, None for all (this is what the
            file store and Glance mean by it)
        :returns: the bytes, as an iterator to be closed when not read to its end, and `chunk_size`
            or else the size of the whole image in bytes
        :raises glance_store.exceptions.NotFound: there is no such image
        :raises glance_store.exceptions.Invalid: `offset` is not before the image's end
        """
        _, engine = self._configured()
        loc = location.store_location
        offset = offset or 0
        if offset < 0 or (chunk_size is not None and chunk_size < 0):
            raise exceptions.Invalid(
                f"Image {loc.key} cannot be read (store {self._name}, bucket {loc.bucket}): "
                f"offset {offset} and length {chunk_size} must not be negative."
            )
        try:
            download = engine.get(
                loc.bucket,
                loc.key,
                offset=offset,
                length=chunk_size,
                chunk_bytes=self.READ_CHUNKSIZE,
            )
        except EngineError as err:
            self._fail(err)
        return ResponseIndexable(download, self._name), chunk_size or download.size_bytes

    def get_size(self, location: Any, context: Any = None) -> int:
        """Return an image's size in bytes.

        :param location: `glance_store.location.Location` of the image
        :raises glance_store.exceptions.NotFound: there is no such image
        """
        _, engine = self._configured()
        loc = location.store_location
        try:
            return engine.size(loc.bucket, loc.key)
        except EngineError as err:
            self._fail(err)

    @capabilities.check  # type: ignore[untyped-decorator]
    def add(  # noqa: PLR0917 - Glance's signature
        self,
        image_id: str,
        image_file: Reader | Iterable[bytes],
        image_size: int | None,
        hashing_algo: str,
        context: Any = None,
        verifier: Verifier | None = None,
    ) -> tuple[str, int, str, str, dict[str, str]]:
        """Store an image.

        :param image_id: the image's id, which becomes the key
        :param image_file: the image's bytes, to be read or iterated over
        :param image_size: their number; 0 or None if it is not known
        :param hashing_algo: the name of a hashlib algorithm
        :param verifier: given all bytes, in order, to check the image's signature
        :returns: the location, the size in bytes, the MD5 and the multihash in hexadecimal, and
            ``{"store": backend}`` if there are several
        :raises glance_store.exceptions.Duplicate: there is such an image already
        :raises glance_store.exceptions.Invalid: there were more or fewer bytes than `image_size`
        :raises glance_store.exceptions.BackendException: the bucket is missing, or S3 failed
        """
        config, engine = self._configured()
        specs = {
            "scheme": config.scheme,
            "s3serviceurl": config.host,
            "bucket": config.bucket,
            "key": image_id,
        }
        loc = StoreLocation(specs, self.conf, backend_group=self.backend_group)
        try:
            self._ensure_bucket(engine, config)
            result = engine.put(
                loc.bucket,
                loc.key,
                image_file,
                size_bytes=image_size or None,
                hashing_algo=hashing_algo,
                verifier=verifier,
            )
        except EngineError as err:
            if err.kind is ErrorKind.NO_SUCH_BUCKET:
                self._buckets_seen.discard(loc.bucket)
            if err.kind is ErrorKind.NOT_FOUND:
                # For Glance, NotFound from an upload means that the image was deleted meanwhile,
                # and it deletes the image then.
                err.kind = ErrorKind.SERVER
            # What the bucket's own requests met names the image, too.
            err.key = err.key or loc.key
            self._fail(err)
        LOG.info(
            "Store %s: wrote %d bytes to bucket %s, key %s (parts: %d)",
            self._name,
            result.size_bytes,
            loc.bucket,
            loc.key,
            result.parts,
        )
        metadata = {"store": self.backend_group} if self.backend_group else {}
        return loc.get_uri(), result.size_bytes, result.checksum, result.multihash, metadata

    def _ensure_bucket(self, engine: Engine, config: EngineConfig) -> None:
        """See that the bucket is there before the source is read, as it cannot be read again.

        Asked until the bucket was seen once: for an object in a missing bucket most servers answer
        no more than 404.

        :raises EngineError: NO_SUCH_BUCKET, it is missing and not to be created
        """
        bucket = config.bucket
        if bucket in self._buckets_seen:
            return
        if not engine.bucket_exists(bucket):
            if not config.create_bucket_on_put:
                raise EngineError(
                    ErrorKind.NO_SUCH_BUCKET,
                    f"the bucket {bucket} does not exist in S3",
                    operation="HeadBucket",
                    bucket=bucket,
                )
            try:
                engine.create_bucket(bucket)
            except EngineError:
                # Another worker may have been faster.
                if not engine.bucket_exists(bucket):
                    raise
            LOG.info("Store %s: created bucket %s", self._name, bucket)
        self._buckets_seen.add(bucket)

    # Such a store may not write, and so not delete either. Glance takes that for an answer and
    # forgets the image, whose object would stay for ever.
    @_configured_first
    @capabilities.check  # type: ignore[untyped-decorator]
    def delete(self, location: Any, context: Any = None) -> None:
        """Delete an image.

        :param location: `glance_store.location.Location` of the image
        :raises glance_store.exceptions.NotFound: there is no such image
        :raises glance_store.exceptions.BadStoreConfiguration: the store is not configured right
        """
        _, engine = self._configured()
        loc = location.store_location
        try:
            engine.delete(loc.bucket, loc.key)
        except EngineError as err:
            self._fail(err)


# glance_store loads this module while it registers options; see `opt_in`.
opt_in.apply(cfg.CONF, Store)
