# SPDX-License-Identifier: EUPL-1.2
"""The form of stories in Chromium: filled and sent from end to end, with keys or on a phone."""

import gzip
import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Dialog, Page, Route, ViewportSize, expect

from conftest import FIXTURE
from escales.checking.load import load
from escales.form import describe_form
from escales.pages.templating import fill as fill_template
from escales.schema import Publisher
from escales.settings.site import Settings
from filling import RIGHT, fill

pytestmark = pytest.mark.browser

FORM = "contribuer/raconter/"
REPOSITORY = "https://forge.example/equipe/recits"
PHONE: ViewportSize = {"width": 390, "height": 844}
DESK: ViewportSize = {"width": 1300, "height": 844}
LAST = 10
LETTER = (Path(__file__).parent / "form_letter.txt").read_text(encoding="utf-8")
SENT = "recit-trois-mois-a-la-mediatheque.txt"


@pytest.fixture(scope="module")
def opened(browser: Browser, address: str) -> Iterator[Page]:
    """Open the form once for all: each test finds it empty."""
    context = browser.new_context(viewport=DESK)
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    page = context.new_page()
    yield page
    context.close()


@pytest.fixture
def page(opened: Page, address: str) -> Iterator[Page]:
    opened.goto(f"{address}/404.html")
    opened.evaluate("localStorage.clear()")
    opened.set_viewport_size(DESK)
    opened.goto(f"{address}/{FORM}")
    yield opened
    opened.unroute_all()


def go(page: Page, screen: int) -> None:
    page.evaluate("screen => { location.hash = `etape-${screen}` }", screen)
    expect(page.locator(f"#etape-{screen}")).to_be_visible()


def download(page: Page, button: str) -> tuple[str, str]:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=button, exact=True).click()
    return waiting.value.suggested_filename, Path(waiting.value.path()).read_text(encoding="utf-8")


HERE = "(it => [it.name ?? '', it.type ?? '', it.id, it.value ?? ''])(document.activeElement)"


def fill_with_keyboard(page: Page, answers: Mapping[str, Any]) -> int:
    """Go from field to field and from screen to screen with keys alone; return how many pressed."""
    met: set[str] = set()
    screens = 1
    for pressed in range(1, 120):
        page.keyboard.press("Tab")
        name, kind, here, value = page.evaluate(HERE)
        if here == "es-suite":
            page.keyboard.press("Enter")
            screens += 1
            expect(page.locator(f"#etape-{screens} h2")).to_be_focused()
        elif here == "es-telecharger":
            assert set(answers) == met
            return pressed
        elif kind == "radio":
            page.keyboard.press("Space")
            for _ in range(10):
                if page.evaluate(HERE)[3] == answers[name]:
                    break
                page.keyboard.press("ArrowDown")
            met.add(name)
        elif name in answers and not value:
            page.keyboard.type(answers[name])
            met.add(name)
    raise AssertionError(met)


def test_a_story_is_told_and_sent_with_the_keyboard_alone(page: Page) -> None:
    """With the answers that are needed and a few more: what is folded stays so."""
    left = {"titre", "resume", "statut", "accueil", "dispositif", "competences", "annee"}
    answers = {key: text for key, text in RIGHT.items() if key not in left}
    page.locator("#etape-1 h2").focus()

    fill_with_keyboard(page, answers)
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")

    assert re.fullmatch(r"recit-\d{4}-\d\d-\d\d\.txt", waiting.value.suggested_filename)  # no name
    text = Path(waiting.value.path()).read_text(encoding="utf-8")
    assert text.partition("\n## ")[2] == LETTER.partition("\n## ")[2]
    assert "\nOn peut me reconnaître\u00a0: non\nPour me joindre\u00a0: 06 39 98 12 34  (" in text


WORDS = "Le matin, on ouvrait ensemble. " * 300  # 1,500 words


