"""The command group: each command's module is imported only when it runs."""

from __future__ import annotations

import gc
import os
import sys

import click

from claimgraph import __version__
from claimgraph.errors import ClaimgraphError, FactsError, did_you_mean, printable, render_problem
from claimgraph.files import say_interrupted, watch_interrupts

__all__ = ["cli", "main"]

#: Command -> what it is for; the module `claimgraph.cli.<command>` holds it.
_COMMANDS = {
    "init": "Make a small corpus of your own, with an example in it.",
    "check": "Check facts: form, references, shapes, and evidence against texts.",
    "cite": "Find a phrase in a text, and print the evidence line for it.",
    "query": "Ask the facts with SPARQL.",
    "list": "List claims, by what they are about, who says them, how firmly.",
    "search": "Find claims, entities and sources by the words in their texts.",
    "show": "Show one claim: what it says, who says so, where it stands.",
    "conflicts": "Find claims that cannot both hold, and updates that only look like it.",
    "without": "Show which statements fall with a source or an agent.",
    "stats": "Show how much there is, from whom, from when, and how well it is backed.",
    "trace": "Trace a claim: whom it comes from, and what became firmer on the way.",
    "origins": "Count the independent origins that stand behind a statement.",
    "history": "Show what was said about a thing over time.",
    "due": "Show what was promised for when, and what became of it.",
    "draw": "Draw the facts as a page to open in a browser.",
    "export": "Write the facts as RDF for another tool.",
    "import": "Make facts of RDF, nanopublications, schema.org JSON-LD or a table.",
    "push": "Put the facts into a triple store, and verify that they are there.",
}
#: Command -> its module, where it cannot have the command's name.
_MODULES = {"import": "import_"}


class _LazyGroup(click.Group):
    """A group whose commands are imported when they are needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  (click's signature)
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002  (click's signature)
        if cmd_name not in _COMMANDS:
            return None
        import importlib

        command: click.Command = importlib.import_module(f"claimgraph.cli.{_MODULES.get(cmd_name, cmd_name)}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002  (click's signature)
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            raise click.UsageError(f"No such command '{printable(args[0], limit=40)}'. {did_you_mean(args[0], _COMMANDS)}", ctx) from error


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, message="claimgraph %(version)s")
def cli() -> None:
    """Keep track of who said what, where, when and how firmly.

    Facts are text files; every statement keeps its source, the place where it stands,
    and how firmly it is put. See `claimgraph COMMAND --help` for an example of each.
    """


def main() -> None:
    """Run the command line; every error ends here as a line on stderr and an exit code."""
    gc.disable()  # one command makes many small things and hardly a circle: looking for circles takes a quarter of a check
    _open_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a Windows console may not be UTF-8
            stream.reconfigure(encoding="utf-8", errors="surrogateescape" if stream is sys.stdout else "backslashreplace")
    watch_interrupts()
    stdout = sys.stdout
    try:
        cli.main(prog_name="claimgraph", standalone_mode=False)
    except SystemExit as stop:
        # Where a reader has enough, click wraps the output and ends with 1.
        sys.exit(stop.code if sys.stdout is stdout else 0)
    except click.exceptions.Exit as stop:
        sys.exit(stop.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        say_interrupted()
        _drop_output()  # perhaps nobody reads it, and we should wait for that
        sys.exit(130)
    except FactsError as error:
        _fail_on_facts(error)
    except ClaimgraphError as error:
        _fail(error.message, error.hint, error.exit_code)
    except BrokenPipeError:
        # The reader of our output has enough; Python must not flush into the closed pipe again.
        _drop_output()
        sys.exit(0)
    except MemoryError:
        _fail("there is not enough memory for this", "", 2)
    except OSError as error:
        from claimgraph.errors import reason

        _drop_output()
        _fail(f"{error.filename or 'the system'}: {reason(error)}", "", 2)


def _drop_output() -> None:
    """Let what could not be written go, or Python would try it again at its end, and complain."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _open_closed_streams() -> None:
    """Put the null device where the caller closed a stream (`>&-`), so that writing need not ask."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115  (it stays open as long as we run)


def _fail(message: str, hint: str, code: int) -> None:
    shown = "\n".join(printable(line, limit=2000) for line in message.split("\n"))
    click.echo(f"error: {shown}", err=True)
    if hint:
        click.echo(f"  hint: {printable(hint, limit=2000)}", err=True)
    sys.exit(code)


def _fail_on_facts(error: FactsError) -> None:
    for problem in error.problems[:5]:
        click.echo(render_problem(problem), err=True)
    more = len(error.problems) - 5
    message = error.message + (f", {more} more than shown" if more > 0 else "")
    _fail(message, error.hint, error.exit_code)
