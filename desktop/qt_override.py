"""Guard the Python overrides that Qt calls.

This module imports nothing of the program and no Qt.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar, overload

_P = ParamSpec("_P")
_R = TypeVar("_R")
_F = TypeVar("_F")


@overload
def qt_override(method: Callable[_P, None], /) -> Callable[_P, None]: ...


@overload
def qt_override(*, fallback: _F) -> Callable[[Callable[_P, _R]], Callable[_P, _R | _F]]: ...


@overload
def qt_override(*, instead: Callable[..., _F]) -> Callable[[Callable[_P, _R]], Callable[_P, _R | _F]]: ...


def qt_override(
    method: Callable[..., object] | None = None,
    /,
    *,
    fallback: object = None,
    instead: Callable[..., object] | None = None,
) -> object:
    """Guard an override, so that no exception reaches Qt.

    An exception that passes through a second override crashes the program. Here it is logged with its traceback. Qt
    then gets `fallback`, or the result of the method `instead` for the same arguments; a bare `@qt_override` is for
    methods that return nothing. An override that paints opens its painter with `painting`, so that the painter has
    ended before the guard sees the exception.
    """

    def guard(override: Callable[..., object]) -> Callable[..., object]:
        @functools.wraps(override)
        def guarded(*args: object, **kwargs: object) -> object:
            try:
                return override(*args, **kwargs)
            except BaseException as error:  # noqa: BLE001 - a SystemExit here would end a talk
                log_failure(override, error)
            if instead is not None:
                try:
                    return instead(*args, **kwargs)
                except BaseException as error:  # noqa: BLE001
                    log_failure(instead, error)
            return fallback

        return guarded

    return guard if method is None else guard(method)


def attempt(function: Callable[[], object]) -> bool:
    """Call a function, log its exception, and return its success."""
    try:
        function()
    except BaseException as error:  # noqa: BLE001
        log_failure(function, error)
        return False
    return True


def log_failure(function: Callable[..., object], error: BaseException) -> None:
    """Log an exception under the function's module and name.

    It never raises an exception itself.
    """
    try:
        import logging  # imported only after an error

        name = getattr(function, "__qualname__", "")
        logging.getLogger(getattr(function, "__module__", None)).error("%s failed", name, exc_info=error)
    except BaseException:  # noqa: BLE001, S110 - at the end of the memory or of the stack there is nothing left to try
        pass
