"""Reads single options of a store, and words what is wrong with one.

Every error is BadStoreConfiguration and names the section, the option, the value (never a
secret's) and the values allowed. What oslo.config itself raises does not get out, as it may quote
a part of a secret.
"""

import re
from typing import Any

from glance_store import exceptions
from glance_store.driver import BackendGroupConfiguration
from oslo_config import cfg

from glance_s3_fast import options


class OptionReader:
    """Gives a store's options, each checked, and says what is wrong with one that is not right."""

    def __init__(self, conf: Any, backend_group: str | None) -> None:
        """Read the options of a backend; None is the only store's."""
        self.store_name = self.group = backend_group or "glance_store"
        self._conf = conf
        try:
            # As the stock driver: the backend's own section, then [backend_defaults].
            self._values = (
                BackendGroupConfiguration(options.OPTIONS, backend_group, conf=conf)
                if backend_group
                else conf.glance_store
            )
        except cfg.Error as err:
            raise self.error(f"the options of [{self.group}] are not registered: {err}") from err

    def error(self, reason: str) -> Exception:
        """Return what to raise for `reason`."""
        return exceptions.BadStoreConfiguration(store_name=self.store_name, reason=reason)  # type: ignore[no-any-return]

    def bad(self, name: str, value: object, allowed: str) -> Exception:
        """Return what to raise for an option whose value is not among those allowed."""
        return self.error(f"[{self.group}] {name} is {value!r}; possible values: {allowed}.")

    def missing(self, name: str, hint: str = "") -> Exception:
        """Return what to raise for an option that has to be set."""
        return self.error(f"Could not find {name} in configuration options.{hint}")

    def value(self, name: str, allowed: str) -> Any:
        """Return an option's value as oslo.config converts it."""
        try:
            return getattr(self._values, name)
        except ValueError as err:
            raise self.bad(name, self._as_written(name), allowed) from err
        except cfg.Error as err:
            if getattr(err, "opt_name", None) == name:
                raise self.error(f"[{self.group}] {name} is not registered.") from err
            # oslo.config takes what follows a $ for another option's name, and quotes it in its
            # error; it may be part of a secret.
            raise self.error(
                f"[{self.group}] {name} refers to an unknown option with a '$'; a '$' of its own "
                "is written '$$'."
            ) from None

    def _as_written(self, name: str) -> object:
        """Find the text that oslo.config could not convert; its error does not always show it."""
        try:
            raw = cfg.ConfigOpts()
            for group in (self.group, "backend_defaults"):
                raw.register_opt(cfg.StrOpt(name), group=group)
            raw(
                args=[],
                default_config_files=list(self._conf.config_file or ()),
                default_config_dirs=list(self._conf.config_dir or ()),
            )
            return raw[self.group][name] or raw["backend_defaults"][name] or "not valid"
        except Exception:  # only the message depends on it
            return "not valid"

    def text(self, name: str, pattern: re.Pattern[str] | None = None, allowed: str = "") -> str:
        """Return a text that is empty or matches `pattern`."""
        value = self.value(name, allowed) or ""
        if value and pattern is not None and not pattern.fullmatch(value):
            raise self.bad(name, value, allowed)
        return str(value)

    def flag(self, name: str) -> bool:
        """Return a Boolean."""
        return bool(self.value(name, "true, false"))

    def choice(self, name: str) -> str:
        """Return one of the option's `options.CHOICES`."""
        value = self.value(name, options.allowed(name))
        if value not in options.CHOICES[name]:
            raise self.bad(name, value, options.allowed(name))
        return str(value)

    def number(self, name: str) -> float:
        """Return a number in the option's `options.RANGES`."""
        low, high, _ = options.RANGES[name]
        value = self.value(name, options.allowed(name))
        if value is None or not low <= value <= high:  # also refuses NaN
            raise self.bad(name, value, options.allowed(name))
        return float(value)

    def integer(self, name: str) -> int:
        """Return the same as an integer."""
        return int(self.number(name))
