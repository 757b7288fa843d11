import { GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { Secrets } from '../ports.ts';

/** Credentials of models, each a plain text in Secrets Manager. */
export const secretsManager = (client: SecretsManagerClient): Secrets => ({
  async read(arn) {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: arn }));
    if (!SecretString) throw new Error('The secret holds no text');
    return SecretString;
  },
});
