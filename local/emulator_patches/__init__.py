"""What MiniStack lacks for us. `PATCHES` are applied in this order, before it starts."""

from . import apis, events, lambdas, load_balancers, resources, tasks, transport, workflows

PATCHES = [
    events.publish_stack_events,
    events.publish_task_events,
    events.retry_lambda_targets,
    events.tell_iam_what_events_say,
    lambdas.answer_silent_handlers_sooner,
    lambdas.forget_stream_positions,
    lambdas.read_streams_side_by_side,
    lambdas.share_warm_workers,
    lambdas.let_invocations_finish,
    lambdas.end_workers_of_removed_functions,
    workflows.start_executions_once,
    workflows.begin_executions_at_once,
    apis.let_authorizers_see_the_route,
    load_balancers.keep_no_path_from_load_balancers,
    load_balancers.hang_up_on_targets_at_once,
    resources.record_inert_resources,
    resources.read_whole_container_definitions,
    resources.generate_secrets_as_asked,
    resources.refer_to_secrets_by_arn,
    resources.count_tasks_given_as_text,
    tasks.give_tasks_their_role,
    tasks.count_tasks_as_running_when_healthy,
    tasks.forget_tasks_of_last_time,
    tasks.watch_containers_calmly,
    transport.count_loopback_as_tls,
]
