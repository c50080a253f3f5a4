"""`login`, `logout` and `status` with a real keyring and a real server on the other sides."""

from __future__ import annotations

import signal
import socket
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from console.accounts.profiles import Profile
from console.accounts.settings import load_settings, save_profile
from tests.command import run_command
from tests.keyring.typed_command import TypedCommand

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from subprocess import CompletedProcess

    from tests.keyring.secret_service import SecretService

    Start = Callable[..., SecretService]

KEY = "oi_sk_sandbox"
WRONG_KEY = "oi_sk_sentinel_9f3a"


def login(
    environ: dict[str, str], base_url: str, *arguments: str, key: str = KEY
) -> CompletedProcess[str]:
    return run_command(
        "login", "--stdin", "--base-url", base_url, *arguments, environ=environ, given=f"{key}\n"
    )


def settings_file(environ: dict[str, str]) -> Path:
    return Path(environ["XDG_CONFIG_HOME"]) / "oneinbox-console" / "settings.toml"


def said(ended: CompletedProcess[str]) -> str:
    """What a command said, which is never the key."""
    assert KEY not in ended.stdout + ended.stderr
    assert WRONG_KEY not in ended.stdout + ended.stderr
    assert "Traceback" not in ended.stderr
    return ended.stderr


@pytest.fixture
def web_page() -> Iterator[str]:
    """The address of something that answers everything with a page."""

    class Page(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(b"<html>Welcome to the hotel's network</html>")

        def log_message(self, format: str, *args: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Page) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.mark.keyring
class TestLogin:
    def test_keeps_the_key_where_a_later_start_finds_it(
        self, secret_service: Start, sandbox: str
    ) -> None:
        environ = secret_service().environ
        ended = login(environ, sandbox, "--profile", "eu", "--colour", "pink", "--read-only")
        assert ended.returncode == 0
        assert ended.stdout == ""
        assert "Key for eu saved in the system keyring (Secret Service) ····dbox" in said(ended)

        later = run_command("status", environ=environ)
        assert later.returncode == 0
        assert "keyring ····dbox" in later.stdout
        assert load_settings(settings_file(environ)).profiles == {
            "eu": Profile("eu", sandbox, "pink", read_only=True, fingerprint="dbox")
        }

    def test_writes_the_key_into_no_file(self, secret_service: Start, sandbox: str) -> None:
        service = secret_service()
        assert login(service.environ, sandbox).returncode == 0
        service.close()
        files = [path for path in service.home.rglob("*") if path.is_file()]
        assert settings_file(service.environ) in files
        assert not [path for path in files if KEY.encode() in path.read_bytes()]

    def test_anew_keeps_what_was_set_before(self, secret_service: Start, sandbox: str) -> None:
        environ = secret_service().environ
        before = Profile("eu", sandbox, "red", read_only=True)
        save_profile(settings_file(environ), before)
        ended = run_command("login", "--stdin", environ=environ, given=KEY)
        assert ended.returncode == 0
        (after,) = load_settings(settings_file(environ)).profiles.values()
        assert (after.base_url, after.colour, after.read_only) == (sandbox, "red", True)

    def test_says_that_a_variable_comes_before_the_keyring(
        self, secret_service: Start, sandbox: str
    ) -> None:
        environ = secret_service().environ | {"ONEINBOX_API_KEY_DEFAULT": WRONG_KEY}
        assert "ONEINBOX_API_KEY_DEFAULT is set" in said(login(environ, sandbox))

    def test_into_a_locked_keyring_stores_nothing_and_says_how_to_unlock_it(
        self, secret_service: Start, sandbox: str
    ) -> None:
        first = secret_service(b"correct horse")
        assert login(first.environ, sandbox).returncode == 0
        first.close()
        environ = secret_service(b"wrong").environ
        ended = login(environ, sandbox, "--profile", "us")
        assert ended.returncode == 4
        assert "locked" in said(ended)
        assert "gnome-keyring-daemon --replace --unlock" in said(ended)
        assert "The key was not saved." in said(ended)
        assert "us" not in load_settings(settings_file(environ)).profiles

    def test_whose_profile_cannot_be_written_says_what_was_kept(
        self, secret_service: Start, sandbox: str
    ) -> None:
        environ = secret_service().environ
        settings_file(environ).with_suffix(".toml.lock").mkdir(parents=True)
        ended = login(environ, sandbox)
        assert ended.returncode == 1
        assert "The key is in the system keyring (Secret Service), but" in said(ended)


class TestALoginThatCannotSucceed:
    def test_with_a_rejected_key_ends_with_4(self, environ: dict[str, str], sandbox: str) -> None:
        ended = login(environ, sandbox, key=WRONG_KEY)
        assert ended.returncode == 4
        assert "Nothing was stored." in said(ended)
        assert not settings_file(environ).exists()

    def test_with_nobody_at_the_address_ends_with_3(self, environ: dict[str, str]) -> None:
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
        ended = login(environ, f"http://127.0.0.1:{port}")
        assert ended.returncode == 3
        assert "Nothing was stored." in said(ended)

    def test_with_something_else_at_the_address_ends_with_2(
        self, environ: dict[str, str], web_page: str
    ) -> None:
        ended = login(environ, web_page)
        assert ended.returncode == 2
        assert f"Check the address: {web_page}" in said(ended)

    def test_without_a_keyring_names_the_other_places(
        self, environ: dict[str, str], sandbox: str
    ) -> None:
        ended = login(environ, sandbox, "--profile", "eu")
        assert ended.returncode == 4
        for words in ("no system keyring", "not saved", "ONEINBOX_API_KEY_EU", "key_command"):
            assert words in said(ended)
        assert not settings_file(environ).exists()

    def test_with_a_keyring_that_forgets_is_refused(
        self, environ: dict[str, str], sandbox: str
    ) -> None:
        environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.null.Keyring"
        ended = login(environ, sandbox)
        assert ended.returncode == 4
        assert "not saved" in said(ended)

    def test_with_something_that_is_no_key_does_not_show_it(self, environ: dict[str, str]) -> None:
        ended = login(environ, "http://127.0.0.1:1", key="oi_sk_1234\nmore")
        assert ended.returncode == 4
        assert "is not a key" in said(ended)
        assert "oi_sk_1234" not in ended.stderr

    def test_with_a_publishable_key_says_which_kind_it_needs(self, environ: dict[str, str]) -> None:
        ended = login(environ, "http://127.0.0.1:1", key="oi_pk_sandbox")
        assert ended.returncode == 4
        assert "oi_sk_" in said(ended)

    def test_without_a_terminal_wants_the_key_piped(self, environ: dict[str, str]) -> None:
        ended = run_command("login", environ=environ, given=KEY)
        assert ended.returncode == 2
        assert "--stdin" in said(ended)

    def test_for_a_profile_with_a_key_command_would_be_in_vain(
        self, environ: dict[str, str]
    ) -> None:
        save_profile(settings_file(environ), Profile("eu", key_command=("pass", "eu")))
        ended = login(environ, "http://127.0.0.1:1")
        assert ended.returncode == 2
        assert "takes its key from its key_command" in said(ended)


class TestLoginOnATerminal:
    @pytest.mark.keyring
    def test_asks_without_showing_what_is_typed(self, secret_service: Start, sandbox: str) -> None:
        terminal = TypedCommand("login", "--base-url", sandbox, environ=secret_service().environ)
        terminal.wait_for("Secret key for 127.0.0.1")
        terminal.type(f"{KEY}\n")
        assert terminal.end() == 0
        assert "saved in the system keyring" in terminal.shown
        assert KEY not in terminal.shown

    def test_can_be_left_at_the_question(self, environ: dict[str, str]) -> None:
        terminal = TypedCommand("login", environ=environ)
        terminal.wait_for("Secret key for api.oneinbox.ai")
        terminal.type("\x03")
        assert terminal.end() == 130

    @pytest.mark.keyring
    def test_can_be_left_while_the_keyring_hangs(self, secret_service: Start, sandbox: str) -> None:
        service = secret_service()
        service.hang()
        terminal = TypedCommand("login", "--base-url", sandbox, environ=service.environ)
        terminal.wait_for("Secret key for")
        terminal.type(f"{KEY}\n")
        terminal.wait_for("Waiting for the system keyring")
        terminal.process.send_signal(signal.SIGINT)
        assert terminal.end() == 130
        assert KEY not in terminal.shown


@pytest.mark.keyring
class TestLogout:
    def test_forgets_the_key_and_keeps_the_profile(
        self, secret_service: Start, sandbox: str
    ) -> None:
        environ = secret_service().environ
        assert login(environ, sandbox, "--profile", "eu").returncode == 0
        ended = run_command("logout", environ=environ)
        assert ended.returncode == 0
        assert "The key of eu is gone" in said(ended)
        assert load_settings(settings_file(environ)).profiles == {"eu": Profile("eu", sandbox)}
        assert run_command("status", environ=environ).returncode == 4

    def test_of_who_was_not_signed_in_says_so(self, secret_service: Start) -> None:
        ended = run_command("logout", environ=secret_service().environ)
        assert ended.returncode == 0
        assert "There was no key of default" in said(ended)

    def test_says_where_the_profile_still_has_a_key(self, secret_service: Start) -> None:
        environ = secret_service().environ | {"ONEINBOX_API_KEY_DEFAULT": WRONG_KEY}
        ended = run_command("logout", environ=environ)
        assert "ONEINBOX_API_KEY_DEFAULT is still set" in said(ended)


class TestLogoutWithoutAKeyring:
    def test_ends_with_1_and_says_why(self, environ: dict[str, str]) -> None:
        ended = run_command("logout", environ=environ)
        assert ended.returncode == 1
        assert "This server has no system keyring." in said(ended)
