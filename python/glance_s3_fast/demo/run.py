"""The demo itself: which steps, in which order, shown and measured."""

import contextlib
import dataclasses
import uuid
from collections.abc import Iterator
from pathlib import Path

from rich import progress
from rich.console import Console

from glance_s3_fast.demo import conf, image, setting, steps
from glance_s3_fast.demo.buckets import Buckets
from glance_s3_fast.demo.measure import Cost, measured
from glance_s3_fast.demo.report import Operation, Report

MIB = 1024 * 1024
DEFAULT_SIZE_MIB = 256
HASHES = ("size", "MD5", "SHA-512")


@dataclasses.dataclass(frozen=True, slots=True)
class Options:
    """What the user asked for. `endpoint` None is the embedded server, `image` None a made one."""

    image: Path | None = None
    endpoint: str | None = None
    engine: str = "auto"
    size_mib: int = DEFAULT_SIZE_MIB


class Demo:
    """One run on a server that is up, in a folder and in buckets that others clear away."""

    def __init__(self, options: Options, console: Console, folder: Path, buckets: Buckets) -> None:
        """Say what happens on `console`."""
        self._options, self._console = options, console
        self._folder, self._buckets = folder, buckets
        self._engines: dict[str, str] = {}
        self.operations: list[Operation] = []

    def _step(self, text: str) -> None:
        self._console.print(f"[bold]==>[/bold] {text}", highlight=False, soft_wrap=True)

    def _line(self, text: str) -> None:
        self._console.print(f"    {text}", markup=False, highlight=False, soft_wrap=True)

    @contextlib.contextmanager
    def _bar(self, title: str, total_bytes: int) -> Iterator[steps.Told]:
        columns = (
            progress.TextColumn("    {task.description:16}"),
            progress.BarColumn(),
            progress.DownloadColumn(binary_units=True),
            progress.TimeElapsedColumn(),
        )
        with progress.Progress(*columns, console=self._console) as bars:
            task = bars.add_task(title, total=total_bytes)
            yield lambda count: bars.advance(task, count)

    def prepare_image(self) -> image.Image:
        """Make or take the image, and have Glance's inspector look at it."""
        path = self._options.image
        if path is None:
            path = self._folder / "image.raw"
            size_bytes = self._options.size_mib * MIB
            self._step(f"Making a disk image of {self._options.size_mib} MiB")
            with self._bar("make", size_bytes) as told:
                image.make_gpt_image(path, size_bytes, told)
        self._step("Having Glance's format inspector look at it, and hashlib compute checksums")
        with self._bar("inspect", path.stat().st_size) as told:
            inspected = image.inspect(path, told)
        self._line(f"format {inspected.format}, safe, {inspected.size_bytes:,} bytes")
        return inspected

    def load_stores(self, endpoint: conf.Endpoint) -> None:
        """Write and show glance-api.conf, and load its stores as Glance does."""
        path = self._folder / "glance-api.conf"
        datadir = self._folder / conf.FILE_STORE
        datadir.mkdir()
        text = conf.glance_api_conf(endpoint, self._buckets.names, datadir, self._options.engine)
        conf.write(path, text)
        self._step(f"Loading {path} through oslo.config and glance_store.multi_backend")
        for line in conf.masked(text).splitlines():
            self._line(line)
        self._engines = {name: conf.engine_name(store) for name, store in conf.load(path).items()}

    @contextlib.contextmanager
    def _operation(
        self, name: str, store: str, size_bytes: int, checked: tuple[str, ...]
    ) -> Iterator[tuple[Operation, steps.Told]]:
        operation = Operation(name, store, self._engines[store], size_bytes, Cost(), checked)
        with self._bar(f"{name} {store}", size_bytes) as told, measured(operation.cost):
            yield operation, told
        self.operations.append(operation)

    def transfer(self, subject: image.Image) -> None:
        """Upload, read back, copy, read the copies, delete, and see that all is gone."""
        image_id = str(uuid.uuid4())
        size = subject.size_bytes
        first, *others = conf.STORES
        locations: dict[str, str] = {}

        self._step(f"Uploading it to '{first}' as image {image_id}, and reading it back")
        with self._operation("upload", first, size, HASHES) as (operation, told):
            locations[first] = steps.upload(subject, image_id, first, told)
        operation.parts = self._buckets.parts(first, image_id)
        self._line(locations[first])
        with self._operation("read", first, size, ("every byte", *HASHES)) as (_, told):
            steps.compare(subject, locations[first], first, told)

        for store in others:
            self._step(f"Copying it from '{first}' to '{store}', and reading it back")
            with self._operation("copy", store, size, HASHES) as (operation, told):
                source = (locations[first], first)
                locations[store] = steps.copy(subject, image_id, source, store, told)
            if store in self._buckets.names:
                operation.parts = self._buckets.parts(store, image_id)
            self._line(locations[store])
            with self._operation("read", store, size, ("every byte", *HASHES)) as (_, told):
                steps.compare(subject, locations[store], store, told)

        self._step("Deleting it everywhere")
        for store, uri in locations.items():
            with measured(cost := Cost()):
                steps.delete(uri, store)
            self._line(f"'{store}' answers NotFound to get, get_size and delete")
            self.operations.append(
                Operation("delete", store, self._engines[store], 0, cost, ("NotFound",))
            )

    def nothing_left(self) -> None:
        """See that no object, no open upload and no file is left of the image."""
        left = self._buckets.left_over()
        left += [f"file {path}" for path in (self._folder / conf.FILE_STORE).iterdir()]
        if left:
            raise steps.MismatchError(f"this is left behind: {', '.join(left)}")
        self._line("no object, no open multipart upload and no file is left")


def run(options: Options, console: Console) -> Report:
    """Run the demo; leave no process, file, bucket, object or open upload, however it ends.

    :raises SettingError: it cannot run here
    :raises ServerError: the embedded server cannot be started
    :raises ImageRejectedError: Glance would not take the image
    :raises StoreDisabledError: a store cannot be used
    :raises MismatchError: something is not what it must be
    :raises glance_store.exceptions.GlanceStoreException: a store's own error
    """
    image_bytes = options.image.stat().st_size if options.image else options.size_mib * MIB
    copies_here = 1 + (options.image is None) + 2 * (options.endpoint is None)
    setting.require_space(image_bytes * copies_here)
    server = options.endpoint or "SeaweedFS, embedded"
    console.print(f"[bold]==>[/bold] S3 server: {server}", highlight=False)
    with (
        setting.server_and_folder(options.endpoint) as (endpoint, folder),
        setting.demo_buckets(endpoint, console) as buckets,
    ):
        demo = Demo(options, console, folder, buckets)
        subject = demo.prepare_image()
        demo.load_stores(endpoint)
        demo.transfer(subject)
        demo.nothing_left()
    return Report(
        server,
        subject.format,
        subject.size_bytes,
        subject.md5,
        subject.sha512,
        tuple(demo.operations),
    )
