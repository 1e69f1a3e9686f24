"""A proxy before a server that withdraws keys, as AWS does, and shows who signed what."""

import itertools

from contract.proxy import Fault, Proxy, Request, error


class Withdrawing(Proxy):
    """A proxy that refuses requests signed with an access key of `withdrawn`."""

    withdrawn: set[str]

    def fault_for(self, request: Request) -> Fault | None:
        super().fault_for(request)
        if access_key(request) in self.withdrawn:
            return Fault("", answer=(403, error("InvalidAccessKeyId")))
        return None


def access_key(request: Request) -> str:
    """Return the access key that a request was signed with."""
    return request.headers["authorization"].partition("Credential=")[2].partition("/")[0]


def keys_used(proxy: Proxy) -> list[str]:
    """Return which pairs the requests were signed with, one after the other."""
    return [key for key, _ in itertools.groupby(access_key(one) for one in proxy.requests)]
