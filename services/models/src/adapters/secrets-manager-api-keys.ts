import {
  CreateSecretCommand,
  DeleteSecretCommand,
  PutSecretValueCommand,
  paginateListSecrets,
  type SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import type { Clock } from '@lisa/aws/clock';
import type { ApiKeys } from '../ports.ts';

/** One secret per model, named by its uid: `/lisa/{stage}/models/{uid}/api-key`. */
export function secretsManagerApiKeys(secrets: SecretsManagerClient, stage: string, clock: Clock): ApiKeys {
  const prefix = `/lisa/${stage}/models/`;
  const nameOf = (uid: string) => `${prefix}${uid}/api-key`;
  const uidIn = (name: string) =>
    name.startsWith(prefix) ? /^([0-9a-z]{26})\/api-key$/.exec(name.slice(prefix.length))?.[1] : undefined;

  return {
    async keep(uid, apiKey) {
      const Tags = [
        { Key: 'lisa:kind', Value: 'model' },
        { Key: 'lisa:uid', Value: uid },
        { Key: 'lisa:stage', Value: stage },
      ];
      try {
        const { ARN } = await secrets.send(new CreateSecretCommand({ Name: nameOf(uid), SecretString: apiKey, Tags }));
        return String(ARN);
      } catch (error) {
        if ((error as Error).name !== 'ResourceExistsException') throw error;
        const { ARN } = await secrets.send(new PutSecretValueCommand({ SecretId: nameOf(uid), SecretString: apiKey }));
        return String(ARN);
      }
    },

    async remove(uid) {
      const removal = new DeleteSecretCommand({ SecretId: nameOf(uid), ForceDeleteWithoutRecovery: true });
      await secrets.send(removal).catch((error: Error) => {
        if (error.name !== 'ResourceNotFoundException') throw error;
      });
    },

    async list() {
      const keys: { uid: string; age: number }[] = [];
      for await (const page of paginateListSecrets(
        { client: secrets },
        { Filters: [{ Key: 'name', Values: [prefix] }] },
      ))
        for (const { Name = '', CreatedDate } of page.SecretList ?? []) {
          const uid = uidIn(Name);
          if (uid && CreatedDate) keys.push({ uid, age: (clock.now() - CreatedDate.getTime()) / 1000 });
        }
      return keys;
    },
  };
}
