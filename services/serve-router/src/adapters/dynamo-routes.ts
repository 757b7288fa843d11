import { GetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Clock } from '@lisa/aws/clock';
import { StaleWrite, type Outbox } from '@lisa/aws/dynamo/outbox';
import { queryAll } from '@lisa/aws/dynamo/query-all';
import type { Route } from '../domain/route.ts';
import type { Routes } from '../ports.ts';

/** A model that left is remembered a day, so that a late fact of it is not taken for news. */
const fenceSeconds = 86_400;
const versionKey = { kind: 'version', id: 'routes' };

const routeOf = ({ kind: _, id, expiresAt: __, ...item }: Record<string, unknown>): Route =>
  ({ modelId: id, ...item }) as unknown as Route;

const itemOf = ({ modelId, ...route }: Route, now: number) => ({
  kind: 'route',
  id: modelId,
  ...route,
  ...(!route.serving && !route.model && { expiresAt: Math.floor(now / 1000) + fenceSeconds }),
});

/** Holds only while the stored route is still this one; undefined: while there is none. */
const still = (route: Route | undefined) =>
  route
    ? {
        ConditionExpression: 'uid = :uid AND modelVersion = :modelVersion AND changedAt = :changedAt',
        ExpressionAttributeValues: {
          ':uid': route.uid,
          ':modelVersion': route.modelVersion,
          ':changedAt': route.changedAt,
        },
      }
    : { ConditionExpression: 'attribute_not_exists(id)' };

/** Raises the table's version by one; does not hold if somebody else did meanwhile. */
const raisedTo = (TableName: string, version: number) => ({
  Update: {
    TableName,
    Key: versionKey,
    UpdateExpression: 'SET #version = :next',
    ConditionExpression: version === 1 ? 'attribute_not_exists(id)' : '#version = :now',
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':next': version, ...(version > 1 && { ':now': version - 1 }) },
  },
});

/** Whether the transaction's conditions held. */
const held = (transaction: Promise<void>): Promise<boolean> =>
  transaction.then(
    () => true,
    (error: unknown) => {
      if (error instanceof StaleWrite) return false;
      throw error;
    },
  );

export function dynamoRoutes(db: DynamoDBDocumentClient, TableName: string, outbox: Outbox, clock: Clock): Routes {
  const get = async (Key: Record<string, string>) =>
    (await db.send(new GetCommand({ TableName, Key, ConsistentRead: true }))).Item;
  const put = (previous: Route | undefined, route: Route) => ({
    Put: { TableName, Item: itemOf(route, clock.now()), ...still(previous) },
  });

  return {
    async find(modelId) {
      const item = await get({ kind: 'route', id: modelId });
      return item && routeOf(item);
    },

    async version() {
      return Number((await get(versionKey))?.['version'] ?? 0);
    },

    async list() {
      const ofRoutes = { KeyConditionExpression: 'kind = :kind', ExpressionAttributeValues: { ':kind': 'route' } };
      return (await queryAll(db, { TableName, ...ofRoutes })).map(routeOf);
    },

    change: (previous, route) =>
      held(outbox.transact([put(previous, route), raisedTo(TableName, route.changedAt)], [])),
    note: (previous, route, ...facts) => held(outbox.transact([put(previous, route)], facts)),
  };
}
