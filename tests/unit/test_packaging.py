"""The image, the composition and the unit name what there is, and give a process no more than it needs."""

import asyncio
import importlib.util
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest
import typer

from bot.addresses import Listen
from bot.cli import cli
from bot.config import Settings, load_settings
from bot.operator import Overlook, overlooking
from bot.render.languages import LANGUAGES
from bot.roles import Role
from bot.serving import lifetime
from tests.packaging.files import (
    ROOT,
    compose,
    containerfile,
    health_command,
    image_environment,
    last_stage,
    unit,
    value_of,
)
from tests.web import free_port

SETTINGS = {name.upper() for name in Settings.model_fields}
SECRETS = {"TELEGRAM_BOT_TOKEN", "TELEGRAM_PROXY", "DATABASE_URL", "WEBHOOK_SECRET"}
SERVICES = compose()["services"]
BOTS = {name: service for name, service in SERVICES.items() if service["image"] == "digest-bot"}
# What the bot takes to end in order.
ENDING = lifetime._PATIENCE_AT_THE_END + 3 * lifetime._PATIENCE_WITH_RECORDS


def seconds(value: str) -> float:
    """`40s` or `40`."""
    return float(value.removesuffix("s"))


def is_setting(name: str) -> bool:
    return name in SETTINGS or (name.endswith("_FILE") and name.removesuffix("_FILE") in SETTINGS)


