"""Checks input against the typed parameters of the ``stripe`` library, nested ones too, and types its values."""

import functools
import sys
import types
import typing
from decimal import Decimal, InvalidOperation
from typing import Any, ForwardRef, Literal, NotRequired, Required, Union

from stripe import RequestOptions, StripeObject

from marketplace.payments.simulator import errors

_TRANSPORT = frozenset(RequestOptions.__annotations__)
_UNIONS = (Union, types.UnionType)


def checked(params: type, tree: dict[str, Any]) -> dict[str, Any]:
    """Return ``tree`` with typed leaves. Raises ApiError(400): unknown, missing, or of another type."""
    return _map(params, tree, "")


@functools.cache
def _fields(params: type) -> dict[str, Any]:
    namespace = vars(sys.modules[params.__module__])
    return {
        name: _evaluated(note, namespace) for name, note in params.__annotations__.items() if name not in _TRANSPORT
    }


def _evaluated(note: Any, namespace: dict[str, Any]) -> Any:
    """The library writes its types as text in part; bind every name inside to its class."""
    if isinstance(note, ForwardRef):
        note = note.__forward_arg__
    if isinstance(note, str):
        note = eval(note, namespace)
    arguments = typing.get_args(note)
    if not arguments or typing.get_origin(note) is Literal:
        return note
    inner = tuple(_evaluated(argument, namespace) for argument in arguments)
    if typing.get_origin(note) in _UNIONS:
        return Union[inner]  # noqa: UP007 - built from values
    return typing.get_origin(note)[inner if len(inner) > 1 else inner[0]]


def _map(params: type, tree: Any, where: str) -> dict[str, Any]:
    if not isinstance(tree, dict):
        raise errors.invalid(f"Invalid object: {where}", where)
    fields = _fields(params)
    for name in tree:
        if name not in fields:
            unknown = _name(where, name)
            raise errors.invalid(f"Received unknown parameter: {unknown}", unknown, "parameter_unknown")
    for name, note in fields.items():
        if name not in tree and typing.get_origin(note) is not NotRequired:
            raise missing(_name(where, name))
    return {name: _value(fields[name], value, _name(where, name)) for name, value in tree.items()}


def missing(name: str) -> errors.ApiError:
    return errors.invalid(f"Missing required param: {name}.", name, "parameter_missing")


def _name(where: str, name: str) -> str:
    return f"{where}[{name}]" if where else name


def _value(note: Any, value: Any, where: str) -> Any:
    origin, arguments = typing.get_origin(note), typing.get_args(note)
    if origin in (NotRequired, Required):
        return _value(arguments[0], value, where)
    if origin in _UNIONS:
        return _one_of(arguments, value, where)
    if origin is Literal:
        return _word(arguments, value, where)
    if origin is list:
        return _items(arguments[0], value, where)
    if origin is dict or (isinstance(origin, type) and issubclass(origin, StripeObject)):
        return _mapping(value, where)
    if typing.is_typeddict(note) or hasattr(note, "__required_keys__"):
        return _map(note, value, where)
    return _leaf(note, value, where)


def _one_of(notes: tuple[Any, ...], value: Any, where: str) -> Any:
    refusals = []
    for note in notes:
        try:
            return _value(note, value, where)
        except errors.ApiError as refusal:
            refusals.append(refusal)
    raise next((r for r in refusals if r.code in ("parameter_unknown", "parameter_missing")), refusals[0])


def _word(words: tuple[Any, ...], value: Any, where: str) -> str:
    if value not in words:
        raise errors.invalid(f"Invalid {where}: must be one of {', '.join(map(str, words))}", where)
    return str(value)


def _items(note: Any, value: Any, where: str) -> list[Any]:
    if not isinstance(value, dict) or not all(key.isascii() and key.isdigit() for key in value):
        raise errors.invalid(f"Invalid array: {where}", where)
    return [_value(note, value[key], f"{where}[{key}]") for key in sorted(value, key=int)]


def _mapping(value: Any, where: str) -> dict[str, str]:
    if not isinstance(value, dict) or not all(isinstance(item, str) for item in value.values()):
        raise errors.invalid(f"Invalid hash: {where}", where)
    return value


def _leaf(note: Any, value: Any, where: str) -> Any:
    if not isinstance(value, str):
        raise errors.invalid(f"Invalid {where}: a single value is expected", where)
    if note is bool:
        return _boolean(value, where)
    if note is int:
        return _whole(value, where)
    if note is Decimal:
        return _decimal(value, where)
    return value


def _boolean(value: str, where: str) -> bool:
    if value not in ("true", "false"):
        raise errors.invalid(f"Invalid boolean: {where}", where)
    return value == "true"


def _whole(value: str, where: str) -> int:
    digits = value.removeprefix("-")
    if not (digits.isascii() and digits.isdigit() and len(digits) < 19):
        raise errors.invalid(f"Invalid integer: {value[:40]}", where, "parameter_invalid_integer")
    return int(value)


def _decimal(value: str, where: str) -> Decimal:
    try:
        return Decimal(value)
    except InvalidOperation as error:
        raise errors.invalid(f"Invalid decimal: {where}", where) from error
