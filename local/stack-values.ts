import { CloudFormationClient, paginateListStacks } from '@aws-sdk/client-cloudformation';
import { GetParametersByPathCommand, SSMClient } from '@aws-sdk/client-ssm';
import { awsEnvironment, region, stage, type Place } from './settings.ts';

/** Client settings of the AWS SDK for this platform's emulator. */
export function clientSettings(place: Place) {
  const { AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = awsEnvironment(place);
  return {
    endpoint: String(AWS_ENDPOINT_URL),
    region,
    credentials: { accessKeyId: String(AWS_ACCESS_KEY_ID), secretAccessKey: String(AWS_SECRET_ACCESS_KEY) },
  };
}

/** Names of the stacks that stand deployed. */
export async function existingStacks(place: Place): Promise<ReadonlySet<string>> {
  const client = new CloudFormationClient(clientSettings(place));
  const names = new Set<string>();
  for await (const { StackSummaries = [] } of paginateListStacks(
    { client },
    { StackStatusFilter: ['CREATE_COMPLETE', 'UPDATE_COMPLETE'] },
  ))
    for (const { StackName = '' } of StackSummaries) names.add(StackName);
  return names;
}

/** What the deployed services published in SSM, by the part of the name after `/lisa/local/`. */
export async function stackValues(place: Place): Promise<Record<string, string>> {
  const ssm = new SSMClient(clientSettings(place));
  const prefix = `/lisa/${stage}/`;
  const values: Record<string, string> = {};
  let NextToken: string | undefined;
  do {
    const page = await ssm.send(
      new GetParametersByPathCommand({ Path: prefix, Recursive: true, ...(NextToken && { NextToken }) }),
    );
    for (const { Name = '', Value = '' } of page.Parameters ?? []) values[Name.slice(prefix.length)] = Value;
    NextToken = page.NextToken;
  } while (NextToken);
  return values;
}
