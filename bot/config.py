"""All settings: read once, from the environment and `.env`, every fault reported at once."""

import os
import re
from collections.abc import Mapping
from datetime import datetime, time
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import parse_qs, unquote, urlsplit

from dotenv import dotenv_values
from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, ValidationInfo, field_validator

from bot.addresses import Listen, check_address
from bot.digest.zone_names import is_zone
from bot.errors import SettingsError
from bot.render.languages import ENGLISH, LANGUAGES

ENV_FILE = Path(".env")


class Settings(BaseModel):
    """The settings of one process. Frozen: nothing changes them after the start."""

    # A mistyped token must not be echoed into a log, so a fault never shows the value.
    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)

    telegram_bot_token: SecretStr | None = None
    telegram_api_url: str = "https://api.telegram.org"
    telegram_proxy: SecretStr | None = None
    # A PostgreSQL server in place of the file in `data_dir`; the address may hold a password.
    database_url: SecretStr | None = None
    data_dir: Path = Path("data")
    seeds_dir: Path = Path("seeds")
    access: Literal["owner", "invite", "public"] = "owner"
    owner_ids: frozenset[int] = frozenset()
    # When a chat gets its digest until it says otherwise.
    default_timezone: str = "UTC"
    default_digest_time: time = time(8)
    # The language of the interface where nobody said or chose another.
    default_language: str = ENGLISH
    # Telegram allows a bot about 30 messages a second; 25 leaves room for its own counting.
    send_rate: Annotated[float, Field(ge=0.1, le=1000)] = 25
    # Networks whose addresses may be opened although they are private, and at any port.
    fetch_allow_networks: frozenset[IPv4Network | IPv6Network] = frozenset()
    # Updates come to this address in place of being asked for; a proxy in front of it has the certificate.
    webhook_url: str | None = None
    webhook_listen: Listen = Listen("127.0.0.1", 8443)
    # What Telegram sends along, so that nobody else can; made of the token where it is not given.
    webhook_secret: SecretStr | None = None
    # Where metrics, health and the status page are; nowhere where it is not given.
    metrics_listen: Listen | None = None
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
        check_address(value, ("http", "https"))
        return value.rstrip("/")

    @field_validator("telegram_proxy")
    @classmethod
    def _proxy_url(cls, value: SecretStr | None) -> SecretStr | None:
        if value:
            check_address(value.get_secret_value(), ("http", "https", "socks5"))
        return value

    @field_validator("database_url")
    @classmethod
    def _database(cls, value: SecretStr | None) -> SecretStr | None:
        address = value.get_secret_value() if value else "postgresql:///unused"
        try:
            parts = urlsplit(address)
        except ValueError:
            parts = urlsplit("")
        # A password that is not encoded would be taken for something else, and be told as what it is not.
        is_cut = address.count("@") > ("@" in parts.netloc)
        if is_cut or parts.scheme not in {"postgresql", "postgres"} or len(parts.path) < 2:
            raise ValueError(
                "must be as in postgresql://name:password@127.0.0.1/digest_bot, where a password has "
                "%2F for /, %40 for @, and so on"
            )
        return value

    @field_validator("webhook_url")
    @classmethod
    def _webhook(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value:
            # Telegram's own servers bring updates to https alone, those of others to http as well.
            is_telegrams = info.data.get("telegram_api_url") == cls.model_fields["telegram_api_url"].default
            check_address(value, ("https",) if is_telegrams else ("https", "http"))
        return value

    @field_validator("webhook_secret")
    @classmethod
    def _webhook_secret(cls, value: SecretStr | None) -> SecretStr | None:
        if value and not re.fullmatch(r"[A-Za-z0-9_-]{16,256}", value.get_secret_value()):
            raise ValueError("must have 16 to 256 characters, each a Latin letter, a digit, _ or -")
        return value

    @field_validator("webhook_listen", "metrics_listen", mode="before")
    @classmethod
    def _listen(cls, value: object) -> Listen:
        return Listen.parse(str(value))

    @field_validator("default_language")
    @classmethod
    def _language(cls, value: str) -> str:
        if value not in LANGUAGES:
            raise ValueError(f"must be one of {', '.join(LANGUAGES)}")
        return value

    @field_validator("owner_ids", mode="before")
    @classmethod
    def _owner_list(cls, value: object) -> object:
        parts = str(value).replace(",", " ").split()
        if any(not part.isdecimal() for part in parts):
            raise ValueError("must be Telegram user numbers with commas between them, as in 12345,67890")
        return frozenset(map(int, parts))

    @field_validator("fetch_allow_networks", mode="before")
    @classmethod
    def _network_list(cls, value: object) -> object:
        try:
            return frozenset(map(ip_network, str(value).replace(",", " ").split()))
        except ValueError as error:
            raise ValueError(
                f"must be networks with commas between them, as in 10.0.0.0/8,fd00::/8 ({error})"
            ) from error

    @field_validator("default_timezone")
    @classmethod
    def _zone(cls, value: str) -> str:
        if not is_zone(value):
            raise ValueError("must be the name of a time zone, as in Europe/Berlin, or UTC")
        return value

    @field_validator("default_digest_time", mode="before")
    @classmethod
    def _time_of_day(cls, value: object) -> time:
        try:
            return datetime.strptime(str(value), "%H:%M").time()  # noqa: DTZ007  (a time of day has no zone)
        except ValueError as error:
            raise ValueError("must be a time of day, as in 08:00 or 18:30") from error

    @field_validator("access", "log_format", mode="before")
    @classmethod
    def _lower(cls, value: object) -> str:
        return str(value).lower()

    @field_validator("log_level", mode="before")
    @classmethod
    def _upper(cls, value: object) -> str:
        return str(value).upper()

    @property
    def database_address(self) -> str | None:
        """The address of the PostgreSQL server, with its password; None where the database is a file."""
        return self.database_url.get_secret_value() if self.database_url else None

    @property
    def secrets(self) -> list[str]:
        """What must never be written down: the token, and passwords within addresses."""
        token = self.telegram_bot_token.get_secret_value() if self.telegram_bot_token else ""
        proxy = self.telegram_proxy.get_secret_value() if self.telegram_proxy else ""
        database = self.database_address or ""
        webhook = self.webhook_secret.get_secret_value() if self.webhook_secret else ""
        addresses = (self.telegram_api_url, proxy, database)
        passwords = [urlsplit(address).password or "" for address in addresses]
        passwords += parse_qs(urlsplit(database).query).get("password", [])
        # Of a password with signs in it libraries may write what it says, or how it is written.
        written = [form for password in passwords for form in (password, unquote(password))]
        # The half of a token behind its colon is the secret; libraries may write the colon encoded.
        half = token.partition(":")[2]
        return [secret for secret in (token, half, proxy, database, webhook, *written) if secret]


def load_settings(environ: Mapping[str, str] = os.environ, env_file: Path = ENV_FILE) -> Settings:
    """Read the settings, or raise `SettingsError` with a line for every fault.

    A variable of the environment wins over the same one in `env_file`; `NAME_FILE=/path` gives the
    setting NAME from a file, as containers hand over secrets. An empty value counts as not given.
    """
    values: dict[str, str] = {}
    faults: list[str] = []
    sources = (_given(environ), _given(_env_file_values(env_file)))
    for field in Settings.model_fields:
        name = field.upper()
        for source in sources:
            try:
                value = _value(name, source)
            except (OSError, UnicodeDecodeError) as error:
                path = source[f"{name}_FILE"]
                faults.append(f"{name}_FILE: the file {path} cannot be read ({_reason(error)})")
                break
            if value:
                values[field] = value
                break
    try:
        settings = Settings.model_validate(values)
    except ValidationError as error:
        faults += map(_fault, error.errors())
    if faults:
        raise SettingsError("\n".join(faults))
    return settings


def _value(name: str, given: Mapping[str, str]) -> str | None:
    if name not in given and (path := given.get(f"{name}_FILE")):
        return Path(path).read_text("utf-8").strip()
    return given.get(name)


def _env_file_values(env_file: Path) -> Mapping[str, str | None]:
    try:
        # A "$" in a password is a "$", and no reference to another variable.
        return dotenv_values(env_file, interpolate=False)
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{env_file} cannot be read ({_reason(error)})") from error


def _given(values: Mapping[str, str | None]) -> dict[str, str]:
    return {name: value.strip() for name, value in values.items() if value and value.strip()}


def _fault(fault: Any) -> str:  # noqa: ANN401  (a mapping of pydantic's own)
    return f"{str(fault['loc'][0]).upper()}: {fault['msg'].removeprefix('Value error, ')}"


def _reason(error: OSError | UnicodeDecodeError) -> str:
    return "not UTF-8 text" if isinstance(error, UnicodeDecodeError) else error.strerror or "unknown reason"
