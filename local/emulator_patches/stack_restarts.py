"""CloudFormation: operations that go on after a restart."""

import asyncio
import inspect
import logging
import threading

from ministack import app
from ministack.core.responses import request_scope
from ministack.services import cloudformation
from ministack.services.cloudformation import stacks

from .shape import expect
from .stacks import replace_everywhere

log = logging.getLogger('cloudformation')

# After a start services get this long before stacks that were under way go on.
RESUME_SECONDS = 1.5
# As MiniStack has them, before any patch: whose parameters the arguments of an interrupted operation are.
ORIGINALS = {
    name: getattr(stacks, name) for name in ('_deploy_stack_async', '_delete_stack_async', '_roll_back_operation')
}


def resume_operations_after_a_restart():
    """What CloudFormation was doing when the emulator was stopped goes on when it starts again."""
    originals = {name: getattr(stacks, name) for name in ORIGINALS}
    expect(stacks._provision_resource, 'resource_type', 'logical_id', 'props', 'stack_name')
    expect(
        stacks._update_resource, 'resource_type', 'physical_id', 'old_props', 'new_props', 'stack_name', 'logical_id'
    )
    expect(cloudformation._restore_state, 'data')
    provision, update, restore = stacks._provision_resource, stacks._update_resource, cloudformation._restore_state

    def noted(name):
        async def note_and_run(stack_name, stack_id, *rest, **named):
            stack = cloudformation._stacks.get(stack_name) or {}
            arguments = inspect.signature(ORIGINALS[name]).bind(stack_name, stack_id, *rest, **named).arguments
            noted_before = stack.get('_under_way') or {}
            under_way = {
                'operation': name,
                'arguments': {key: value for key, value in arguments.items() if key != 'stack'},
                'token': stacks.CLIENT_REQUEST_TOKEN.get(),
                'done': noted_before.get('done', {}) if name == '_deploy_stack_async' else {},
            }
            stack['_under_way'] = under_way
            try:
                await originals[name](stack_name, stack_id, *rest, **named)
            finally:
                if stack.get('_under_way') is under_way:
                    del stack['_under_way']

        return note_and_run

    def once(stack_name, logical_id, act):
        stack = cloudformation._stacks.get(stack_name) or {}
        under_way = stack.get('_under_way') or {}
        if under_way.get('operation') != '_deploy_stack_async':
            return act()
        if logical_id not in under_way['done']:
            under_way['done'][logical_id] = list(act())
        return tuple(under_way['done'][logical_id])

    def provision_once(resource_type, logical_id, props, stack_name):
        return once(stack_name, logical_id, lambda: provision(resource_type, logical_id, props, stack_name))

    def update_once(resource_type, physical_id, old_props, new_props, stack_name, logical_id=None, *rest):
        act = lambda: update(resource_type, physical_id, old_props, new_props, stack_name, logical_id, *rest)  # noqa: E731
        return once(stack_name, logical_id, act)

    def restore_and_resume(data):
        restore(data)
        for (account, region, _), stack in cloudformation._stacks.all_items():
            if stack.get('_under_way'):
                threading.Timer(RESUME_SECONDS, resume, (account, region, stack)).start()

    def resume(account, region, stack):
        async def go_on():
            under_way = stack['_under_way']
            stack.pop('_deleting', None)
            stacks.CLIENT_REQUEST_TOKEN.set(under_way['token'])
            arguments = dict(under_way['arguments'])
            if under_way['operation'] == '_roll_back_operation':
                operation = arguments['operation']
                left = [name for name in operation['created'] if name in stack['_resources']]
                arguments = {**arguments, 'stack': stack, 'operation': {**operation, 'created': left}}
            log.info('%s goes on: %s', stack['StackName'], stack['StackStatus'])
            await getattr(stacks, under_way['operation'])(**arguments)

        with request_scope(account, region):
            asyncio.run_coroutine_threadsafe(go_on(), app._MAIN_LOOP)

    for name in originals:
        replace_everywhere(name, noted(name))
    stacks._provision_resource, stacks._update_resource = provision_once, update_once
    cloudformation._restore_state = restore_and_resume
