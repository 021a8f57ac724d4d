"""Settings come from the environment: `SOUK_<NAME>`, or the file that `SOUK_<NAME>_FILE` names (for secrets)."""

from __future__ import annotations

import os
import platform
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

import msgspec

PREFIX = "SOUK_"
SECRET_LENGTH_MIN = 32


class SettingsError(Exception):
    """A setting is missing or wrong; the message is one readable line."""


class Service(msgspec.Struct, kw_only=True, frozen=True):
    """What every service reads. A service adds its own members, each with a default."""

    mongodb_url: str
    nats_url: str
    nats_replicas: int = 1
    valkey_url: str
    internal_url: str
    """HAProxy's loopback frontend, which routes calls between services by name."""
    secret: str
    """The root secret of the installation; every key is derived from it (`souk.serving.derived`)."""
    instance: str = msgspec.field(default_factory=platform.node)
    host: str = "127.0.0.1"
    port: int = 0
    log_level: str = "info"
    public_url: str = "http://127.0.0.1:8080"


S = TypeVar("S", bound=msgspec.Struct)


def load(cls: type[S], environment: Mapping[str, str] | None = None) -> S:
    """Read a settings class from the environment.

    Raises `SettingsError` naming the variable that is missing or wrong; a secret's value is never repeated.
    """
    env = os.environ if environment is None else environment
    values: dict[str, str] = {}
    for field in msgspec.structs.fields(cls):
        name = PREFIX + field.name.upper()
        if name in env:
            values[field.name] = env[name]
        elif f"{name}_FILE" in env:
            try:
                values[field.name] = Path(env[f"{name}_FILE"]).read_text(encoding="utf-8").strip()
            except OSError as error:
                raise SettingsError(f"{name}_FILE cannot be read: {env[f'{name}_FILE']}: {error.strerror}") from None
        elif field.required:
            raise SettingsError(f"{name} is not set")
    try:
        loaded = msgspec.convert(values, cls, strict=False)
    except msgspec.ValidationError as error:
        raise SettingsError(f"the settings are wrong: {error}") from None
    if isinstance(loaded, Service) and min(map(len, loaded.secret.split()), default=0) < SECRET_LENGTH_MIN:
        raise SettingsError(f"{PREFIX}SECRET must have at least {SECRET_LENGTH_MIN} characters")
    return loaded
