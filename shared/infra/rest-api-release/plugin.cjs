// Services declare resources and methods only; one deployment of the shared stage follows every deploy and every remove.
// And a stack whose SSM values changed is deployed although its template is the same: osls would say "no changes".
const { APIGatewayClient, CreateDeploymentCommand } = require('@aws-sdk/client-api-gateway');
const { CloudFormationClient, DescribeStacksCommand } = require('@aws-sdk/client-cloudformation');
const { SSMClient, GetParameterCommand } = require('@aws-sdk/client-ssm');

const busy = new Set(['TooManyRequestsException', 'ConflictException', 'LimitExceededException']);
const longestPause = 30_000;
const attempts = 8;

module.exports = class RestApiRelease {
  constructor(serverless, options, { log }) {
    this.serverless = serverless;
    this.options = options;
    this.provider = serverless.getProvider('aws');
    this.log = log;
    this.hooks = {
      // After a failed bundle osls never exits by itself.
      error: () => void setTimeout(() => process.exit(1), 500),
      // `resources:` of serverless.yml are merged later, so platform's own first deployment is untouched.
      'after:package:compileEvents': () => this.dropDeployment(),
      'before:aws:deploy:deploy:checkForChanges': () => this.forceIfValuesChanged(),
      'after:aws:deploy:deploy:updateStack': () => this.release('deploy'),
      'after:remove:remove': () => this.release('remove'),
    };
  }

  get template() {
    return this.serverless.service.provider.compiledCloudFormationTemplate;
  }

  dropDeployment() {
    for (const [id, { Type }] of Object.entries(this.template.Resources))
      if (Type === 'AWS::ApiGateway::Deployment') delete this.template.Resources[id];
  }

  async forceIfValuesChanged() {
    const config = await this.provider.getAwsSdkV3Config();
    const deployed = await this.resolvedParameters(new CloudFormationClient(config));
    const ssm = new SSMClient(config);
    for (const [name, { parameter, resolved }] of Object.entries(deployed)) {
      const value = await valueOf(ssm, parameter);
      if (value === undefined || value === resolved) continue;
      this.log.notice(`${name} changed since the last deployment: deploying although the template is the same`);
      this.options.force = true;
    }
  }

  /** Parameters of the deployed stack that CloudFormation took from SSM: name -> its path and the value then. */
  async resolvedParameters(cloudFormation) {
    const StackName = this.provider.naming.getStackName();
    const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName })).catch(({ name }) => {
      if (name !== 'ValidationError' && name !== 'ValidationException')
        throw new Error(`Cannot read the stack ${StackName}: ${name}`);
      return { Stacks: [] };
    });
    const resolved = (Stacks[0]?.Parameters ?? []).filter(({ ResolvedValue }) => ResolvedValue !== undefined);
    return Object.fromEntries(
      resolved.map((p) => [p.ParameterKey, { parameter: p.ParameterValue, resolved: p.ResolvedValue }]),
    );
  }

  async release(after) {
    const config = await this.provider.getAwsSdkV3Config();
    const stageName = this.provider.getStage();
    const restApiId = await valueOf(new SSMClient(config), `/lisa/${stageName}/platform/api/id`);
    if (!restApiId)
      return this.log.notice(`No shared REST API at stage ${stageName}: nothing to release after ${after}`);
    const gateway = new APIGatewayClient(config);
    const description = `${this.serverless.service.service} ${after}`;
    for (let attempt = 1; ; attempt++) {
      try {
        await gateway.send(new CreateDeploymentCommand({ restApiId, stageName, description }));
        return this.log.notice(`Released ${restApiId}/${stageName} after ${after}`);
      } catch (error) {
        if (!busy.has(error.name) || attempt === attempts) throw error;
        await new Promise((resolve) => setTimeout(resolve, pauseBefore(attempt)));
      }
    }
  }
};

/** Exponential with jitter: several services may release at once, and API Gateway takes a deployment every few seconds. */
const pauseBefore = (attempt) => Math.min(longestPause, 1000 * 2 ** attempt) * (0.5 + Math.random() / 2);

async function valueOf(ssm, Name) {
  try {
    return (await ssm.send(new GetParameterCommand({ Name }))).Parameter.Value;
  } catch (error) {
    if (error.name === 'ParameterNotFound') return undefined;
    throw error;
  }
}
