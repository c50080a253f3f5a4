"""Rows 49 to 53 and 55: keyrings that are locked, stopped, asking, or not to be trusted."""

from __future__ import annotations

import asyncio
import json
import sys
import threading
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from keyring.backend import KeyringBackend
from pydantic import SecretStr

from console.accounts import keyring, keyring_helper
from console.accounts.errors import KeyTrouble, KeyUnavailableError
from console.accounts.keyring import SystemKeyring
from console.accounts.profiles import Profile
from console.accounts.settings import save_profile
from console.tui.dialogs.menu import Menu
from console.tui.screens.calls.screen import CallsScreen
from console.tui.terminal.secret_input import SecretInput
from keyring import core
from tests.console_pilot import wait_until
from tests.keyring.first_start import enter, started, words
from tests.keyring.secret_service import PASSWORD
from tests.sandbox_server import SECRET_KEY, running_sandbox
from tests.terminal.pty_program import PtyProgram

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from tests.keyring.secret_service import SecretService

    Start = Callable[..., SecretService]

KEY = SecretStr(SECRET_KEY)
FAULTS = ["locked", "stopped", "asking"]


@dataclass
class Broken:
    """A Secret Service that holds the key of eu and does not give it."""

    service: SecretService
    fault: str

    @property
    def keyring(self) -> SystemKeyring:
        return SystemKeyring(self.service.environ, read_seconds=1.0)

    @property
    def words(self) -> str:
        """What is to be said of it."""
        return "keyring is locked" if self.fault == "locked" else "did not answer in 1 s"

    async def mend(self) -> None:
        """Do what a person would: unlock as the console says, or let it run again."""
        if self.fault == "stopped":
            self.service.resume()
            await SystemKeyring(self.service.environ, read_seconds=20).read("eu")
            return
        self.service.dismiss()
        with pytest.raises(KeyUnavailableError) as locked:
            await self.keyring.read("eu")
        command = locked.value.steps[0].removeprefix("Unlock it with: ")
        await asyncio.to_thread(self.service.unlock, command, PASSWORD)


@pytest.fixture(params=FAULTS)
def broken(request: pytest.FixtureRequest, secret_service: Start) -> Broken:
    service = secret_service()
    asyncio.run(SystemKeyring(service.environ).store("eu", KEY))
    if request.param == "stopped":
        service.hang()
        return Broken(service, "stopped")
    service.close()
    service = secret_service(b"wrong")
    if request.param == "asking":
        service.prompt()
    return Broken(service, request.param)


def helpers_of(service: SecretService) -> list[str]:
    """The helper processes that talk to a Secret Service."""
    address = service.environ["DBUS_SESSION_BUS_ADDRESS"].encode()
    found: list[str] = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            is_helper = b"keyring_helper" in (process / "cmdline").read_bytes()
            if is_helper and address in (process / "environ").read_bytes():
                found.append(process.name)
        except OSError:
            continue
    return found


@pytest.mark.keyring
@pytest.mark.usefixtures("own_settings")
class TestAKeyringThatDoesNotGiveTheKey:
    async def test_is_named_and_asked_again_once_it_is_mended(
        self, broken: Broken, tmp_path: Path
    ) -> None:
        with running_sandbox(history=5) as sandbox:
            async with started(sandbox, broken.keyring, tmp_path) as (app, pilot):
                assert broken.words in words(app)
                await pilot.press(*"oi_sk")
                assert app.screen.query_one(SecretInput).value == "oi_sk"
                await pilot.press("ctrl+r")
                await wait_until(pilot, lambda: words(app).count(broken.words) == 2)

                await broken.mend()
                await pilot.press("ctrl+r")
                await wait_until(pilot, lambda: isinstance(app.screen, CallsScreen))

    async def test_is_given_up_for_a_key_of_this_session(
        self, broken: Broken, tmp_path: Path
    ) -> None:
        with running_sandbox(history=5) as sandbox:
            async with started(sandbox, broken.keyring, tmp_path) as (app, pilot):
                await enter(app, pilot, SECRET_KEY)
                await wait_until(pilot, lambda: isinstance(app.screen, Menu))
                await pilot.press("s")
                await wait_until(pilot, lambda: isinstance(app.screen, CallsScreen))


@pytest.mark.keyring
@pytest.mark.usefixtures("own_settings")
class TestAKeyringThatHangsWhileAKeyIsStored:
    async def test_is_skipped_by_escape(self, secret_service: Start, tmp_path: Path) -> None:
        service = secret_service()
        with running_sandbox(history=5) as sandbox:
            async with started(sandbox, SystemKeyring(service.environ), tmp_path) as (app, pilot):
                service.hang()
                await enter(app, pilot, SECRET_KEY)
                await wait_until(pilot, lambda: "esc skips it" in words(app))
                await wait_until(pilot, lambda: helpers_of(service))
                await pilot.press("escape")
                await wait_until(pilot, lambda: isinstance(app.screen, Menu))
                assert helpers_of(service) == []
                await pilot.press("escape")
                await wait_until(pilot, lambda: "Nothing was stored." in words(app))
        service.resume()
        assert await SystemKeyring(service.environ).read("eu") is None


