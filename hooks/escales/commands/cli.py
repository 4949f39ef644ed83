# SPDX-License-Identifier: EUPL-1.2
"""The command `escales`: what contributors and maintainers type."""

import argparse
import io
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NoReturn

from escales.checking.load import check, load
from escales.commands.new import add_kinds, new
from escales.problems.problem import InvalidContent
from escales.problems.reports import FORMATS, write_left_out, write_plain_report, write_summary
from escales.reading.disk import FOLDERS, FileKind
from escales.settings.rules import read_rules

OK, PROBLEMS, MISUSE = 0, 1, 2
STOPPED = 130  # by Ctrl-C, as shells count
SCHEMA_KINDS = {
    "story": FileKind.STORY,
    "scheme": FileKind.SCHEME,
    "collectivity": FileKind.COLLECTIVITY,
}
SCHEMA_KINDS |= {"kit": FileKind.KIT}


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


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; return 0, 1 when the content has problems, 2 on misuse, 130 by Ctrl-C."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a screen may not know our no-break spaces
    options = _parser().parse_args(arguments)
    if not any((options.root / folder).is_dir() for folder in FOLDERS):
        sys.stderr.write(f"escales : « {options.root} » ne contient ni stories, ni schemes.\n")
        return MISUSE
    try:
        return int(options.run(options))
    except OSError as error:
        sys.stderr.write(f"escales : « {error.filename or 'la sortie'} » ne peut pas être écrit.\n")
        return MISUSE
    except KeyboardInterrupt:
        sys.stderr.write("\nescales : arrêt demandé.\n")
        return STOPPED


def _parser() -> _Parser:
    parser = _Parser("escales", description="Vérifier et publier des récits.", add_help=False)
    commands = parser.add_subparsers(required=True, metavar="commande", title="commandes")
    shared = _Parser(add_help=False)
    shared.add_argument("--root", type=Path, default=Path(), help="le dossier du dépôt")
    for one in (parser, shared):
        one.add_argument("-h", "--help", action="help", help="cette aide")

    def command(name: str, told: str, run: Callable[[argparse.Namespace], int]) -> _Parser:
        subparser = commands.add_parser(name, parents=[shared], add_help=False, help=told)
        subparser.set_defaults(run=run)
        return subparser

    checking = command("check", "dire tout ce qui est à corriger", _check)
    checking.add_argument("--format", choices=list(FORMATS), default="text", help="la forme")
    checking.add_argument(
        "--style", action="store_true", help="conseiller sur le style, sans rien refuser"
    )
    checking.add_argument("--output", type=Path, help="le fichier où écrire, au lieu de l’écran")

    writing = command("write", "écrire les pages en Markdown, pour un autre générateur", _write)
    writing.add_argument("directory", type=Path, metavar="DOSSIER", help="un dossier vide")

    importing = command("import", "faire un récit d’un questionnaire rempli", _import)
    importing.add_argument("file", type=Path, metavar="FICHIER", help="un fichier ODT ou DOCX")

    listing = command(
        "consents", "le registre des accords : à jour, à redemander, retirés", _consents
    )
    listing.add_argument(
        "--format", choices=["text", "csv", "json"], default="text", help="la forme"
    )
    listing.add_argument("--output", type=Path, help="le fichier où écrire, au lieu de l’écran")

    withdrawing = command(
        "withdraw", "retirer un récit : vider son fichier, dire la suite", _withdraw
    )
    withdrawing.add_argument(
        "story", metavar="RECIT", help="le nom, l’adresse ou le fichier du récit"
    )
    withdrawing.add_argument(
        "--on", metavar="DATE", help="le jour du retrait, si ce n’est pas aujourd’hui"
    )

    showing = command("schema", "montrer le schéma des en-têtes", _schema)
    showing.add_argument(
        "kind", choices=sorted(SCHEMA_KINDS), metavar="SORTE", help=", ".join(SCHEMA_KINDS)
    )

    publishing = command(
        "publish", "construire à part, puis échanger avec le site en ligne", _publish
    )
    publishing.add_argument("site", type=Path, metavar="DOSSIER", help="le dossier du site")
    publishing.add_argument(
        "command", nargs="+", metavar="-- COMMANDE", help="ce qui construit le site dans « {} »"
    )

    copying = command(
        "offline", "faire d’un site construit une copie qui s’ouvre sans serveur", _offline
    )
    copying.add_argument("site", type=Path, metavar="SITE", help="le dossier du site construit")
    copying.add_argument("directory", type=Path, metavar="DOSSIER", help="où écrire l’archive")

    making = commands.add_parser(
        "new", add_help=False, help="commencer un fichier, ses champs remplis"
    )
    making.add_argument("-h", "--help", action="help", help="cette aide")
    add_kinds(making.add_subparsers(required=True, metavar="SORTE", title="sortes"), shared)
    making.set_defaults(run=new)
    return parser