def test_fifteen_hundred_words_are_sent_from_a_phone(browser: Browser, address: str) -> None:
    """By the system's own sheet, with a file; by an e-mail, with all of it in the clipboard."""
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True)
    context.grant_permissions(["clipboard-read", "clipboard-write"], origin=address)
    context.add_init_script(
        "navigator.canShare = () => true; navigator.share = async (it) => { window.shared = it };"
    )
    page = context.new_page()
    page.goto(f"{address}/{FORM}")
    for screen in range(1, 6):
        area = page.locator(f"#etape-{screen} textarea")
        if screen == 3:
            area.fill(WORDS.strip())
        else:
            page.locator(f"#etape-{screen}").get_by_text("Je préfère ne pas répondre.").last.tap()
        page.get_by_role("button", name="Continuer").tap()
    for screen, (label, answer) in enumerate(
        [
            ("Votre employeur", "Ville d’essai"),
            ("Combien de temps cela a-t-il duré ?", "3 mois"),
            ("Comment signez-vous ?", "Agente, catégorie C"),
            ("Votre adresse électronique ou votre téléphone", "06 39 98 12 34"),
        ],
        start=6,
    ):
        page.locator(f"#etape-{screen}").get_by_label(label.replace(" ?", "\u00a0?")).fill(answer)
        page.get_by_role("button", name="Continuer").tap()
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]

    page.get_by_role("button", name="Partager…").tap()

    expect(page.get_by_role("status").last).to_contain_text("C’est parti.")
    name, kind, letter = page.evaluate(
        "(({ files: [it] }) => it.text().then((text) => [it.name, it.type, text]))(window.shared)"
    )
    assert re.fullmatch(r"recit-\d{4}-\d\d-\d\d\.txt", name)
    assert kind == "text/plain"
    assert WORDS.strip() in letter
    mail = page.get_by_role("link", name="Copier et ouvrir ma messagerie")
    mail.evaluate("it => it.addEventListener('click', (event) => event.preventDefault())")
    mail.tap()
    expect(page.get_by_role("status").last).to_contain_text("Votre récit est copié.")
    assert page.evaluate("navigator.clipboard.readText()") == letter
    href = str(mail.get_attribute("href"))
    assert href.startswith("mailto:contact@escales.example?subject=Un%20r%C3%A9cit%20pour%20")
    assert "Il est déjà copié" in unquote(href)
    assert len(href) < 400
    context.close()


def test_the_screens_but_those_of_the_texts_are_five_of_a_phone(page: Page) -> None:
    page.set_viewport_size(PHONE)
    fill(page)
    heights = []
    for screen in range(6, LAST + 1):
        go(page, screen)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width == PHONE["width"], screen
        heights.append(page.locator("#es-raconter").evaluate("it => it.offsetHeight"))

    go(page, LAST - 1)
    page.get_by_text("Si vous voulez en dire plus").click()
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]
    assert page.locator(".es-step").count() == LAST
    assert sum(heights) <= 5 * PHONE["height"], heights


def test_eight_answers_are_needed_and_each_is_one_step_away(page: Page) -> None:
    go(page, LAST)
    summary = page.locator("#es-points")
    expect(summary.get_by_role("heading")).to_have_text(
        "Il reste 8 réponses à compléter ou à corriger"
    )
    expect(page.get_by_role("button", name="Télécharger", exact=True)).to_be_hidden()

    summary.get_by_role("link", name="Combien de temps").click()

    expect(page.get_by_label("Combien de temps")).to_be_focused()
    page.keyboard.type("3 mois")
    go(page, LAST)
    expect(summary.get_by_role("listitem")).to_have_count(7)


def test_a_fault_shows_at_its_answer_as_one_leaves_it(page: Page) -> None:
    """Told to screen readers, and gone once it is mended; what was never filled is no fault."""
    area = page.get_by_label("L’intention de départ")
    area.focus()
    area.press("Tab")
    expect(page.locator(".es-error:visible")).to_have_count(0)

    area.fill("Un <b>mot</b>.")
    expect(area).to_have_attribute("aria-invalid", "false")
    area.press("Tab")

    expect(area).to_have_attribute("aria-invalid", "true")
    expect(area).to_have_accessible_description(
        re.compile(r"À corriger.*« <b> » se lit comme du code".replace(" ", r"\s"))
    )
    area.fill("Un mot.")
    expect(area).to_have_attribute("aria-invalid", "false")
    expect(page.locator(".es-error:visible")).to_have_count(0)


def test_what_is_only_a_question_stops_nobody(page: Page) -> None:
    """A name, a duration that nobody can count, few people: asked at the answer, and told once."""
    fill(page, {**RIGHT, "duree": "un bon moment", "signature": "Nathalie Bernard"})
    go(page, 1)
    page.get_by_label("L’intention de départ").fill("Mme Durand, 06 39 98 12 34.")
    page.get_by_label("L’intention de départ").blur()
    said = page.locator("#erreur-l-intention-de-depart")
    expect(said).to_contain_text("« Mme D••• » est-il le nom de quelqu’un ?")
    expect(said).to_contain_text("« 06 •• •• •• 34 » ressemble à un numéro de téléphone")
    expect(page.get_by_label("L’intention de départ")).to_have_attribute("aria-invalid", "false")

    go(page, LAST)

    asked = page.locator("#es-questions")
    expect(asked.get_by_role("heading")).to_have_text("4 questions avant d’envoyer")
    expect(page.locator("#es-points")).to_be_hidden()
    name, text = download(page, "Télécharger")
    assert name == SENT
    assert "Durée\u00a0: un bon moment\n" in text


