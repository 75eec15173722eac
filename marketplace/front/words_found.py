"""The words in our source: calls of gettext in Python, and translate, blocktranslate and `_("...")` in templates."""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.template import Engine, engines
from django.template.base import Lexer, Node, NodeList, TokenType
from django.templatetags.i18n import BlockTranslateNode, TranslateNode

# Which argument of each function is the context, the msgid and the plural.
FUNCTIONS: dict[str, tuple[int | None, int, int | None]] = {
    "gettext": (None, 0, None),
    "ngettext": (None, 0, 1),
    "pgettext": (0, 1, None),
    "npgettext": (0, 1, 2),
}
SUFFIXES = ("", "_lazy", "_noop")
NAMES = {name + suffix: shape for name, shape in FUNCTIONS.items() for suffix in SUFFIXES}
IN_TAG = re.compile(r"""_\((?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')\)""")
PYTHON_FORMAT = re.compile(r"%\(\w+\)[sd]|%%|%[sd]")
BRACE_FORMAT = re.compile(r"\{\w*[^{}]*\}")


@dataclass
class Word:
    msgid: str
    plural: str = ""
    context: str | None = None
    places: set[str] = field(default_factory=set)
    notes: set[str] = field(default_factory=set)

    @property
    def key(self) -> tuple[str | None, str]:
        return self.context, self.msgid


def sources(root: Path, folders: Iterable[str]) -> Iterator[Path]:
    """Python files and templates under the folders, each once."""
    seen = {
        path for folder in folders for path in (root / folder).rglob("*") if path.suffix in (".py", ".html", ".txt")
    }
    for path in sorted(seen):
        if path.suffix == ".py" or "templates" in path.parts:
            yield path


def words_of(path: Path) -> Iterator[Word]:
    text = path.read_text("utf-8")
    return of_python(text) if path.suffix == ".py" else of_template(text)


def of_python(text: str) -> Iterator[Word]:
    """Calls of Django's gettext functions under whatever names the module imports them."""
    tree = ast.parse(text)
    names = dict(_imported(tree))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (shape := _shape(node.func, names)):
            context, msgid, plural = (_literal(node.args, place) for place in shape)
            if msgid:
                yield Word(msgid, plural or "", context)


def _imported(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            yield from ((name.asname or name.name, name.name) for name in node.names)


def _shape(function: ast.expr, names: dict[str, str]) -> tuple[int | None, int, int | None] | None:
    if isinstance(function, ast.Name):
        return NAMES.get(names.get(function.id, ""))
    return NAMES.get(function.attr) if isinstance(function, ast.Attribute) else None


def _literal(arguments: list[ast.expr], place: int | None) -> str | None:
    node = arguments[place] if place is not None and place < len(arguments) else None
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def of_template(text: str) -> Iterator[Word]:
    """Words of the i18n tags, and literals marked `_("...")` in any tag or variable."""
    engine: Engine = engines["django"].engine  # type: ignore[attr-defined]
    for node in _nodes(engine.from_string(text).nodelist):
        if isinstance(node, TranslateNode):
            yield from _of_translate(node)
        elif isinstance(node, BlockTranslateNode):
            yield _of_block(node)
    for token in Lexer(text).tokenize():
        if token.token_type in (TokenType.BLOCK, TokenType.VAR):
            yield from (Word(_doubled(a or b)) for a, b in IN_TAG.findall(token.contents))


def _nodes(nodelist: NodeList) -> Iterator[Node]:
    """Every node, also inside block tags of our own, which Django's own walk passes over."""
    for node in nodelist:
        yield node
        for inner in vars(node).values():
            if isinstance(inner, NodeList):
                yield from _nodes(inner)
        for _condition, inner in getattr(node, "conditions_nodelists", ()):
            yield from _nodes(inner)


def _of_translate(node: TranslateNode) -> Iterator[Word]:
    text = node.filter_expression.var.literal
    if isinstance(text, str):
        yield Word(_doubled(text), context=_context(node))


def _of_block(node: BlockTranslateNode) -> Word:
    plural = node.render_token_list(node.plural)[0] if node.plural else ""
    return Word(node.render_token_list(node.singular)[0], plural, _context(node))


def _context(node: TranslateNode | BlockTranslateNode) -> str | None:
    return node.message_context.var if node.message_context else None


def _doubled(text: str) -> str:
    return text.replace("%", "%%")


def format_flags(msgid: str) -> list[str]:
    """The flags that make editors and checkers look after placeholders."""
    if PYTHON_FORMAT.search(msgid):
        return ["python-format"]
    return ["python-brace-format"] if BRACE_FORMAT.search(msgid) else []
