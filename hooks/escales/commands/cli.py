# SPDX-License-Identifier: EUPL-1.2
"""The command `escales`: what contributors and maintainers type."""

import argparse
import atexit
import io
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from escales import __version__
from escales.commands.console import MISUSE, PROBLEMS, refuse
from escales.mkdocs.configuration_file import read_configuration
from escales.problems.problem import InvalidContent
from escales.problems.reports import FORMATS, write_plain_report
from escales.reading.disk import FOLDERS
from escales.reading.own_folders import stop_at_own_folders
from escales.settings.configuration import CONFIGURATION, UnreadableConfiguration

STOPPED = 130  # by Ctrl-C, as shells count
WITHOUT_CONTENT = {"init"}
# The others load the content, or read none.
BEFORE_ANY_READING = {"follow", "gather", "import_", "offline", "publish", "receive", "take"}
SCHEMAS = ("story", "scheme", "collectivity", "kit")


class _Parser(argparse.ArgumentParser):
    """A parser that speaks French, when it is misused too."""

    def __init__(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401  # as argparse has it
        super().__init__(*arguments, **options)
        self._positionals.title = "arguments"  # "positional arguments" else

    def error(self, message: str) -> NoReturn:
        del message  # in English
        self.exit(MISUSE, f"escales : commande incomplète ou inconnue.\n{self.format_usage()}")

    def format_usage(self) -> str:
        return super().format_usage().replace("usage:", "Emploi :", 1)

    def format_help(self) -> str:
        return super().format_help().replace("usage:", "Emploi :", 1)


def run() -> NoReturn:
    """Run the command that was typed, and end the process at once.

    Python would give the memory back, object by object: a twentieth of the time of a check.
    """
    status = main()
    sys.stdout.flush()
    sys.stderr.flush()
    atexit._run_exitfuncs()  # noqa: SLF001  # the only way to have them run before `_exit`
    os._exit(status)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return 0, 1 when the content has problems, 2 on misuse, 130 by Ctrl-C."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a screen may not know our no-break spaces
    asked = sys.argv[1:] if arguments is None else arguments
    options = _parser(asked).parse_args(asked)
    has_content = any((options.root / folder).is_dir() for folder in FOLDERS)
    if not has_content and options.module not in WITHOUT_CONTENT:
        return refuse(f"« {options.root} » ne contient ni stories, ni schemes.")
    try:
        if options.module in BEFORE_ANY_READING:
            stop_at_own_folders(options.root)
        # Each command is imported when it is asked for: `check` answers without those of documents.
        return int(import_module(f"escales.commands.{options.module}").run(options))
    except InvalidContent as invalid:
        address = read_configuration(options.root / CONFIGURATION).address
        sys.stderr.write(write_plain_report(invalid.problems, address))
        return PROBLEMS
    except UnreadableConfiguration as error:
        return refuse(f"« {options.root / CONFIGURATION} » ne peut pas être lu : {error}")
    except OSError as error:
        return refuse(f"« {error.filename or 'la sortie'} » ne peut pas être écrit.")
    except KeyboardInterrupt:
        sys.stderr.write("\nescales : arrêt demandé.\n")
        return STOPPED


def _parser(asked: Sequence[str]) -> _Parser:
    parser = _Parser("escales", description="Vérifier et publier des récits.", add_help=False)
    commands = parser.add_subparsers(required=True, metavar="commande", title="commandes")
    shared = _Parser(add_help=False)
    shared.add_argument("--root", type=Path, default=Path(), help="le dossier du dépôt")
    for one in (parser, shared):
        one.add_argument("-h", "--help", action="help", help="cette aide")
    version = f"escales {__version__}"
    parser.add_argument("-V", "--version", action="version", version=version, help="la version")

    def command(name: str, summary: str, module: str | None = None) -> _Parser:
        subparser = commands.add_parser(name, parents=[shared], add_help=False, help=summary)
        subparser.set_defaults(module=module or name)
        return subparser

    def apart(name: str, summary: str) -> None:
        """Do the same where its own module says its options: no other command waits for these."""
        subparser = command(name, summary)
        if name in asked:
            import_module(f"escales.commands.{name}.command").add_options(subparser)

    checking = command("check", "dire tout ce qui est à corriger")
    checking.add_argument(
        "files", nargs="*", type=Path, metavar="FICHIER", help="ces fichiers seuls, au lieu de tous"
    )
    checking.add_argument("--format", choices=list(FORMATS), default="text", help="la forme")
    checking.add_argument(
        "--style", action="store_true", help="conseiller sur le style, sans rien refuser"
    )
    checking.add_argument("--output", type=Path, help="le fichier où écrire, au lieu de l’écran")
    checking.add_argument(
        "--proposal", action="store_true", help="sans demander ce qui manque pour publier"
    )

    writing = command("write", "écrire les pages en Markdown, pour un autre générateur")
    writing.add_argument("directory", type=Path, metavar="DOSSIER", help="un dossier vide")

    _add_story_commands(command)
    apart("receive", "faire un récit de ce que quelqu’un a envoyé ; suivre l’attente")
    apart("release", "numéroter ce qui a changé d’un dispositif, et le garder")
    apart("take", "reprendre un dispositif d’ailleurs : ses fichiers, et d’où il vient")
    apart("gather", "lire ce que publient les sites voisins")
    apart("follow", "dire ce qui a changé à l’origine d’un dispositif repris, et l’intégrer")

    showing = command("schema", "montrer le schéma des en-têtes")
    showing.add_argument("kind", choices=sorted(SCHEMAS), metavar="SORTE", help=", ".join(SCHEMAS))

    publishing = command("publish", "construire à part, puis échanger avec le site en ligne")
    publishing.add_argument("site", type=Path, metavar="DOSSIER", help="le dossier du site")
    publishing.add_argument(
        "command", nargs="+", metavar="-- COMMANDE", help="ce qui construit le site dans « {} »"
    )

    copying = command("offline", "faire d’un site construit une copie qui s’ouvre sans serveur")
    copying.add_argument("site", type=Path, metavar="SITE", help="le dossier du site construit")
    copying.add_argument("directory", type=Path, metavar="DOSSIER", help="où écrire l’archive")

    starting = commands.add_parser(
        "init", add_help=False, help="écrire le site d’une autre administration"
    )
    starting.add_argument("-h", "--help", action="help", help="cette aide")
    if "init" in asked:  # as for « new »
        import_module("escales.commands.init").add_options(starting)
    starting.set_defaults(module="init", root=Path())

    making = commands.add_parser(
        "new", add_help=False, help="commencer un fichier, ses champs remplis"
    )
    making.add_argument("-h", "--help", action="help", help="cette aide")
    if "new" in asked:  # its options are those of the schemas: no other command waits for them
        kinds = making.add_subparsers(required=True, metavar="SORTE", title="sortes")
        import_module("escales.commands.new.command").add_kinds(kinds, shared)
    making.set_defaults(module="new")
    return parser


def _add_story_commands(command: Callable[..., _Parser]) -> None:
    importing = command("import", "faire un récit d’un questionnaire rempli", "import_")
    importing.add_argument("file", type=Path, metavar="FICHIER", help="un fichier ODT ou DOCX")

    listing = command("consents", "le registre des accords : à jour, à redemander, retirés")
    listing.add_argument(
        "--format", choices=["text", "csv", "json"], default="text", help="la forme"
    )
    listing.add_argument("--output", type=Path, help="le fichier où écrire, au lieu de l’écran")
    listing.add_argument(
        "--soon",
        type=int,
        metavar="JOURS",
        help="dire seulement les accords à redemander d’ici là, et finir par 1 s’il y en a",
    )

    withdrawing = command("withdraw", "retirer un récit : vider son fichier, dire la suite")
    withdrawing.add_argument(
        "story", metavar="RECIT", help="le nom, l’adresse ou le fichier du récit"
    )
    withdrawing.add_argument(
        "--on", metavar="DATE", help="le jour du retrait, si ce n’est pas aujourd’hui"
    )
