"""What botocore's exceptions stand for where one class of them is of two kinds."""

from collections.abc import Callable

import pytest
from botocore.exceptions import SSLError

from glance_s3_fast.config import EngineConfig
from glance_s3_fast.engines.boto3_errors import translated
from glance_s3_fast.errors import EngineError, ErrorKind


@pytest.mark.parametrize(
    ("reason", "kind"),
    [
        ("certificate verify failed: unknown authority", ErrorKind.TLS),
        ("EOF occurred in violation of protocol", ErrorKind.CONNECTION),
    ],
)
def test_a_tls_connection_that_breaks_off_is_a_lost_one(
    load: Callable[..., EngineConfig], reason: str, kind: ErrorKind
) -> None:
    failure = SSLError(endpoint_url="https://s3.test", error=reason)
    about_an_object = translated("HeadObject", "glance", "image", config=load())
    with pytest.raises(EngineError, match=reason) as caught, about_an_object:
        raise failure
    assert caught.value.kind is kind
