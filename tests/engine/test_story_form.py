# SPDX-License-Identifier: EUPL-1.2
"""The form of stories in Chromium: filled from end to end, and what it gives passes the check."""

import gzip
import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Dialog, Page, Route, expect

from conftest import FIXTURE
from escales.checking.load import check, load
from escales.form import describe_form
from escales.schema import Publisher
from escales.settings.site import Settings
from filling import RIGHT, fill

pytestmark = pytest.mark.browser

FORM = "contribuer/raconter/"
REPOSITORY = "https://forge.example/equipe/recits"
FORGES = {
    "github": Settings(repository=REPOSITORY, edit_path="edit/main/"),
    "gitlab": Settings(repository=REPOSITORY, edit_path="-/edit/main/"),
    "forgejo": Settings(repository=REPOSITORY, edit_path="_edit/main/"),
}


@pytest.fixture
def page(browser: Browser, address: str, today: date) -> Iterator[Page]:
    """Open the form, on the day of the tests: a day to come is refused."""
    context = browser.new_context(viewport={"width": 1300, "height": 844})
    opened = context.new_page()
    opened.clock.set_fixed_time(today.isoformat())
    opened.set_default_timeout(60_000)  # a busy machine is slow, it is not wrong
    opened.goto(f"{address}/{FORM}")
    yield opened
    context.close()


def verify(page: Page) -> None:
    page.get_by_role("button", name="Vérifier mon récit").click()


def download(page: Page, button: str) -> tuple[str, str]:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button).click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_text(encoding="utf-8")


def fill_with_keyboard(page: Page, answers: Mapping[str, Any]) -> list[str]:
    """Go from field to field with the tab key until the button that verifies; return the fields."""
    met: list[str] = []
    for _ in range(80):
        page.keyboard.press("Tab")
        name, kind, value, here = page.evaluate(
            "(it => [it.name ?? '', it.type ?? '', it.value ?? '', it.id])(document.activeElement)"
        )
        if here == "es-verifier":
            page.keyboard.press("Enter")
            return met
        wanted = answers.get(name)
        if kind == "radio":
            page.keyboard.press("Space")
            for _ in range("ABC".index(str(wanted))):
                page.keyboard.press("ArrowDown")
        elif kind == "checkbox":
            if value in (wanted or []):
                page.keyboard.press("Space")
        elif kind == "select-one" and wanted:
            option = page.locator(f'[name="{name}"] option[value="{wanted}"]')
            for _ in range(option.evaluate("it => it.index")):
                page.keyboard.press("ArrowDown")
        elif wanted:
            page.keyboard.type(wanted)
        met.append(name)
    raise AssertionError(met)


def test_a_story_told_with_the_keyboard_alone_passes_the_check(page: Page, root: Path) -> None:
    page.locator("h2", has_text="Vous").evaluate("it => { it.tabIndex = -1; it.focus(); }")

    met = fill_with_keyboard(page, RIGHT)

    expect(page.get_by_role("heading", name="Votre récit est prêt")).to_be_focused()
    assert set(RIGHT) <= set(met)
    name, text = download(page, "Télécharger trois-mois-a-la-mediatheque.md")
    assert name == "trois-mois-a-la-mediatheque.md"
    (root / "stories" / name).write_text(text, encoding="utf-8")
    assert check(root) == []


def test_each_fault_shows_at_its_field_as_one_leaves_it(page: Page) -> None:
    """In the sentence of the check, told to screen readers, and gone once it is mended."""
    title = page.get_by_role("textbox", name="Titre")
    title.fill("Court")
    expect(title).not_to_have_attribute("aria-invalid", "true")

    title.press("Tab")

    expect(title).to_have_attribute("aria-invalid", "true")
    expect(title).to_have_accessible_description(
        re.compile(r"À corriger.*Il y a 5.caractères, c’est trop court.: il en faut au moins 10\.")
    )
    title.fill("Un titre assez long")
    expect(title).to_have_attribute("aria-invalid", "false")
    expect(page.locator("#erreur-titre")).to_be_hidden()


