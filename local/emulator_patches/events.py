"""EventBridge: events that AWS services publish, retries of targets, and what IAM learns of an event."""

import contextvars
import json
import threading

from ministack.core import iam_actions, iam_evaluator
from ministack.services import ecs, eventbridge, lambda_svc
from ministack.services.cloudformation import changesets, handlers, stacks

from .shape import expect

# Events follow the change they tell of by this long, so that whoever reacts reads the changed state.
EVENT_DELAY_SECONDS = 0.05


def after_delay(function, *args):
    """Calls `function` a moment later, for the account and the region of the current request."""
    scope = contextvars.copy_context()
    timer = threading.Timer(EVENT_DELAY_SECONDS, scope.run, (function, *args))
    timer.daemon = True
    timer.start()


def put_aws_event(source, detail_type, resource, detail):
    """Publishes on the default bus as an AWS service does."""
    entry = {
        'Source': source,
        'DetailType': detail_type,
        'Resources': [resource],
        'Detail': json.dumps(detail, default=str),
    }
    eventbridge._put_events({'Entries': [entry]}, allow_aws_source=True)


def publish_stack_events():
    """CloudFormation publishes its stack status changes on the default bus."""
    expect(stacks._add_event, 'stack_id', 'stack_name', 'logical_id', 'resource_type', 'status', 'reason')
    expect(eventbridge._put_events, 'data', 'allow_aws_source')
    add_event = stacks._add_event

    def publish(stack_id, status, reason, token):
        detail = {'stack-id': stack_id, 'status-details': {'status': status, 'status-reason': reason}}
        if token:
            detail['client-request-token'] = token
        put_aws_event('aws.cloudformation', 'CloudFormation Stack Status Change', stack_id, detail)

    def add_and_publish(stack_id, stack_name, logical_id, resource_type, status, reason='', *rest, **named):
        add_event(stack_id, stack_name, logical_id, resource_type, status, reason, *rest, **named)
        if resource_type == 'AWS::CloudFormation::Stack' and logical_id == stack_name:
            after_delay(publish, stack_id, status, reason, stacks.CLIENT_REQUEST_TOKEN.get())

    for module in (stacks, handlers, changesets):
        if hasattr(module, '_add_event'):
            module._add_event = add_and_publish


def publish_task_events():
    """ECS publishes task state changes on the default bus, as DescribeTasks would answer at that moment."""
    expect(ecs._bump_task_version, 'task')
    bump = ecs._bump_task_version

    def publish(task):
        detail = {name: value for name, value in task.items() if not name.startswith('_')}
        put_aws_event('aws.ecs', 'ECS Task State Change', task['taskArn'], detail)

    def bump_and_publish(task):
        bump(task)
        after_delay(publish, task)

    ecs._bump_task_version = bump_and_publish


def retry_lambda_targets():
    """A Lambda that a rule calls is retried and reaches its onFailure destination, as any asynchronous call."""
    expect(eventbridge._dispatch_to_lambda, 'arn', 'payload')
    expect(lambda_svc.invoke_async_with_retry, 'func')

    def dispatch(arn, payload):
        function, config, _ = lambda_svc._get_func_record_for_ref(arn)
        if function and config:
            record = lambda_svc._execution_record_for_config(function, config)
            lambda_svc.invoke_async_with_retry(record, json.loads(payload))

    eventbridge._dispatch_to_lambda = dispatch


def tell_iam_what_events_say():
    """PutEvents carries events:source and events:detail-type of each entry to IAM."""
    expect(iam_actions.eventbridge_resource_arns, 'body', 'region', 'account_id')
    expect(
        iam_evaluator.enforce, 'access_key_id', 'iam_action', 'service', 'region', 'resource_arn', 'service_context'
    )
    entries = contextvars.ContextVar('entries', default=())
    read_bus_arns, enforce = iam_actions.eventbridge_resource_arns, iam_evaluator.enforce

    def read_bus_arns_and_entries(body, region, account_id):
        entries.set((json.loads(body or b'{}') or {}).get('Entries') or [])
        return read_bus_arns(body, region, account_id)

    def enforce_each_entry(access_key_id, iam_action, service, region, resource_arn='*', service_context=None):
        if iam_action != 'events:PutEvents':
            return enforce(access_key_id, iam_action, service, region, resource_arn, service_context)
        for entry in entries.get() or [{}]:
            said = {'events:source': entry.get('Source'), 'events:detail-type': entry.get('DetailType')}
            context = {**(service_context or {}), **said}
            denied = enforce(access_key_id, iam_action, service, region, resource_arn, context)
            if denied:
                return denied
        return None

    iam_actions.eventbridge_resource_arns = read_bus_arns_and_entries
    iam_evaluator.enforce = enforce_each_entry
