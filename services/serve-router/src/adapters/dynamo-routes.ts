import { GetCommand, QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Clock } from '@lisa/aws/clock';
import { StaleWrite, type Outbox } from '@lisa/aws/dynamo/outbox';
import type { Route } from '../domain/route.ts';
import type { Routes } from '../ports.ts';

/** A model that left is remembered a day, so that a late fact of it is not taken for news. */
const fenceSeconds = 86_400;
const versionKey = { kind: 'version', id: 'routes' };

const routeOf = ({ kind: _, id, expiresAt: __, ...item }: Record<string, unknown>): Route =>
  ({ modelId: id, ...item }) as unknown as Route;

export function dynamoRoutes(db: DynamoDBDocumentClient, TableName: string, outbox: Outbox, clock: Clock): Routes {
  const get = async (Key: Record<string, string>) =>
    (await db.send(new GetCommand({ TableName, Key, ConsistentRead: true }))).Item;

  const put = (previous: Route | undefined, { modelId, ...route }: Route) => ({
    Put: {
      TableName,
      Item: {
        kind: 'route',
        id: modelId,
        ...route,
        ...(!route.serving && !route.model && { expiresAt: Math.floor(clock.now() / 1000) + fenceSeconds }),
      },
      ...(previous
        ? {
            ConditionExpression: 'uid = :uid AND modelVersion = :modelVersion AND changedAt = :changedAt',
            ExpressionAttributeValues: {
              ':uid': previous.uid,
              ':modelVersion': previous.modelVersion,
              ':changedAt': previous.changedAt,
            },
          }
        : { ConditionExpression: 'attribute_not_exists(id)' }),
    },
  });

  const raised = (version: number) => ({
    Update: {
      TableName,
      Key: versionKey,
      UpdateExpression: 'SET #version = :next',
      ConditionExpression: version === 1 ? 'attribute_not_exists(id)' : '#version = :now',
      ExpressionAttributeNames: { '#version': 'version' },
      ExpressionAttributeValues: version === 1 ? { ':next': 1 } : { ':next': version, ':now': version - 1 },
    },
  });

  const held = (transaction: Promise<void>) =>
    transaction.then(
      () => true,
      (error: unknown) => {
        if (error instanceof StaleWrite) return false;
        throw error;
      },
    );

  return {
    async find(modelId) {
      const item = await get({ kind: 'route', id: modelId });
      return item && routeOf(item);
    },

    async version() {
      return Number((await get(versionKey))?.['version'] ?? 0);
    },

    async list() {
      const routes: Route[] = [];
      let ExclusiveStartKey: Record<string, unknown> | undefined;
      do {
        const page = await db.send(
          new QueryCommand({
            TableName,
            ConsistentRead: true,
            KeyConditionExpression: 'kind = :kind',
            ExpressionAttributeValues: { ':kind': 'route' },
            ...(ExclusiveStartKey && { ExclusiveStartKey }),
          }),
        );
        routes.push(...(page.Items ?? []).map(routeOf));
        ExclusiveStartKey = page.LastEvaluatedKey;
      } while (ExclusiveStartKey);
      return routes;
    },

    change: (previous, route) => held(outbox.transact([put(previous, route), raised(route.changedAt)], [])),
    note: (previous, route, ...facts) => held(outbox.transact([put(previous, route)], facts)),
  };
}
