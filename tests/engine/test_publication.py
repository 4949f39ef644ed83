# SPDX-License-Identifier: EUPL-1.2
"""The published folder is the old site or the new one, whatever happens to the publication."""

import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path

import pytest

from building import build, buildable, obey_rights, with_documents
from conftest import FIXTURE
from escales.commands.cli import main
from escales.publishing.exchange.swap import exchange, rename_twice, restore_previous, swap_in

pytestmark = pytest.mark.covered  # the adapter and the commands run in processes of their own

MKDOCS = [sys.executable, "-m", "mkdocs", "build", "--strict", "-f", f"{FIXTURE}/mkdocs.yml"]
MKDOCS += ["--site-dir", "{}"]
IN_THE_WAY = "Un fichier est à la place d’un dossier"
OTHER = "« {site} » contient autre chose qu’un site : rien n’y est remplacé. Publiez ailleurs."
KEPT = "L’ancien site est resté en place, tel quel."
SCHEMA = "docs/contribuer/schemas/recit.json"  # published as it is
BLOCK = 4096  # bytes of a disk that a file takes at least


def publishing(site: Path, *command: str, root: Path = FIXTURE) -> list[str]:
    line = [sys.executable, "-m", "escales", "publish", "--root", str(root), str(site), "--"]
    return [*line, *command]


def environment(version: str = "un") -> dict[str, str]:
    """Return what makes one version of the site, without its search: it would only be slow."""
    named = {"ESCALES_SITE": f"https://{version}.example/", "ESCALES_RECHERCHE": "non"}
    return {**os.environ, "NO_MKDOCS_2_WARNING": "1", **named}


def run(
    line: list[str], *, before: Callable[[], None] | None = None, version: str = "deux"
) -> subprocess.CompletedProcess[str]:
    settings = environment(version)
    if before:  # what is limited could not write its measure of coverage either, and would say so
        settings.pop("COVERAGE_PROCESS_CONFIG", None)
    told = subprocess.run(
        line,
        env=settings,
        check=False,
        capture_output=True,
        text=True,
        preexec_fn=before,
    )
    told.stderr = told.stderr.replace("\u00a0", " ")
    return told


def digest(folder: Path) -> str:
    """Return what tells a folder from any other, byte for byte."""
    told = sha256()
    for path in sorted(folder.rglob("*")):
        told.update(f"{path.relative_to(folder)}\0".encode())
        told.update(path.read_bytes() if path.is_file() else b"")
    return told.hexdigest()


def left(site: Path) -> list[str]:
    """Return what publications have left beside the published folder."""
    return sorted(path.name for path in (site.parent / "build" / f"publish-{site.name}").iterdir())


