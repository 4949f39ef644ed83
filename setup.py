# SPDX-License-Identifier: EUPL-1.2
"""What pyproject.toml cannot say: what every site shares stands at the root, and in the wheel."""

from pathlib import Path
from shutil import copy2, copytree

from setuptools import setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).parent


class BuildWithSharedContent(build_py):
    """Copy it where `reading/engine_content.py` looks; what is not installed reads the root."""

    def run(self) -> None:
        super().run()
        if not self.editable_mode:
            shared = Path(self.build_lib, "escales", "shared")
            for folder in ("docs", "schemes"):
                copytree(ROOT / folder, shared / folder, dirs_exist_ok=True)
            copy2(ROOT / "requirements.lock", shared)


setup(cmdclass={"build_py": BuildWithSharedContent})
