"""CloudFormation: an ECS service is complete when it is steady."""

import time

from ministack.core.responses import now_iso
from ministack.services import cloudformation, ecs
from ministack.services.cloudformation import provisioners, stacks

from .deployments import STARTING
from .shape import expect

# A service that failed may still be starting a task whose reason to stop is worth knowing.
LAST_WORDS_SECONDS = 5
SERVICE = 'AWS::ECS::Service'
BREAKER = (
    'Resource handler returned message: "Error occurred during operation \'ECS Deployment Circuit Breaker was '
    'triggered\'." (RequestToken: {token}, HandlerErrorCode: GeneralServiceException)'
)


def wait_for_services():
    """A service is created or updated when it is steady; a deployment that fails its circuit breaker fails the stack."""
    handler = provisioners._RESOURCE_HANDLERS[SERVICE]
    create, update = handler['create'], handler['update']
    expect(create, 'logical_id', 'props', 'stack_name')
    expect(update, 'physical_id', 'old_props', 'new_props', 'stack_name')
    expect(stacks._runs_on_worker_thread, 'resource_type')
    expect(stacks._sends_back_failed_update, 'resource_type')
    blocks, sends_back = stacks._runs_on_worker_thread, stacks._sends_back_failed_update

    def create_and_wait(logical_id, props, stack_name):
        stack = cloudformation._stacks.get(stack_name)
        record = stack['_resources'].get(logical_id) if stack else None
        if not record:
            physical_id, attributes = create(logical_id, props, stack_name)
            record = {
                'PhysicalResourceId': physical_id,
                'ResourceType': SERVICE,
                'LogicalResourceId': logical_id,
                'Properties': props,
                'Attributes': attributes,
                'Timestamp': now_iso(),
            }
            if stack:
                stack['_resources'][logical_id] = record
        record['ResourceStatus'] = 'CREATE_FAILED'  # until it is steady: what is left of it must be deleted
        wait_until_steady(record['PhysicalResourceId'], stack)
        record['ResourceStatus'] = 'CREATE_COMPLETE'
        return record['PhysicalResourceId'], record['Attributes']

    def update_and_wait(physical_id, old_props, new_props, stack_name, *rest):
        result = update(physical_id, old_props, new_props, stack_name, *rest)
        wait_until_steady(physical_id, cloudformation._stacks.get(stack_name))
        return result

    handler['create'], handler['update'] = create_and_wait, update_and_wait
    stacks._runs_on_worker_thread = lambda resource_type: resource_type == SERVICE or blocks(resource_type)
    stacks._sends_back_failed_update = lambda resource_type: resource_type == SERVICE or sends_back(resource_type)


def wait_until_steady(arn, stack):
    """Returns when the service runs what it should; raises as CloudFormation does when its deployment failed."""
    key = arn.split(':service/', 1)[1]
    deployment = ecs._primary_deployment(ecs._services.get(key) or {}) or {}
    while True:
        service = ecs._services.get(key)
        if not service or service['status'] != 'ACTIVE':
            raise ValueError(f'Resource handler returned message: "Service {arn} was deleted"')
        if stack and (stack.get('_deleting') or stack.get('_cancel_requested')):
            raise ValueError('Resource creation or update cancelled')
        if deployment.get('rolloutState') == 'FAILED':
            await_last_words(key, deployment)
            raise ValueError(BREAKER.format(token=stack['StackId'].rsplit('/', 1)[-1] if stack else ''))
        primary = ecs._primary_deployment(service) or {}
        runs = primary.get('runningCount', 0) == service['runningCount'] == service['desiredCount']
        if runs and primary.get('rolloutState') == 'COMPLETED' and not starting(key):
            return
        time.sleep(0.05)


def starting(key, deployment_id=None):
    """Whether a task of this service, or of one of its deployments, has not come to run or to stop yet."""
    cluster, name = key.split('/', 1)
    return any(
        task.get('group') == f'service:{name}'
        and task.get('clusterArn', '').endswith(f'/{cluster}')
        and task.get('lastStatus') in STARTING
        and deployment_id in (None, task.get('_deployment_id'))
        for task in ecs._tasks.values()
    )


def await_last_words(key, deployment):
    until = time.monotonic() + LAST_WORDS_SECONDS
    while starting(key, deployment.get('id')) and time.monotonic() < until:
        time.sleep(0.05)
