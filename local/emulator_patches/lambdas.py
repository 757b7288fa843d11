"""Lambda: how soon functions answer, who reads streams, how many workers a burst starts."""

import contextvars
import threading
import time

from ministack.core import lambda_runtime
from ministack.core.concurrency import esm_wake, spawn_background
from ministack.core.responses import get_account_id, get_region, request_scope
from ministack.services import dynamodb, lambda_svc
from ministack.services.cloudformation import provisioners

from .shape import expect, expect_line

# A worker of a function that was changed or removed may finish what it is doing for this long.
FAREWELL_SECONDS = 60
# A function has this many workers before a burst has to wait, and waits this long before it gets one more.
WARM_WORKERS = 2
PATIENCE_SECONDS = 1


def answer_silent_handlers_sooner():
    """A handler that logs nothing costs 50 ms of waiting for a log line: wait 3 ms."""
    drain = lambda_runtime.Worker._drain_stderr_bounded
    expect(drain, 'self', 'first_line_wait', 'idle_confirm', 'hard_cap')
    assert drain.__defaults__ == (0.050, 0.005, 0.250), f'drain waits changed: {drain.__defaults__}'
    drain.__defaults__ = (0.003, 0.003, 0.250)


def forget_stream_positions():
    """Stream records are not persisted, their readers' positions are: a new start would lose its first records."""
    expect(lambda_svc._restore_esm_positions, 'store', 'positions')
    lambda_svc._restore_esm_positions = lambda store, positions: None


def read_streams_side_by_side():
    """Each DynamoDB stream mapping is read on its own thread: one relay at work does not keep the others waiting."""
    expect(lambda_svc._poll_dynamodb_streams)
    expect(lambda_svc._iter_all_esms)
    expect(dynamodb.stream_end_position, 'table_name')
    poll, every_mapping = lambda_svc._poll_dynamodb_streams, lambda_svc._iter_all_esms
    chosen = contextvars.ContextVar('chosen', default=None)
    in_hand = set()

    def chosen_mappings():
        return every_mapping() if chosen.get() is None else iter([chosen.get()])

    def read(mapping, table):
        account, region, esm = mapping
        chosen.set(mapping)
        with request_scope(account, region):
            advanced, end = True, None
            try:
                while advanced or end != dynamodb.stream_end_position(table):
                    end = dynamodb.stream_end_position(table)
                    advanced = poll()
            finally:
                in_hand.discard(esm['UUID'])
            if end != dynamodb.stream_end_position(table):
                esm_wake.set()  # a record came while this thread was leaving

    def has_work(esm, table):
        identity = esm['UUID']
        paused = lambda_svc._esm_backoff_until.get(identity, 0) > time.time()
        position = lambda_svc._dynamodb_stream_positions.get(identity)
        return not paused and position != dynamodb.stream_end_position(table)

    def poll_side_by_side():
        for mapping in every_mapping():
            account, region, esm = mapping
            source = esm.get('EventSourceArn', '')
            if ':dynamodb:' not in source or not esm.get('Enabled', True) or esm['UUID'] in in_hand:
                continue
            table = source.split(':table/')[-1].split('/')[0]
            with request_scope(account, region):
                if has_work(esm, table):
                    in_hand.add(esm['UUID'])
                    spawn_background(read, mapping, table, thread_name='stream-reader')
        return False  # nothing was read on this thread: it may wait

    lambda_svc._iter_all_esms = chosen_mappings
    lambda_svc._poll_dynamodb_streams = poll_side_by_side
    # A wake-up that found nothing (every write wakes the poller) delays the next one by 50 ms.
    assert lambda_svc._ESM_IDLE_WAKE_GAP_SECONDS == 0.05, 'the idle gap of the poller changed'
    lambda_svc._ESM_IDLE_WAKE_GAP_SECONDS = 0.005


