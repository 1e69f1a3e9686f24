"""The boto3 engine's requests where a server's answer lacks what S3 always gives."""

from collections.abc import Callable, Iterator

import boto3
import pytest
from botocore.stub import Stubber

from glance_s3_fast.config import EngineConfig
from glance_s3_fast.engines.boto3_requests import ObjectRequests
from glance_s3_fast.errors import EngineError, ErrorKind


@pytest.fixture
def stub() -> Iterator[Stubber]:
    client = boto3.session.Session("access", "secret", region_name="us-east-1").client("s3")
    with Stubber(client) as stubber:
        yield stubber


@pytest.fixture
def requests(stub: Stubber, load: Callable[..., EngineConfig]) -> ObjectRequests:
    return ObjectRequests(stub.client, load(), "glance", "image")


def test_an_object_without_a_size_is_there_but_has_none(
    stub: Stubber, requests: ObjectRequests
) -> None:
    stub.add_response("head_object", {})
    found = requests.head()
    assert found is not None
    assert found.size_bytes is None
    stub.add_response("head_object", {})
    with pytest.raises(EngineError, match="no Content-Length") as caught:
        requests.size()
    assert caught.value.kind is ErrorKind.SERVER


def test_a_status_that_stands_for_the_code_is_taken_for_the_status(
    stub: Stubber, requests: ObjectRequests
) -> None:
    stub.add_client_error("head_object", service_error_code="404", http_status_code=400)
    assert requests.head() is None
    stub.add_client_error("head_object", service_error_code="403", http_status_code=400)
    with pytest.raises(EngineError) as caught:
        requests.head()
    assert (caught.value.kind, caught.value.status, caught.value.code) == (
        ErrorKind.FORBIDDEN,
        403,
        None,
    )
