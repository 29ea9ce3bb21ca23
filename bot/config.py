"""All settings: read once, from the environment and `.env`, every fault reported at once."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from dotenv import dotenv_values
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator

from bot.errors import SettingsError

ENV_FILE = Path(".env")

# Part of the published contract, but this version does not act on them: an owner who sets one is told so.
NOT_BUILT = (
    "DATABASE_URL",
    "DEFAULT_TIMEZONE",
    "DEFAULT_DIGEST_TIME",
    "DEFAULT_LANGUAGE",
    "WEBHOOK_URL",
    "WEBHOOK_LISTEN",
    "WEBHOOK_SECRET",
    "METRICS_LISTEN",
    "FETCH_ALLOW_NETWORKS",
)


class Settings(BaseModel):
    """The settings of one process. Frozen: nothing changes them after the start."""

    # A mistyped token must not be echoed into a log, so a fault never shows the value.
    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    telegram_bot_token: SecretStr | None = None
    telegram_api_url: str = "https://api.telegram.org"
    telegram_proxy: SecretStr | None = None
    data_dir: Path = Path("data")
    seeds_dir: Path = Path("seeds")
    access: Literal["owner", "public"] = "owner"
    owner_ids: frozenset[int] = frozenset()
    # Telegram allows a bot about 30 messages a second; 25 leaves room for its own counting.
    send_rate: Annotated[float, Field(ge=0.1, le=1000)] = 25
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    log_format: Literal["text", "json"] = "text"

    @field_validator("telegram_bot_token")
    @classmethod
    def _token_shape(cls, value: SecretStr | None) -> SecretStr | None:
        number, _, secret = value.get_secret_value().partition(":") if value else ("0", ":", "-")
        if not number.isdecimal() or not secret or any(c.isspace() or c == "/" for c in secret):
            raise ValueError("this is not a bot token; one looks like 123456789:AAF-…, from @BotFather")
        return value

    @field_validator("telegram_api_url")
    @classmethod
    def _api_url(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")):
            raise ValueError("must begin with http:// or https://")
        return value.rstrip("/")

    @field_validator("telegram_proxy")
    @classmethod
    def _proxy_url(cls, value: SecretStr | None) -> SecretStr | None:
        if value and not value.get_secret_value().startswith(("http://", "https://", "socks5://")):
            raise ValueError("must begin with http://, https:// or socks5://")
        return value

    @field_validator("owner_ids", mode="before")
    @classmethod
    def _owner_list(cls, value: object) -> object:
        parts = str(value).replace(",", " ").split()
        if any(not part.isdecimal() for part in parts):
            raise ValueError("must be Telegram user numbers with commas between them, as in 12345,67890")
        return frozenset(map(int, parts))

    @field_validator("access", "log_format", mode="before")
    @classmethod
    def _lower(cls, value: object) -> str:
        return str(value).lower()

    @field_validator("log_level", mode="before")
    @classmethod
    def _upper(cls, value: object) -> str:
        return str(value).upper()


def load_settings(environ: Mapping[str, str] = os.environ, env_file: Path = ENV_FILE) -> Settings:
    """Read the settings, or raise `SettingsError` with a line for every fault.

    A variable of the environment wins over the same one in `env_file`; `NAME_FILE=/path` gives the
    setting NAME from a file, as containers hand over secrets. An empty value counts as not given.
    """
    given = _given(environ, env_file)
    values: dict[str, str] = {}
    faults: list[str] = []
    for field in Settings.model_fields:
        name = field.upper()
        if name in given:
            values[field] = given[name]
        elif path := given.get(f"{name}_FILE"):
            try:
                values[field] = Path(path).read_text("utf-8").strip()
            except (OSError, UnicodeDecodeError) as error:
                faults.append(f"{name}_FILE: the file {path} cannot be read ({_reason(error)})")
    try:
        settings = Settings.model_validate(values)
    except ValidationError as error:
        faults += map(_fault, error.errors())
    if faults:
        raise SettingsError("\n".join(faults))
    return settings


def not_built_settings(environ: Mapping[str, str] = os.environ, env_file: Path = ENV_FILE) -> list[str]:
    """Names of settings that are given but that this version does not act on."""
    given = _given(environ, env_file)
    return [name for name in NOT_BUILT if name in given]


def _given(environ: Mapping[str, str], env_file: Path) -> dict[str, str]:
    try:
        from_file = dotenv_values(env_file)
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{env_file} cannot be read ({_reason(error)})") from error
    merged = {**from_file, **environ}
    return {name: value.strip() for name, value in merged.items() if value and value.strip()}


def _fault(fault: Any) -> str:  # noqa: ANN401  (a mapping of pydantic's own)
    return f"{str(fault['loc'][0]).upper()}: {fault['msg'].removeprefix('Value error, ')}"


def _reason(error: OSError | UnicodeDecodeError) -> str:
    return "not UTF-8 text" if isinstance(error, UnicodeDecodeError) else error.strerror or "unknown reason"
