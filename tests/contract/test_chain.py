"""Keys from botocore's default chain, which change while the store is at work. Both engines.

SeaweedFS takes two pairs of keys. A proxy before it refuses a pair that was withdrawn, as AWS
does, and shows with which pair each request was signed.
"""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from glance_store import exceptions

from contract.conftest import BUCKET, Bucket, Locate, new_store, store_options
from contract.images import MIB, image
from contract.key_services import LASTING_SECS, ROLE_ARN, KeyService, key_service
from contract.proxy import proxy_to
from contract.withdrawing import Withdrawing, access_key, keys_used
from glance_s3_fast.credentials import ChainCredentials
from glance_s3_fast.demo.server import Server, embedded_server
from glance_s3_fast.store import Store

# SeaweedFS knows no session token that it did not give out itself; an empty one is not sent.
FIRST = ("AKIAFIRSTFIRSTFIRST0", "first/secret+of-two-pairs", "")
SECOND = ("AKIASECONDSECONDSEC0", "second/secret+of-two-pairs", "")

# botocore asks for others 10 minutes before the end, so for each signature; the native engine's
# SDK at some moment of the last 10 seconds.
ENDING_SECS = 4.0


@pytest.fixture(scope="module")
def chain_server() -> Iterator[Server]:
    pairs = {access: secret for access, secret, _ in (FIRST, SECOND)}
    with embedded_server(buckets=[BUCKET], more_keys=pairs) as started:
        yield started


@pytest.fixture
def bucket(chain_server: Server) -> Bucket:
    return Bucket(chain_server.client())


@pytest.fixture
def proxy(chain_server: Server) -> Iterator[Withdrawing]:
    with proxy_to(chain_server.endpoint_url, kind=Withdrawing) as running:
        assert isinstance(running, Withdrawing)
        running.withdrawn = set()
        yield running


@pytest.fixture
def store(engine_name: str, chain_server: Server, proxy: Withdrawing) -> Store:
    """Return a store that is configured without keys."""
    options = store_options(chain_server, s3_store_host=proxy.url)
    del options["s3_store_access_key"], options["s3_store_secret_key"]
    return new_store(engine_name, options)


@pytest.fixture
def container(monkeypatch: pytest.MonkeyPatch) -> Iterator[KeyService]:
    with key_service(FIRST, ENDING_SECS) as service:
        monkeypatch.setenv("AWS_CONTAINER_CREDENTIALS_FULL_URI", f"{service.url}/container")
        yield service


@pytest.fixture
def token_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the file in which Kubernetes puts a process's token, and replaces it in time."""
    path = tmp_path / "token"
    path.write_text("the-first-token")
    monkeypatch.setenv("AWS_WEB_IDENTITY_TOKEN_FILE", str(path))
    return path


@pytest.fixture
def web_identity(token_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[KeyService]:
    with key_service(FIRST, ENDING_SECS) as service:
        monkeypatch.setenv("AWS_ROLE_ARN", ROLE_ARN)
        monkeypatch.setenv("AWS_ENDPOINT_URL_STS", service.url)
        monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
        yield service


@pytest.fixture(params=["container", "web_identity"])
def service(request: pytest.FixtureRequest) -> KeyService:
    """Return each of those whose keys change by themselves, in turn."""
    found: KeyService = request.getfixturevalue(request.param)
    return found


@pytest.fixture
def instance(monkeypatch: pytest.MonkeyPatch) -> Iterator[KeyService]:
    with key_service(FIRST, LASTING_SECS) as service:
        monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "false")
        monkeypatch.setenv("AWS_EC2_METADATA_SERVICE_ENDPOINT", service.url)
        yield service


def add(store: Store, key: str, data: bytes) -> None:
    store.add(key, io.BytesIO(data), len(data), "sha512")


def test_keys_are_taken_up_when_they_change(
    store: Store,
    service: KeyService,
    proxy: Withdrawing,
    bucket: Bucket,
    locate: Locate,
    key: str,
) -> None:
    add(store, key, image(1000))
    assert keys_used(proxy) == [FIRST[0]]
    service.replace(SECOND)
    proxy.withdrawn = {FIRST[0]}
    proxy.forget()
    chunks, _ = store.get(locate(store, key))
    assert b"".join(chunks) == image(1000)
    store.delete(locate(store, key))
    assert keys_used(proxy) == [SECOND[0]]
    bucket.assert_nothing_of(key)