@pytest.fixture(scope="session")
def versions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Build the fixture site twice, under two addresses: its old and its new version."""
    folder = tmp_path_factory.mktemp("versions")
    for version in ("un", "deux"):
        told = build(folder / version, FIXTURE, **environment(version))
        assert told.returncode == 0, told.stderr
    return {version: folder / version for version in ("un", "deux")}


@pytest.fixture
def site(tmp_path: Path, versions: dict[str, Path]) -> Path:
    """Return a published folder that holds the old version."""
    return shutil.copytree(versions["un"], tmp_path / "www/site")


@pytest.mark.uncounted
def test_a_publication_replaces_the_whole_site(site: Path, versions: dict[str, Path]) -> None:
    (site / "removed.html").write_text("x", encoding="utf-8")

    told = run(publishing(site, *MKDOCS))

    assert told.returncode == 0, told.stderr
    assert told.stdout == f"Le nouveau site est dans «\u00a0{site}\u00a0».\n"
    assert digest(site) == digest(versions["deux"])
    assert left(site) == ["lock"]


def test_the_first_publication_needs_no_folder(
    tmp_path: Path, versions: dict[str, Path], capfd: pytest.CaptureFixture[str]
) -> None:
    site = tmp_path / "new/www"

    assert main(publishing(site, "cp", "-R", str(versions["un"]), "{}")[3:]) == 0
    assert digest(site) == digest(versions["un"])
    assert "Le nouveau site est dans" in capfd.readouterr().out


@pytest.mark.parametrize("mask", [0o022, 0o027, 0o077])
def test_others_may_read_what_is_published(
    mask: int, versions: dict[str, Path], tmp_path: Path
) -> None:
    """A web server is another user: neither the folder nor what is above it may stop it."""
    site = tmp_path / "new/www/site"
    build_one = f"mkdir {{}} && cp -R --no-preserve=mode {versions['un']}/. {{}}"

    def private() -> None:
        os.umask(mask)

    told = run(publishing(site, "sh", "-c", build_one), before=private)

    assert told.returncode == 0, told.stderr
    for path in (site.parent.parent, site.parent, site, *site.rglob("*")):
        assert path.stat().st_mode & 0o777 == (0o755 if path.is_dir() else 0o644), path


def test_rights_that_the_builder_gave_stay(site: Path, versions: dict[str, Path]) -> None:
    """A group that works together on a server keeps its own."""
    build_one = f"cp -R {versions['un']} {{}} && chmod -R g+w {{}}"

    assert run(publishing(site, "sh", "-c", build_one)).returncode == 0
    assert site.stat().st_mode & 0o777 == 0o775
    assert (site / "index.html").stat().st_mode & 0o777 == 0o664


@pytest.mark.parametrize(
    ("place", "make", "sentence"),
    [
        (
            "build/publish-site/lock",
            lambda path: path.symlink_to("../../precious"),
            "Un lien est à la place d’un fichier : « {path} ». Supprimez-le.",
        ),
        (
            "build/publish-site/lock",
            os.mkfifo,
            "Autre chose est à la place d’un fichier : « {path} ». Supprimez-le.",
        ),
        (
            "build/publish-site/lock",
            Path.mkdir,
            "Autre chose est à la place d’un fichier : « {path} ». Supprimez-le.",
        ),
        (
            "build/publish-site",
            Path.touch,
            f"{IN_THE_WAY} : « {{path}} ». Déplacez-le ou supprimez-le.",
        ),
        (
            "build",
            Path.touch,
            f"{IN_THE_WAY} : « {{path}}/publish-site ». Déplacez-le ou supprimez-le.",
        ),
    ],
)
def test_what_is_in_the_place_of_a_file_of_ours_is_told_and_left(
    place: str, make: Callable[[Path], object], sentence: str, site: Path
) -> None:
    (site.parent / "precious").write_text("x", encoding="utf-8")
    (site.parent / place).parent.mkdir(parents=True, exist_ok=True)
    make(site.parent / place)
    before = digest(site.parent)

    told = run(publishing(site, *MKDOCS))

    assert told.returncode == 1
    said = sentence.format(path=site.parent / place)
    assert told.stderr == f"escales : {said} {KEPT}\n"
    assert digest(site.parent) == before


def test_only_what_publications_left_is_deleted(site: Path, versions: dict[str, Path]) -> None:
    """A folder of ours has a name of ours, and is no link."""
    leftovers = site.parent / "build/publish-site"
    for name in ("tmp1234abcd/site", "thesis", "tmp"):
        (leftovers / name).mkdir(parents=True)
    (site.parent / "precious/previous").mkdir(parents=True)
    (leftovers / "tmp5678abcd").symlink_to(site.parent / "precious")

    told = run(publishing(site, "cp", "-R", str(versions["deux"]), "{}"))

    assert told.returncode == 0, told.stderr
    assert left(site) == ["lock", "thesis", "tmp", "tmp5678abcd"]
    assert (site.parent / "precious/previous").is_dir()


def test_a_site_that_is_behind_a_link_of_the_repository_is_not_published(
    tmp_path: Path, sources: Path
) -> None:
    (tmp_path / "elsewhere").mkdir()
    (sources / "out").symlink_to(tmp_path / "elsewhere")
    (sources / "aside").symlink_to(sources)

    for shown in ("out/site", "aside/out/site", "out/../out/site"):
        told = run(publishing(sources / shown, *MKDOCS, root=sources))

        assert told.returncode == 2
        assert "est derrière un lien" in told.stderr
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_name_that_is_too_long_is_told(site: Path) -> None:
    long = site.with_name("x" * 300)

    told = run(publishing(long, *MKDOCS))

    assert told.returncode == 1
    assert "Un nom est trop long pour le disque" in told.stderr


@pytest.mark.uncounted
def test_a_publication_killed_at_any_moment_leaves_one_of_the_two_sites(
    site: Path, versions: dict[str, Path]
) -> None:
    """Four moments of a true build; every other time the builder dies with its publication.

    The last moments, when the folders are exchanged, are those of the next test.
    """
    whole = {digest(versions[version]) for version in versions}
    start = time.monotonic()
    assert run(publishing(site, *MKDOCS)).returncode == 0
    duration = time.monotonic() - start

    for moment in range(4):
        version = ("un", "deux")[moment % 2]
        kill(publishing(site, *MKDOCS), duration * (moment + 1) / 4, version, all_of=moment % 2)
        assert digest(site) in whole, moment
    assert run(publishing(site, *MKDOCS)).returncode == 0
    assert digest(site) == digest(versions["deux"])
    assert left(site) == ["lock"]


@pytest.mark.uncounted
def test_a_publication_killed_around_the_exchange_leaves_one_of_the_two_sites(
    site: Path, versions: dict[str, Path]
) -> None:
    """The site is there already: nearly all the time goes to looking at it and exchanging it.

    Twenty-four moments, and later ones on a machine that is so busy that none came after.
    """
    whole = {digest(folder) for folder in versions.values()}
    copies = [publishing(site, "cp", "-R", str(folder), "{}") for folder in versions.values()]
    start = time.monotonic()
    assert run(copies[0]).returncode == 0
    step = (time.monotonic() - start) / 36
    delay, seen, kills = step * 14, set[str](), 0

    while kills < 24 or seen != whole:
        kill(copies[(kills + 1) % 2], delay, all_of=1)
        found = digest(site)
        assert found in whole, kills
        seen.add(found)
        kills, delay = kills + 1, delay + step
    assert run(copies[1]).returncode == 0
    assert digest(site) == digest(versions["deux"])
    assert left(site) == ["lock"]


def kill(line: list[str], delay: float, version: str = "deux", *, all_of: int) -> None:
    """Start a publication, and kill it, and all that it started if asked, after some seconds."""
    started = subprocess.Popen(
        line,
        env=environment(version),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    time.sleep(delay)
    builders = children(started.pid) if all_of else []
    started.kill()
    for builder in builders:
        with suppress(ProcessLookupError):  # it has just ended
            os.kill(builder, signal.SIGKILL)
    started.wait()


def children(pid: int) -> list[int]:
    """Return the builder, which leads a session of its own.

    Git, which is asked first what was committed, does not: it is a child too for a moment, and
    bears the name of escales until it has started.
    """
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            told = status.read_text(encoding="utf-8", errors="replace")
        except OSError:
            continue  # it has just ended
        _, parent, _, session, *_ = told.rpartition(")")[2].split()
        if parent == str(pid) and session == status.parent.name:
            found.append(int(status.parent.name))
    return found


READER = """
import sys
path, old, new = sys.argv[1:]
seen = {old: 0, new: 0}
print("ready", flush=True)
while sum(seen.values()) < 2000 or not all(seen.values()):
    with open(path, encoding="utf-8") as file:
        seen[file.read()] += 1
