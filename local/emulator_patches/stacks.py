"""CloudFormation: creations that happen once, deletions that overtake, rollbacks that leave nothing."""

import asyncio
import contextvars
import inspect
import logging

from ministack.services import cloudformation
from ministack.services.cloudformation import changesets, handlers, stacks

from .shape import expect, expect_line

log = logging.getLogger('cloudformation')


class Abandoned(Exception):
    """The operation gives way to the deletion of its stack."""


def replace_everywhere(name, function):
    """Replaces a function of `stacks` also where other modules imported it."""
    for module in (stacks, handlers, changesets):
        if hasattr(module, name):
            setattr(module, name, function)


def create_stacks_once():
    """CreateStack again with the same client request token answers the stack that the first call made."""
    create = handlers._create_stack
    expect(create, 'params')
    assert cloudformation._ACTION_HANDLERS['CreateStack'] is create, 'CreateStack is handled elsewhere'

    def create_once(params):
        token = stacks.CLIENT_REQUEST_TOKEN.get()
        known = cloudformation._stacks.get(handlers._p(params, 'StackName')) or {}
        events = cloudformation._stack_events.get(known.get('StackId'), [])
        begun = next((event for event in events if event['ResourceType'] == 'AWS::CloudFormation::Stack'), {})
        alive = known.get('StackStatus') != 'DELETE_COMPLETE'
        if not token or not alive or begun.get('ClientRequestToken') != token:
            return create(params)
        result = f'<CreateStackResult><StackId>{known["StackId"]}</StackId></CreateStackResult>'
        return handlers._xml(200, 'CreateStackResponse', result)

    cloudformation._ACTION_HANDLERS['CreateStack'] = create_once


def let_deletions_and_cancellations_overtake():
    """A stack may be deleted while it is created or updated: that operation ends first, without a word of its own.

    An update may be cancelled while it waits for its service; MiniStack looks between two resources only.
    """
    expect(stacks._deploy_stack_async, 'stack_name', 'stack_id')
    expect(stacks._delete_stack_async, 'stack_name', 'stack_id')
    expect(stacks._failed_operation, 'is_update')
    expect_line(stacks._deploy_stack_async, 'CLIENT_REQUEST_TOKEN.set(stack.pop("_cancel_token", ""))')
    deploy, delete, failed = stacks._deploy_stack_async, stacks._delete_stack_async, stacks._failed_operation
    current = contextvars.ContextVar('current', default=None)
    under_way = set()

    async def deploy_unless_deleted(stack_name, stack_id, *rest, **named):
        current.set(cloudformation._stacks[stack_name])
        under_way.add(stack_id)
        try:
            await deploy(stack_name, stack_id, *rest, **named)
        except Abandoned:
            log.info('%s gave way to its deletion', stack_name)
        finally:
            under_way.discard(stack_id)

    def fail_unless_deleted(*args, **named):
        stack = current.get() or {}
        if stack.get('_deleting'):
            raise Abandoned
        call = inspect.signature(failed).bind(*args, **named).arguments
        if stack.pop('_cancel_requested', False):  # while a service was waited for
            stacks.CLIENT_REQUEST_TOKEN.set(stack.pop('_cancel_token', ''))
            call['cancelled'] = True
        return failed(**call)

    async def delete_when_idle(stack_name, stack_id, *rest, **named):
        stack = cloudformation._stacks.get(stack_name)
        if stack:
            stack['_deleting'] = True
        while stack_id in under_way:
            await asyncio.sleep(0.02)
        await delete(stack_name, stack_id, *rest, **named)
        if stack:
            del stack['_deleting']

    stacks._failed_operation = fail_unless_deleted
    replace_everywhere('_deploy_stack_async', deploy_unless_deleted)
    replace_everywhere('_delete_stack_async', delete_when_idle)


def roll_back_what_was_half_created():
    """A resource whose creation began and failed is deleted with the others, and the stack says which one failed."""
    expect(stacks._roll_back_operation, 'stack_name', 'stack_id', 'stack', 'operation', 'reason_override')
    roll_back = stacks._roll_back_operation

    async def roll_back_all(stack_name, stack_id, stack, operation, reason_override=''):
        failed = operation.get('failed_logical_id')
        if failed and not operation.get('is_update') and not reason_override:
            reason_override = f'The following resource(s) failed to create: [{failed}]. Rollback requested by user.'
        if (stack['_resources'].get(failed) or {}).get('ResourceStatus') == 'CREATE_FAILED':
            operation = {**operation, 'created': [*operation['created'], failed]}
        await roll_back(stack_name, stack_id, stack, operation, reason_override)

    replace_everywhere('_roll_back_operation', roll_back_all)