FAULTS = [  # the key of a field, what is typed there, and what is said of it
    ("resume", "", "Ce champ est obligatoire."),
    ("duree", "longtemps", "n’est pas une durée"),
    ("quotite", "beaucoup", "n’est pas une quotité"),
    ("annee", "hier", "n’est pas une année"),
    ("publie_le", "30/02/2026", "n’est pas une date"),
    ("experience", "Mon été", "doit s’écrire en minuscules"),
    ("competences", "un\n" * 7, "il y a 7 éléments"),
    ("competences", "lire\nx", "n° 2"),
    ("consentement.preuve", "a@b.fr", "adresse électronique"),
    ("fichier", "Mon été", "ne peut pas servir d’adresse"),
    ("fichier", "deuxieme-voix", "est déjà prise"),
    ("ce-qui-etait-attendu", "<b>", "du code HTML"),
    ("ce-qui-etait-attendu", "[ici](http://x.example)", "n’est pas accepté"),
    ("ce-qui-etait-attendu", "", "est vide"),
]


def test_each_kind_of_fault_is_met_at_its_field(page: Page) -> None:
    """And nowhere else: what was right before is so again."""
    fill(page)
    for key, value, said in FAULTS:
        field = page.locator(f'[name="{key}"]')
        right = field.input_value()
        field.fill(value)

        verify(page)

        shown = page.locator(f'[data-key="{key}"] .es-error')
        expect(shown).to_contain_text(re.compile(said.replace(" ", r"\s"), re.IGNORECASE))
        expect(page.locator(".es-error:visible")).to_have_count(1)
        expect(page.locator("#es-points li")).to_have_count(1)
        field.fill(right)
        expect(page.locator(".es-error:visible")).to_have_count(0)


def test_what_touches_someone_is_asked_about_and_may_be_confirmed(page: Page, root: Path) -> None:
    """The box shows with the question, and goes with it; the file keeps what was confirmed."""
    part = page.get_by_role("heading", name="À relire")
    fill(page, {**RIGHT, "ce-qui-a-ete-difficile": "Je revenais d’un arrêt maladie."})
    verify(page)
    asked = page.locator("#erreur-ce-qui-a-ete-difficile")
    expect(asked).to_contain_text("« arrêt maladie »")
    expect(asked).to_contain_text("Sinon, cochez ce sujet plus bas, dans « À relire ».")
    expect(part).to_be_visible()
    expect(page.get_by_label("Un mandat syndical")).to_be_hidden()

    page.get_by_label("La santé, le handicap, le reclassement").check()

    expect(page.get_by_role("heading", name="Votre récit est prêt")).to_be_visible()
    name, text = download(page, "Télécharger trois-mois-a-la-mediatheque.md")
    (root / "stories" / name).write_text(text, encoding="utf-8")
    assert check(root) == []
    assert 'relu:\n  - "sante"\n' in text

    page.locator("#champ-ce-qui-a-ete-difficile").fill("Le rythme.")

    expect(part).to_be_hidden()
    assert "relu" not in download(page, "Télécharger trois-mois-a-la-mediatheque.md")[1]


def test_what_identifies_someone_is_told_without_being_repeated(page: Page) -> None:
    field = page.locator("#champ-ce-qui-etait-attendu")
    field.fill("Mme Durand, 06 39 98 12 34.")
    field.blur()

    said = page.locator("#erreur-ce-qui-etait-attendu")
    expect(said).to_contain_text("« Mme D••• » ressemble au nom d’une personne")
    expect(said).to_contain_text("« 06 •• •• •• 34 » ressemble à un numéro de téléphone")


def test_the_summary_leads_to_each_field(page: Page) -> None:
    fill(page, {**RIGHT, "titre": "Court", "duree": "longtemps"})

    verify(page)

    summary = page.locator("#es-points")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("heading")).to_have_text("Il reste 2 points à corriger")
    summary.get_by_role("link").first.click()
    expect(page.get_by_label("Durée")).to_be_focused()
    page.get_by_label("Durée").fill("3 mois")
    expect(summary.get_by_role("heading")).to_have_text("Il reste un point à corriger")


