# SPDX-License-Identifier: EUPL-1.2
"""The command `escales`: what contributors and maintainers type."""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NoReturn

from escales.load import check, load
from escales.new import add_kinds, new
from escales.problems import InvalidContent, Problem
from escales.read import FOLDERS, Kind
from escales.spelling import counted

OK, PROBLEMS, MISUSE = 0, 1, 2
KINDS = {"story": Kind.STORY, "scheme": Kind.SCHEME, "collectivity": Kind.COLLECTIVITY}
KINDS |= {"kit": Kind.KIT}


class _Parser(argparse.ArgumentParser):
    """A parser that speaks French when it is misused."""

    def error(self, message: str) -> NoReturn:
        del message  # in English
        self.exit(MISUSE, f"escales : commande incomplète ou inconnue.\n{self.format_usage()}")

    def format_usage(self) -> str:
        return super().format_usage().replace("usage:", "Emploi :", 1)

    def format_help(self) -> str:
        return super().format_help().replace("usage:", "Emploi :", 1)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return 0, 1 when the content has problems, or 2 on misuse."""
    options = _parser().parse_args(arguments)
    if not any((options.root / folder).is_dir() for folder in FOLDERS):
        sys.stderr.write(f"escales : « {options.root} » ne contient ni stories, ni schemes.\n")
        return MISUSE
    try:
        return int(options.run(options))
    except OSError as error:
        sys.stderr.write(f"escales : « {error.filename} » ne peut pas être écrit.\n")
        return MISUSE


def _parser() -> _Parser:
    parser = _Parser("escales", description="Vérifier et publier des récits.", add_help=False)
    commands = parser.add_subparsers(required=True, metavar="commande", title="commandes")
    shared = _Parser(add_help=False)
    shared.add_argument("--root", type=Path, default=Path(), help="le dossier du dépôt")
    for one in (parser, shared):
        one.add_argument("-h", "--help", action="help", help="cette aide")

    checking = commands.add_parser(
        "check", parents=[shared], add_help=False, help="dire tout ce qui est à corriger"
    )
    checking.add_argument("--format", choices=sorted(FORMATS), default="text", help="la forme")
    checking.add_argument("--output", type=Path, help="le fichier où écrire, au lieu de l’écran")
    checking.set_defaults(run=_check)

    writing = commands.add_parser(
        "write",
        parents=[shared],
        add_help=False,
        help="écrire les pages en Markdown, pour un autre générateur",
    )
    writing.add_argument("directory", type=Path, metavar="DOSSIER", help="un dossier vide")
    writing.set_defaults(run=_write)

    showing = commands.add_parser(
        "schema", parents=[shared], add_help=False, help="montrer le schéma des en-têtes"
    )
    showing.add_argument("kind", choices=sorted(KINDS), metavar="SORTE", help=", ".join(KINDS))
    showing.set_defaults(run=_schema)

    making = commands.add_parser(
        "new", add_help=False, help="commencer un fichier, ses champs remplis"
    )
    making.add_argument("-h", "--help", action="help", help="cette aide")
    add_kinds(making.add_subparsers(required=True, metavar="SORTE", title="sortes"), shared)
    making.set_defaults(run=new)
    return parser


def _check(options: argparse.Namespace) -> int:
    problems = check(options.root)
    report = FORMATS[options.format](problems)
    if options.output:
        options.output.write_text(report, encoding="utf-8")
    else:
        sys.stdout.write(report)
    return PROBLEMS if problems else OK


def _as_text(problems: Sequence[Problem]) -> str:
    if not problems:
        return "Tout est en ordre.\n"
    lines = [str(problem) for problem in problems]
    files = len({problem.path for problem in problems})
    count = counted(len(lines), "problème", "problèmes")
    return "\n".join([*lines, f"\n{count} dans {counted(files, 'fichier', 'fichiers')}.\n"])


def _as_json(problems: Sequence[Problem]) -> str:
    listed = [problem.as_json() for problem in problems]
    return json.dumps(listed, ensure_ascii=False, indent=2) + "\n"


FORMATS = {"text": _as_text, "json": _as_json}


def _schema(options: argparse.Namespace) -> int:
    from escales.schema_files import schema_text  # noqa: PLC0415  # as for `write`

    sys.stdout.write(schema_text(KINDS[options.kind]))
    return OK


def _write(options: argparse.Namespace) -> int:
    from escales.documents import available_formats  # noqa: PLC0415  # `check` answers without it
    from escales.write import write_site  # noqa: PLC0415  # likewise

    directory: Path = options.directory
    if directory.exists() and not (directory.is_dir() and not any(directory.iterdir())):
        sys.stderr.write(f"escales : le dossier « {directory} » n’est pas vide.\n")
        return MISUSE
    try:
        library = load(options.root)
    except InvalidContent as invalid:
        sys.stderr.write(f"{invalid}\n")
        return PROBLEMS
    write_site(library, available_formats(), options.root, directory)
    return OK
