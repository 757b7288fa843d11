import { rule } from './rule.ts';
import { at, listOf, referredBy, resourcesOf, textOf, type Named, type Template } from './template.ts';

/** Actions for which IAM knows no finer resource than all of them. */
const knowNothingFiner = new Set([
  'cloudformation:ListStacks',
  'ecr:GetAuthorizationToken',
  'ecs:DiscoverPollEndpoint',
  'logs:CreateLogDelivery',
  'logs:GetLogDelivery',
  'logs:UpdateLogDelivery',
  'logs:DeleteLogDelivery',
  'logs:ListLogDeliveries',
  'logs:PutResourcePolicy',
  'logs:DescribeResourcePolicies',
  'logs:DescribeLogGroups',
  'secretsmanager:ListSecrets',
  'states:SendTaskFailure',
  'states:SendTaskSuccess',
  'xray:PutTraceSegments',
  'xray:PutTelemetryRecords',
]);

/** Actions that change a stack or hand a role to somebody: `deploy` alone may. */
const deploysOnly = /^(cloudformation:(Create|Update|Delete|Execute|Cancel|Continue|Rollback|Set)|iam:PassRole$)/i;

interface Statement {
  readonly role: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly condition: unknown;
}

const grantsOf = (role: string, document: unknown): Statement[] =>
  listOf(at(document, 'Statement'))
    .filter((statement) => at(statement, 'Effect') === 'Allow')
    .map((statement) => ({
      role,
      actions: listOf(at(statement, 'Action')).map(textOf),
      resources: listOf(at(statement, 'Resource')).map(textOf),
      condition: at(statement, 'Condition'),
    }));

/** A managed policy that nobody has allows nothing: it is a boundary. */
function isAttached(template: Template, { id, Properties }: Named): boolean {
  const holders = ['Roles', 'Users', 'Groups'].flatMap((kind) => listOf(Properties[kind]));
  const inRoles = resourcesOf(template, 'AWS::IAM::Role').flatMap((role) =>
    listOf(role.Properties['ManagedPolicyArns']),
  );
  return holders.length > 0 || inRoles.some((policy) => referredBy(policy) === id);
}

/** Everything that roles and policies of a template allow. */
export function grantsIn(template: Template): Statement[] {
  const ofRole = ({ id, Properties }: Named) =>
    listOf(Properties['Policies']).flatMap((policy) => grantsOf(id, at(policy, 'PolicyDocument')));
  const ofPolicy = ({ id, Properties }: Named) => grantsOf(id, Properties['PolicyDocument']);
  return [
    ...resourcesOf(template, 'AWS::IAM::Role').flatMap(ofRole),
    ...resourcesOf(template, 'AWS::IAM::Policy').flatMap(ofPolicy),
    ...resourcesOf(template, 'AWS::IAM::ManagedPolicy')
      .filter((policy) => isAttached(template, policy))
      .flatMap(ofPolicy),
  ];
}

/** All there is, or all of one kind. */
const everything = /^\*$|^arn:[^:]*:[^:]+:[^:]*:[^:]*:([A-Za-z-]+[:/])?\*$/;
const isUnbounded = (resource: string): boolean => everything.test(resource.replaceAll('AWS::', ''));

/** What CloudFormation alone does in a role's name stands in a template, which is looked at itself. */
const isDoneByCloudFormation = (condition: unknown): boolean => {
  const services = listOf(at(condition, 'ForAnyValue:StringEquals', 'aws:CalledVia')).map(textOf);
  return services.length === 1 && services[0] === 'cloudformation.amazonaws.com';
};

export const nobodyMayDoEverything = rule(
  'No action and no resource is a wildcard, but for actions that know nothing finer, or what CloudFormation does in its name.',
  ({ template }) =>
    grantsIn(template).flatMap(({ role, actions, resources, condition }) => {
      const broad = actions.filter((action) => action.includes('*'));
      const everywhere = resources.some(isUnbounded) && !isDoneByCloudFormation(condition);
      const unbounded = everywhere ? actions.filter((action) => !knowNothingFiner.has(action)) : [];
      return [
        ...broad.map((action) => `${role} may do ${action}`),
        ...unbounded.map((action) => `${role} may ${action} on everything`),
      ];
    }),
);

export const nobodySpeaksForAnother = rule(
  'Who publishes may do so only under its own source.',
  ({ service, template }) =>
    grantsIn(template)
      .filter(
        ({ actions, condition }) =>
          actions.some((action) => action.toLowerCase() === 'events:putevents') &&
          textOf(at(condition, 'StringEquals', 'events:source')) !== `lisa.${service}`,
      )
      .map(({ role }) => `${role} may publish under any source`),
);

/** Which functions a role is given to. */
function functionsWith(template: Template, role: string): string[] {
  const functions = resourcesOf(template, 'AWS::Lambda::Function').filter(
    ({ Properties }) => referredBy(Properties['Role']) === role,
  );
  return functions.map(({ id }) => id.replace(/LambdaFunction$/, '').toLowerCase());
}

export const routesStartNothing = rule(
  'An API call makes one write: its function can start no execution, call no function and publish nothing.',
  ({ template }) =>
    grantsIn(template)
      .filter(({ role }) => functionsWith(template, role).includes('api'))
      .flatMap(({ role, actions }) =>
        actions
          .filter((action) => /^(states:Start|lambda:Invoke|events:Put)/i.test(action))
          .map((action) => `${role} may ${action}`),
      ),
);

export const deployAloneChangesStacks = rule(
  'Only the function deploy changes stacks and passes roles.',
  ({ template }) =>
    grantsIn(template)
      .filter(({ role }) => !functionsWith(template, role).includes('deploy'))
      .flatMap(({ role, actions }) =>
        actions.filter((action) => deploysOnly.test(action)).map((action) => `${role} may ${action}`),
      ),
);

export const everyFunctionHasItsOwnRole = rule(
  'Every function has a role of its own, which only its kind of principal can take.',
  ({ template }) => {
    const roles = resourcesOf(template, 'AWS::Lambda::Function').map(({ id, Properties }) => ({
      id,
      role: referredBy(Properties['Role']),
    }));
    const shared = roles
      .filter(({ role }) => roles.filter((other) => other.role === role).length > 1)
      .map(({ id, role }) => `${id} shares ${role} with another function`);
    const open = resourcesOf(template, 'AWS::IAM::Role')
      .filter(({ Properties }) =>
        listOf(at(Properties, 'AssumeRolePolicyDocument', 'Statement')).some(
          (statement) => at(statement, 'Principal', 'Service') === undefined,
        ),
      )
      .map(({ id }) => `${id} can be taken by something that is no service`);
    return [...shared, ...open];
  },
);
