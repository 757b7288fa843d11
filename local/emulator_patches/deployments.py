"""ECS: how deployments go on, when they fail, and what is said of tasks that stop."""

import collections
import contextvars
import re
import time

from ministack.services import ecs

from .shape import expect, expect_line

# A service whose tasks fail one after another starts the next one later and later, as on AWS.
FREE_FAILURES = 3
LONGEST_PAUSE_SECONDS = 60
# Where a task is before it runs.
STARTING = ('PROVISIONING', 'PENDING', 'ACTIVATING')


def begin_deployments_in_progress():
    """The first deployment of a service is in progress until its tasks run: MiniStack calls it complete at once."""
    expect(ecs._make_deployment, 'task_definition', 'desired_count', 'status')
    expect_line(ecs._create_service, 'deployment = _make_deployment(td_arn, desired)')
    make = ecs._make_deployment

    def make_in_progress(task_definition, desired_count, status='PRIMARY'):
        deployment = make(task_definition, desired_count, status)
        if desired_count > 0:
            deployment['rolloutState'], deployment['rolloutStateReason'] = 'IN_PROGRESS', ''
        return deployment

    ecs._make_deployment = make_in_progress


def complete_deployments_when_healthy():
    """A task that its load balancer found healthy is stable: a second more proves nothing."""
    expect(
        ecs._schedule_service_deployment_completion, 'cluster_name', 'svc_key', 'account_id', 'region', 'healthy_task'
    )
    expect_line(ecs._schedule_service_deployment_completion, 'time.sleep(_ECS_DEPLOYMENT_STEADY_DELAY)')
    schedule = ecs._schedule_service_deployment_completion

    def schedule_or_complete(cluster_name, svc_key, account_id, region, healthy_task=None):
        service = ecs._services.get(svc_key) or {}
        behind_balancer = service.get('loadBalancers') and (healthy_task or {}).get('_found_healthy')
        if not behind_balancer or healthy_task.get('lastStatus') != 'RUNNING':
            return schedule(cluster_name, svc_key, account_id, region, healthy_task)
        ecs._record_service_task_healthy(svc_key, healthy_task)
        ecs._refresh_service_state(cluster_name, healthy_task['group'])
        ecs._reconcile_service_tasks(cluster_name, svc_key)
        deployment = ecs._deployment_for_task(service, healthy_task) or {}
        return ecs._complete_service_deployment(cluster_name, svc_key, deployment.get('id'))

    ecs._schedule_service_deployment_completion = schedule_or_complete


def make_room_for_the_newest_deployment():
    """Tasks of an older deployment that never came to run are stopped first: MiniStack waits until they fail."""
    expect(ecs._reconcile_service_tasks, 'cluster_name', 'svc_key')
    expect(ecs._stop_task, 'data')
    reconcile = ecs._reconcile_service_tasks

    def stop_and_reconcile(cluster_name, svc_key):
        service = ecs._services.get(svc_key) or {}
        newest = ecs._primary_deployment(service) or {}
        for arn, task in list(ecs._tasks.items()):
            ours = task.get('group') == f"service:{service.get('serviceName')}"
            waits = ours and task.get('clusterArn') == service.get('clusterArn') and task['lastStatus'] in STARTING
            if waits and newest and ecs._deployment_for_task(service, task) is not newest:
                ecs._stop_task({'task': arn, 'cluster': cluster_name, 'reason': 'Replaced by a newer deployment'})
        return reconcile(cluster_name, svc_key)

    ecs._reconcile_service_tasks = stop_and_reconcile


