"""Every endpoint of AWS speaks TLS. The emulator stands for them on loopback without it."""

from ministack.core import iam_evaluator

from .shape import expect


def count_loopback_as_tls():
    """Policies that admit TLS only (`aws:SecureTransport`) admit requests of this machine."""
    expect(iam_evaluator._resolve_condition_key, 'key', 'ctx')
    resolve = iam_evaluator._resolve_condition_key

    def resolve_on_loopback(key, ctx):
        return 'true' if key.lower() == 'aws:securetransport' else resolve(key, ctx)

    iam_evaluator._resolve_condition_key = resolve_on_loopback