def test_who_may_be_recognised_is_told_at_once_and_has_two_ways_out(page: Page) -> None:
    fill(page, {"collectivite": "Ville d’essai", "categorie": "C"})
    go(page, 8)
    agents = page.get_by_label("Combien d’agents")
    expect(agents).to_be_hidden()  # the site knows
    fill(page, {"collectivite": "Hôpital du Lac"})
    expect(agents).to_be_visible()

    agents.fill("90")

    said = page.locator("#erreur-reconnaissable")
    expect(said).to_contain_text("« Hôpital du Lac » compte environ 7 agents de catégorie C")
    page.get_by_label("Non. Restez plus vague").check()
    expect(said).to_be_hidden()


def test_what_touches_someone_is_asked_about_and_may_be_confirmed(page: Page) -> None:
    """The boxes show with the question, and go with it; the letter keeps what was confirmed."""
    fill(page, {**RIGHT, "ce-qui-a-ete-difficile": "Je revenais d’un arrêt maladie."})
    go(page, LAST)
    expect(page.locator("#es-questions")).to_contain_text("« arrêt maladie »")
    expect(page.get_by_label("Un mandat syndical")).to_be_hidden()

    page.get_by_label("La santé, le handicap, le reclassement").check()

    expect(page.locator("#es-questions li")).to_have_count(0)
    told = "Sujets relus\u00a0: La santé, le handicap, le reclassement\n"
    assert told in download(page, "Télécharger")[1]
    fill(page, {"ce-qui-a-ete-difficile": "Le rythme."})
    expect(page.locator("#es-questions")).to_be_hidden()
    assert "relus" not in download(page, "Télécharger")[1]


def test_one_may_prefer_not_to_answer(page: Page) -> None:
    go(page, 4)
    button = page.get_by_role("button", name="Je préfère ne pas répondre.")

    button.click()

    area = page.get_by_label("Ce qui a été difficile")
    expect(area).to_have_value("Je préfère ne pas répondre.")
    expect(area).to_be_focused()
    expect(button).to_be_disabled()


def test_one_goes_back_and_on_with_the_browser_too(page: Page) -> None:
    page.get_by_role("button", name="Continuer").click()
    page.get_by_role("button", name="Continuer").click()
    expect(page.get_by_text("Écran 3 sur 10. Encore 7 après celui-ci.")).to_be_visible()
    page.get_by_role("button", name="Revenir").click()
    expect(page.get_by_role("heading", name="Ce qui était attendu")).to_be_focused()

    page.go_back()
    expect(page.get_by_role("heading", name="Ce qui s’est réellement produit")).to_be_focused()
    page.go_back()
    page.go_back()

    expect(page.get_by_role("heading", name="L’intention de départ")).to_be_visible()
    expect(page.get_by_role("button", name="Revenir")).to_be_hidden()


def test_two_tabs_keep_one_draft(page: Page) -> None:
    other = page.context.new_page()
    other.goto(page.url)
    page.get_by_label("L’intention de départ").fill("Changer d’air.")
    expect(other.get_by_label("L’intention de départ")).to_have_value("Changer d’air.")

    go(other, 7)
    other.get_by_label("Combien de temps").fill("3 mois")
    expect(page.locator("#champ-duree")).to_have_value("3 mois")
    other.close()


def test_a_draft_is_found_again_at_the_top_and_forgotten_on_demand(page: Page) -> None:
    """At the first answer that is missing; what erases it asks first."""
    fill(page, {**RIGHT, "duree": ""})
    page.goto(page.url.partition("#")[0])
    expect(page.get_by_role("heading", name="Le temps que cela a pris")).to_be_visible()
    back = page.get_by_text("Votre brouillon est revenu.")
    expect(back).to_be_in_viewport()
    go(page, 6)
    expect(page.get_by_label("Catégorie C")).to_be_checked()
    asked: list[str] = []

    def accept(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.accept()

    page.once("dialog", accept)
    page.get_by_role("button", name="effacez-le").click()

    assert asked
    expect(page.get_by_label("L’intention de départ")).to_have_value("")
    expect(back).to_be_hidden()
    kept = page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('escales'))")
    assert kept == []