print("done", flush=True)
"""


def test_a_reader_never_finds_the_site_missing(tmp_path: Path) -> None:
    """Fifty exchanges and more, for as long as the reader reads."""
    folders = [tmp_path / "site", tmp_path / "next"]
    for folder, text in zip(folders, ("old", "new"), strict=True):
        folder.mkdir()
        (folder / "index.html").write_text(text, encoding="utf-8")
    line = [sys.executable, "-c", READER, str(folders[0] / "index.html"), "old", "new"]
    with subprocess.Popen(
        line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as reader:
        assert reader.stdout
        assert reader.stdout.readline() == "ready\n"
        count = 0
        while count < 50 or reader.poll() is None:
            swap_in(folders[1], folders[0])
            count += 1
        _, errors = reader.communicate()
    assert reader.returncode == 0, errors


def test_linux_exchanges_two_folders_at_once(tmp_path: Path) -> None:
    if not sys.platform.startswith("linux"):
        pytest.skip("another system")
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()

    assert exchange(tmp_path / "one", tmp_path / "other")
    assert (tmp_path / "one/other").exists()
    assert (tmp_path / "other/one").exists()
    with pytest.raises(FileNotFoundError):
        exchange(tmp_path / "one", tmp_path / "nowhere")


def test_where_two_renames_are_needed_a_failure_or_a_kill_is_mended(tmp_path: Path) -> None:
    site, bench = tmp_path / "site", tmp_path / "bench"
    for folder, text in ((site, "old"), (bench / "site", "new")):
        folder.mkdir(parents=True)
        (folder / "index.html").write_text(text, encoding="utf-8")

    with pytest.raises(FileNotFoundError):
        rename_twice(bench / "absent", site)
    assert (site / "index.html").read_text(encoding="utf-8") == "old"

    rename_twice(bench / "site", site)
    assert (site / "index.html").read_text(encoding="utf-8") == "new"
    assert (bench / "previous/index.html").read_text(encoding="utf-8") == "old"
    assert not restore_previous(bench, site)

    shutil.rmtree(site)  # as if it had been killed between the two
    assert restore_previous(bench, site)
    assert (site / "index.html").read_text(encoding="utf-8") == "old"


def test_a_site_set_aside_by_a_kill_comes_back_even_if_the_next_build_fails(
    site: Path, versions: dict[str, Path]
) -> None:
    leftover = site.parent / "build/publish-site/tmp0"
    leftover.mkdir(parents=True)
    site.rename(leftover / "previous")

    told = run(publishing(site, "false", "{}"))

    assert told.returncode == 1
    assert "l’ancien site est remis en place" in told.stderr
    assert digest(site) == digest(versions["un"])
    assert left(site) == ["lock"]


def held(site: Path, then: str) -> list[str]:
    """Return a publication whose builder goes on when a file `gate` is there."""
    gate = site.parent / "gate"
    return publishing(site, "sh", "-c", f"until [ -e {gate} ]; do sleep 0.05; done; {then}")


@contextmanager
def waiting(site: Path, line: list[str]) -> Iterator[subprocess.Popen[str]]:
    """Start a publication that must wait for another one; open the gate to it once it does."""
    with subprocess.Popen(line, stderr=subprocess.PIPE, text=True) as second:
        assert second.stderr
        told = second.stderr.readline().replace("\u00a0", " ")
        assert told == (
            f"escales : Une autre publication de « {site} » est en cours : "
            "celle-ci attend son tour.\n"
        )
        yield second
        (site.parent / "gate").touch()
        second.communicate()


def test_of_two_publications_the_second_waits(site: Path, versions: dict[str, Path]) -> None:
    before = digest(site)
    with subprocess.Popen(held(site, f"cp -R {versions['un']} {{}}")) as first:
        wait_for(lambda: bool(children(first.pid)))
        with waiting(site, publishing(site, "cp", "-R", str(versions["deux"]), "{}")) as second:
            assert digest(site) == before

    assert (first.returncode, second.returncode) == (0, 0)
    assert digest(site) == digest(versions["deux"])
    assert left(site) == ["lock"]


def test_a_builder_that_outlives_its_publication_is_waited_for(
    site: Path, versions: dict[str, Path]
) -> None:
    """Else its folder would be swept from under it, and it might write in that of the next one."""
    with subprocess.Popen(held(site, "mkdir -p {}; touch {}/late")) as first:
        wait_for(lambda: bool(children(first.pid)))
        first.kill()
    with waiting(site, publishing(site, "cp", "-R", str(versions["deux"]), "{}")) as second:
        pass

    assert second.returncode == 0
    assert digest(site) == digest(versions["deux"])
    assert left(site) == ["lock"]


@pytest.mark.parametrize("asked", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_publication_that_is_asked_to_stop_stops_cleanly(
    asked: signal.Signals, site: Path, versions: dict[str, Path]
) -> None:
    slow = publishing(site, "sh", "-c", "sleep 600; echo {}")

    def heed() -> None:  # whoever runs the tests in the background has them ignore some signals
        signal.signal(asked, signal.SIG_DFL)

    with subprocess.Popen(
        slow,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=heed,  # noqa: PLW1509  # no thread here
    ) as started:
        wait_for(lambda: bool(children(started.pid)))
        (builder,) = children(started.pid)
        started.send_signal(asked)
        _, errors = started.communicate()

    assert started.returncode == 128 + asked
    assert errors.replace("\u00a0", " ") == (
        f"escales : La publication a été interrompue. {KEPT}\n"
    )
    assert not Path(f"/proc/{builder}").exists()
    assert digest(site) == digest(versions["un"])
    assert left(site) == ["lock"]


def wait_for(what: Callable[[], bool]) -> None:
    """Wait for what must come; a minute is for the busiest of machines."""
    end = time.monotonic() + 60
    while not what():
        assert time.monotonic() < end
        time.sleep(0.01)


FULL = "Il n’y a plus de place sur le disque. Libérez-en, puis recommencez."


def skip_without_mounts(folder: Path) -> None:
    """Skip where nobody may mount a disk, even one that only the test would see."""
    told = run(["unshare", "-m", "mount", "-t", "tmpfs", "none", str(folder)])
    if told.returncode:
        pytest.skip(f"no disk of its own here: {told.stderr.strip()}")


@pytest.mark.uncounted
def test_a_full_disk_leaves_the_old_site(versions: dict[str, Path], tmp_path: Path) -> None:
    """On a disk of its own, where the old site fits and the new one does not fit beside it."""
    disk = tmp_path / "disk"
    disk.mkdir()
    size = (
        sum(-(-path.stat().st_size // BLOCK) * BLOCK for path in versions["un"].rglob("*")) * 3 // 2
    )
    inside = f"mount -t tmpfs -o size={size} none {disk} && cp -R {versions['un']} {disk}/site"
    skip_without_mounts(disk)
    after = f"diff -r {disk}/site {versions['un']} && ls {disk}/build/publish-site"
    line = " ".join(publishing(disk / "site", *MKDOCS))

    told = run(["unshare", "-m", "sh", "-c", f"{inside} && {line}; echo $?; {after}"])

    assert told.stdout.split("\n") == ["1", "lock", ""]
    assert f"escales : {FULL} {KEPT}\n" in told.stderr
    assert "Traceback" not in told.stderr


def test_a_file_that_cannot_be_written_to_its_end_leaves_the_old_site(
    site: Path, versions: dict[str, Path]
) -> None:
    """A limit on the size of files, which every system has, stops MkDocs in the middle of one."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    told = run(publishing(site, *MKDOCS), before=limit)

    assert told.returncode == 1
    assert "escales : Un fichier dépasse la taille que le système permet" in told.stderr
    assert told.stderr.endswith(f"{KEPT}\n")
    assert "Traceback" not in told.stderr
    assert digest(site) == digest(versions["un"])
    assert left(site) == ["lock"]


