# SPDX-License-Identifier: EUPL-1.2
"""Run a target under atheris: `python tests/fuzz/run.py TARGET FOLDER [options of libFuzzer]`.

FOLDER takes the corpus, which begins with the fixture files, and the inputs that made it fail.
"""

import sys
from pathlib import Path

import atheris

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS), str(TESTS.parent / "hooks")]

with atheris.instrument_imports(include=["escales"]):
    from fuzz.targets import PATHS, TARGETS

SITE = TESTS / "engine/site"
DURATIONS = (
    "1 jour\n3 jours et demi\n2 semaines\n4 mois\n18 mois\ntrois heures\nP3M\nPT4H\nune journée"
)
LINKS = "a.md\n../docs/index.md#x\nhttps://a.example/\nimages/a.png\njavascript:x\n%2e%2e/x\n<b c>"
TOLD = "0\n#Titre\n-a *b* [c](d)\n@https://a.example/\n*gras\nTitre : Un mois\n1\n>&lt;b&gt; {: x }"


def seeds(name: str) -> list[bytes]:
    """Return the inputs that a target starts from."""
    files = [path.read_bytes() for path in sorted(SITE.rglob("*.md"))]
    if name == "read":
        return [bytes([kind]) + raw for kind in range(len(PATHS)) for raw in files]
    lines = {"link": LINKS, "questionnaire": TOLD}.get(name, DURATIONS).splitlines()
    few = [TOLD.encode()] if name == "questionnaire" else []
    return files if name in {"page", "archive"} else [*few, *(line.encode() for line in lines)]


def main() -> None:
    name, folder, *options = sys.argv[1:]
    corpus = Path(folder, name)
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds(name)):
        (corpus / f"seed-{number}").write_bytes(seed)
    found = f"-artifact_prefix={folder}/{name}-"
    atheris.Setup([sys.argv[0], *options, found, str(corpus)], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
