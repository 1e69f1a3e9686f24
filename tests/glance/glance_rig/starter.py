"""A glance-api of a test's own: configured as the test wants it, and started more than once."""

import contextlib
import dataclasses
import shutil
from collections.abc import Iterator
from pathlib import Path

from glance_rig import process, secrets
from glance_rig.buckets import Buckets
from glance_rig.configuration import S3, Setup
from glance_rig.nothing_left import assert_nothing_left
from glance_rig.process import Glance

LOG_TAIL_CHARACTERS = 20_000


@dataclasses.dataclass
class Starter:
    """Starts one glance-api after the other, all on the same buckets.

    :ivar database: what the next one begins with
    :ivar folder: where the database is kept from one to the next
    :ivar base: where the folder of each is made
    :ivar created: the ids of all images that were created
    :ivar log: the end of Glance's log, when something failed while it ran
    """

    s3: S3
    buckets: Buckets
    database: Path
    folder: Path
    base: str | None
    created: list[str] = dataclasses.field(default_factory=list)
    log: str = ""

    @contextlib.contextmanager
    def __call__(self, setup: Setup, *, keep: bool = False) -> Iterator[Glance]:
        """Run a glance-api.

        :param keep: images and database stay for the next one; else nothing may be left at the end
        """
        with process.running(self.s3, setup, self.database, base=self.base) as glance:
            try:
                yield glance
                if keep:
                    kept = self.folder / "kept.sqlite"
                    shutil.copy(glance.directory / "glance.sqlite", kept)
                    self.database = kept
                else:
                    assert_nothing_left(glance, self.buckets)
            except BaseException:
                text = glance.log_path.read_text(errors="replace")
                self.log = text[-LOG_TAIL_CHARACTERS:]
                raise
            finally:
                self.created += glance.api.created
                secrets.look(glance)