def _style(options: argparse.Namespace) -> int:
    from escales.commands.style import STYLE_FORMATS, advise  # noqa: PLC0415  # as for `write`
    from escales.commands.style.phrases import REFUSED  # noqa: PLC0415  # likewise

    if options.format not in STYLE_FORMATS:
        sys.stderr.write(f"escales : {REFUSED}\n")
        return MISUSE
    _tell(STYLE_FORMATS[options.format](advise(options.root)), options.output)
    return OK


def _tell(report: str, output: Path | None) -> None:
    if output:
        output.write_text(report, encoding="utf-8")
    else:
        sys.stdout.write(report)


def _check(options: argparse.Namespace) -> int:
    if options.style:
        return _style(options)
    problems, site = check(options.root), _site()
    _tell(FORMATS[options.format](problems, site), options.output)
    summary = os.environ.get("GITHUB_STEP_SUMMARY") if options.format == "github" else None
    if summary:
        with Path(summary).open("a", encoding="utf-8") as page:  # other steps write there too
            page.write(write_summary(problems, site))
    return PROBLEMS if any(problem.stops for problem in problems) else OK


def _site() -> str:
    """Return the address of the site, with its last slash, or "" when it is not known."""
    address = os.environ.get("ESCALES_SITE", "").rstrip("/")
    return f"{address}/" if address else ""


def _schema(options: argparse.Namespace) -> int:
    from escales.reading.editor_schemas import schema_text  # noqa: PLC0415  # as for `write`

    sys.stdout.write(schema_text(SCHEMA_KINDS[options.kind]))
    return OK


def _write(options: argparse.Namespace) -> int:
    from escales.documents import available_formats  # noqa: PLC0415  # `check` answers without it
    from escales.publishing.write import write_site  # noqa: PLC0415  # likewise
    from escales.settings.site import Settings  # noqa: PLC0415  # likewise

    directory: Path = options.directory
    if directory.exists() and not (directory.is_dir() and not any(directory.iterdir())):
        sys.stderr.write(f"escales : le dossier « {directory} » n’est pas vide.\n")
        return MISUSE
    try:
        rules = read_rules(options.root / "mkdocs.yml")
        library = load(options.root, rules)
    except InvalidContent as invalid:
        sys.stderr.write(write_plain_report(invalid.problems, _site()))
        return PROBLEMS
    told = Settings(contact=rules.publisher.contact or "", publisher=rules.publisher)
    write_site(library, available_formats(), options.root, directory, told)
    if library.left_out:
        sys.stderr.write(write_left_out(library.left_out, _site()))
    return OK


def _offline(options: argparse.Namespace) -> int:
    from escales.commands.offline import offline  # noqa: PLC0415  # likewise

    return offline(options, _site())


def _publish(options: argparse.Namespace) -> int:
    from escales.commands.publish import publish  # noqa: PLC0415  # likewise; and needs Unix

    return publish(options.site, options.root, options.command)


def _consents(options: argparse.Namespace) -> int:
    from escales.commands.consents.command import write_register  # noqa: PLC0415  # likewise

    return write_register(options)


def _withdraw(options: argparse.Namespace) -> int:
    from escales.commands.withdraw.command import (  # noqa: PLC0415  # likewise
        WithdrawalRefusedError,
        withdraw,
    )

    try:
        sys.stdout.write(withdraw(options.story, options.on, options.root, _site()))
    except WithdrawalRefusedError as refused:
        sys.stderr.write(f"escales : {refused}\n")
        return MISUSE
    return OK


def _import(options: argparse.Namespace) -> int:
    from escales.commands.import_.command import import_questionnaire  # noqa: PLC0415  # likewise
    from escales.commands.import_.opening import QuestionnaireRefusedError  # noqa: PLC0415  # likewise

    try:
        imported = import_questionnaire(options.file, options.root)
    except QuestionnaireRefusedError as refused:
        sys.stderr.write(f"escales : {refused.sentence(options.file.name)}\n")
        return MISUSE
    sys.stdout.write(imported.report)
    return PROBLEMS if imported.problems else OK