def test_a_click_is_not_lost_when_a_fault_appears_above(page: Page) -> None:
    """What one leaves is judged, but nothing moves under a click."""
    page.get_by_label("Nom du fichier").fill("Mon été")

    page.get_by_role("button", name="Vérifier mon récit").click(delay=50)

    expect(page.locator("#es-points")).to_be_focused()


def test_one_may_prefer_not_to_answer(page: Page) -> None:
    name = (
        "Répondre «\u00a0Je préfère ne pas répondre.\u00a0» à «\u00a0Ce qui a été difficile\u00a0»"
    )
    button = page.get_by_role("button", name=name)

    button.click()

    area = page.get_by_label("Ce qui a été difficile")
    expect(area).to_have_value("Je préfère ne pas répondre.")
    expect(area).to_be_focused()
    expect(button).to_be_disabled()


def test_two_tabs_keep_one_draft(page: Page) -> None:
    other = page.context.new_page()
    other.goto(page.url)
    page.get_by_role("textbox", name="Titre").fill(RIGHT["titre"])
    expect(other.get_by_role("textbox", name="Titre")).to_have_value(RIGHT["titre"])

    other.get_by_role("textbox", name="Durée").fill("3 mois")
    other.reload()
    expect(other.get_by_role("textbox", name="Titre")).to_have_value(RIGHT["titre"])
    expect(page.get_by_role("textbox", name="Durée")).to_have_value("3 mois")
    other.close()


def test_a_draft_survives_a_reload_and_is_forgotten_on_demand(page: Page) -> None:
    fill(page)
    page.reload()
    expect(page.get_by_role("textbox", name="Titre")).to_have_value(RIGHT["titre"])
    expect(page.get_by_role("radio", name="Catégorie C")).to_be_checked()
    expect(page.get_by_role("status").last).to_have_text("Votre brouillon est revenu.")
    asked: list[str] = []

    def accept(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.accept()

    page.once("dialog", accept)
    page.get_by_role("button", name="Effacer le brouillon").click()

    assert asked
    expect(page.get_by_role("textbox", name="Titre")).to_have_value("")
    page.reload()
    expect(page.get_by_role("textbox", name="Titre")).to_have_value("")
    kept = page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('escales'))")
    assert kept == []


def test_a_browser_that_keeps_nothing_is_no_obstacle(browser: Browser, address: str) -> None:
    context = browser.new_context()
    context.add_init_script("Storage.prototype.setItem = () => { throw new Error('refused') }")
    page = context.new_page()
    page.goto(f"{address}/{FORM}")

    fill(page)
    expect(page.get_by_text("Ce navigateur ne garde pas le brouillon")).to_be_visible()
    verify(page)

    expect(page.get_by_role("heading", name="Votre récit est prêt")).to_be_focused()
    context.close()


def test_an_incomplete_draft_can_be_taken_away_and_says_so(page: Page) -> None:
    page.get_by_role("textbox", name="Titre").fill("Mon début de récit")
    page.get_by_label("L’intention de départ").fill("Je voulais")
    page.get_by_label("L’intention de départ").press("Tab")

    name, text = download(page, "Télécharger le brouillon incomplet")

    assert name == "mon-debut-de-recit-incomplet.md"
    assert "\n## L’intention de départ\n\nJe voulais\n" in text


def test_an_employer_that_is_not_listed_comes_with_its_file(page: Page, root: Path) -> None:
    fill(page, {**RIGHT, "collectivite": "+"})
    fill(
        page,
        {
            "collectivite.nom": "Ville Neuve",
            "collectivite.type": "commune",
            "collectivite.siren": "123 456 782",
            "collectivite.departement": "2A",
            "collectivite.effectif": "1 200",
        },
    )
    verify(page)
    expect(page.get_by_role("heading", name="Votre récit est prêt")).to_be_focused()

    for folder, button in (
        ("stories", "Télécharger trois-mois-a-la-mediatheque.md"),
        ("docs/collectivites", "Télécharger ville-neuve.md"),
    ):
        name, text = download(page, button)
        (root / folder / name).write_text(text, encoding="utf-8")

    assert check(root) == []


