"""Step Functions: idempotent and prompt starts."""

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