@pytest.mark.parametrize(
    ("told_by", "script"),
    [
        ("Python", "open('/dev/full', 'w').write('x' * 100_000)"),
        ("Pagefind", "raise SystemExit('Failed: No space left on device (os error 28)')"),
    ],
)
def test_a_full_disk_is_told_in_a_sentence(told_by: str, script: str, site: Path) -> None:
    """The device /dev/full has the system itself answer that there is no space."""
    told = run(publishing(site, sys.executable, "-c", script, "{}"))

    assert told.returncode == 1, told_by
    assert told.stderr.endswith(f"escales : {FULL} {KEPT}\n")
    assert "Traceback" not in told.stderr


def test_a_fault_of_the_code_is_shown_as_it_is(site: Path, versions: dict[str, Path]) -> None:
    told = run(publishing(site, sys.executable, "-c", "1 / 0", "{}"))

    assert told.returncode == 1
    assert "ZeroDivisionError" in told.stderr
    assert told.stderr.endswith(f"escales : La construction a échoué. {KEPT}\n")
    assert digest(site) == digest(versions["un"])


@pytest.fixture
def forbidden() -> Iterator[Callable[[Path, int], None]]:
    """Take the rights of a path away, and give them back at the end."""
    before = {}

    def forbid(path: Path, mode: int) -> None:
        before[path] = path.stat().st_mode
        path.chmod(mode)
        kind = "-w" if mode else "-r"
        if run(["test", kind, str(path)], before=obey_rights).returncode == 0:
            pytest.skip("this system lets us do what the rights of files forbid")

    yield forbid
    for path, mode in before.items():
        path.chmod(mode)