def with_settings(settings: Settings) -> Callable[[Route], None]:
    """Serve the page as a site with these settings has it."""
    rules = str(describe_form(load(FIXTURE), settings).rules)

    def serve(route: Route) -> None:
        answer = route.fetch()
        before, begin, rest = answer.text().partition('id="es-regles">')
        _, end, after = rest.partition("</script>")
        route.fulfill(response=answer, body=before + begin + rules + end + after)

    return serve


@pytest.mark.parametrize(
    ("forge", "starts", "brings"),
    [
        (
            "github",
            f"{REPOSITORY}/new/main?filename=stories%2Ftrois-mois-a-la-mediatheque.md&",
            True,
        ),
        (
            "gitlab",
            f"{REPOSITORY}/-/new/main?file_name=stories%2Ftrois-mois-a-la-mediatheque.md",
            False,
        ),
        (
            "forgejo",
            f"{REPOSITORY}/_new/main/stories?filename=trois-mois-a-la-mediatheque.md&",
            True,
        ),
    ],
)
def test_the_forge_opens_on_the_new_file(
    page: Page, forge: str, starts: str, *, brings: bool
) -> None:
    page.route(f"**/{FORM}", with_settings(FORGES[forge]))
    page.reload()
    fill(page)
    verify(page)

    link = page.get_by_role("link", name="Proposer stories/trois-mois-a-la-mediatheque.md sur")

    href = str(link.get_attribute("href"))
    assert href.startswith(starts)
    assert ("&value=---%0Atitre%3A%20%22Trois%20mois" in href) is brings
    assert (page.get_by_text("votre texte part chez").count() == 1) is brings
    page.locator('[name="ce-qui-etait-attendu"]').fill("Une longue réponse. " * 500)
    page.locator('[name="ce-qui-etait-attendu"]').press("Tab")
    expect(page.get_by_text("votre texte est copié")).to_be_visible()
    assert "value=" not in str(link.get_attribute("href"))


