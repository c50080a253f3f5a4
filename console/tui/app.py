"""The console's app: opens an account, shows its board, and performs what works everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work

from console.accounts.keys import KeyMissing
from console.actions.action import Place
from console.actions.registry import actions_at
from console.demo import DemoError
from console.tui.action_screen import ActionScreen
from console.tui.dialogs.command_line import CommandLine
from console.tui.keys import bindings_of
from console.tui.palette import ActionCommands
from console.tui.screens.calls.screen import CallsScreen
from console.tui.screens.first_start import FirstStart
from console.tui.screens.help import Help
from console.tui.screens.journal import JournalScreen
from console.tui.styles import style_sheets
from console.tui.suggesting import suggestions_of
from console.tui.terminal.guarded_app import GuardedApp
from console.tui.theme import VARIABLES, ansi_theme, dark_theme, light_theme, theme_for

if TYPE_CHECKING:
    from collections.abc import Callable

    from pydantic import SecretStr
    from textual.binding import BindingType

    from console.actions.commands import Command
    from console.tui.opened import OpenAccount, Surroundings
    from console.tui.opening import Opening
    from console.tui.terminal.crash import CrashReports


class ConsoleApp(GuardedApp):
    """One account at a time; screens are handed the account, never ask the app for it."""

    TITLE = "OneInbox"
    CSS_PATH = style_sheets()
    COMMANDS: ClassVar = {ActionCommands}
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.EVERYWHERE)]

    def __init__(
        self,
        opening: Opening,
        surroundings: Surroundings,
        *,
        crashes: CrashReports,
        demo: Callable[[], Opening],
    ) -> None:
        """Build the app.

        Args:
            opening: the profile to open.
            surroundings: zone, signs and time.
            crashes: where faults are reported.
            demo: starts the simulated OneInbox, which blocks for a second, and opens it.
        """
        super().__init__(crashes=crashes)
        self._opening = opening
        self._surroundings = surroundings
        self.start_demo = demo
        self._account: OpenAccount | None = None

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The variables that only the console's own themes set."""
        return VARIABLES

    def on_mount(self) -> None:
        """Show something at once; the key may take a moment."""
        self._wear_colours()
        self._open()

    @work(exclusive=True, exit_on_error=False)
    async def _open(self) -> None:
        found = await self._opening.find_key()
        if isinstance(found, KeyMissing):
            self.push_screen(FirstStart(self._opening, found))
        else:
            self._use(found.key, found.notice or "")

    def _use(self, key: SecretStr, notice: str = "") -> None:
        self.crashes.redact.hide(key.get_secret_value())
        account = self._opening.open(key)
        self._account = account
        board = CallsScreen(account, self._surroundings)
        if len(self.screen_stack) > 1:
            self.pop_screen()
        self.push_screen(board)
        self._follow(account)
        if unfinished := account.journal.unfinished():
            notice = f"{len(unfinished)} attempts have no known end: a shows them."
        if notice:
            self.call_after_refresh(board.say, notice, trouble=bool(unfinished))

    @work(group="session", exit_on_error=False)
    async def _follow(self, account: OpenAccount) -> None:
        try:
            await account.session.run()
        finally:
            await account.session.close()

    @on(FirstStart.KeyAccepted)
    def _take_key(self, event: FirstStart.KeyAccepted) -> None:
        self._use(event.key, event.kept)

    @on(FirstStart.DemoWanted)
    @work(exclusive=True, exit_on_error=False, thread=True)
    def _open_demo(self) -> None:
        try:
            opening = self.start_demo()
        except DemoError as error:
            self.call_from_thread(self._say_on_first_start, str(error))
        else:
            self.call_from_thread(self._switch_to, opening)

    def _say_on_first_start(self, words: str) -> None:
        if isinstance(self.screen, FirstStart):
            self.screen.tell(words, trouble=True)

    def _switch_to(self, opening: Opening) -> None:
        self._opening = opening
        self._wear_colours()
        self._open()

    def _wear_colours(self) -> None:
        colour = self._opening.profile.colour
        for theme in (dark_theme(colour), light_theme(colour), ansi_theme(colour)):
            self.register_theme(theme)
        self.theme = theme_for(self.console.color_system)

    # What works everywhere

    def action_perform(self, name: str, argument: str = "") -> None:
        """Do an action of the screen in front, if it is one on which actions are done."""
        if isinstance(self.screen, ActionScreen):
            self.screen.action_perform(name, argument)
        elif name == "leave":
            self.exit()

    def do_leave(self, _: str = "") -> None:
        """Leave at once."""
        self.exit()

    def do_look_again(self, _: str = "") -> None:
        """Ask again now."""
        if self._account is not None:
            self._account.session.look_again()

    def do_show_journal(self, _: str = "") -> None:
        """Show what was sent."""
        if self._account is not None:
            entries = self._account.journal.entries()
            self.push_screen(JournalScreen(entries, self._surroundings.zone))

    def do_show_help(self, _: str = "") -> None:
        """Show the keys of the screen in front."""
        screen = self.screen
        if isinstance(screen, ActionScreen):
            self.push_screen(
                Help(screen.PLACE.value.capitalize(), actions_at(screen.PLACE), screen.situation())
            )

    def do_command_line(self, _: str = "") -> None:
        """Open the command line for the screen in front."""
        screen = self.screen
        if not isinstance(screen, ActionScreen):
            return

        def run(command: Command | None) -> None:
            if command is not None:
                screen.action_perform(command.action.name, command.argument)

        self.push_screen(CommandLine(actions_at(screen.PLACE), suggestions_of(screen)), run)
