"""Writing an export to a file: never over another, for its owner alone."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

import pytest

from console.actions.export.file import ExportError, proposed_path, write_new

if TYPE_CHECKING:
    from pathlib import Path


class TestTheProposedPath:
    @pytest.mark.parametrize(
        ("name", "path"),
        [
            ("Sales EN – Aria", "./sales-en-aria.json"),
            ("../../etc/passwd", "./etc-passwd.json"),
            ("サポート JP", "./サポート-jp.json"),
            ("…", "./agent.json"),
            ("x" * 300, f"./{'x' * 60}.json"),
        ],
    )
    def test_is_a_file_in_the_current_folder_whatever_the_name(self, name: str, path: str) -> None:
        assert proposed_path(name, ".json") == path

    @pytest.mark.parametrize("folder", ["~/exports", "~/exports/"])
    def test_is_in_the_folder_that_a_person_wants(self, folder: str) -> None:
        assert proposed_path("Sales EN", ".json", folder) == "~/exports/sales-en.json"


class TestWriting:
    def test_makes_a_file_that_only_its_owner_reads(self, tmp_path: Path) -> None:
        written = write_new(f"{tmp_path}/here/../agent.json", '{"name": "Ünï"}\n')
        assert written == tmp_path / "agent.json"
        assert written.read_text(encoding="utf-8") == '{"name": "Ünï"}\n'
        assert stat.S_IMODE(written.stat().st_mode) == 0o600

    def test_leaves_a_file_that_exists_as_it_is(self, tmp_path: Path) -> None:
        kept = tmp_path / "agent.json"
        kept.write_text("mine")
        with pytest.raises(ExportError, match=r"exists; nothing was written"):
            write_new(str(kept), "yours")
        assert kept.read_text() == "mine"

    def test_does_not_follow_a_link_that_lies_there(self, tmp_path: Path) -> None:
        target, link = tmp_path / "elsewhere", tmp_path / "agent.json"
        link.symlink_to(target)
        with pytest.raises(ExportError):
            write_new(str(link), "text")
        assert not target.exists()

    @pytest.mark.parametrize("path", ["", "missing/agent.json", "a\0b"])
    def test_says_why_a_path_will_not_do(
        self, path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        with pytest.raises(ExportError, match=r"exists|cannot be written"):
            write_new(path, "text")
        assert list(tmp_path.iterdir()) == []

    def test_understands_the_home_folder(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("HOME", str(tmp_path))
        assert write_new("~/agent.json", "text") == tmp_path / "agent.json"
