# SPDX-License-Identifier: EUPL-1.2
"""Every sentence that tells a contributor what is wrong, and what is expected instead."""

from collections.abc import Iterable

SENTENCES = {
    # The file.
    "not-utf8": "le fichier n’est pas enregistré en UTF-8. Enregistrez-le à nouveau en choisissant "
    "l’encodage « UTF-8 ».",
    "empty-file": "le fichier est vide. Copiez un modèle et remplissez-le.",
    "too-big": "le fichier pèse {found} ko, la limite est de {limit} ko. Gardez l’essentiel du "
    "texte.",
    "symlink": "c’est un lien symbolique. Déposez le fichier lui-même.",
    "unreadable": "le fichier ne peut pas être lu. Vérifiez ses droits d’accès.",
    "bad-file-name": "« {found} » ne peut pas servir d’adresse : un nom s’écrit en minuscules "
    "sans accents, avec des chiffres et des tirets. Renommez-le « {expected} ».",
    "reserved-name": "« {found} » est une adresse du site. Choisissez un autre nom de fichier.",
    "unexpected-file": "« {found} » n’a pas sa place ici. {expected}",
    "duplicate-slug": "l’adresse « {found} » est déjà prise par {other}. Choisissez un autre nom.",
    # The header.
    "header-missing": "l’en-tête manque. Commencez le fichier par une ligne « --- », puis les "
    "champs, puis une autre ligne « --- ».",
    "header-unclosed": "l’en-tête n’est pas fermé. Ajoutez une ligne « --- » après le dernier "
    "champ.",
    "header-not-mapping": "l’en-tête n’est pas une suite de champs. Écrivez un champ par ligne, "
    "par exemple « titre: Mon récit ».",
    "yaml-colon": "le texte contient « : » et se lit comme un autre champ. Mettez-le entre "
    'guillemets droits, par exemple : titre: "Un an ailleurs : le récit".',
    "yaml-comment": "la fin de la ligne, à partir de « # », serait perdue. Mettez le texte "
    "entre guillemets droits, ou retirez ce qui suit « # ».",
    "yaml-tab": "la ligne contient une tabulation. Remplacez-la par des espaces.",
    "yaml-quote": "un guillemet ouvert n’est pas refermé comme il faut. Entourez tout le texte de "
    "guillemets droits doubles.",
    "yaml-space": "il manque un espace après les deux-points. Écrivez « {found}: » puis un espace, "
    "puis la valeur.",
    "yaml-indent": "cette ligne n’est pas alignée avec les autres champs. Retirez ou ajoutez des "
    "espaces devant elle.",
    "yaml-syntax": "l’en-tête ne se lit pas à cet endroit. Vérifiez l’alignement des champs et "
    "mettez la valeur entre guillemets droits.",
    "yaml-alias": "« *{found} » renvoie à une autre valeur (alias YAML). Écrivez la valeur "
    "en toutes lettres, entre guillemets droits.",
    "yaml-anchor": "« &{found} » est une ancre YAML. Retirez-la, ou mettez la valeur entre "
    "guillemets droits.",
    "yaml-tag": "« {found} » est une étiquette YAML. Retirez-la, ou mettez la valeur entre "
    "guillemets droits.",
    "duplicate-key": "le champ est écrit deux fois (déjà à la ligne {other}). Gardez-en un seul.",
    "unknown-key": "ce champ n’existe pas. {expected}",
    "key-misplaced": "« {found} » se place sous « {parent} ». Écrivez-le, et ceux qui vont avec, "
    "en retrait de deux espaces sous « {parent}: ».",
    "missing-key": "ce champ est obligatoire. {expected}",
    "empty-value": "ce champ est vide. {expected}",
    # The values.
    "not-text": "un texte est attendu ici, et non une liste ou des sous-champs.",
    "not-a-list": "une liste est attendue, par exemple « [{example}] ».",
    "not-a-mapping": "des sous-champs sont attendus, un par ligne, en retrait sous « {field} : ».",
    "too-short": "il y a {found}, c’est trop court : il en faut au moins {limit}.",
    "too-long": "il y a {found}, c’est trop long : {limit} au plus.",
    "too-many": "il y a {found}, c’est trop : {limit} au plus.",
    "not-in-list": "« {found} » n’est pas dans la liste. {expected}",
    "bad-date": "« {found} » n’est pas une date. Écrivez par exemple « 2026-11-23 » ou "
    "« 23/11/2026 ».",
    "bad-duration": "« {found} » n’est pas une durée. Écrivez par exemple « une demi-journée », "
    "« 3 jours », « 3 mois » ou « 1 an et 6 mois » (dix ans au plus).",
    "bad-share": "« {found} » n’est pas une quotité. Écrivez par exemple « 20 % », « 10-40 % », "
    "« temps plein » ou « ponctuelle ».",
    "bad-year": "« {found} » n’est pas une année. Écrivez par exemple « 2025 ».",
    "bad-number": "« {found} » n’est pas un nombre entier. Écrivez par exemple « 4700 ».",
    "bad-siren": "« {found} » n’est pas un numéro SIREN : neuf chiffres, dont le dernier vérifie "
    "les autres. Recopiez-le depuis annuaire-entreprises.data.gouv.fr.",
    "bad-url": "« {found} » n’est pas une adresse https. Écrivez par exemple "
    "« https://www.exemple.fr/page ».",
    "bad-version": "« {found} » n’est pas une version. Écrivez trois nombres, par exemple "
    "« 1.2.0 ».",
    "bad-slug": "« {found} » doit s’écrire en minuscules sans accents, avec des chiffres et des "
    "tirets. Écrivez « {expected} ».",
    "bad-department": "« {found} » n’est pas un code de département. Écrivez par exemple « 38 », "
    "« 2A » ou « 974 ».",
    "personal-proof": "« {found} » ressemble à une adresse électronique. Indiquez où le formulaire "
    "signé est gardé, par exemple « DRH, dossier 2026-14 ».",
    "wrong-order": "« {found} » vient après « {other} ». {expected}",
    "site-not-agreed": "la personne n’a pas accepté que son récit paraisse sur ce site : « site » "
    "manque à la portée. Ajoutez-le si elle l’accepte, ou retirez le fichier.",
    "wrong-range": "« min: {found} » dépasse « max: {other} ». Échangez les deux.",
    "journal-behind": "la version {found} manque au journal. Ajoutez-y une entrée qui dit ce qui "
    "change.",
    # The references.
    "unknown-collectivity": "« {found} » n’est pas une administration connue de ce site. "
    "{expected} Si elle manque, ajoutez sa fiche dans docs/collectivites/.",
    "unknown-scheme": "« {found} » n’est pas un dispositif connu de ce site. {expected}",
    "scheme-without-index": "le dispositif « {found} » n’a pas de fichier « index.md ». "
    "Écrivez-le, ou déplacez ce document.",
    "same-employer": "« {found} » est déjà l’employeur d’origine. Retirez « accueil », ou "
    "écrivez-y l’autre employeur.",
    "fiction-in-real": "un récit de fiction (« exemple: oui ») ne peut pas être attribué à "
    "« {found} », qui existe. Choisissez une administration fictive. {expected}",
    "real-in-fiction": "« {found} » est une administration fictive. Un vrai récit se rattache à un "
    "véritable employeur ; un récit imaginé porte « exemple: oui ».",
    # The text.
    "section-level": "« {found} » est une partie du texte : écrivez son titre avec deux dièses, "
    "« ## {found} ».",
    "section-missing": "il manque la partie « ## {found} ». Ajoutez-la, quitte à écrire "
    "« {expected} »",
    "sections-missing": "le texte n’a aucune de ses parties. Écrivez-les dans cet ordre, chacune "
    "sous son titre : {expected}.",
    "section-unknown": "« {found} » n’est pas une partie attendue. {expected}",
    "section-empty": "la partie « {found} » est vide. Écrivez quelques lignes, ou « {expected} »",
    "section-twice": "la partie « {found} » est déjà à la ligne {other}. Réunissez les deux.",
    "section-order": "la partie « {found} » n’est pas à sa place : elle vient juste après "
    "« {expected} ».",
    "section-first": "la partie « {found} » n’est pas à sa place : elle vient en premier.",
    "text-before-sections": "ce texte est placé avant la première partie. Mettez-le sous un titre "
    "« ## {expected} ».",
    "text-empty": "le texte est vide. Ajoutez au moins une phrase sous l’en-tête.",
    "title-in-text": "« {found} » est un titre de niveau 1. Le titre de la page vient du champ "
    "« titre » : commencez les parties par « ## ».",
    "raw-html": "« {found} » est du code HTML. Retirez-le : le texte s’écrit en Markdown simple.",
    "attribute-list": "« {found} » est une liste d’attributs. Retirez-la : la mise en forme est "
    "celle du site.",
    "link-scheme": "le lien « {found} » n’est pas accepté. Un lien commence par https:// ou mène à "
    "un fichier de ce dépôt.",
    "link-incomplete": "l’adresse « {found} » est incomplète. Écrivez par exemple "
    "« https://www.exemple.fr/page ».",
    "footnote": "les notes de bas de page ne sont pas prévues. Écrivez la note dans le texte, "
    "entre parenthèses.",
    "too-nested": "ce passage est trop imbriqué pour être lu. Écrivez-le sur deux niveaux au plus.",
    "link-empty": "le lien « {found} » ne mène nulle part. Écrivez une adresse entre les "
    "parenthèses.",
    "link-spaces": "le lien « {found} » contient un espace. Renommez le fichier sans espace, ou "
    "écrivez %20 dans l’adresse.",
    "link-missing": "le lien « {found} » mène à un fichier qui n’existe pas. {expected}",
    "link-unpublished": "le lien « {found} » mène à un fichier qui n’est pas publié sur le site. "
    "{expected}",
    "link-anchor": "le lien « {found} » mène à un titre qui n’existe pas. {expected}",
    "image-alt": "l’image « {found} » n’a pas de texte de remplacement. Décrivez-la entre les "
    "crochets : ![deux agents devant un plan]({found}).",
    "image-remote": "l’image « {found} » est sur un autre site. Déposez-la dans le dossier "
    "« images », à côté du texte.",
    "image-missing": "l’image « {found} » n’existe pas. {expected}",
    "image-format": "l’image « {found} » n’est pas au format JPEG, PNG ou WebP. Convertissez-la.",
    "image-too-big": "l’image « {found} » pèse {weight} ko, la limite est de {limit} ko. "
    "Réduisez-la.",
    # The documents of a kit.
    "placeholder-undeclared": "« [[{found}]] » n’est pas déclaré sous « champs ». {expected}",
    "field-unused": "ce champ n’apparaît nulle part dans le texte. Placez « [[{found}]] » où il "
    "faut, ou retirez-le.",
    # The pages written by hand.
    "block-unknown": "le repère « {found} » n’existe pas. {expected}",
}


def sentence(code: str, **values: object) -> str:
    """Return the sentence of a problem, its capital set; missing values are a fault of the code."""
    text = SENTENCES[code].format(**values).strip()
    return text[0].upper() + text[1:]


def write_one_of(choices: Iterable[str], near: str | None = None, *, limit: int = 25) -> str:
    """Say what may be written: the nearest choice when there is one, the whole list when short."""
    if near is not None:
        return f"Vouliez-vous écrire « {near} » ?"
    listed = [f"« {choice} »" for choice in choices]
    if not listed:
        return ""
    if len(listed) > limit:
        return f"Écrivez par exemple {', '.join(listed[:3])}."
    return f"Écrivez {either(listed)}."


def either(choices: list[str]) -> str:
    """Join choices as French does: "a, b ou c"."""
    return " ou ".join([", ".join(choices[:-1]), choices[-1]] if len(choices) > 1 else choices)
