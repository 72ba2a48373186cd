"""How the command line speaks: errors in our words with a remedy, and exit statuses."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from pathlib import Path

import click

from sems_sim.errors import ArgumentError, SemsError, WrongInputError

_BUG = 70
_INTERRUPTED = 130


class Voice(click.Group):
    """A group that knows what was meant, and lists its commands in the order in which one needs them."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click hands it over
        """The commands in the order in which they were added."""
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command. Raises ArgumentError that names the nearest one."""
        name = args[0]
        if name.startswith("-") or name in self.commands:
            return super().resolve_command(ctx, args)
        known = ", ".join(self.commands)
        raise ArgumentError(f"there is no command {name!r}", meant(name, self.commands) or f"known: {known}")


def meant(given: str, known: Iterable[str]) -> str:
    """`did you mean 'x'?` for the nearest known name, or nothing."""
    near = get_close_matches(given, list(known), 1, 0.5)
    return f"did you mean {near[0]!r}?" if near else ""


def say(text: str) -> None:
    """Talk goes to stderr."""
    click.echo(text, err=True)


def status_of(program: click.Command, arguments: Sequence[str]) -> int:
    """Run the program and return its exit status; whatever is wrong has been told."""
    _let_odd_characters_pass()
    try:
        result = _invoked(program, list(arguments))
        sys.stdout.flush()
    except BrokenPipeError:
        return _leave_the_pipe()
    except click.exceptions.Exit as end:
        return end.exit_code
    except (KeyboardInterrupt, click.Abort):
        say("interrupted")
        return _INTERRUPTED
    except SemsError as error:
        return _told(error)
    except click.ClickException as error:
        return _told(_in_our_words(error))
    except Exception as error:  # noqa: BLE001 - the last resort: a bug is told in one line, never as a traceback
        return _bug(error)
    return result if isinstance(result, int) else 0


def _invoked(program: click.Command, arguments: list[str]) -> object:
    """Run a command; a shell that asks for completions is answered by click itself."""
    if "_SEMS_SIM_COMPLETE" in os.environ:
        return program.main(arguments, prog_name="sems-sim")
    with program.make_context("sems-sim", arguments) as context:
        return program.invoke(context)


def _let_odd_characters_pass() -> None:
    """An output that cannot carry a character shows a question mark instead of failing."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def _leave_the_pipe() -> int:
    """Whoever was reading has enough, which is no fault."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    return 0


def _told(error: SemsError) -> int:
    if error.exit_status == _BUG:
        return _bug(error)
    message = str(error)
    say(message if _has_place(error) else f"sems-sim: {message}")
    return error.exit_status


def _has_place(error: SemsError) -> bool:
    return bool(getattr(error, "faults", ()))


def _in_our_words(error: click.ClickException) -> WrongInputError:
    """What is wrong with the arguments, said by us."""
    context = getattr(error, "ctx", None)
    more = f"see: {context.command_path} --help" if context is not None else "see: sems-sim --help"
    if isinstance(error, click.NoSuchOption):
        options = [] if context is None else _options(context.command)
        return ArgumentError(
            f"there is no option {error.option_name}", meant(error.option_name, options) or more
        )
    if isinstance(error, click.MissingParameter):
        name = error.param.human_readable_name if error.param is not None else "something"
        return ArgumentError(f"{name.upper()} is missing", more)
    if isinstance(error, click.BadOptionUsage):
        return ArgumentError(f"{error.option_name} is not used like this: {_misuse(error)}", more)
    if type(error) is click.UsageError and error.message.startswith("Got unexpected"):
        return ArgumentError("more was given than this command takes", more)
    return ArgumentError("this cannot be read as a command", more)


def _misuse(error: click.BadOptionUsage) -> str:
    return "it takes no value" if "not take a value" in error.message else "it needs a value"


def _options(command: click.Command) -> list[str]:
    return [name for parameter in command.params for name in parameter.opts if name.startswith("--")] + [
        "--help"
    ]


def _bug(error: BaseException) -> int:
    """Say in one line that this is our fault, and where the details are."""
    details = "".join(traceback.format_exception(error))
    place = _kept(details)
    kept = f"details are in {place}" if place else "the details could not be saved"
    name = type(error).__name__
    say(f"sems-sim: this is a bug of ours ({name}); {kept}")
    return _BUG


def _kept(details: str) -> str:
    """Save the details under the user's state folder, or else the temporary one."""
    import tempfile

    for folder in (state_folder(), Path(tempfile.gettempdir())):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path = folder / f"sems-sim-bug-{os.getpid()}.txt"
            path.write_text(details, encoding="utf-8", errors="replace")
        except OSError:
            continue
        return str(path)
    return ""


def state_folder() -> Path:
    """Where a program keeps what it must remember, by the custom of the system."""
    local = os.environ.get("LOCALAPPDATA") if os.name == "nt" else os.environ.get("XDG_STATE_HOME")
    return (Path(local) if local else Path.home() / ".local" / "state") / "sems-sim"
