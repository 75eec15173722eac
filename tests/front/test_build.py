from pathlib import Path

from marketplace.front.styles import build

STATIC = Path(__file__).parents[2] / "marketplace" / "static"


def test_the_compiled_styles_and_scripts_are_up_to_date() -> None:
    assert build.main(["--check"]) == 0


def test_scripts_stay_small_and_styles_too() -> None:
    assert len(build.SCRIPTS.read_bytes()) < 20_000
    assert len(build.STYLES.read_bytes()) < 80_000


def test_a_stale_file_fails_the_check_and_names_it(tmp_path: Path, monkeypatch, capsys) -> None:  # type: ignore[no-untyped-def]
    stale = build.MARKETPLACE / "static" / "css" / "missing-for-test.css"
    monkeypatch.setattr(build, "STYLES", stale)
    assert build.main(["--check"]) == 1
    assert "missing-for-test.css: out of date, run make css" in capsys.readouterr().out
    assert not stale.exists()


def test_every_file_the_styles_point_to_exists() -> None:
    import re

    for path in re.findall(r"url\((\.\./[^)]+)\)", build.STYLES.read_text("utf-8")):
        assert (STATIC / "css" / path).resolve().is_file(), path
