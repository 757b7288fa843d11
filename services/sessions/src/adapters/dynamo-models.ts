import { GetCommand, PutCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { PublishedModel } from '@lisa/contracts/vocabulary/model';
import type { Models } from '../ports.ts';

/** What others published of models, below `models` in the table of settings. A retired one stays as a tombstone. */
export function dynamoModels(db: DynamoDBDocumentClient, TableName: string): Models {
  const keyOf = (modelId: string) => ({ setting: 'models', id: modelId });
  return {
    async find(modelId) {
      const { Item } = await db.send(new GetCommand({ TableName, Key: keyOf(modelId) }));
      const model = Item?.['model'] as PublishedModel | undefined;
      return Item && { modelId, uid: String(Item['uid']), version: Number(Item['version']), model };
    },

    async learn({ modelId, uid, version, model }) {
      const put = new PutCommand({
        TableName,
        Item: { ...keyOf(modelId), uid, version, model },
        ConditionExpression: 'attribute_not_exists(id) OR uid < :uid OR (uid = :uid AND version < :version)',
        ExpressionAttributeValues: { ':uid': uid, ':version': version },
      });
      await db.send(put).catch((error: Error) => {
        // Something newer is known already.
        if (error.name !== 'ConditionalCheckFailedException') throw error;
      });
    },
  };
}
