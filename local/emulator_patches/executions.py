"""Step Functions: executions that go on after a restart."""

import contextvars
import json
import threading

from ministack.core.responses import request_scope
from ministack.services import stepfunctions

from .shape import expect, expect_line

# After a start Lambda gets this long before executions that were running go on.
RESUME_SECONDS = 0.5


def resume_executions_after_a_restart():
    """An execution that was running when the emulator was stopped goes on when it starts: MiniStack fails it.

    It runs again from its first state, but a state it had left answers what it answered then, and a task whose token is
    out waits for that token without calling its function again.
    """
    for name in ('_execute_pass', '_execute_choice', '_execute_wait'):
        expect(getattr(stepfunctions, name), 'state_def', 'raw_input', 'ctx')
    expect(stepfunctions._execute_task, 'state_def', 'raw_input', 'execution', 'ctx')
    expect(stepfunctions._invoke_with_callback, 'resource', 'input_data', 'token', 'state_def')
    expect_line(stepfunctions._run_execution, '"Task": _execute_task,')
    restore = stepfunctions._restore_state
    current = contextvars.ContextVar('current')

    def remembered(execute):
        def execute_or_remember(state_def, raw_input, *rest):
            ctx = rest[-1]
            execution = stepfunctions._executions.get(ctx['Execution']['Id'])
            left = execution.get('_left') or []
            if left and left[0][0] == ctx['State']['Name']:
                _, output, following = left.pop(0)
                return json.loads(output), following
            current.set(execution)
            return execute(state_def, raw_input, *rest)

        return execute_or_remember

    wait, call = stepfunctions._invoke_with_callback, stepfunctions._call_lambda
    called_before = contextvars.ContextVar('called_before', default=False)

    def wait_for_same_token(resource, input_data, token, state_def):
        execution = current.get()
        kept = execution.pop('_token_kept', None)
        execution['_token'] = kept or token
        scope = called_before.set(bool(kept))
        try:
            return wait(resource, input_data, kept or token, state_def)
        finally:
            called_before.reset(scope)
            execution.pop('_token', None)
            execution.pop('_token_out', None)

    def call_once(func_ref, event):
        execution = current.get()
        answer = None if called_before.get() else call(func_ref, event)
        if '_token' in execution:
            execution['_token_out'] = True
        return answer

    def restore_running(data):
        executions = (data or {}).get('executions')
        running = [arn for arn, each in getattr(executions, '_data', {}).items() if each['status'] == 'RUNNING']
        restore(data)
        for account, region, arn in running:
            execution = stepfunctions._executions.get_scoped(account, region, arn)
            go_on_from(execution)
            threading.Timer(RESUME_SECONDS, resume, (account, region, arn)).start()

    def resume(account, region, arn):
        with request_scope(account, region):
            stepfunctions._run_execution(arn)

    for name in ('_execute_pass', '_execute_choice', '_execute_wait', '_execute_task'):
        setattr(stepfunctions, name, remembered(getattr(stepfunctions, name)))
    stepfunctions._invoke_with_callback, stepfunctions._call_lambda = wait_for_same_token, call_once
    stepfunctions._restore_state = restore_running


def go_on_from(execution):
    """Makes a restored execution run again: which states it had left, with what output, and where it went."""
    for name in ('error', 'cause', 'stopDate'):
        execution.pop(name, None)
    execution['status'] = 'RUNNING'
    events = execution['events']
    entered = [event['stateEnteredEventDetails']['name'] for event in events if 'stateEnteredEventDetails' in event]
    exits = [event['stateExitedEventDetails'] for event in events if 'stateExitedEventDetails' in event]
    execution['_left'] = [
        (exit_['name'], exit_['output'], following) for exit_, following in zip(exits, entered[1:], strict=False)
    ]
    execution['events'] = events[:1]
    token, was_out = execution.pop('_token', None), execution.pop('_token_out', False)
    if token and was_out:
        execution['_token_kept'] = token
