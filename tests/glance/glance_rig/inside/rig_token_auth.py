"""Keystone's place in the pipeline: believes a token ``user:project:role,role``.

Glance's pipeline without authentication gives nobody a role, so no call that is an admin's can be
tried with it. Each answer also names the process that gave it, so that a test can see that all
workers took part.
"""

import os
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import unquote

Environment = dict[str, Any]
Headers = list[tuple[str, str]]
Application = Callable[[Environment, Any], Iterable[bytes]]

WORKER_HEADER = "X-Rig-Worker"


class TokenAuth:
    """Sets the headers that Keystone's own middleware sets (keystonemiddleware.auth_token)."""

    def __init__(self, application: Application) -> None:
        self._application = application

    def __call__(self, environment: Environment, start_response: Any) -> Iterable[bytes]:
        # glanceclient quotes the token, as if it were a part of a URL.
        token = unquote(environment.get("HTTP_X_AUTH_TOKEN", ""))
        if token.count(":") == 2:
            user, project, roles = token.split(":")
            environment |= {
                "HTTP_X_IDENTITY_STATUS": "Confirmed",
                "HTTP_X_USER_ID": user,
                "HTTP_X_PROJECT_ID": project,
                "HTTP_X_ROLES": roles,
            }

        def start(status: str, headers: Headers, *error: Any) -> Any:
            return start_response(status, [*headers, (WORKER_HEADER, str(os.getpid()))], *error)

        return self._application(environment, start)


def filter_factory(_global: dict[str, str], **_local: str) -> type[TokenAuth]:
    """Make the filter for PasteDeploy."""
    return TokenAuth
