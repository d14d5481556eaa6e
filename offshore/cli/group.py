"""The group of all commands: a user's error is shown without a traceback."""

from typing import Any

import click

from offshore.compendium.errors import UserError, of_system


class Commands(click.Group):
    """A group whose commands show a user's error in plain words and exit with 1."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; an error that a user can act on becomes a plain message."""
        try:
            return super().invoke(ctx)
        except UserError as fault:
            raise click.ClickException(str(fault)) from None
        except BrokenPipeError:  # `offshore … | head`: click ends without a word
            raise
        except OSError as fault:
            raise click.ClickException(of_system(fault)) from None


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="offshore")
def main() -> None:
    """Rerun and check the study of Wenzhou's offshore service outsourcing, and build its book.

    Works in any folder of the checkout. Installed from a wheel, it runs notebooks in any folder.
    Everything it makes is in _build/.
    """
