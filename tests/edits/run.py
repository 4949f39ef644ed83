# SPDX-License-Identifier: EUPL-1.2
"""Change a site for long: `python tests/edits/run.py FOLDER SECONDS [SEED]`.

The seed is that of the minute unless it is given. FOLDER is emptied, then keeps the site as it
was when its two builds differed.
"""

import random
import shutil
import sys
import time
from pathlib import Path

TESTS = Path(__file__).parents[1]
sys.path[:0] = [str(TESTS), str(TESTS.parent / "hooks")]

from edits.rebuilding import CONTENT, SHELL, Rebuilding  # noqa: E402  # once they can be found

STORIES = 60


def main() -> None:
    folder, seconds = Path(sys.argv[1]), float(sys.argv[2])
    seed = int(sys.argv[3]) if sys.argv[3:] else int(time.time() // 60)
    end = time.monotonic() + seconds
    shutil.rmtree(folder, ignore_errors=True)
    chance = random.Random(seed)
    site = Rebuilding.start(folder, seed, STORIES)
    while time.monotonic() < end:
        around = chance.random() < 1 / 4  # alone: beside it, others would go unseen
        edits, count = (SHELL, 1) if around else (CONTENT, chance.randint(1, 4))
        changed = site.step(chance.sample(list(edits.values()), count))
        told = f"{len(changed)} files changed, {site.put_back} put back"
        sys.stdout.write(f"seed {seed}, {site.told[-1]}: {told}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
