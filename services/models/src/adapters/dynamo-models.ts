import { GetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Clock } from '@lisa/aws/clock';
import { StaleWrite, type Outbox } from '@lisa/aws/dynamo/outbox';
import { queryAll } from '@lisa/aws/dynamo/query-all';
import { Failure } from '@lisa/kit/failure';
import type { Model } from '../domain/model.ts';
import type { Models } from '../ports.ts';

/** A late event or execution of a retired model ends at its tombstone; nothing of it survives a day. */
const tombstoneSeconds = 86_400;

/** `kind` and `id` are the key: `model` by uid, `name` by the id users chose, `tombstone` by uid. A name with `expiresAt` is free. */
type Row = { kind: 'model' | 'name' | 'tombstone'; id: string };

const modelRow = (model: Model) => ({ kind: 'model', id: model.uid, ...model });

function modelOf(item: Record<string, unknown> | undefined): Model | undefined {
  if (!item) return undefined;
  const { kind: _, id: __, ...model } = item;
  return model as unknown as Model;
}

const isNew = 'attribute_not_exists(id)';

/** Readers take the later uid of a name for the newer model: one that was minted before the last owner's comes too late. */
const freeFor = (uid: string) => ({
  ConditionExpression: `${isNew} OR (attribute_exists(expiresAt) AND uid < :uid)`,
  ExpressionAttributeValues: { ':uid': uid },
});

const unchanged = ({ version }: Model) => ({
  ConditionExpression: 'version = :version',
  ExpressionAttributeValues: { ':version': version },
});

export function dynamoModels(db: DynamoDBDocumentClient, TableName: string, outbox: Outbox, clock: Clock): Models {
  const get = async (Key: Row) => (await db.send(new GetCommand({ TableName, Key, ConsistentRead: true }))).Item;
  const findByUid = async (uid: string) => modelOf(await get({ kind: 'model', id: uid }));
  const query = (kind: Row['kind']) =>
    queryAll(db, { TableName, KeyConditionExpression: 'kind = :kind', ExpressionAttributeValues: { ':kind': kind } });

  return {
    findByUid,

    async find(modelId) {
      const name = await get({ kind: 'name', id: modelId });
      return name && findByUid(String(name['uid']));
    },

    list: async () => (await query('model')).map((item) => modelOf(item) as Model),

    retired: async () =>
      (await query('tombstone')).map(({ id, modelId, version }) => ({
        modelId: String(modelId),
        uid: String(id),
        version: Number(version),
      })),

    repeat: (...facts) => outbox.transact([], facts),

    async create(model, ...facts) {
      const { modelId, uid } = model;
      const name = { Put: { TableName, Item: { kind: 'name', id: modelId, uid }, ...freeFor(uid) } };
      const record = { Put: { TableName, Item: modelRow(model), ConditionExpression: isNew } };
      await outbox.transact([name, record], facts).catch((error: unknown) => {
        throw error instanceof StaleWrite ? new Failure('ModelExists', { modelId }) : error;
      });
    },

    async commit(previous, next, ...facts) {
      await outbox
        .transact([{ Put: { TableName, Item: modelRow(next), ...unchanged(previous) } }], facts)
        .catch(changedMeanwhile);
    },

    async retire(model, ...facts) {
      const expiresAt = Math.floor(clock.now() / 1000) + tombstoneSeconds;
      const { uid, modelId, version } = model;
      const tombstone = { kind: 'tombstone', id: uid, modelId, version: version + 1, expiresAt };
      const writes = [
        { Delete: { TableName, Key: { kind: 'model', id: model.uid }, ...unchanged(model) } },
        { Put: { TableName, Item: { kind: 'name', id: modelId, uid, expiresAt } } },
        { Put: { TableName, Item: tombstone } },
      ];
      await outbox.transact(writes, facts).catch(changedMeanwhile);
    },
  };
}

function changedMeanwhile(error: unknown): never {
  throw error instanceof StaleWrite ? new Failure('ChangedMeanwhile') : error;
}