async def checked(listen: Listen) -> int:
    """How the health command of the image ends."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *health_command()[1:],
        env={"METRICS_LISTEN": str(listen), "http_proxy": "http://127.0.0.1:9"},
        stderr=asyncio.subprocess.DEVNULL,
    )
    return await process.wait()


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0", "[::1]"])  # noqa: S104
async def test_the_health_command_finds_whether_the_bot_is_alive(host: str) -> None:
    listen = Listen.parse(f"{host}:{free_port()}")
    assert await checked(listen) != 0
    async with overlooking(listen, Overlook("all")):
        assert await checked(listen) == 0


def test_the_image_runs_as_nobody_and_keeps_no_secret() -> None:
    user, _, group = value_of("USER").partition(":")
    assert int(user) > 999
    assert int(group) > 999
    assert value_of("STOPSIGNAL") == "SIGTERM"
    given = [step.value for step in containerfile() if step.name in {"ENV", "ARG", "LABEL"}]
    assert not [value for value in given if any(secret in value for secret in SECRETS)]


def test_the_image_sets_settings_that_exist_and_its_volume_holds_the_data() -> None:
    given = image_environment()
    assert {name for name in given if not is_setting(name)} == {"PATH"}
    settings = load_settings(given, ROOT / "no.env")
    assert settings.data_dir == Path(value_of("VOLUME"))
    assert f"chown {value_of('USER')} {settings.data_dir}" in " ".join(step.value for step in last_stage())


def test_what_is_copied_is_there_and_is_not_ignored() -> None:
    ignored = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    steps = [step.value.split() for step in containerfile() if step.name == "COPY"]
    sources = {source for *sources, _ in steps for source in sources if not sources[0].startswith("--from")}
    assert {line[1:] for line in ignored if line.startswith("!")} == sources
    assert all((ROOT / source).exists() for source in sources)


def test_images_are_named_without_a_registry() -> None:
    named = [step.value.partition("=")[2] for step in containerfile() if step.name == "ARG"]
    named += [service["image"] for service in SERVICES.values()]
    assert all("/" not in name and ":latest" not in name for name in named)
    froms = [step.value.split()[0] for step in containerfile() if step.name == "FROM"]
    assert set(froms) == {"${BASE}"}


@pytest.mark.parametrize("name", SERVICES)
def test_every_service_is_hardened(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert any(place.startswith("/tmp") for place in service["tmpfs"])  # noqa: S108  (the container's own)
    assert service["restart"] == "unless-stopped"
    assert seconds(service["stop_grace_period"]) > ENDING
    assert re.fullmatch(r"\d+[mg]", service["mem_limit"])
    assert service.get("privileged") is None
    assert service.get("ports") is None
    assert service.get("user") != "root"


@pytest.mark.parametrize("name", BOTS)
def test_every_process_has_settings_that_the_bot_takes(name: str, tmp_path: Path) -> None:
    service = BOTS[name]
    given = {
        key: re.sub(r"\$\{\w+:-(.*)\}", r"\1", str(value)) for key, value in service["environment"].items()
    }
    assert not [key for key in given if not is_setting(key)]
    assert not SECRETS & given.keys()
    asked = {key: value for key, value in given.items() if key.endswith("_FILE")}
    assert sorted(asked.values()) == sorted(f"/run/secrets/{secret}" for secret in service["secrets"])
    contents = {"TELEGRAM_BOT_TOKEN_FILE": "1:x", "DATABASE_URL_FILE": "postgresql://b:x@postgres/b"}
    for key in asked:
        (tmp_path / key).write_text(contents[key])
        given[key] = str(tmp_path / key)
    settings = load_settings({**image_environment(), **given}, tmp_path / "no.env")
    assert settings.metrics_listen
    assert service.get("volumes", [f"data:{settings.data_dir}"]) == [f"data:{settings.data_dir}"]
    command, *arguments = service.get("command", ["run"])
    context = typer.main.get_command(cli).commands[command].make_context(command, list(arguments))  # type: ignore[attr-defined]
    role = context.params["role"]
    assert role.talks is ("TELEGRAM_BOT_TOKEN_FILE" in asked)
    assert (role == "all") is (settings.database_address is None)
    assert service["profiles"] == (["small"] if role == "all" else ["large"])


def test_the_webhook_of_containers_is_at_the_port_that_is_published(tmp_path: Path) -> None:
    services = compose("deploy/compose.webhook.yaml")["services"]
    roles = {name: (service.get("command") or ["all"])[-1] for name, service in BOTS.items()}
    assert set(services) == {name for name, role in roles.items() if Role(role).talks}
    for service in services.values():
        given = service["environment"]
        assert re.fullmatch(r"\$\{WEBHOOK_URL:\?.*\}", given["WEBHOOK_URL"])
        settings = load_settings(
            {**given, "WEBHOOK_URL": "https://bot.example.org/updates"}, tmp_path / "no.env"
        )
        assert settings.webhook_listen.host == "0.0.0.0"  # noqa: S104  (within the container)
        port = settings.webhook_listen.port
        assert service == {"environment": given, "ports": [f"127.0.0.1:{port}:{port}"]}


def test_what_services_name_is_declared() -> None:
    whole = compose()
    assert set(whole["secrets"]) == {secret for service in SERVICES.values() for secret in service["secrets"]}
    mounted = {
        volume.partition(":")[0] for service in SERVICES.values() for volume in service.get("volumes", [])
    }
    assert set(whole["volumes"]) == mounted
    assert {role for service in BOTS.values() for role in service.get("command", ["all"])[-1:]} == {
        "all",
        "gateway",
        "scheduler",
        "worker",
    }


def test_the_unit_sets_what_exists_and_takes_the_rest_away() -> None:
    said = unit()
    given = dict(value.split("=", 1) for value in said["Environment"])
    assert not [name for name in given if not is_setting(name)]
    [(credential, _)] = [value.split(":") for value in said["LoadCredential"]]
    assert given["TELEGRAM_BOT_TOKEN_FILE"] == f"%d/{credential}"
    assert given["DATA_DIR"] == f"%S/{said['StateDirectory'][0]}"
    assert said["RestartPreventExitStatus"] == ["2"]
    assert seconds(said["TimeoutStopSec"][0]) > ENDING
    for name in ("DynamicUser", "NoNewPrivileges", "PrivateTmp", "MemoryDenyWriteExecute"):
        assert said[name] == ["yes"], name
    assert said["ProtectSystem"] == ["strict"]
    assert said["CapabilityBoundingSet"] == [""]
    assert said["SystemCallFilter"][0] == "@system-service"


def load_slim() -> ModuleType:
    spec = importlib.util.spec_from_file_location("slim", ROOT / "deploy" / "slim.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_slimming_leaves_what_runs(tmp_path: Path) -> None:
    for path, content in {
        "library/__init__.py": "from library.inner import value",
        "library/inner.py": "value = 7",
        "library/inner.pyi": "value: int",
        "library/data.json": "{}",
        "library/tests/__init__.py": "",
        "setuptools/__init__.py": "",
        "babel/locale-data/de_AT.dat": "",
        "babel/locale-data/dsb.dat": "",
        "babel/locale-data/root.dat": "",
        "bot/storage/versions/0001.py": "",
        "bot/render/locales/de.po": "",
        "alone.py": "",
    }.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(content)
    load_slim().slim(tmp_path, list(LANGUAGES))
    assert {path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*") if path.is_file()} == {
        "library/__init__.pyc",
        "library/inner.pyc",
        "library/data.json",
        "babel/locale-data/de_AT.dat",
        "babel/locale-data/root.dat",
        "bot/storage/versions/0001.py",
        "bot/render/locales/de.po",
        "alone.py",
    }
    order = "from library import value; print(value)"
    done = subprocess.run([sys.executable, "-c", order], cwd=tmp_path, capture_output=True, check=True)
    assert done.stdout == b"7\n"
