"""Compile the styles and join the scripts: `python -m marketplace.front.styles.build`, with `--check` to compare only.

The compiled files are committed, so that a machine without the Tailwind wheel can serve the shop. Exit status 1 when
`--check` finds a file that differs from what its sources give.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
MARKETPLACE = HERE.parents[1]
STYLES = MARKETPLACE / "static" / "css" / "site.css"
# Whole lines, and what follows code where no string can be meant.
_COMMENT = re.compile(r"^[ \t]*//.*\n|[ \t]+// [^\"'`\n]*$", re.MULTILINE)
SCRIPTS = MARKETPLACE / "static" / "js" / "site.js"


def compiled_styles() -> str:
    """The minified stylesheet of every class the templates use. Raises CalledProcessError with Tailwind's own message."""
    tailwind = Path(sys.executable).with_name("tailwindcss")
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "site.css"
        command = [str(tailwind), "--input", str(HERE / "site.css"), "--output", str(out), "--minify"]
        subprocess.run(command, check=True, cwd=MARKETPLACE.parent, capture_output=True, text=True)
        return out.read_text("utf-8")


def joined_scripts() -> str:
    """Every script of the kit in one module, each in a block of its own: one request instead of eight, no comments."""
    parts = sorted((HERE.parent / "scripts").glob("*.js"))
    return "".join(f"{{\n{_COMMENT.sub('', part.read_text('utf-8')).strip()}\n}}\n" for part in parts)


def main(arguments: list[str]) -> int:
    stale = []
    for target, text in ((STYLES, compiled_styles()), (SCRIPTS, joined_scripts())):
        current = target.read_text("utf-8") if target.exists() else ""
        if current == text:
            continue
        stale.append(target.relative_to(MARKETPLACE.parent))
        if "--check" not in arguments:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, "utf-8")
    for path in stale:
        print(f"{path}: {'out of date, run make css' if '--check' in arguments else 'written'}")
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
