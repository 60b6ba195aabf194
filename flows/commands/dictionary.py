"""``releve dictionary``: the data dictionary of pathways, to read or to load."""

import sys
from argparse import ArgumentParser, Namespace

from releve.cli.command import Command
from releve.pathways.dictionary import dictionary_csv, dictionary_json
from releve.pathways.glossary import dictionary_html
from releve.textes import LANGUAGES

_FORMS = {"html": dictionary_html, "json": dictionary_json, "csv": dictionary_csv}


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--language", choices=LANGUAGES, default="fr", help="fr par défaut")
    parser.add_argument("--format", choices=tuple(_FORMS), default="html", help="html par défaut")


def _run(args: Namespace) -> int:
    sys.stdout.buffer.write(_FORMS[args.format](args.language))
    return 0


DICTIONARY = Command(
    name="dictionary",
    help="le dictionnaire des données d'un parcours",
    arguments=_arguments,
    run=_run,
)
