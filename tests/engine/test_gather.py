# SPDX-License-Identifier: EUPL-1.2
"""`escales gather` takes what is right of what neighbours publish; the rest costs a sentence."""

import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from answering import answering
from bench.gathering import MOST_MEGABYTES, measure_gather
from building import plain_environment
from conftest import FIXTURE
from escales.checking.load import load
from escales.commands.cli import main
from escales.commands.gather.asking import Round, ask_all
from escales.content.elsewhere import Neighbourhood
from escales.mkdocs.configuration_file import read_configuration
from escales.open_data.files import make_open_data
from escales.open_data.neighbours import copies_to_publish, read_neighbourhood
from escales.open_data.records import open_stories
from escales.open_data.spreadsheet import csv_lines, read_csv
from escales.open_data.tables import SCHEMA_VERSION
from escales.settings.rules import Rules, make_rules
from escales.settings.site import Settings
from neighbours import address_of, open_data, serving, settings_for

STORIES = 5  # of each neighbour
PATIENCES = (0.5, 5, 60)  # seconds: longer on a machine where a right neighbour needs it
CSV, EMPLOYERS, SCHEMES = "recits.csv", "collectivites.json", "dispositifs.json"


class World:
    """Two neighbours that answer, and the folder of a site that names them."""

    def __init__(self, root: Path, address: str, files: dict[str, bytes]) -> None:
        self.root, self.address, self.files = root, address, files
        self.name(2)
        for number in range(2):
            data = open_data(number, STORIES, address_of(number, address))
            files |= {f"voisin-{number + 1}/{uri}": content for uri, content in data.items()}

    def name(self, count: int) -> None:
        settings = settings_for(count, self.address)
        text = f"site_name: Essai\nextra:\n  escales:\n    contact: a@b.example\n{settings}"
        (self.root / "mkdocs.yml").write_text(text, "utf-8")

    def change(self, name: str, change: Callable[[bytes], bytes]) -> None:
        """Change a file of the first neighbour."""
        path = f"voisin-1/donnees/{name}"
        self.files[path] = change(self.files[path])

    @property
    def rules(self) -> Rules:
        return make_rules(read_configuration(self.root / "mkdocs.yml"))

    @property
    def around(self) -> Neighbourhood:
        return read_neighbourhood(self.root, self.rules)

    def gather(self, *options: str) -> int:
        return main(["gather", "--root", str(self.root), *options])

    @property
    def counts(self) -> list[int]:
        """The number of stories shown of each neighbour, in the order of the settings."""
        stories = self.around.stories
        slugs = [one.slug for one in self.rules.neighbours]
        return [sum(story.employer.neighbour.slug == slug for story in stories) for slug in slugs]


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    (tmp_path / "docs").mkdir()
    files: dict[str, bytes] = {}
    with serving(files) as address:
        yield World(tmp_path, address, files)


def plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_it_says_what_each_neighbour_gives(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    assert world.gather("--strict") == 0

    said, complaints = capsys.readouterr()
    assert plain(said).splitlines() == [
        "Lecture de ce que publient 2 voisins :",
        "- Récits du voisin n° 1 : 5 récits, 3 dispositifs, 30 employeurs",
        "- Récits du voisin n° 2 : 5 récits, 3 dispositifs, 30 employeurs",
        "2 sur 2 voisins : le site montrera ce qui a été pris à sa prochaine construction.",
    ]
    assert complaints == ""
    assert world.counts == [STORIES, STORIES]


def test_without_neighbours_the_network_is_not_even_loaded(tmp_path: Path) -> None:
    """Nor is it by the check, whatever the settings say: both must stay quick."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "voisins").mkdir()
    (tmp_path / "voisins/a-example.json").write_text("not read", "utf-8")
    program = """
import sys
from pathlib import Path
from escales.commands.cli import main
def loaded(*names):
    return [name for name in names if name in sys.modules]
settings = Path("mkdocs.yml")
settings.write_text("extra: {escales: {voisins: [https://a.example/]}}")
print(main(["check"]), loaded("requests", "escales.open_data.neighbours"))
settings.write_text("extra: {escales: {voisins: []}}")
print(main(["gather"]), loaded("requests"))
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        check=True,
        capture_output=True,
        text=True,
        cwd=tmp_path,
        env={**plain_environment(), "PYTHONPATH": ":".join(sys.path)},
    )
    nobody = "Aucun voisin n’est nommé dans mkdocs.yml, sous « extra », « escales », « voisins »"
    said = plain(done.stdout).splitlines()
    assert said == ["Tout est en ordre.", "0 []", f"{nobody} : rien à lire.", "0 []"]
    assert done.stderr == ""