def test_what_the_forge_does_not_take_is_in_the_clipboard(page: Page, address: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    page.context.route(f"{REPOSITORY}/**", lambda route: route.fulfill(body="ok"))
    page.route(f"**/{FORM}", with_settings(FORGES["gitlab"]))
    page.reload()
    fill(page)
    verify(page)

    with page.expect_popup():
        page.get_by_role("link", name="Proposer stories/").click()

    page.bring_to_front()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith('---\ntitre: "Trois mois à la médiathèque"\n')


def test_a_text_that_cannot_be_copied_is_selected(page: Page) -> None:
    fill(page)
    verify(page)
    page.evaluate("document.execCommand = () => false")

    page.get_by_role("button", name="Copier le texte").click()

    expect(page.get_by_text("Votre navigateur refuse de copier.")).to_be_visible()
    selected = page.evaluate("document.getSelection().toString() || document.activeElement.value")
    assert selected.startswith("---\ntitre: ")


def test_names_that_come_late_do_not_wipe_what_was_said(page: Page) -> None:
    waiting: list[Route] = []
    page.route("**/noms.json", lambda route: waiting.append(route))  # noqa: PLW0108  # playwright marks the function that it is given
    page.reload()
    fill(page)
    verify(page)
    page.evaluate("document.execCommand = () => false")

    page.get_by_role("button", name="Copier le texte").click()
    refused = page.get_by_text("Votre navigateur refuse de copier.")
    expect(refused).to_be_visible()
    waiting[0].continue_()

    expect(page.locator("#es-etat")).to_be_focused()
    assert refused.is_visible()


@pytest.mark.parametrize(("times", "said"), [(1, "avec le récit"), (60, "joignez le fichier")])
def test_a_story_may_go_by_e_mail(page: Page, times: int, said: str) -> None:
    publisher = Publisher.model_validate({"contact": "recits@ville.example"})
    page.route(f"**/{FORM}", with_settings(Settings(name="Passages 29", publisher=publisher)))
    page.reload()
    text = {key: "Oui." for key in RIGHT if "-" in key}
    fill(page, {**RIGHT, **text, "ce-qui-etait-attendu": "Une phrase de plus. " * times})
    verify(page)

    link = page.get_by_role("link", name="Envoyer à recits@ville.example")

    href = unquote(str(link.get_attribute("href")))
    subject = f"Un récit pour Passages 29\u00a0: {RIGHT['titre']}"
    assert href.startswith(f"mailto:recits@ville.example?subject={subject}&body=")
    expect(page.get_by_text(said)).to_be_visible()


def test_the_preview_is_text_and_nothing_else(page: Page) -> None:
    fill(page, {**RIGHT, "titre": "<img src=x onerror=alert(1)>", "signature": "<b>Moi</b>"})
    page.locator("#es-apercu summary").click()

    shown = page.locator("#es-apercu > div")

    expect(shown.get_by_role("heading").first).to_have_text("<img src=x onerror=alert(1)>")
    assert shown.locator("img, a, script, b").count() == 0
    expect(shown.get_by_role("listitem")).to_have_text(["ranger", "classer"])
    expect(shown.locator("strong")).to_have_text("Beaucoup")
    expect(shown.locator("blockquote")).to_have_text("Reviens quand tu veux.")
    expect(shown.get_by_text("École du Test & <Fils>")).to_be_visible()


def test_the_preview_is_set_as_the_site_will_be(page: Page) -> None:
    fill(page, {**RIGHT, "titre": 'L\'essai : "vraiment" ?', "signature": "L'agent `l'un`"})
    page.locator("#es-apercu summary").click()

    shown = page.locator("#es-apercu > div")

    expect(shown.get_by_role("heading").first).to_have_text("L’essai : « vraiment » ?")
    expect(shown.locator(".es-signature")).to_have_text("L’agent `l’un`")


def test_nothing_that_is_typed_leaves_the_site(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.url} {request.post_data}"))
    fill(page, {**RIGHT, "titre": "Un SECRET bien gardé"})
    verify(page)
    page.reload()

    assert asked
    assert [request for request in asked if "SECRET" in request] == []
    assert all(request.startswith((address, "data:", "blob:")) for request in asked)


def test_names_that_cannot_be_read_are_no_obstacle(page: Page) -> None:
    page.route("**/noms.json", lambda route: route.abort())
    fill(page)

    verify(page)

    expect(page.get_by_role("heading", name="Votre récit est prêt")).to_be_focused()
    expect(page.get_by_text("Les noms déjà pris n’ont pas pu être lus")).to_be_visible()


def test_without_javascript_the_page_leads_to_the_guide(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/{FORM}")

    expect(page.locator("form.es-story")).to_be_hidden()
    page.get_by_role("link", name="le guide pour raconter").click()

    assert page.url == f"{address}/contribuer/"
    context.close()


def test_the_page_stays_light(root: Path) -> None:
    """Ten thousand stories add nothing to the page: their names are in a file of their own."""
    few = describe_form(load(root), Settings()).rules
    model = (root / "stories/troisieme-essai.md").read_text(encoding="utf-8")
    for number in range(50):
        (root / f"stories/essai-{number}.md").write_text(model, encoding="utf-8")

    assert describe_form(load(root), Settings()).rules == few
    modules = FIXTURE.parents[2] / "hooks/escales/mkdocs/theme/assets/story"
    scripts = [gzip.compress(path.read_bytes()) for path in modules.glob("*.js")]
    # What a phone receives: personal data and links judged, lists and tables of forges drawn.
    assert sum(map(len, scripts)) < 30_900
    assert len(gzip.compress(few.encode())) < 24_900
    assert json.loads(few)
