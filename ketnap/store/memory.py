"""What functions find out of a store, remembered with it and let go of with it."""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def remembered(maxsize: int) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Remember the last `maxsize` results of a function of a store and what can be hashed, as functools.lru_cache does.

    The store itself holds them: one that nobody uses any more, as a meeting's, is let go of with all of them.
    """

    def _decorated(function: Callable[P, T]) -> Callable[P, T]:
        @wraps(function)
        def _found(*arguments: P.args, **named: P.kwargs) -> T:
            store: Any = arguments[0]
            return store.memory(function, maxsize)(*arguments[1:], **named)

        return _found

    return _decorated