@pytest.fixture
def sources(tmp_path: Path) -> Path:
    """Return a copy of the fixture; its configuration still finds the hooks."""
    return with_documents(buildable(tmp_path))


WOULD_BE_ENGLISH = {  # a setting, and what is said of it: MkDocs would stop at it, in English
    "hooks: [absent.py]": "hooks : « absent.py »",
    "theme: {name: material, custom_dir: modeles}": "theme.custom_dir : « modeles »",
    "plugins: [absent]": "plugins : le réglage « absent »",
    "markdown_extensions: [absent]": "markdown_extensions : le réglage « absent »",
    "nav: 3": "nav",
}


@pytest.mark.parametrize("setting", WOULD_BE_ENGLISH)
def test_what_mkdocs_would_say_in_english_stops_before_it_is_called(
    setting: str, site: Path, versions: dict[str, Path], capfd: pytest.CaptureFixture[str]
) -> None:
    root = site.parent / "sources"
    (root / "stories").mkdir(parents=True)
    (root / "mkdocs.yml").write_text(f"site_name: Essai\n{setting}\n", encoding="utf-8")
    called = site.parent / "called"

    code = main(["publish", "--root", str(root), str(site), "--", "touch", str(called), "{}"])

    assert code
    assert not called.exists()
    said = capfd.readouterr().err.replace("\u00a0", " ")
    assert f"mkdocs.yml:2: {WOULD_BE_ENGLISH[setting]}" in said
    assert digest(site) == digest(versions["un"])


