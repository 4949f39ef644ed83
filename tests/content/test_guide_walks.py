# SPDX-License-Identifier: EUPL-1.2
"""Agents and managers walk « Quel cadre »: each reaches a right answer, or is told whom to ask.

Whoever they are, they only read the words of the answers: each is chosen by how it begins.
"""

import re
from typing import NamedTuple

import pytest

from content.conftest import own_library
from escales.content.guide import FOLDER, START, read_guide

ELSEWHERE = "Ma situation n’est pas là"
OTHER, WORK, PART = "Chez un autre employeur public", "Travailler, à titre", "Une part de mon temps"
TO_STATUS = (OTHER, WORK, PART)


class Walk(NamedTuple):
    who: str
    choices: tuple[str, ...]
    result: str  # the page reached
    told: tuple[str, ...]  # what it has to say, in its title or its text


WALKS = [
    Walk(
        "an agent of a CCAS who would help the town, in the same building",
        (*TO_STATUS, "Fonctionnaire titulaire", "Une collectivité et un établissement qui lui est"),
        "reponse-mise-a-disposition-dispense-possible",
        ("une délibération peut dispenser", "CCAS", "s’ils lui sont bien rattachés"),
    ),
    Walk(
        "an agent of a department, towards a syndicat mixte of which it is a member",
        (*TO_STATUS, "Fonctionnaire titulaire", "Une collectivité et le syndicat mixte"),
        "reponse-mise-a-disposition-dispense-possible",
        ("syndicat mixte dont il est membre, oui, si ce syndicat est", "administratif"),
    ),
    Walk(
        "an agent of a department, towards a metropolis",
        (*TO_STATUS, "Fonctionnaire titulaire", "Un département et une métropole"),
        "reponse-mise-a-disposition-remboursee",
        ("remboursement est obligatoire",),
    ),
    Walk(
        "an agent in preparation for reclassification",
        (ELSEWHERE, "Je suis en période de préparation au reclassement"),
        "reponse-preparation-au-reclassement",
        ("Pas de mise à disposition pendant cette période", "note de la DGCL", "signée à trois"),
    ),
    Walk(
        "an agent with part-time posts at two employers",
        (ELSEWHERE, "Je travaille à temps non complet pour plusieurs"),
        "reponse-plusieurs-employeurs",
        ("15 %", "conflit d’intérêts", "demandez à votre centre de gestion"),
    ),
    Walk(
        "an apprentice",
        (ELSEWHERE, "Je suis apprenti"),
        "reponse-hors-statut",
        ("Pas par ce chemin", "demandez à vos ressources humaines, et à votre centre de formation"),
    ),
    Walk(
        "an agent on a permanent contract, towards a hospital",
        (*TO_STATUS, "Agent contractuel en CDI", "Vers l’État ou vers un hôpital"),
        "reponse-mise-a-disposition-cdi",
        ("dispense vers l’État ou un hôpital est incertaine", "prévoyez le remboursement"),
    ),
    Walk(
        "an agent of the State, towards a town",
        (ELSEWHERE, "Je travaille pour l’État"),
        "reponse-etat-ou-hopital",
        ("Pas par ce chemin", "agent de l’État, vers une collectivité", "règle particulière"),
    ),
    Walk(
        "a trainee who would work elsewhere",
        (*TO_STATUS, "Fonctionnaire stagiaire"),
        "reponse-stagiaire",
        ("Pas par ce chemin", "période d’immersion"),
    ),
    Walk(
        "an agent on a fixed-term contract",
        (*TO_STATUS, "Agent contractuel en CDD"),
        "reponse-cdd",
        ("Pas par ce chemin", "relisez d’abord votre contrat"),
    ),
    Walk(
        "an agent on a long sick leave",
        (ELSEWHERE, "Je suis en congé de maladie"),
        "reponse-sante",
        ("Pas par ce chemin", "cesser toute activité rémunérée"),
    ),
    Walk(
        "an agent who works for a union part of the time",
        (ELSEWHERE, "J’ai une décharge syndicale"),
        "reponse-decharge-syndicale",
        ("demandez à votre organisation", "La part de service qui vous reste"),
    ),
    Walk(
        "an agent asked to stand in for an absent colleague",
        (ELSEWHERE, "On me demande de remplacer"),
        "reponse-remplacement",
        ("l’autorité territoriale décide", "il faut un acte avant le premier jour"),
    ),
    Walk(
        "an agent who was told no",
        ("On m’a dit non",),
        "reponse-refus",
        ("Doit-on me dire pourquoi", "Proposez autre chose", "Contester un refus"),
    ),
    Walk(
        "a manager asked to let somebody go to another employer",
        ("Je suis manager", "De laisser partir quelqu’un chez un autre employeur"),
        "reponse-manager-autre-employeur",
        ("Puis-je refuser", "Dois-je donner mes raisons", "Qui remplace", "Qui évalue"),
    ),
    Walk(
        "a manager asked to let somebody go to another service",
        ("Je suis manager", "De laisser partir quelqu’un dans un autre service"),
        "reponse-manager-meme-employeur",
        ("Puis-je refuser", "Dois-je donner mes raisons", "Qui remplace", "Qui évalue"),
    ),
    Walk(
        "a manager who would host",
        ("Je suis manager", "D’accueillir quelqu’un"),
        "reponse-manager-accueil",
        ("Quel acte", "Qui décide de quoi", "Qui évalue", "Qui paie"),
    ),
]
PLAIN = re.compile(r"\[\^[^\]]*\]|\]\([^)]*\)|[\[*]")  # notes, where links lead, emphasis


@pytest.mark.parametrize("walk", WALKS, ids=[walk.who for walk in WALKS])
def test_whoever_walks_reaches_what_is_right_for_them(walk: Walk) -> None:
    pages = own_library().pages
    guide, here = read_guide(pages), START
    for choice in walk.choices:
        following = [to for label, to in guide.choices[here] if label.startswith(choice)]
        assert len(following) == 1, f"{choice} on {here}: {guide.choices[here]}"
        here = following[0]

    assert here == f"{FOLDER}{walk.result}.md"
    text = PLAIN.sub("", pages[f"docs/{here}"]).replace("\u00a0", " ")
    assert [words for words in walk.told if words.casefold() not in text.casefold()] == []
