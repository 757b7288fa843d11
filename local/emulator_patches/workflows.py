"""Step Functions: idempotent and prompt starts, waits that fail with their function, pauses that end."""

import contextvars
import threading
import time

from ministack.services import stepfunctions

from .shape import expect, expect_line, with_other_pauses


def start_executions_once():
    """StartExecution is idempotent for the same name and input while the execution runs."""
    expect(stepfunctions._start_execution, 'data')
    start = stepfunctions._start_execution

    def start_once(data):
        machine = data.get('stateMachineArn', '')
        arn = machine.replace(':stateMachine:', ':execution:') + ':' + (data.get('name') or '')
        known = stepfunctions._executions.get(arn)
        if known and known.get('status') == 'RUNNING' and known.get('input') == data.get('input', '{}'):
            return stepfunctions.json_response({'executionArn': arn, 'startDate': known['startDate']})
        return start(data)

    stepfunctions._start_execution = start_once


def begin_executions_at_once():
    """An execution sleeps 150 ms before its first state: 5 ms are enough for StartExecution to answer first."""
    expect_line(stepfunctions._run_execution, 'time.sleep(0.15)')
    assert stepfunctions.time is time, 'stepfunctions no longer imports the module time'
    stepfunctions.time = with_other_pauses({0.15: 0.005})


def end_growing_pauses_at_their_limit():
    """A retrier's MaxDelaySeconds bounds its growing pauses; MiniStack does not read it."""
    expect(stepfunctions._find_matching_retrier, 'retriers', 'error', 'retry_counts')
    expect(stepfunctions._scaled_sleep, 'seconds')
    expect_line(stepfunctions._execute_task, '_scaled_sleep(min(sleep_sec, 60))')
    find, sleep = stepfunctions._find_matching_retrier, stepfunctions._scaled_sleep
    chosen = threading.local()

    def find_and_remember(retriers, error, retry_counts):
        retrier, index = find(retriers, error, retry_counts)
        chosen.limit = (retrier or {}).get('MaxDelaySeconds')
        return retrier, index

    def sleep_no_longer(seconds):
        limit, chosen.limit = getattr(chosen, 'limit', None), None
        sleep(seconds if limit is None else min(seconds, limit))

    stepfunctions._find_matching_retrier, stepfunctions._scaled_sleep = find_and_remember, sleep_no_longer


def fail_waits_with_their_function():
    """A task that waits for its token fails when the function it called fails: MiniStack would wait on."""
    expect(stepfunctions._invoke_with_callback, 'resource', 'input_data', 'token', 'state_def')
    expect(stepfunctions._call_lambda, 'func_ref', 'event')
    wait, call = stepfunctions._invoke_with_callback, stepfunctions._call_lambda
    awaited = contextvars.ContextVar('awaited', default=None)

    def wait_for(resource, input_data, token, state_def):
        scope = awaited.set(token)
        try:
            return wait(resource, input_data, token, state_def)
        finally:
            awaited.reset(scope)

    def call_and_tell(func_ref, event):
        try:
            return call(func_ref, event)
        except stepfunctions._ExecutionError as error:
            info = stepfunctions._task_tokens.get(awaited.get()) if awaited.get() else None
            if info:
                info['error'] = {'Error': error.error, 'Cause': error.cause}
                info['event'].set()
            raise

    stepfunctions._invoke_with_callback, stepfunctions._call_lambda = wait_for, call_and_tell