def test_a_browser_that_keeps_nothing_is_no_obstacle(browser: Browser, address: str) -> None:
    context = browser.new_context()
    context.add_init_script("Storage.prototype.setItem = () => { throw new Error('refused') }")
    page = context.new_page()
    page.goto(f"{address}/{FORM}")

    fill(page)
    expect(page.get_by_text("Ce navigateur ne garde pas le brouillon")).to_be_visible()
    go(page, LAST)

    assert download(page, "Télécharger")[0] == SENT
    context.close()


def test_an_incomplete_draft_can_be_taken_away_and_says_so(page: Page) -> None:
    fill(page, {"titre": "Mon début de récit", "l-intention-de-depart": "Je voulais"})
    go(page, LAST)

    name, text = download(page, "Télécharger le brouillon")

    assert name == "brouillon-mon-debut-de-recit.txt"
    assert "\n## L’intention de départ\n\nJe voulais\n" in text


def with_settings(settings: Settings) -> Callable[[Route], None]:
    """Serve the page as a site with these settings has it."""
    library = load(FIXTURE)
    form = describe_form(library, settings)
    made = fill_template(
        "form.html", f"{FORM}index.md", form=form, settings=settings, has_document=True
    )

    def serve(route: Route) -> None:
        answer = route.fetch()
        before, begin, rest = answer.text().partition('<p class="es-invite" id="es-sans-script">')
        assert begin
        end = rest.partition('src="')[2].partition("</script>")[2]
        route.fulfill(response=answer, body=f"{before}{made}{end}")

    return serve


FORGES = [
    ("edit/main/", f"{REPOSITORY}/issues/new", "title", "body"),
    ("-/edit/main/", f"{REPOSITORY}/-/issues/new", "issue[title]", "issue[description]"),
    ("_edit/main/", f"{REPOSITORY}/issues/new", "title", "body"),
]


@pytest.mark.parametrize(("edit_path", "start", "title", "body"), FORGES)
def test_the_forge_takes_the_letter_without_how_to_reach_its_author(
    page: Page, edit_path: str, start: str, title: str, body: str
) -> None:
    """Last, and folded: all can read it there. What is too long for an address is copied."""
    settings = Settings(name="Passages 29", repository=REPOSITORY, edit_path=edit_path)
    page.context.route(f"{REPOSITORY}/**", lambda route: route.fulfill(body="ok"))
    page.route(f"**/{FORM}", with_settings(settings))
    page.reload()
    fill(page)
    go(page, LAST)
    link = page.get_by_role("link", name="Ouvrir un message sur")
    expect(link).to_be_hidden()
    page.get_by_text("Autre voie").click()

    with page.expect_popup() as short:
        link.click()
    asked = urlsplit(short.value.url)
    answers = parse_qs(asked.query)
    assert f"{asked.scheme}://{asked.netloc}{asked.path}" == start
    assert answers[title] == ["Un récit pour Passages 29\u00a0: Trois mois à la médiathèque"]
    assert answers[body][0].startswith("Récit pour Passages 29\n\nTitre\u00a0: Trois mois")
    assert "06 39 98" not in short.value.url

    fill(page, {"ce-qui-etait-attendu": WORDS})
    with page.expect_popup() as long:
        link.click()

    assert list(parse_qs(urlsplit(long.value.url).query)) == [title]
    page.bring_to_front()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert WORDS.strip() in copied
    assert "06 39 98" not in copied
    for popup in (short, long):
        popup.value.close()


def test_a_text_that_cannot_be_copied_is_selected(page: Page) -> None:
    fill(page)
    go(page, LAST)
    page.evaluate("document.execCommand = () => false")
    mail = page.get_by_role("link", name="Copier et ouvrir ma messagerie")
    mail.evaluate("it => it.addEventListener('click', (event) => event.preventDefault())")

    mail.click()

    expect(page.get_by_text("Votre navigateur refuse de copier.")).to_be_visible()
    selected = page.evaluate("document.getSelection().toString() || document.activeElement.value")
    assert selected.startswith("Récit pour ")


CONTACTS = [
    ("recits@ville.example", "À l’adresse recits@ville.example, même si"),
    ("", "Ce site ne dit pas encore à qui écrire."),
]


