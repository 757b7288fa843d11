// Subscriptions of a service as EventBridge rules of osls, with a dead-letter queue and its policy per rule.
const pascal = (name) => name[0].toUpperCase() + name.slice(1);
const kebab = (name) => name.replace(/[A-Z]/g, (letter) => '-' + letter.toLowerCase());
const queueOf = (name) => `${pascal(name)}DeadLetters`;

const rule = ([name, { event, filter }]) => ({
  eventBridge: {
    // Named, because osls numbers rules and an inserted one would rename the rest.
    name: '${self:service}-${sls:stage}-' + kebab(name),
    eventBus: { Ref: 'BusName' },
    pattern: {
      source: [`lisa.${event.owner}`],
      'detail-type': [event.name],
      ...(Object.keys(filter).length ? { detail: { data: filter } } : {}),
    },
    retryPolicy: { maximumEventAge: 3600, maximumRetryAttempts: 20 },
    deadLetterQueueArn: { 'Fn::GetAtt': [queueOf(name), 'Arn'] },
  },
});

const fromThisAccount = { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } };
const maySend = (Resource) => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource,
      Condition: fromThisAccount,
    },
  ],
});
const deadLetters = ([name]) => {
  const id = queueOf(name);
  const PolicyDocument = maySend({ 'Fn::GetAtt': [id, 'Arn'] });
  return [
    [id, { Type: 'AWS::SQS::Queue', Properties: { MessageRetentionPeriod: 1209600, SqsManagedSseEnabled: true } }],
    [`${id}Policy`, { Type: 'AWS::SQS::QueuePolicy', Properties: { Queues: [{ Ref: id }], PolicyDocument } }],
  ];
};

/** `rules` for `events:` of the reactions function, `deadLetters` for `resources:`. */
exports.rulesOf = (subscriptions) => {
  const all = Object.entries(subscriptions).filter(([, { event } = {}]) => event);
  return { rules: all.map(rule), deadLetters: { Resources: Object.fromEntries(all.flatMap(deadLetters)) } };
};
