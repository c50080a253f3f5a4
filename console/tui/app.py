"""The console's app: opens an account, shows its board, and performs what works everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import App
from textual.binding import BindingsMap
from textual.events import InputEvent, Key

from console.accounts.errors import KeyTrouble
from console.accounts.keys import KeyMissing
from console.actions.action import Place
from console.actions.places.ways import LETTERS
from console.api.errors import ApiError, Trouble
from console.archive.errors import ArchiveError
from console.demo import DemoError
from console.tui.action_screen import ActionScreen
from console.tui.ascii_filter import AsciiFilter
from console.tui.dialogs.command_line import CommandLine
from console.tui.dialogs.menu import Choice, Menu
from console.tui.drafts_left import words_for
from console.tui.glyphs import ASCII
from console.tui.key_order import KeyOrder
from console.tui.keys import bindings_of
from console.tui.navigation import Back, Destination, Go, Jump
from console.tui.palette import ActionCommands
from console.tui.redialling import leaving_question, progress_dialog
from console.tui.screens.first_start import FirstStart
from console.tui.screens.journal import JournalScreen, notice_of
from console.tui.screens.key_question import KeyQuestion
from console.tui.screens.place_screen import PlaceScreen
from console.tui.screens.unlock import Unlock
from console.tui.style_rules import StyleRules
from console.tui.styles import style_sheets
from console.tui.suggesting import suggestions_of
from console.tui.themed_app import ThemedApp
from console.tui.tidying import Tidying
from console.tui.touring import show_tour, tour_once
from console.tui.ways import Ways
from console.tui.widgets.live_table.table import ROOMY, STILL

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from pydantic import SecretStr
    from textual.events import Event
    from textual.filter import LineFilter

    from console.accounts.preferences import Preferences
    from console.actions.commands import Command
    from console.opened import OpenAccount
    from console.opening import Opening
    from console.tui.surroundings import Surroundings
    from console.tui.terminal.crash import CrashReports

_ASCII = AsciiFilter()
_BETWEEN_NOTICES = 1.0


class ConsoleApp(ThemedApp):
    """One account at a time; screens are handed the account, never ask the app for it."""

    TITLE = "OneInbox"
    CSS_PATH = style_sheets()
    COMMANDS: ClassVar = {ActionCommands}

    def __init__(
        self,
        opening: Opening,
        surroundings: Surroundings,
        *,
        crashes: CrashReports,
        demo: Callable[[], Opening],
        begin_with: str = "",
        tour: Path | None = None,
    ) -> None:
        """Build the app.

        Args:
            opening: the profile to open.
            surroundings: zone, signs and time.
            crashes: where faults are reported.
            demo: starts the simulated OneInbox, which blocks for a second, and opens it.
            begin_with: the call that is shown first, over the board, if it is one.
            tour: the file that remembers that the tour was shown; none shows it only when asked.
        """
        super().__init__(colour=opening.profile.colour, crashes=crashes)
        self._opening = opening
        self._surroundings = surroundings
        self._bindings = BindingsMap.merge(
            (bindings_of(Place.EVERYWHERE, surroundings.keys), BindingsMap(App.BINDINGS))
        )
        self.set_keymap(
            {move: ",".join(keys) for move, keys in surroundings.keys.changed_moves.items()}
        )
        self.production = self._name_of_production()
        self.start_demo = demo
        self._begin_with = begin_with
        self._tour = tour
        self._account: OpenAccount | None = None
        self._ways: Ways | None = None
        self._key_order = KeyOrder(self, surroundings.clock)
        self._tidying = Tidying(surroundings.clock)
        self._no_such_theme = self.wear(surroundings.preferring.now.theme)
        self._wear_looks(surroundings.preferring.now)
        surroundings.preferring.on_change.add(self._prefer)
        self.stylesheet = StyleRules(variables=self.get_css_variables())

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Draw in ASCII where the terminal has no other signs."""
        filters = super().get_line_filters()
        return [*filters, _ASCII] if self._surroundings.glyphs is ASCII else filters

    def on_mount(self) -> None:
        """Show something at once; the key may take a moment."""
        self._open()
        self.set_interval(1, self._tidying.look)

    @work(exclusive=True, exit_on_error=False)
    async def _open(self) -> None:
        found = await self._opening.find_key()
        if isinstance(found, KeyMissing):
            self._ask_for_key(found)
        else:
            self._use(found.key, found.notice or "")

    def _ask_for_key(self, missing: KeyMissing) -> None:
        screen = Unlock if missing.reason is KeyTrouble.LOCKED else FirstStart
        over_account = self._account is not None
        self.push_screen(screen(self._opening, missing, over_account=over_account))

    def _use(self, key: SecretStr, notice: str = "") -> None:
        self.crashes.redact.hide(key.get_secret_value())
        account = self._opening.open(key)
        self._account = account
        if len(self.screen_stack) > 1:
            self.pop_screen()
        self._ways = Ways(self, account, self._surroundings)
        board = self._ways.begin(Place(self._surroundings.preferring.now.start))
        if self._begin_with:
            self._go_to(Destination(Place.CALL, self._begin_with))
            self._begin_with = ""
        self._follow(account)
        self._say_what_is_kept(account)
        self._tour_once(account)
        if unfinished := account.journal.unfinished():
            shows = self._surroundings.keys.key_of("show_journal")
            notice = notice_of(unfinished, shows)
        if notice:
            self.call_after_refresh(board.say, notice, trouble=bool(unfinished))
        elif problems := self._no_such_theme or self._surroundings.keys.words_of_problems():
            self.call_after_refresh(board.say, problems, trouble=True)

    @work(group="session", exit_on_error=False)
    async def _tour_once(self, account: OpenAccount) -> None:
        if self._tour is not None:
            await tour_once(self, account, self._surroundings, self._tour)

    async def on_unmount(self) -> None:
        """Let go of the archive, once every screen has kept in it what is unsaved."""
        if self._account is not None:
            await self._account.archive.close()

    @work(group="session")
    async def _follow(self, account: OpenAccount) -> None:
        await account.run()

    @work(group="session", exit_on_error=False)
    async def _say_what_is_kept(self, account: OpenAccount) -> None:
        """Say what is unsaved, and for as long as the console runs what is not kept, and why."""
        try:
            words = words_for(await account.archive.drafts.all())
        except ArchiveError:
            words = ""  # whoever opens a record with a draft is told
        if words:
            self.call_after_refresh(self._say, words, trouble=False)
        said = 0
        while True:
            notices = account.archive.notices
            for notice in notices[said:]:
                self.call_after_refresh(self._say, notice)
            said = len(notices)
            await self._surroundings.clock.sleep(_BETWEEN_NOTICES)

    def _prefer(self, preferences: Preferences) -> None:
        """Look, and ask, as a person wants it from now on."""
        if preferences.theme != self._wanted:
            self.wear(preferences.theme)
        self._wear_looks(preferences)
        if self._account is not None:
            self._account.session.prefer(preferences)

    def _wear_looks(self, preferences: Preferences) -> None:
        self.set_class(preferences.density == "roomy", ROOMY)
        self.set_class(not preferences.flash, STILL)
        self.export_folder = preferences.export_folder
        self.animation_level = "full" if preferences.animation else "none"

    async def keep_theme(self, theme: str) -> None:
        """Begin with a theme from now on."""
        await self._surroundings.preferring.keep("theme", theme)

    def tell(self, words: str, *, trouble: bool = False) -> None:
        """Say something on the screen in front, if it has a line for it."""
        self._say(words, trouble=trouble)

    def _say(self, words: str, *, trouble: bool = True) -> None:
        if isinstance(self.screen, ActionScreen):
            self.screen.say(words, trouble=trouble)

    @on(KeyQuestion.KeyAccepted)
    def _take_key(self, event: KeyQuestion.KeyAccepted) -> None:
        if self._account is None:
            self._use(event.key, event.kept)
        else:
            self.pop_screen()
            self._use_another_key(self._account, event.key, event.kept)

    def _use_another_key(self, account: OpenAccount, key: SecretStr, words: str) -> None:
        """Go on with another key, everything on the screen being as it is."""
        self.crashes.redact.hide(key.get_secret_value())
        account.use_key(key)
        self._say(words, trouble=False)

    @on(KeyQuestion.DemoWanted)
    @work(exclusive=True, exit_on_error=False, thread=True)
    def _open_demo(self) -> None:
        try:
            opening = self.start_demo()
        except DemoError as error:
            self.call_from_thread(self._say_on_question, str(error))
        else:
            self.call_from_thread(self._switch_to, opening)

    def _say_on_question(self, words: str) -> None:
        if isinstance(self.screen, KeyQuestion):
            self.screen.tell(words, trouble=True)

    def _switch_to(self, opening: Opening) -> None:
        self._opening = opening
        self.production = self._name_of_production()
        self.wear(self._wanted, colour=opening.profile.colour)
        self._open()

    async def on_event(self, event: Event) -> None:
        """Handle keys in their order."""
        if isinstance(event, InputEvent):
            self._tidying.used()
        for each in self._key_order.take(event):
            if isinstance(each, Key) and isinstance(self.screen, PlaceScreen):
                self.screen.message_is_read()
            await super().on_event(each)

    def _name_of_production(self) -> str:
        profile = self._opening.profile
        return profile.name if profile.is_production else ""

    # What works everywhere

    def action_perform(self, name: str, argument: str = "") -> None:
        """Do an action of the screen in front, if it is one on which actions are done."""
        if isinstance(self.screen, ActionScreen):
            self.screen.action_perform(name, argument)
        elif name == "leave":
            self.do_leave()

    @work(exclusive=True, group="ways", exit_on_error=False)
    async def do_leave(self, _: str = "") -> None:
        """Leave; what is unsaved is asked about."""
        if self._ways is not None and not await self._ways.may_leave_all():
            return
        question = leaving_question(self._account.redialling) if self._account else None
        if question is None or await self.push_screen_wait(question):
            self.exit()

    @on(Go)
    def _go(self, event: Go) -> None:
        self._go_to(event.destination)

    @on(Back)
    @work(exclusive=True, group="ways", exit_on_error=False)
    async def _go_back(self) -> None:
        if self._ways is not None:
            await self._ways.back()

    @work(exclusive=True, group="ways", exit_on_error=False)
    async def _go_to(self, destination: Destination) -> None:
        if self._ways is not None:
            await self._ways.go(destination)

    def do_show_calls(self, text: str = "") -> None:
        """Go to the board."""
        self._go_to(Destination(Place.CALLS, filter=text))

    def do_show_history(self, text: str = "") -> None:
        """Go to all calls that are kept."""
        self._go_to(Destination(Place.HISTORY, filter=text))

    def do_show_triage(self, text: str = "") -> None:
        """Go to what is wrong with calls."""
        self._go_to(Destination(Place.TRIAGE, filter=text))

    def do_show_figures(self, text: str = "") -> None:
        """Go to the figures."""
        self._go_to(Destination(Place.FIGURES, filter=text))

    def do_show_agents(self, text: str = "") -> None:
        """Go to the agents."""
        self._go_to(Destination(Place.AGENTS, filter=text))

    def do_show_prompts(self, text: str = "") -> None:
        """Go to the prompts."""
        self._go_to(Destination(Place.PROMPTS, filter=text))

    def do_show_numbers(self, text: str = "") -> None:
        """Go to the phone numbers."""
        self._go_to(Destination(Place.NUMBERS, filter=text))

    def do_show_credentials(self, text: str = "") -> None:
        """Go to the credentials."""
        self._go_to(Destination(Place.CREDENTIALS, filter=text))

    def do_set_up(self, _: str = "") -> None:
        """Go to the steps from nothing to the first call."""
        self._go_to(Destination(Place.SETUP))

    def do_show_settings(self, _: str = "") -> None:
        """Go to the settings."""
        self._go_to(Destination(Place.SETTINGS))

    @work(exclusive=True, group="ways", exit_on_error=False)
    async def do_go(self, _: str = "") -> None:
        """Choose where to go: a list, or what belongs to the record under the cursor."""
        screen = self.screen
        if self._ways is None or not isinstance(screen, ActionScreen):
            return
        jumps = {
            jump.letter: jump
            for jump in (
                *(
                    Jump(letter, place.value.capitalize(), "", Destination(place))
                    for place, letter in LETTERS.items()
                ),
                *screen.jumps(),
            )
        }
        chosen = await self.push_screen_wait(
            Menu(
                "Go to",
                [
                    *(
                        Choice(each.letter, each.letter, each.words, each.note)
                        for each in jumps.values()
                    ),
                    Choice("g", "g", "The top of the page"),
                ],
            )
        )
        if chosen in jumps:
            await self._ways.go(jumps[chosen].destination)
        elif chosen:
            screen.to_top()

    def do_look_again(self, _: str = "") -> None:
        """Ask again now; with the key that is kept now, when the one in use was rejected."""
        account = self._account
        if account is None:
            return
        if not account.session.link.frozen:
            account.session.look_again()
        elif not any(each.group == "key" and each.is_running for each in self.workers):
            self._say("Trying the key that is kept now…", trouble=False)
            self._find_key_anew(account)

    @work(group="key", exit_on_error=False)
    async def _find_key_anew(self, account: OpenAccount) -> None:
        """Go on with the key that is kept now, or ask for one when that is rejected too."""
        found = await self._opening.find_key()
        if isinstance(found, KeyMissing):
            self._ask_for_key(found)
            return
        try:
            await self._opening.check(found.key)
        except ApiError as error:
            if error.kind is Trouble.KEY_REJECTED:
                self._ask_for_key(KeyMissing(KeyTrouble.REJECTED, error.words, ()))
                return
            # Whether the key does is not known yet: the feeds shall find out.
        self._use_another_key(account, found.key, f"The key is that of: {found.label}.")

    def do_new_key(self, _: str = "") -> None:
        """Ask for another key of the account, which then goes on with it."""
        name = self._opening.profile.name
        if self._account is not None:
            words = f"Another key for profile {name}."
            self._ask_for_key(KeyMissing(KeyTrouble.NOT_FOUND, words, ()))

    def do_show_journal(self, _: str = "") -> None:
        """Show what was sent."""
        if self._account is not None:
            entries = self._account.journal.entries()
            self.push_screen(JournalScreen(entries, self._surroundings.zone))

    @work(exclusive=True, group="redialling", exit_on_error=False)
    async def do_show_redialling(self, _: str = "") -> None:
        """Show how far redialling has come; it leads to a call that was placed."""
        account = self._account
        dialog = progress_dialog(account, self._surroundings) if account else None
        if dialog is None:
            self._say("Nothing was redialled.", trouble=False)
        elif call_id := await self.push_screen_wait(dialog):
            self._go_to(Destination(Place.CALLS, call_id))

    @work(exclusive=True, group="ways", exit_on_error=False)
    async def do_show_tour(self, _: str = "") -> None:
        """Show the tour, over the board."""
        if self._ways is not None:
            await self._ways.go(Destination(Place.CALLS))
            show_tour(self, self._surroundings)

    def do_show_help(self, _: str = "") -> None:
        """Show the keys of the screen in front."""
        screen = self.screen
        if isinstance(screen, ActionScreen):
            # Loaded when it is wanted: the start does not wait for it.
            from console.tui.screens.help import Help

            self.push_screen(Help.of(screen, self._surroundings.keys))

    def do_show_palette(self, _: str = "") -> None:
        """Open the palette for the screen in front."""
        self.action_command_palette()

    def do_command_line(self, _: str = "") -> None:
        """Open the command line for the screen in front."""
        screen = self.screen
        if not isinstance(screen, ActionScreen):
            return

        actions = self._surroundings.keys.at(screen.PLACE)

        def run(command: Command | None) -> None:
            if command is not None:
                screen.action_perform(command.action.name, command.argument)

        self.push_screen(CommandLine(actions, suggestions_of(screen)), run)