def test_what_is_withdrawn_there_is_gone_here(world: World) -> None:
    world.gather()
    world.change(CSV, lambda content: b"\r\n".join(content.split(b"\r\n")[:-2]) + b"\r\n")

    world.gather()

    assert world.counts == [STORIES - 1, STORIES]


def test_a_site_that_is_no_longer_a_neighbour_leaves_nothing(world: World) -> None:
    world.gather()
    (world.root / "voisins/LISEZ-MOI.txt").write_text("Un mot.", "utf-8")
    world.name(1)

    world.gather()

    left = {path.name for path in (world.root / "voisins").iterdir()}
    assert left == {"LISEZ-MOI.txt", f"{world.rules.neighbours[0].slug}.json"}


def test_a_neighbour_that_fails_keeps_its_last_cards(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    world.gather()
    capsys.readouterr()
    del world.files[f"voisin-1/donnees/{CSV}"]

    assert world.gather() == 0

    assert world.counts == [STORIES, STORIES]
    assert plain(capsys.readouterr().err) == (
        f"- {address_of(0, world.address)} : le site n’a pas ce fichier à cette adresse "
        "(réponse 404). Ce qui en avait été pris reste montré, trente jours au plus.\n"
    )
    assert world.gather("--strict") == 1


def test_a_neighbour_that_never_answered_is_a_sentence(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    world.name(3)

    assert world.gather() == 0

    assert plain(capsys.readouterr().err).endswith("Rien de ce site n’est montré.\n")
    assert world.counts == [STORIES, STORIES, 0]


def test_a_fresh_copy_of_the_repository_takes_again_what_its_site_published(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a pipeline, nothing stays from one run to the next; no cache is to be trusted for it."""
    world.gather()
    copies = {
        uri: b"".join(content) for uri, content in copies_to_publish(world.root, world.around)
    }
    own = f"{world.address}/own/"
    world.files |= {f"own/{uri}": content for uri, content in copies.items()}
    assert [uri.partition("voisins/")[0] for uri in copies] == ["donnees/"] * 2
    saved = {path.name: path.read_bytes() for path in _saved(world)}
    assert {uri.rpartition("/")[2]: content for uri, content in copies.items()} == saved
    shutil.rmtree(world.root / "voisins")
    del world.files[f"voisin-1/donnees/{CSV}"]
    settings = (world.root / "mkdocs.yml").read_text("utf-8")
    (world.root / "mkdocs.yml").write_text(f"site_url: {own}\n{settings}", "utf-8")
    capsys.readouterr()

    world.gather()

    assert world.counts == [STORIES, STORIES]
    assert "reste montré" in capsys.readouterr().err


class Silent(BaseHTTPRequestHandler):
    """Takes what is asked, and never answers."""

    over = threading.Event()

    def do_GET(self) -> None:
        self.over.wait()


def test_a_slow_neighbour_is_given_up_alone(world: World) -> None:
    """`test_web.py` has the other ways to be slow."""
    with answering(Silent) as nowhere:
        lines = (world.root / "mkdocs.yml").read_text("utf-8")
        slow = lines.replace(address_of(0, world.address), f"{nowhere}/")
        (world.root / "mkdocs.yml").write_text(slow, "utf-8")

        for patience in PATIENCES:
            answers = list(ask_all(Round(world.root, world.rules, patience=patience)))
            if not answers[1].failed:
                break
        Silent.over.set()

    assert [answer.failed for answer in answers] == [True, False]
    assert plain(answers[0].sentence) == (
        f"- {nowhere}/ : le site n’a pas tout envoyé à temps. Rien de ce site n’est montré."
    )


def test_many_neighbours_fit_in_a_small_machine(tmp_path: Path) -> None:
    """Fewer than in `make bench`, which holds the time too: a process takes most to begin."""
    measure = measure_gather(tmp_path / "hub", 4, 300)

    assert measure.peak < MOST_MEGABYTES
    assert len(list((tmp_path / "hub/voisins").iterdir())) == 4


def swapped(old: str, new: str) -> Callable[[bytes], bytes]:
    """Return what changes a text everywhere in a file; it must be there."""

    def change(content: bytes) -> bytes:
        assert old.encode() in content
        return content.replace(old.encode(), new.encode())

    return change


def first_story(**values: str) -> Callable[[bytes], bytes]:
    """Return what changes values of the first story."""

    def change(content: bytes) -> bytes:
        names, *rows = content.decode().split("\r\n")
        cells = next(read_csv(f"{names}\r\n{rows[0]}\r\n".encode(), [], ["id"]))
        changed = {name: values.get(name, cell) for name, cell in cells.items()}
        line = list(csv_lines(names.split(","), [changed]))[1]
        return "\r\n".join([names, line.rstrip("\r\n"), *rows[1:]]).encode()

    return change


NOT_OURS = "n’est pas le fichier attendu : est-ce un site fait avec Escales ?"


def complaint_of(
    world: World,
    capsys: pytest.CaptureFixture[str],
    name: str,
    change: Callable[[bytes], bytes],
) -> str:
    """Gather once a file of the first neighbour has changed; return all that is said of it."""
    world.change(name, change)
    assert world.gather() == 0
    [complaint] = plain(capsys.readouterr().err).splitlines()
    return complaint


@pytest.mark.parametrize(
    ("name", "change", "reason"),
    [
        (
            CSV,
            swapped(f",{SCHEMA_VERSION},", ",9.0.0,"),
            "ses données suivent la version 9.0.0 du schéma",
        ),
        (CSV, swapped(f",{SCHEMA_VERSION},", ",deux,"), "ses données ne disent pas leur version"),
        (
            CSV,
            lambda _: b"<!doctype html><title>Bienvenue</title>",
            f"« donnees/{CSV} » {NOT_OURS}",
        ),
        (CSV, lambda _: b"", f"« donnees/{CSV} » {NOT_OURS}"),
        (CSV, lambda _: b'id,adresse,version_schema\r\na,"b', f"« donnees/{CSV} » {NOT_OURS}"),
        (CSV, lambda content: content + b"\xff", f"« donnees/{CSV} » {NOT_OURS}"),
        (CSV, lambda content: content + b"x,,,2.1.0\r\n" * 1_000_000, "plus de 10 000 récits"),
        (CSV, lambda _: bytes(12_000_001), "le site envoie plus de 12 Mo, c’est trop"),
        (SCHEMES, lambda _: b"[" * 1_000_000, f"« donnees/{SCHEMES} » {NOT_OURS}"),
        (SCHEMES, lambda _: b'{"dispositifs": [[]]}', f"« donnees/{SCHEMES} » {NOT_OURS}"),
        (SCHEMES, lambda _: b"9" * 1_000_000, f"« donnees/{SCHEMES} » {NOT_OURS}"),
        (EMPLOYERS, lambda _: b"{}", f"« donnees/{EMPLOYERS} » {NOT_OURS}"),
    ],
)
def test_what_cannot_be_believed_is_refused_whole(
    world: World,
    capsys: pytest.CaptureFixture[str],
    name: str,
    change: Callable[[bytes], bytes],
    reason: str,
) -> None:
    complaint = complaint_of(world, capsys, name, change)

    assert complaint.startswith(f"- {address_of(0, world.address)} : {reason}"), complaint
    assert world.counts == [0, STORIES]


@pytest.mark.parametrize(
    ("name", "change", "reason"),
    [
        (CSV, first_story(titre="Bonjour <img src=x onerror=alert(1)>"), "« titre » ne va pas"),
        (CSV, first_story(titre="Bonjour \x1b[2J"), "« titre » ne va pas"),
        (CSV, first_story(resume="Bonjour \u202e les gens"), "« resume » ne va pas"),
        (CSV, first_story(adresse="javascript:alert(1)"), "les pages ne sont pas sous"),
        (CSV, first_story(adresse="https://autre.example/recits/a/"), "les pages ne sont pas"),
        (CSV, first_story(id="../x"), "« id » ne va pas"),
        (CSV, first_story(duree="3 lunes"), "« duree » ne va pas"),
        (CSV, first_story(collectivite="ailleurs"), "« collectivite » ne va pas"),
        (CSV, first_story(publie_le="2999-01-01"), "« publie_le » ne va pas"),
        (CSV, first_story(titre="x" * 100_000), "« titre » ne va pas"),
    ],
)
def test_a_record_that_is_not_right_is_left_out_alone(
    world: World,
    capsys: pytest.CaptureFixture[str],
    name: str,
    change: Callable[[bytes], bytes],
    reason: str,
) -> None:
    complaint = complaint_of(world, capsys, name, change)

    assert complaint.startswith(f"- Récits du voisin n° 1 : sans 1 récit : {reason}")
    assert complaint.endswith("à partir de la ligne 1")
    assert world.counts == [STORIES - 1, STORIES]
    assert world.gather("--strict") == 1


def test_another_neighbour_speaks_for_itself_alone(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    """One that says the whole of another is not under its own address: it keeps what it said.

    So does one that has moved.
    """
    world.gather()
    capsys.readouterr()
    other = {path: content for path, content in world.files.items() if "voisin-2/" in path}
    world.files |= {path.replace("voisin-2/", "voisin-1/"): other[path] for path in other}

    world.gather()

    assert world.counts == [STORIES, STORIES]
    own = address_of(0, world.address)
    assert f"les pages ne sont pas sous {own}, à partir de la ligne 1" in plain(
        capsys.readouterr().err
    )


def test_what_is_said_of_refusals_is_bounded_and_quotes_nobody(
    world: World, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [
        "x,https://a.example/,2.1.0,\x1b[31m",
        "::error::x,y,2.1.0,z",
        "a,b,2.1.0,\u202ec",
    ]
    world.change(
        CSV, lambda _: "\n".join(["id,adresse,version_schema,titre", *rows * 500]).encode()
    )

    world.gather()

    said = capsys.readouterr()
    complaints = said.err.splitlines()
    assert 0 < len(complaints) <= 6
    assert not {"\x1b", "\u202e"} & set(said.err)
    assert "::error" not in said.err
    assert all(line.startswith("- ") for line in complaints)


def test_a_fiction_never_travels(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    def imagine(content: bytes) -> bytes:
        data = json.loads(content)
        data["dispositifs"][0]["exemple"] = True
        return json.dumps(data).encode()

    world.change(SCHEMES, imagine)

    world.gather()

    assert "sans 1 dispositif : « exemple » ne va pas" in plain(capsys.readouterr().err)


def test_a_link_in_the_place_of_the_folder_is_refused(
    world: World, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "precious.json").write_text("x", "utf-8")
    (world.root / "voisins").symlink_to(outside)

    assert world.gather() == 1

    assert "voisins" in capsys.readouterr().err
    assert [path.name for path in outside.iterdir()] == ["precious.json"]


@pytest.mark.parametrize("address", ["", "as it is served"])
def test_all_that_this_engine_publishes_is_taken(
    world: World, capsys: pytest.CaptureFixture[str], address: str
) -> None:
    """With an address in each record, or relative ones."""
    own = address_of(0, world.address)
    library = load(FIXTURE)
    settings = Settings(name="Site d’essai", address=own if address else "")
    for uri, content in make_open_data(library, [], settings):
        world.files[f"voisin-1/{uri}"] = b"".join(content)

    world.gather("--strict")

    said, complaints = capsys.readouterr()
    assert complaints == ""
    assert "- Site d’essai :" in plain(said)
    there = [one for one in world.around.stories if one.employer.neighbour.address == own]
    told = {story.story.facts.title: story for story in open_stories(library)}
    assert {story.title for story in there} == set(told)
    for story in there:
        facts = told[story.title].story.facts
        assert story.duration.units == facts.duration.units
        assert (story.share, story.skills) == (facts.share, facts.skills)
        assert (story.summary, story.signature) == (facts.summary, facts.signature)
        assert story.address.startswith(own)
    assert all("Ce qui s’est réellement" not in path.read_text("utf-8") for path in _saved(world))


def _saved(world: World) -> list[Path]:
    return list((world.root / "voisins").glob("*.json"))


@pytest.mark.parametrize("text", ["=1+1", "'=1", "a;=b", "a ; -b", "a;'b", "-", "@x", "l’été; +"])
def test_what_is_marked_for_spreadsheets_is_read_as_it_was(text: str) -> None:
    lines = csv_lines(["id", "mots"], [{"id": text, "mots": [text, "x"]}])

    [read] = read_csv("".join(lines).encode(), ["mots"], ["id"])

    assert read["mots"] == [read["id"], "x"]
    assert read["id"] == (text if text != "'=1" else "=1")