@pytest.mark.parametrize(
    ("path", "sentence"),
    [
        ("stories/premier.md", "stories/premier.md:1: Le fichier ne peut pas être lu"),
        (SCHEMA, f"{SCHEMA}:1: Le fichier ne peut pas être lu"),
    ],
)
def test_a_file_that_cannot_be_read_leaves_the_old_site(
    path: str,
    sentence: str,
    site: Path,
    sources: Path,
    forbidden: Callable[[Path, int], None],
) -> None:
    (sources / path).parent.mkdir(exist_ok=True)
    (sources / path).touch()
    forbidden(sources / path, 0)
    mkdocs = [part.replace(str(FIXTURE), str(sources)) for part in MKDOCS]
    before = digest(site)

    told = run(publishing(site, *mkdocs, root=sources), before=obey_rights)

    assert told.returncode == 1
    assert sentence in told.stderr
    assert told.stderr.endswith(f"{KEPT}\n")
    assert "Traceback" not in told.stderr
    assert digest(site) == before


def test_a_folder_that_cannot_be_written_is_told(
    site: Path, versions: dict[str, Path], forbidden: Callable[[Path, int], None]
) -> None:
    forbidden(site.parent, 0o555)

    told = run(publishing(site, *MKDOCS), before=obey_rights)

    assert told.returncode == 1
    assert told.stderr == (
        f"escales : Le système refuse l’accès : « {site.parent}/build » : vérifiez les droits. "
        f"{KEPT}\n"
    )
    assert digest(site) == digest(versions["un"])


def test_a_disk_that_cannot_be_written_is_told(versions: dict[str, Path], tmp_path: Path) -> None:
    disk = shutil.copytree(versions["un"], tmp_path / "disk/site").parent
    inside = f"mount --bind {disk} {disk} && mount -o remount,bind,ro {disk}"
    skip_without_mounts(disk)
    line = " ".join(publishing(disk / "site", *MKDOCS))

    told = run(["unshare", "-m", "sh", "-c", f"{inside} && {line}"])

    assert told.returncode == 1
    assert told.stderr == (f"escales : Le disque est en lecture seule : « {disk}/build ». {KEPT}\n")


def test_another_disk_below_the_site_is_not_emptied(site: Path) -> None:
    (site / "media").mkdir()
    skip_without_mounts(site / "media")
    line = " ".join(publishing(site, *MKDOCS))

    told = run(["unshare", "-m", "sh", "-c", f"mount -t tmpfs none {site}/media && {line}"])

    assert told.returncode == 2
    assert told.stderr == f"escales : {OTHER.format(site=site)} « media » n’en est pas.\n"


def linked(folder: Path) -> str:
    (folder / "true").mkdir()
    (folder / "site").symlink_to(folder / "true")
    return "site"


def filled(folder: Path) -> str:
    (folder / "site").mkdir()
    (folder / "site/thesis.odt").touch()
    return "site"


def a_file(folder: Path) -> str:
    (folder / "site").touch()
    return "site"


def a_site_with(make: Callable[[Path], object], *path: str) -> Callable[[Path], str]:
    """Return what makes a folder that has a home page, and something that no site holds."""

    def filled_so(folder: Path) -> str:
        (folder / "site").joinpath(*path[:-1]).mkdir(parents=True)
        (folder / "site/index.html").touch()
        make((folder / "site").joinpath(*path))
        return "site"

    return filled_so


