import { GetCommand, PutCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { StaleWrite, type Outbox } from '@lisa/aws/dynamo/outbox';
import { queryAll } from '@lisa/aws/dynamo/query-all';
import { Configuration, type ConfigurationVersion } from '@lisa/contracts/vocabulary/configuration';
import type { UserPreferences } from '@lisa/contracts/vocabulary/preferences';
import { Failure } from '@lisa/kit/failure';
import { ownerKey } from '../domain/keys.ts';
import type { Configurations, PreferencesStore } from '../ports.ts';

/** `setting`, `id`: every version of a scope below `configuration/{scope}`, the one in effect below `configuration`. */
const versionKey = (scope: string, versionId: number) => ({
  setting: `configuration/${scope}`,
  id: String(versionId).padStart(10, '0'),
});
const currentKey = (scope: string) => ({ setting: 'configuration', id: scope });

/** A version as it is read today: features that are newer than it have their defaults. */
function versionOf({ setting: _, id: __, ...fields }: Record<string, unknown>): ConfigurationVersion {
  const version = fields as ConfigurationVersion;
  return { ...version, configuration: Configuration.parse(version.configuration) };
}

export function dynamoConfigurations(db: DynamoDBDocumentClient, TableName: string, outbox: Outbox): Configurations {
  return {
    async current(scope) {
      const { Item } = await db.send(new GetCommand({ TableName, Key: currentKey(scope), ConsistentRead: true }));
      return Item && versionOf(Item);
    },

    async versions(scope) {
      const { setting } = versionKey(scope, 0);
      const ofScope = { ':setting': setting };
      const KeyConditionExpression = 'setting = :setting';
      const found = await queryAll(db, { TableName, KeyConditionExpression, ExpressionAttributeValues: ofScope });
      return found.map(versionOf).reverse();
    },

    async save(version, ...facts) {
      const { configScope, versionId } = version;
      const current = {
        Item: { ...version, ...currentKey(configScope) },
        ConditionExpression: 'attribute_not_exists(id) OR versionId < :version',
        ExpressionAttributeValues: { ':version': versionId },
      };
      const kept = { Item: { ...version, ...versionKey(configScope, versionId) } };
      const writes = [{ Put: { TableName, ...current } }, { Put: { TableName, ...kept } }];
      await outbox.transact(writes, facts).catch((error: unknown) => {
        throw error instanceof StaleWrite ? new Failure('ConfigurationExists', { versionId }) : error;
      });
    },

    sayAgain: (...facts) => outbox.transact([], facts),
  };
}

/** Below each person's own key. */
export function dynamoPreferences(db: DynamoDBDocumentClient, TableName: string): PreferencesStore {
  const keyOf = (username: string) => ({ setting: ownerKey(username), id: 'preferences' });
  return {
    async of(username) {
      const { Item } = await db.send(new GetCommand({ TableName, Key: keyOf(username), ConsistentRead: true }));
      return Item && { user: username, preferences: Item['preferences'] as UserPreferences['preferences'] };
    },
    async save({ user, preferences }) {
      await db.send(new PutCommand({ TableName, Item: { ...keyOf(user), preferences } }));
    },
  };
}
