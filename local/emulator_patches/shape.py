"""What a patch says first: the shape of MiniStack it relies on. An upgrade that breaks one stops the start, by name."""

import inspect
import time


def expect(function, *names):
    """Asserts that `function` still begins with these parameters."""
    found = list(inspect.signature(function).parameters)
    assert found[: len(names)] == list(names), f'{function.__qualname__} changed its parameters: {found}'


def expect_line(function, line):
    """Asserts that the source of `function` still contains `line` exactly once."""
    found = inspect.getsource(function).count(line)
    assert found == 1, f'{function.__qualname__} has {found} times: {line}'


def with_other_pauses(pauses):
    """The module `time`, but for sleeps of exactly these seconds: {given: actual}."""

    class Time:
        def __getattr__(self, name):
            return getattr(time, name)

        def sleep(self, seconds):
            time.sleep(pauses.get(seconds, seconds))

    return Time()