def beside_a_link(*name: str) -> Callable[[Path], str]:
    """Return what puts a link where the site would be built."""

    def linked_so(folder: Path) -> str:
        folder.joinpath(*name[:-1]).mkdir(parents=True, exist_ok=True)
        folder.joinpath(*name).symlink_to("..")
        return "site"

    return linked_so


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (linked, "« {site} » est un lien vers « {folder}/true » : donnez le dossier lui-même."),
        (filled, "« {site} » contient autre chose qu’un site : rien n’y est remplacé."),
        (a_file, "« {site} » n’est pas un dossier."),
        (a_site_with(Path.mkdir, ".git"), f"{OTHER} « .git » n’en est pas."),
        (a_site_with(Path.touch, ".git"), f"{OTHER} « .git » n’en est pas."),  # of a worktree
        (a_site_with(Path.touch, "a", ".env"), f"{OTHER} « a/.env » n’en est pas."),
        (a_site_with(Path.touch, "a\nb"), f"{OTHER} « a\nb » n’en est pas."),
        (a_site_with(os.mkfifo, "pipe"), f"{OTHER} « pipe » n’en est pas."),
        (
            a_site_with(lambda path: path.symlink_to("/etc"), "a", "b"),
            f"{OTHER} « a/b » n’en est pas.",
        ),
        (beside_a_link("build"), "« {site} » est derrière un lien, « {folder}/build », qui mène"),
        (
            beside_a_link("build", "publish-site"),
            "« {site} » est derrière un lien, « {folder}/build/publish-site », qui mène ailleurs",
        ),
        (lambda _: "build", "« {site} » sert à construire le site : publiez ailleurs."),
        (lambda _: "/proc", "« /proc » est un point de montage, qui ne peut pas être échangé"),
        (lambda _: str(FIXTURE), f"« {FIXTURE} » contient le dépôt lui-même"),
        (lambda _: str(FIXTURE.parent), f"« {FIXTURE.parent} » contient le dépôt lui-même"),
    ],
)
def test_what_is_not_a_site_is_never_replaced(
    make: Callable[[Path], str],
    sentence: str,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
) -> None:
    site = tmp_path / make(tmp_path)
    before = digest(tmp_path)

    assert main(publishing(site, *MKDOCS)[3:]) == 2

    told = capfd.readouterr().err.replace("\u00a0", " ")
    assert told.startswith(f"escales : {sentence.format(site=site, folder=tmp_path)}")
    assert digest(tmp_path) == before


@pytest.mark.parametrize(
    ("command", "code", "sentence"),
    [
        (["mkdocs", "build"], 2, "La commande doit contenir « {} »"),
        (["no-such-builder", "{}"], 1, f"La commande « no-such-builder » est introuvable. {KEPT}"),
        (
            ["true", "{}"],
            1,
            f"Le site construit n’est pas complet : il lui manque « index.html ». {KEPT}",
        ),
    ],
)
def test_a_command_that_builds_nothing_is_told(
    command: list[str], code: int, sentence: str, site: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(publishing(site, *command)[3:]) == code
    assert f"escales : {sentence}" in capfd.readouterr().err.replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        ("rm {}/404.html", "il lui manque « 404.html »"),
        ("truncate -s 900 {}/recits/index.html", "« recits/index.html » s’arrête avant la fin"),
        ("truncate -s 0 {}/recits/index.html", "« recits/index.html » s’arrête avant la fin"),
        ("mkdir {}/pagefind", "il lui manque « pagefind/pagefind-entry.json »"),
        ("ln -s /etc/passwd {}/x.txt", "« x.txt » n’est ni un fichier ni un dossier"),
        ("mkfifo {}/x.txt", "« x.txt » n’est ni un fichier ni un dossier"),
    ],
)
def test_a_site_that_is_not_whole_is_not_published(
    spoil: str,
    fault: str,
    site: Path,
    versions: dict[str, Path],
    capfd: pytest.CaptureFixture[str],
) -> None:
    command = f"cp -R {versions['deux']} {{}} && {spoil}"

    assert main(publishing(site, "sh", "-c", command)[3:]) == 1
    told = capfd.readouterr().err.replace("\u00a0", " ")
    assert told == f"escales : Le site construit n’est pas complet : {fault}. {KEPT}\n"
    assert digest(site) == digest(versions["un"])
    assert left(site) == ["lock"]


def test_the_task_that_makes_the_site_publishes_it() -> None:
    makefile = (FIXTURE.parents[2] / "Makefile").read_text(encoding="utf-8")
    task = makefile.split("\nsite:")[1].split("\n\n")[0]

    assert "escales publish site -- $(BIN)/mkdocs build --strict --site-dir {}" in task
    assert "rm " not in task
    assert "mv " not in task