def pause_before_starting_what_keeps_failing():
    """The next task of a service that keeps failing waits: MiniStack would start ten a second."""
    expect(ecs._run_task_worker, 'task', 'td', 'container_overrides', 'docker_client', 'account_id', 'region')
    expect(ecs._record_service_task_failure, 'task')
    expect(ecs._record_service_task_healthy, 'svc_key', 'task')
    run, fail, recover = ecs._run_task_worker, ecs._record_service_task_failure, ecs._record_service_task_healthy
    failures = collections.Counter()

    def service_of(task):
        return task.get('clusterArn'), task.get('group'), task.get('taskDefinitionArn')

    def run_later(task, *rest):
        failed = failures[service_of(task)] - FREE_FAILURES
        until = time.monotonic() + (min(2**failed, LONGEST_PAUSE_SECONDS) if failed >= 0 else 0)
        while time.monotonic() < until and task.get('desiredStatus') != 'STOPPED':
            time.sleep(0.1)
        return run(task, *rest)

    def count_failure(task, *rest, **named):
        failures[service_of(task)] += 1
        return fail(task, *rest, **named)

    def forget_failures(svc_key, task):
        failures.pop(service_of(task), None)
        return recover(svc_key, task)

    ecs._run_task_worker = run_later
    ecs._record_service_task_failure = count_failure
    ecs._record_service_task_healthy = forget_failures


def say_why_tasks_stop_as_ecs_does():
    """Stop reasons read as those of ECS, whose words people search for."""
    expect(ecs._mark_task_stopped, 'task_arn', 'task', 'reason', 'stop_code', 'exit_code')
    expect(ecs._fail_task_start, 'task', 'docker_client', 'reason')
    expect_line(ecs._maybe_mark_stopped, '"Essential container exited"')
    expect_line(ecs._run_task_worker, '"CannotPullContainerError: " + str(exc)')
    mark, fail = ecs._mark_task_stopped, ecs._fail_task_start
    engine_says = re.compile(r'^CannotPullContainerError: .*?\("(.*)"\)$', re.DOTALL)

    def mark_in_its_words(task_arn, task, reason, stop_code, exit_code=None):
        if reason == 'Essential container exited':
            reason = 'Essential container in task exited'
        return mark(task_arn, task, reason, stop_code, exit_code)

    def fail_in_its_words(task, docker_client, reason):
        said = engine_says.match(reason)
        if said:
            reason = f'CannotPullContainerError: Error response from daemon: {said[1]}'
        return fail(task, docker_client, reason)

    ecs._mark_task_stopped, ecs._fail_task_start = mark_in_its_words, fail_in_its_words


def fail_by_tasks_that_say_why():
    """Without its image a deployment fails by its tasks, which say so: MiniStack fails it by the digest alone, before they do."""
    expect(ecs._record_service_task_failure, 'task', 'digest_resolution_failed')
    expect_line(ecs._prepare_service_images, '_record_service_task_failure(task, digest_resolution_failed=True)')
    fail = ecs._record_service_task_failure

    def fail_if_it_ran(task, digest_resolution_failed=False):
        if not digest_resolution_failed:
            fail(task)

    ecs._record_service_task_failure = fail_if_it_ran


def keep_what_templates_say_of_services():
    """CreateService gets the properties that MiniStack's CloudFormation leaves out when it creates a service."""
    from ministack.services.cloudformation import provisioners

    handler = provisioners._RESOURCE_HANDLERS['AWS::ECS::Service']
    expect(ecs._create_service, 'data')
    expect(handler['create'], 'logical_id', 'props', 'stack_name')
    create_service, create = ecs._create_service, handler['create']
    left_out = {
        'HealthCheckGracePeriodSeconds': 'healthCheckGracePeriodSeconds',
        'EnableExecuteCommand': 'enableExecuteCommand',
        'EnableECSManagedTags': 'enableECSManagedTags',
        'PropagateTags': 'propagateTags',
        'SchedulingStrategy': 'schedulingStrategy',
    }
    more = contextvars.ContextVar('more', default={})

    def create_whole(logical_id, props, stack_name):
        scope = more.set({name: props[given] for given, name in left_out.items() if given in props})
        try:
            return create(logical_id, props, stack_name)
        finally:
            more.reset(scope)

    ecs._create_service = lambda data: create_service({**data, **more.get()})
    handler['create'] = create_whole