@pytest.mark.keyring
class TestTheEndOfTheConsole:
    def test_does_not_wait_for_a_keyring_that_hangs(self, secret_service: Start) -> None:
        service = secret_service()
        service.hang()
        with PtyProgram("oneinbox_console.py", environ=service.environ) as console:
            console.wait_until(lambda: bool(helpers_of(service)))
            console.send(b"\x11")
            assert console.wait_for_exit() == 0
            console.wait_until(lambda: not helpers_of(service), reading=False)


ASKING = """
import getpass
from keyring.backend import KeyringBackend

class EncryptedKeyring(KeyringBackend):
    priority = 99
    def get_password(self, service, username):
        return getpass.getpass("Please enter password for encrypted keyring: ")
    def set_password(self, service, username, password):
        getpass.getpass("Please set a password for your new keyring: ")
"""


class TestABackendThatAnotherPackageHasInstalled:
    async def test_is_not_asked_whatever_its_priority(
        self, environ: dict[str, str], home: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """As keyrings.alt brings itself in: by an entry point, with a backend that asks."""
        (home / "alt.py").write_text(ASKING)
        about = home / "keyrings_stand_in-1.0.dist-info"
        about.mkdir()
        (about / "METADATA").write_text("Metadata-Version: 2.1\nName: stand-in\nVersion: 1.0\n")
        (about / "entry_points.txt").write_text("[keyring.backends]\nalt = alt\n")
        helper = (sys.executable, "-P", str(Path(keyring_helper.__file__)))
        monkeypatch.setattr(keyring, "_HELPER", helper)  # a venv without -E: it sees PYTHONPATH

        with pytest.raises(KeyUnavailableError) as raised:
            await SystemKeyring(environ | {"PYTHONPATH": str(home)}).store("eu", KEY)
        assert raised.value.trouble is KeyTrouble.NO_KEYRING
        chosen = await asyncio.create_subprocess_exec(
            sys.executable, "-c", "import keyring; print(keyring.get_keyring())",
            env=environ | {"PYTHONPATH": str(home)}, stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        output, _ = await chosen.communicate()
        assert b"EncryptedKeyring" in output  # it would have been taken otherwise


@contextmanager
def platform() -> Generator[tuple[str, set[str]]]:
    """A server that has nothing, and the keys that it was asked with."""
    keys: set[str] = set()

    class Empty(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            keys.add(str(self.headers["Authorization"]))
            body = json.dumps({"items": [], "total": 0}).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Empty) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", keys
        server.shutdown()
        thread.join()


class TestAKeyOfTheEnvironmentBesideANamedProfile:
    def test_goes_to_no_host_and_is_said_to_be_ignored(self, environ: dict[str, str]) -> None:
        settings = Path(environ["XDG_CONFIG_HOME"]) / "oneinbox-console" / "settings.toml"
        with platform() as (eu, asked_eu), platform() as (us, asked_us):
            for name, url in (("eu", eu), ("us", us)):
                save_profile(settings, Profile(name, url, key_command=("echo", f"oi_sk_of_{name}")))
            with PtyProgram(
                "oneinbox_console.py", "--profile", "eu",
                environ=environ | {"ONEINBOX_API_KEY": "oi_sk_sentinel_9f3a"}, size=(120, 40),
            ) as console:  # fmt: skip
                console.wait_to_see("environment key ignored: profile eu was named")
                console.wait_until(lambda: bool(asked_eu))
                console.send(b"q")
                assert console.wait_for_exit() == 0
                assert b"sentinel" not in console.output
        assert asked_eu == {"Bearer oi_sk_of_eu"}
        assert asked_us == set()


class Forgetful(KeyringBackend):
    """Takes every key and gives none back, as Python's null keyring does."""

    def set_password(self, service: str, username: str, password: str) -> None:
        pass

    def get_password(self, service: str, username: str) -> None:
        del service, username


def no_search(limit: object) -> None:
    """Leave the backend as it is."""
    del limit


class TestAKeyringThatForgets:
    async def test_is_found_out_by_reading_back(
        self, environ: dict[str, str], home: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(Forgetful, "__module__", "keyring.backends.libsecret")
        monkeypatch.setattr(core, "init_backend", no_search)
        monkeypatch.setattr(core, "get_keyring", Forgetful)
        asked = {"do": "set", "service": "s", "user": "u", "value": SECRET_KEY}
        answer = keyring_helper.answer(asked)
        assert answer == {"backend": "Secret Service", "verified": False}

        (home / "helper.py").write_text(f"input(); print({json.dumps(json.dumps(answer))})")
        monkeypatch.setattr(keyring, "_HELPER", (sys.executable, str(home / "helper.py")))
        with pytest.raises(KeyUnavailableError, match="It was NOT saved") as raised:
            await SystemKeyring(environ).store("eu", KEY)
        assert raised.value.trouble is KeyTrouble.NOT_SAVED