def test_keys_that_change_in_the_middle_of_an_upload(
    store: Store, service: KeyService, proxy: Withdrawing, bucket: Bucket, key: str
) -> None:
    data = image(23 * MIB)
    reader = io.BytesIO(data)

    class Changing:
        """An image in the middle of which the process gets other keys."""

        def read(self, size: int) -> bytes:
            if reader.tell() >= 12 * MIB and service.keys == FIRST:
                service.replace(SECOND)
            return reader.read(size)

    store.add(key, Changing(), len(data), "sha512")
    assert bucket.read(key) == data
    by_operation: dict[str, set[str]] = {}
    for request in proxy.requests:
        by_operation.setdefault(request.operation, set()).add(access_key(request))
    assert by_operation["CreateMultipartUpload"] == {FIRST[0]}
    # Those on their way at that moment may go on with the keys that they were signed with.
    assert SECOND[0] in by_operation["UploadPart"]
    assert by_operation["CompleteMultipartUpload"] == {SECOND[0]}
    bucket.client.delete_object(Bucket=BUCKET, Key=key)


def test_an_instances_keys_by_imdsv2(
    store: Store, instance: KeyService, proxy: Withdrawing, bucket: Bucket, key: str
) -> None:
    add(store, key, image(1000))
    assert keys_used(proxy) == [FIRST[0]]
    # A token first, then the role and its keys; once, as they last.
    assert [question.partition(" ")[0] for question in instance.asked] == ["PUT", "GET", "GET"]
    assert bucket.read(key) == image(1000)
    bucket.client.delete_object(Bucket=BUCKET, Key=key)


def test_an_instances_keys_are_asked_for_again_when_they_end(instance: KeyService) -> None:
    chain = ChainCredentials(BUCKET)
    first = chain.get()
    assert (first.access_key, first.secret_key) == FIRST[:2]
    instance.keys = SECOND
    assert chain.get() == first  # not before they end
    assert chain._process is not None
    found: Any = chain._process.found
    found._expiry_time -= found._expiry_time - found._time_fetcher()  # as if time had passed
    assert chain.get().access_key == SECOND[0]


def test_a_session_token_is_sent(
    store: Store, container: KeyService, proxy: Withdrawing, key: str
) -> None:
    container.keys = (*FIRST[:2], "a-session-token")
    proxy.withdrawn = {FIRST[0]}  # SeaweedFS would refuse it as well
    with pytest.raises(exceptions.Forbidden):
        add(store, key, b"image")
    sent = {request.headers["x-amz-security-token"] for request in proxy.requests}
    assert sent == {"a-session-token"}


def test_a_file_with_other_keys_is_read_when_the_old_ones_are_refused(
    store: Store,
    proxy: Withdrawing,
    bucket: Bucket,
    key: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = tmp_path / "credentials"
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(path))
    monkeypatch.setenv("AWS_PROFILE", "images")

    def write(keys: tuple[str, str, str]) -> None:
        path.write_text(
            f"[images]\naws_access_key_id = {keys[0]}\naws_secret_access_key = {keys[1]}\n"
        )

    write(FIRST)
    add(store, key, image(1000))
    write(SECOND)
    proxy.withdrawn = {FIRST[0]}
    proxy.forget()
    add(store, f"{key}-2", image(1000))
    assert keys_used(proxy) == [FIRST[0], SECOND[0]]
    for name in (key, f"{key}-2"):
        assert bucket.read(name) == image(1000)
        bucket.client.delete_object(Bucket=BUCKET, Key=name)


def test_keys_that_have_ended_are_said_to(
    store: Store, container: KeyService, proxy: Withdrawing, key: str
) -> None:
    container.lasts_secs = -60
    with pytest.raises(exceptions.GlanceStoreException, match="still expired") as caught:
        add(store, key, b"image")
    assert FIRST[1] not in str(caught.value)
    assert proxy.requests == []


def test_a_token_that_was_replaced_is_read_anew(
    store: Store, web_identity: KeyService, token_path: Path, bucket: Bucket, key: str
) -> None:
    add(store, key, image(1000))
    assert set(web_identity.tokens) == {"the-first-token"}
    token_path.write_text("the-second-token")
    bucket.client.delete_object(Bucket=BUCKET, Key=key)
    web_identity.tokens.clear()
    add(store, key, image(1000))
    assert set(web_identity.tokens) == {"the-second-token"}
    bucket.client.delete_object(Bucket=BUCKET, Key=key)


@pytest.mark.parametrize(
    ("token", "says"), [("an-old-token", "ExpiredToken"), (None, "No such file")]
)
def test_a_token_that_does_not_do_is_said_to(
    *,
    store: Store,
    web_identity: KeyService,
    token_path: Path,
    proxy: Withdrawing,
    key: str,
    token: str | None,
    says: str,
) -> None:
    web_identity.expired_token = token
    if token is None:
        token_path.unlink()
    else:
        token_path.write_text(token)
    with pytest.raises(
        exceptions.GlanceStoreException, match=f"credential chain.*{says}"
    ) as caught:
        add(store, key, b"image")
    assert str(token) not in str(caught.value)
    assert proxy.requests == []
