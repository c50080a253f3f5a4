"""`completion`: the script with which a shell completes what is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from console.cli.completing import VARIABLE

if TYPE_CHECKING:
    from click.shell_completion import ShellComplete

PROGRAM = "oneinbox-console"
_BASH = r"""
%(complete_func)s() {
    local IFS=$' \t\n' type value within_quotes=
    [[ ${COMP_WORDS[COMP_CWORD]} == [\"\']* ]] && within_quotes=yes
    COMPREPLY=()
    while IFS=, read -r type value; do
        case $type in
            dir) compopt -o dirnames ;;
            file) compopt -o default ;;
            plain)
                if [[ -z $within_quotes ]]; then
                    printf -v value '%%q' "$value"
                elif [[ $value == *[^[:alnum:]\ _.+@-]* ]]; then
                    continue
                fi
                COMPREPLY+=("$value")
                ;;
        esac
    done < <(
        env COMP_WORDS="${COMP_WORDS[*]}" COMP_CWORD="$COMP_CWORD" \
            %(complete_var)s=bash_complete "$1" 2>/dev/null
    )
}

complete -o nosort -F %(complete_func)s %(prog_name)s 2>/dev/null ||
    complete -F %(complete_func)s %(prog_name)s
""".lstrip()


@click.command("completion", short_help="Print a script for completion in a shell.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion_command(ctx: click.Context, shell: str) -> None:
    """Print the script that completes commands, options and names in a shell.

    Profiles, agents and calls are completed from what is kept on this machine, without a key
    and without asking the API.

    \b
    bash, in ~/.bashrc:
      eval "$(oneinbox-console completion bash)"
    zsh, in ~/.zshrc, after compinit:
      eval "$(oneinbox-console completion zsh)"
    fish, once:
      oneinbox-console completion fish \\
        > ~/.config/fish/completions/oneinbox-console.fish
    """  # noqa: D301 - click wants the backspace itself
    click.echo(_script(ctx.find_root().command, shell))


def _script(program: click.Command, shell: str) -> str:
    from click.shell_completion import FishComplete, ZshComplete

    kinds = {"bash": _bash_complete(), "zsh": ZshComplete, "fish": FishComplete}
    complete = kinds[shell](program, {}, PROGRAM, VARIABLE)
    return complete.source_template % complete.source_vars()


def _bash_complete() -> type[ShellComplete]:
    """Click's own, with a script that puts nothing on the command line unquoted.

    Names come from the account: one that bash took for a command would run with the next Enter.
    """
    from click.shell_completion import BashComplete

    return type("SafeBashComplete", (BashComplete,), {"source_template": _BASH})
