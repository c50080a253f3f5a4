"""An app in the colours of a profile, in the theme that its person has chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import work

from console.accounts.errors import AccountError
from console.accounts.profiles import nearest
from console.text import clean
from console.tui.dialogs.choose_theme import ChooseTheme
from console.tui.terminal.guarded_app import GuardedApp
from console.tui.theme import DARK, VARIABLES, own_themes, theme_for, variables_of

if TYPE_CHECKING:
    from console.tui.terminal.crash import CrashReports


class ThemedApp(GuardedApp):
    """Knows the console's own themes besides Textual's.

    Args:
        colour: the profile's.
        crashes: where faults are reported.
    """

    def __init__(self, *, colour: str | None, crashes: CrashReports) -> None:
        self._colour = colour
        self._wanted = DARK
        super().__init__(crashes=crashes)

    @property
    def theme_names(self) -> tuple[str, ...]:
        """What one can choose from, the console's own first."""
        own = [theme.name for theme in own_themes(None)]
        return (*own, *sorted(name for name in self.available_themes if name not in own))

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """The variables that only the console's own themes set."""
        theme = self.current_theme
        if theme.variables.keys() >= VARIABLES.keys():
            return VARIABLES
        return {**VARIABLES, **variables_of(theme, self._colour)}

    def wear(self, name: str, *, colour: str | None = None) -> str:
        """Draw in a theme from now on, as far as the terminal can show it.

        Args:
            name: the theme's.
            colour: of another profile; None for the one there is.

        Returns:
            A sentence that says so if there is no such theme; empty else.
        """
        self._colour = colour or self._colour
        before = (self.theme, self.get_theme(self.theme))
        for theme in own_themes(self._colour):
            self.register_theme(theme)
        known = name in self.available_themes
        self._wanted = name if known else DARK
        self.theme = theme_for(self.console.color_system, self._wanted)
        if self.is_running and self.theme == before[0] and self.current_theme != before[1]:
            # Its name is the same, its colours are not: Textual sees only the name.
            self.refresh_css(animate=False)
        if known:
            return ""
        return f"There is no theme “{clean(name, limit=60)}”.{nearest(name, self.theme_names)}"

    @work(exclusive=True, group="theme", exit_on_error=False)
    async def do_choose_theme(self, name: str = "") -> None:
        """Take a theme that is named, or that is chosen while the screen shows each; keep it."""
        before = self._wanted
        chosen = name.strip() or await self.push_screen_wait(
            ChooseTheme(self.theme_names, before, self.wear)
        )
        if trouble := self.wear(chosen or before):
            self.wear(before)
            self.tell(trouble, trouble=True)
        elif chosen:
            await self._keep(chosen)

    def tell(self, words: str, *, trouble: bool = False) -> None:
        """Say something in passing, where there is a place for it."""

    async def keep_theme(self, theme: str) -> None:
        """Begin with a theme from now on.

        Raises:
            AccountError: it could not be written into the settings.
        """
        raise NotImplementedError

    async def _keep(self, theme: str) -> None:
        shown = "" if self.theme == theme else "; this terminal shows its own 16 colours"
        try:
            await self.keep_theme(theme)
        except AccountError as error:
            self.tell(f"{theme} for this session{shown}. {error.words}", trouble=True)
        else:
            self.tell(f"{theme} is your theme now, here and at the next start{shown}.")
