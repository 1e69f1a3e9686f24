"""The differences between our requests and the stock driver's, as the stock tests see them.

The stock driver's tests write down every request and its fields beforehand (`botocore.stub`). Ours
differ on purpose in a few, each a class here. `Adjusted` makes a stub expect them, so that the
rest of such a test, what it stores and returns and raises, can be held against our driver too.
"""

from typing import Any, ClassVar

from botocore.stub import ANY, Stubber

ETAG = '"an ETag"'


class Difference:
    """Does with a stub's declarations what our driver does otherwise. `why` goes into reports."""

    why: ClassVar[str]

    @staticmethod
    def response(
        stubber: "Adjusted", method: str, answer: dict[str, Any], fields: dict[str, Any] | None
    ) -> bool:
        """Change `answer` and the expected `fields`; True when the request is not made at all."""
        return False

    @staticmethod
    def error(stubber: "Adjusted", method: str, options: dict[str, Any]) -> str:
        """Return which request meets with the error."""
        return method

    @staticmethod
    def declared(stubber: "Adjusted", method: str) -> None:
        """Declare what follows on a request."""


class NoHeadBeforeGet(Difference):
    why = "a missing image is found by the GetObject itself: one request less"

    @staticmethod
    def response(
        stubber: "Adjusted", method: str, answer: dict[str, Any], fields: dict[str, Any] | None
    ) -> bool:
        return method == "head_object"

    @staticmethod
    def error(stubber: "Adjusted", method: str, options: dict[str, Any]) -> str:
        return "get_object" if method == "head_object" else method


class CreateOnly(Difference):
    why = (
        "an upload never overwrites (If-None-Match), and marks its object (metadata) so that it "
        "is known again when an answer was lost; an answer without an ETag is not believed"
    )

    @staticmethod
    def response(
        stubber: "Adjusted", method: str, answer: dict[str, Any], fields: dict[str, Any] | None
    ) -> bool:
        added: dict[str, dict[str, Any]] = {
            "put_object": {"Metadata": ANY, "IfNoneMatch": "*", "ContentLength": ANY},
            "create_multipart_upload": {"Metadata": ANY},
            "complete_multipart_upload": {"IfNoneMatch": "*"},
        }
        if fields is not None:
            fields.update(added.get(method, {}))
        if method == "put_object":
            answer.setdefault("ETag", ETAG)
        return False


class PartsMatter(Difference):
    why = (
        "a part that fails fails its upload; the stock tests of a wrong size declare no parts, "
        "and the stock driver does not notice that none was stored"
    )

    @staticmethod
    def declared(stubber: "Adjusted", method: str) -> None:
        if method == "create_multipart_upload":
            for _ in range(3):
                stubber.add_response("upload_part", {"ETag": ETAG})


class LooksAroundComplete(Difference):
    why = (
        "servers let two Completes of one key pass at the same moment, so the object is looked "
        "for before and after; afterwards, it is ours by its mark or by Complete's ETag"
    )

    @staticmethod
    def response(
        stubber: "Adjusted", method: str, answer: dict[str, Any], fields: dict[str, Any] | None
    ) -> bool:
        if method == "complete_multipart_upload":
            stubber.add_client_error("head_object", service_error_code="404")
            answer["ETag"] = ETAG
        return False

    @staticmethod
    def declared(stubber: "Adjusted", method: str) -> None:
        if method == "complete_multipart_upload":
            # Without a mark, as nothing tells the stub which one it should be.
            stubber.add_response("head_object", {"ETag": ETAG})


class EmptyInOnePut(Difference):
    why = (
        "an image of no bytes is put as it is, no multipart upload being opened and aborted first"
    )

    @staticmethod
    def response(
        stubber: "Adjusted", method: str, answer: dict[str, Any], fields: dict[str, Any] | None
    ) -> bool:
        if method == "put_object" and fields is not None:
            fields["Body"] = ANY
        return method in ("create_multipart_upload", "abort_multipart_upload")


class ReadsOneMebibyte(Difference):
    why = (
        "1 MiB is read at a time, because larger reads are quadratic inside Glance; the stock "
        "test counts in the stock driver's WRITE_CHUNKSIZE"
    )


class Adjusted(Stubber):
    """A stub whose declarations are changed by `differences` as they are made."""

    differences: ClassVar[tuple[type[Difference], ...]] = ()

    def add_response(
        self,
        method: str,
        service_response: dict[str, Any],
        expected_params: dict[str, Any] | None = None,
    ) -> None:
        answer = dict(service_response)
        fields = None if expected_params is None else dict(expected_params)
        left_out = [each.response(self, method, answer, fields) for each in self.differences]
        if any(left_out):
            return
        super().add_response(method, answer, fields)
        for each in self.differences:
            each.declared(self, method)

    def add_client_error(self, method: str, *arguments: Any, **options: Any) -> None:
        for each in self.differences:
            method = each.error(self, method, options)
        super().add_client_error(method, *arguments, **options)