def share_warm_workers():
    """A burst waits a moment for a warm worker: on a small machine a queue is faster than a dozen cold starts.

    It waits no longer than that, because the one it waits for may be calling the very same function.
    """
    expect(lambda_svc.acquire_worker, 'func_name', 'config', 'code_zip', 'qualifier', 'max_concurrency')
    expect(lambda_svc.release_worker, 'worker')
    acquire, release = lambda_svc.acquire_worker, lambda_svc.release_worker
    freed = threading.Condition()

    def acquire_patiently(func_name, config, code_zip, qualifier='$LATEST', max_concurrency=None):
        deadline = time.monotonic() + PATIENCE_SECONDS
        with freed:
            while time.monotonic() < deadline:
                worker, reason = acquire(func_name, config, code_zip, qualifier, WARM_WORKERS)
                if worker:
                    return worker, reason
                freed.wait(deadline - time.monotonic())
        return acquire(func_name, config, code_zip, qualifier, max_concurrency)

    def release_and_tell(worker):
        release(worker)
        with freed:
            freed.notify_all()

    lambda_svc.acquire_worker, lambda_svc.release_worker = acquire_patiently, release_and_tell


def let_invocations_finish():
    """Changing or removing a function ends its idle workers at once, and busy ones when they have answered."""
    expect(lambda_runtime.kill_workers, 'workers')
    expect_line(lambda_runtime.Worker.kill, 'kill_workers([self])')
    kill = lambda_runtime.kill_workers

    def kill_when_idle(workers):
        busy = [worker for worker in workers if worker.in_use]
        kill([worker for worker in workers if not worker.in_use])
        if busy:
            spawn_background(kill_later, busy, thread_name='worker-farewell')

    def kill_later(workers):
        deadline = time.monotonic() + FAREWELL_SECONDS
        while any(worker.in_use for worker in workers) and time.monotonic() < deadline:
            time.sleep(0.1)
        kill(workers)

    lambda_runtime.kill_workers = kill_when_idle
    # A worker that timed out is busy, and ends at once.
    lambda_runtime.Worker.kill = lambda self: kill([self])


def say_which_error_it_was():
    """A failed invocation carries the name of its error, by which workflows tell what to try again."""
    expect(lambda_runtime.Worker.invoke, 'self', 'event', 'request_id')
    expect(lambda_svc._execute_function_warm, 'func', 'event', 'request_id')
    script = lambda_runtime._NODEJS_WORKER_SCRIPT
    for known, named in (
        ('trace: err.stack || ""', 'trace: err.stack || "", name: err.name'),
        ('error: e.message, trace: e.stack', 'error: e.message, trace: e.stack, name: e.name'),
    ):
        assert script.count(known) == 1, f'the script of Node workers no longer says: {known}'
        script = script.replace(known, named)
    lambda_runtime._NODEJS_WORKER_SCRIPT = script
    invoke, execute = lambda_runtime.Worker.invoke, lambda_svc._execute_function_warm
    name = contextvars.ContextVar('name', default=None)

    def invoke_and_hear(self, *args, **named):
        result = invoke(self, *args, **named)
        name.set(result.get('name'))
        return result

    def execute_and_name(func, event, request_id):
        name.set(None)
        result = execute(func, event, request_id)
        if result.get('error') and name.get():
            result['body']['errorType'] = name.get()
        return result

    lambda_runtime.Worker.invoke, lambda_svc._execute_function_warm = invoke_and_hear, execute_and_name


def end_workers_of_removed_functions():
    """A function that its stack removes takes its workers along; MiniStack keeps them for good."""
    handler = provisioners._RESOURCE_HANDLERS['AWS::Lambda::Function']
    delete = handler['delete']
    expect(delete, 'physical_id', 'props')
    expect(lambda_svc.invalidate_worker, 'func_name', 'qualifier', 'account', 'region')

    def delete_with_workers(physical_id, props):
        delete(physical_id, props)
        lambda_svc.invalidate_worker(physical_id, account=get_account_id(), region=get_region())

    handler['delete'] = delete_with_workers