@pytest.mark.parametrize(("contact", "said"), CONTACTS)
def test_whom_to_write_to_is_always_said(page: Page, contact: str, said: str) -> None:
    publisher = Publisher.model_validate({"contact": contact} if contact else {})
    page.route(f"**/{FORM}", with_settings(Settings(name="Passages 29", publisher=publisher)))
    page.reload()

    go(page, LAST)  # before anything is filled

    expect(page.locator("#etape-10")).to_contain_text(said)
    expect(page.locator("#etape-10")).to_contain_text("10 jours ouvrés")


def test_the_sheet_to_sign_is_one_tap_away_with_what_its_author_said(page: Page) -> None:
    """The title and how to reach them; a name only when they sign by it; no box is ticked."""
    gaps = ("Titre du récit", "Téléphone ou adresse", "Prénom et nom")
    told = "".join(f"<strong>[{gap}]</strong>" for gap in gaps)
    sheet = f"<!doctype html><title>Accord</title><p>{told} ☐ Oui</p>"
    page.context.route(
        "**/contribuer/accord/",
        lambda it: it.fulfill(body=sheet, content_type="text/html; charset=utf-8"),
    )
    page.route(f"**/{FORM}", with_settings(Settings()))
    page.reload()
    fill(page)
    go(page, LAST)

    with page.expect_popup() as waiting:
        page.get_by_role("link", name="la feuille d’accord").click()

    filled = ["Trois mois à la médiathèque", RIGHT["joindre"], "[Prénom et nom]"]
    expect(waiting.value.locator("strong")).to_have_text(filled)
    expect(waiting.value.locator("p")).to_contain_text("☐ Oui")
    waiting.value.close()
    page.context.unroute_all()


def test_the_preview_is_the_page_of_the_story_within_the_form(page: Page) -> None:
    """Opened and closed by the keyboard; opened again, it shows what was changed."""
    fill(page, {**RIGHT, "titre": 'L\'essai : "vraiment" ?', "signature": "<b>Moi</b>"})
    go(page, LAST)
    button = page.get_by_role("button", name="Voir ma page")
    button.press("Enter")

    shown = page.frame_locator("#es-apercu iframe")

    title = shown.get_by_role("heading", level=1)
    expect(title).to_have_text("L’essai : « vraiment » ?")
    expect(shown.locator(".es-signature")).to_have_text(re.compile(r"<b>Moi</b>\s*Publié le …"))
    expect(
        shown.get_by_role("listitem").filter(has_text=re.compile("^(ranger|classer)$"))
    ).to_have_count(2)
    expect(shown.get_by_role("link", name="École du Test & <Fils>")).to_be_visible()
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    fill(page, {"titre": "Un autre titre"})
    go(page, LAST)
    button.press("Enter")
    expect(title).to_have_text("Un autre titre")


def test_nothing_that_is_typed_leaves_the_site(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.url} {request.post_data}"))
    fill(page, {**RIGHT, "titre": "Un SECRET bien gardé"})
    go(page, LAST)
    page.reload()

    assert asked
    assert [request for request in asked if "SECRET" in request] == []
    assert all(request.startswith((address, "data:", "blob:")) for request in asked)


def test_without_javascript_the_page_leads_to_the_other_doors(
    browser: Browser, address: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/{FORM}")

    expect(page.locator("form.es-story")).to_be_hidden()
    page.get_by_role("link", name="les autres façons de raconter").click()

    page.wait_for_url(f"{address}/contribuer/")
    context.close()


def test_the_page_stays_light(root: Path) -> None:
    """Ten thousand stories add nothing to the page."""
    few = describe_form(load(root), Settings()).rules
    model = (root / "stories/troisieme-essai.md").read_text(encoding="utf-8")
    for number in range(50):
        (root / f"stories/essai-{number}.md").write_text(model, encoding="utf-8")

    assert describe_form(load(root), Settings()).rules == few
    modules = FIXTURE.parents[2] / "hooks/escales/mkdocs/theme/assets/story"
    at_once, met = {modules / "form.js"}, set[Path]()
    while at_once != met:
        met = {*at_once}
        for path in met:
            imports = re.findall(r'^import .* from "(.*)";$', path.read_text("utf-8"), re.MULTILINE)
            at_once |= {(path.parent / name).resolve() for name in imports}
    scripts = [gzip.compress(path.read_bytes()) for path in at_once]
    # What a phone receives at once: personal data and links judged. The rest comes if asked for.
    assert sum(map(len, scripts)) < 28_200
    assert len(gzip.compress(few.encode())) < 24_300
    assert json.loads(few)
