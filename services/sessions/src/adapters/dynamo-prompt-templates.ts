import { QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { StaleWrite, type Outbox } from '@lisa/aws/dynamo/outbox';
import { queryAll } from '@lisa/aws/dynamo/query-all';
import type { PromptTemplate } from '@lisa/contracts/vocabulary/prompt-template';
import { Failure } from '@lisa/kit/failure';
import { ownerKey } from '../domain/keys.ts';
import type { PromptTemplates } from '../ports.ts';

/** `shelf`, `id`: every revision below `template/{id}`; the latest also on its owner's shelf, and on `shared` if it is shared. */
const revisionsOf = (id: string): string => `template/${id}`;
const sharedShelf = 'shared';
const revisionKey = (revision: number): string => String(revision).padStart(10, '0');

export function dynamoPromptTemplates(
  db: DynamoDBDocumentClient,
  TableName: string,
  outbox: Pick<Outbox, 'transact'>,
): PromptTemplates {
  const onShelf = async (shelf: string) => {
    const KeyConditionExpression = 'shelf = :shelf';
    const rows = await queryAll(db, {
      TableName,
      KeyConditionExpression,
      ExpressionAttributeValues: { ':shelf': shelf },
    });
    return rows.map((row) => row['template'] as PromptTemplate);
  };
  const put = (shelf: string, id: string, template: PromptTemplate) => ({
    Put: { TableName, Item: { shelf, id, template } },
  });
  const remove = (shelf: string, id: string) => ({ Delete: { TableName, Key: { shelf, id } } });
  const newRevision = (template: PromptTemplate) => ({
    Put: {
      ...put(revisionsOf(template.id), revisionKey(template.revision), template).Put,
      ConditionExpression: 'attribute_not_exists(id)',
    },
  });
  const shelves = (template: PromptTemplate) => [
    put(ownerKey(template.owner), template.id, template),
    template.groups.length > 0 ? put(sharedShelf, template.id, template) : remove(sharedShelf, template.id),
  ];

  return {
    async find(id) {
      const newest = {
        TableName,
        KeyConditionExpression: 'shelf = :shelf',
        ExpressionAttributeValues: { ':shelf': revisionsOf(id) },
        ScanIndexForward: false,
        Limit: 1,
        ConsistentRead: true,
      };
      const { Items = [] } = await db.send(new QueryCommand(newest));
      const template = Items[0]?.['template'] as PromptTemplate | undefined;
      return template?.latest ? template : undefined;
    },

    ownedBy: (username) => onShelf(ownerKey(username)),
    shared: () => onShelf(sharedShelf),

    create: (template) => outbox.transact([newRevision(template), ...shelves(template)], []),

    async revise(_, next) {
      await outbox.transact([newRevision(next), ...shelves(next)], []).catch(changedMeanwhile);
    },

    async retire(template) {
      const last = { ...template, revision: template.revision + 1, latest: false };
      const gone = [remove(ownerKey(template.owner), template.id), remove(sharedShelf, template.id)];
      await outbox.transact([newRevision(last), ...gone], []).catch(changedMeanwhile);
    },
  };
}

function changedMeanwhile(error: unknown): never {
  throw error instanceof StaleWrite ? new Failure('ChangedMeanwhile') : error;
}
