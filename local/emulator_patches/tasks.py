"""ECS: what a task is given, when it counts as running, and what is left of it after a restart."""

import http.client
import time

from ministack.core import lambda_runtime
from ministack.services import alb, ecs, imds

from .shape import expect, expect_line, with_other_pauses

HEALTH_INTERVAL_SECONDS = 0.1
# ECS tells of a stopped task for an hour.
STOPPED_TASKS_SECONDS = 3600


def give_tasks_their_role():
    """A task gets credentials of its task role, at an address that exists without Docker, and its region."""
    expect(
        ecs._register_metadata,
        *('task_arn', 'cluster_arn', 'td', 'cdef', 'launch_type', 'env', 'host_mode', 'ministack_net_ip'),
    )
    expect(imds.handle_request, 'method', 'path', 'headers', 'body', 'query_params')
    expect(lambda_runtime.execution_credentials, 'config')
    register, answer = ecs._register_metadata, imds.handle_request
    roles = {}  # credentials path -> (task, role)

    def register_with_role(task_arn, cluster_arn, td, cdef, launch_type, env, host_mode, ministack_net_ip):
        token = register(task_arn, cluster_arn, td, cdef, launch_type, env, True, ministack_net_ip)
        secret = env['AWS_CONTAINER_CREDENTIALS_FULL_URI'].rsplit('/', 1)[-1]
        roles[secret] = (task_arn, td.get('taskRoleArn'))
        env['AWS_REGION'] = task_arn.split(':')[3]
        return token

    async def answer_with_role(method, path, headers, body, query_params):
        task_arn, role = roles.get(path.rsplit('/', 1)[-1], (None, None))
        if not role:
            return await answer(method, path, headers, body, query_params)
        _, _, _, region, account, task = task_arn.split(':', 5)
        name = task.rsplit('/', 1)[-1]
        # Lambda's execution credentials are a session of any role: MiniStack has no such thing for tasks.
        arn = f'arn:aws:lambda:{region}:{account}:function:{name}'
        session = lambda_runtime.execution_credentials({'FunctionArn': arn, 'FunctionName': name, 'Role': role})
        return imds._json_resp(
            {
                'AccessKeyId': session['AWS_ACCESS_KEY_ID'],
                'SecretAccessKey': session['AWS_SECRET_ACCESS_KEY'],
                'Token': session['AWS_SESSION_TOKEN'],
                'Expiration': imds._future(3600),
                'RoleArn': role,
            }
        )

    ecs._register_metadata, imds.handle_request = register_with_role, answer_with_role


def count_tasks_as_running_when_healthy():
    """A task behind a load balancer is RUNNING, and a target, once its health check passes.

    MiniStack registers it at once and reports every target as healthy: during a rolling deployment requests would reach
    programs that do not listen yet, and the old tasks would be stopped before the new ones can answer.
    """
    expect(ecs._mark_task_running, 'task_arn', 'task')
    expect(ecs._mark_task_stopped, 'task_arn', 'task', 'reason', 'stop_code', 'exit_code')
    expect(ecs._task_is_active, 'task_arn', 'task')
    expect(ecs._task_ip, 'task')
    mark_running = ecs._mark_task_running

    def health_checks(task):
        """Per load balancer: the container's port, its target group, and how many seconds a task may stay unhealthy."""
        cluster = ecs._cluster_name_from_arn(task.get('clusterArn', ''))
        service = ecs._services.get(f"{cluster}/{task.get('group', '').removeprefix('service:')}") or {}
        grace = int(service.get('healthCheckGracePeriodSeconds') or 0)
        for balancer in service.get('loadBalancers') or []:
            group = alb._tgs.get(balancer.get('targetGroupArn'))
            if group:
                patience = int(group['HealthCheckIntervalSeconds']) * int(group['UnhealthyThresholdCount'])
                yield balancer.get('containerPort', 80), group, max(grace, patience)

    def passes(address, check):
        port, group, _ = check
        connection = http.client.HTTPConnection(address, port, timeout=int(group['HealthCheckTimeoutSeconds']))
        try:
            connection.request('GET', group['HealthCheckPath'], headers={'User-Agent': 'ELB-HealthChecker/2.0'})
            return is_among(connection.getresponse().status, group['Matcher']['HttpCode'])
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def has_ended(task):
        engine = ecs._get_docker()
        return any(engine.containers.get(identity).status == 'exited' for identity in task.get('_docker_ids') or [])

    def mark_running_when_healthy(task_arn, task):
        checks = list(health_checks(task))
        begun = time.monotonic()
        while checks and ecs._task_is_active(task_arn, task) and not has_ended(task):
            checks = [check for check in checks if not passes(ecs._task_ip(task), check)]
            late = next((group for _, group, patience in checks if time.monotonic() - begun > patience), None)
            if late:
                reason = f'Task failed ELB health checks in (target-group {late["TargetGroupArn"]})'
                ecs._mark_task_stopped(task_arn, task, reason, 'TaskFailedToStart')
            elif checks:
                time.sleep(HEALTH_INTERVAL_SECONDS)
        task['_found_healthy'] = not checks
        # A task that ended meanwhile goes on: the watcher of running tasks finds out why.
        return mark_running(task_arn, task)

    ecs._mark_task_running = mark_running_when_healthy


def is_among(status, codes):
    """Whether a matcher such as '200', '200,202' or '200-299' holds this status."""
    ranges = [part.split('-') for part in str(codes).split(',')]
    return any(int(part[0]) <= status <= int(part[-1]) for part in ranges)


def forget_tasks_of_last_time():
    """After a restart the tasks of last time are stopped and wanted stopped; those stopped an hour ago are gone."""
    expect(ecs._restore_state, 'data')
    expect(ecs._ts_to_epoch, 'value')
    restore = ecs._restore_state

    def restore_without_leftovers(data):
        tasks = getattr((data or {}).get('tasks'), '_data', {})
        stopped = {key: task for key, task in tasks.items() if task.get('lastStatus') == 'STOPPED'}
        for key, task in stopped.items():
            if (ecs._ts_to_epoch(task.get('stoppedAt')) or 0) < time.time() - STOPPED_TASKS_SECONDS:
                del tasks[key]
        restore(data)
        for _, task in ecs._tasks.all_items():
            task['desiredStatus'] = 'STOPPED'
            task['stoppedReason'] = task.get('stoppedReason') or 'The emulator was restarted'

    ecs._restore_state = restore_without_leftovers


def watch_containers_calmly():
    """Each container is inspected twice every 100 ms, 4 % of a core apiece: every 500 ms is soon enough."""
    expect_line(ecs._watch_task_lifecycle, 'time.sleep(0.1)')
    assert ecs.time is time, 'ecs no longer imports the module time'
    ecs.time = with_other_pauses({0.1: 0.5})
