import { rule } from './rule.ts';
import { at, listOf, referredBy, resourcesOf, textOf, type Named, type Template } from './template.ts';

const rulesIn = (template: Template): Named[] => resourcesOf(template, 'AWS::Events::Rule');
const targetsOf = ({ Properties }: Named): unknown[] => listOf(Properties['Targets']);

export const everyTargetKeepsItsDead = rule('Every rule target has dead letters and a retry policy.', ({ template }) =>
  rulesIn(template).flatMap((eventRule) =>
    targetsOf(eventRule).flatMap((target) => [
      ...(at(target, 'DeadLetterConfig', 'Arn') ? [] : [`${eventRule.id} loses what it cannot deliver`]),
      ...(at(target, 'RetryPolicy', 'MaximumRetryAttempts') === undefined
        ? [`${eventRule.id} has no retry policy`]
        : []),
    ]),
  ),
);

/** Queues that EventBridge may send to. */
function openToEventBridge(template: Template): Set<string | undefined> {
  const admits = (statement: unknown): boolean =>
    at(statement, 'Principal', 'Service') === 'events.amazonaws.com' && at(statement, 'Condition') !== undefined;
  const policies = resourcesOf(template, 'AWS::SQS::QueuePolicy').filter(({ Properties }) =>
    listOf(at(Properties, 'PolicyDocument', 'Statement')).some(admits),
  );
  return new Set(policies.flatMap(({ Properties }) => listOf(Properties['Queues']).map(referredBy)));
}

export const deadLettersArrive = rule(
  'EventBridge may write to the dead letters of its targets, from this account only.',
  ({ template }) => {
    const open = openToEventBridge(template);
    const queues = rulesIn(template)
      .flatMap(targetsOf)
      .map((target) => referredBy(at(target, 'DeadLetterConfig', 'Arn')));
    return queues
      .filter((queue) => queue && !open.has(queue))
      .map((queue) => `${queue} has no policy for events.amazonaws.com`);
  },
);

export const everyRuleListensWhereItIsSaid = rule(
  'A rule for our facts listens on our bus, and only a schedule or AWS itself on the default one.',
  ({ template }) =>
    rulesIn(template)
      .filter(({ Properties }) => {
        const sources = listOf(at(Properties, 'EventPattern', 'source')).map(String);
        const onDefaultBus = Properties['EventBusName'] === undefined;
        if (Properties['ScheduleExpression'] !== undefined) return !onDefaultBus;
        return sources.length === 0 || sources.some((source) => source.startsWith('aws.') !== onDefaultBus);
      })
      .map(({ id }) => `${id} listens on the wrong bus, or to every source`),
);

/** `lisa.models ModelReady` of every event that is declared. */
export const everyRuleListensToSomethingDeclared = (declared: readonly string[]) =>
  rule('Every rule on our bus listens to an event that its owner declares.', ({ template }) =>
    rulesIn(template).flatMap(({ id, Properties }) => {
      const [source, ...others] = listOf(at(Properties, 'EventPattern', 'source')).map(String);
      if (source === undefined || source.startsWith('aws.')) return [];
      const names = listOf(at(Properties, 'EventPattern', 'detail-type')).map((name) => `${source} ${String(name)}`);
      const unknown = names.filter((name) => !declared.includes(name));
      return others.length || names.length !== 1
        ? [`${id} listens to more than one event`]
        : unknown.map((name) => `${id} waits for ${name}, which nobody declares`);
    }),
  );

/** Functions that somebody calls without waiting for the answer. */
function calledAsynchronously(template: Template): Set<string> {
  const callers = resourcesOf(template, 'AWS::Lambda::Permission').filter(
    ({ Properties }) =>
      !['apigateway.amazonaws.com', 'elasticloadbalancing.amazonaws.com'].includes(textOf(Properties['Principal'])),
  );
  const functions = [
    ...callers.map(({ Properties }) => referredBy(Properties['FunctionName'])),
    ...rulesIn(template)
      .flatMap(targetsOf)
      .map((target) => referredBy(at(target, 'Arn'))),
  ];
  return new Set(
    functions.filter((id) => id !== undefined && template.Resources[id]?.Type === 'AWS::Lambda::Function') as string[],
  );
}

export const everyAsynchronousCallKeepsItsFailures = rule(
  'Every function that is called asynchronously has a destination for what it could not do.',
  ({ template }) => {
    const kept = resourcesOf(template, 'AWS::Lambda::EventInvokeConfig').filter(
      ({ Properties }) =>
        at(Properties, 'DestinationConfig', 'OnFailure', 'Destination') &&
        Properties['MaximumRetryAttempts'] !== undefined,
    );
    const safe = new Set(kept.map(({ Properties }) => referredBy(Properties['FunctionName'])));
    return [...calledAsynchronously(template)]
      .filter((id) => !safe.has(id))
      .map((id) => `${id} loses a call that failed too often`);
  },
);

export const everyStreamKeepsItsFailures = rule(
  'Every stream is tried a limited number of times and keeps what failed; every queue has its dead letters.',
  ({ template }) =>
    resourcesOf(template, 'AWS::Lambda::EventSourceMapping').flatMap(({ id, Properties }) => {
      const source = template.Resources[referredBy(Properties['EventSourceArn']) ?? ''];
      if (source?.Type === 'AWS::SQS::Queue')
        return at(source.Properties, 'RedrivePolicy') ? [] : [`${id} reads a queue without dead letters`];
      const isKept =
        at(Properties, 'DestinationConfig', 'OnFailure', 'Destination') !== undefined &&
        Properties['MaximumRetryAttempts'] !== undefined;
      return isKept ? [] : [`${id} blocks its shard for a day, or loses records`];
    }),
);
