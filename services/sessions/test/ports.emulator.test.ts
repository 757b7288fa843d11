import { CreateKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { systemClock } from '@lisa/aws/clock';
import { dynamoOutbox } from '@lisa/aws/dynamo/outbox';
import { ulids } from '@lisa/aws/ids';
import { emulatorFrom } from '@lisa/testing/emulator';
import { temporaryTables } from '@lisa/testing/temporary-tables';
import { contentCipher } from '../src/adapters/content-cipher.ts';
import { dynamoConversations } from '../src/adapters/dynamo-conversations.ts';
import { dynamoModels } from '../src/adapters/dynamo-models.ts';
import { dynamoPromptTemplates } from '../src/adapters/dynamo-prompt-templates.ts';
import { dynamoConfigurations, dynamoPreferences } from '../src/adapters/dynamo-settings.ts';
import { kmsContentKeys } from '../src/adapters/kms-content-keys.ts';
import { appendMessages } from '../src/use-cases/write-session.ts';
import { keepsConversations, says } from './conversations-suite.ts';
import { aConfiguration, inMemoryPorts } from './fakes.ts';
import { appendFromManyClients, faultsAfter } from './many-clients.ts';
import { keepsConfigurations, keepsPreferences, keepsPromptTemplates, knowsModels } from './settings-suite.ts';

const emulator = emulatorFrom(process.env);
const { db, ...tables } = temporaryTables(emulator);
const kms = new KMSClient(emulator);
const mint = () => ulids.uid();
const names = { sessions: '', messages: '', settings: '', templates: '', outbox: '', key: '' };

beforeAll(async () => {
  names.sessions = await tables.create('sessions', 'ownerKey', 'sessionId');
  names.messages = await tables.create('messages', 'history', 'place');
  names.settings = await tables.create('settings', 'setting', 'id');
  names.templates = await tables.create('templates', 'shelf', 'id');
  names.outbox = await tables.create('outbox', 'id');
  names.key = (await kms.send(new CreateKeyCommand({}))).KeyMetadata!.KeyId!;
});
afterAll(async () => {
  await tables.remove();
  kms.destroy();
});

const outbox = () => dynamoOutbox(db, names.outbox, systemClock, ulids);

/** Types of the committed facts in which a text occurs. */
async function committed(text: string): Promise<string[]> {
  const { Items = [] } = await db.send(new ScanCommand({ TableName: names.outbox, ConsistentRead: true }));
  return Items.filter(({ detail }) => String(detail).includes(text)).map(({ detailType }) => String(detailType));
}

const given = async () => {
  const cipher = contentCipher(kmsContentKeys(kms, names.key).open);
  return { conversations: dynamoConversations(db, names, outbox(), cipher, systemClock), committed };
};

keepsConversations('DynamoDB', given, mint);
keepsConversations('DynamoDB, encrypted', given, mint, (owner, sessionId) =>
  kmsContentKeys(kms, names.key).create(owner, sessionId),
);
keepsConfigurations(
  'DynamoDB',
  async () => ({
    configurations: dynamoConfigurations(db, names.settings, outbox()),
    committed: async (scope) => (await committed(scope)).length,
  }),
  mint,
);
knowsModels('DynamoDB', async () => dynamoModels(db, names.settings), mint);
keepsPreferences('DynamoDB', async () => dynamoPreferences(db, names.settings), mint);
keepsPromptTemplates('DynamoDB', async () => dynamoPromptTemplates(db, names.templates, outbox()), mint);

/** Use cases on DynamoDB; what they do not need of it stays in memory. */
const portsOnDynamo = async () => ({
  ...inMemoryPorts(),
  ...(await given()),
  contentKeys: kmsContentKeys(kms, names.key),
  ids: ulids,
  backOff: (repetition: number) =>
    new Promise<void>((resolve) => setTimeout(resolve, Math.random() * Math.min(1000, 15 * 2 ** repetition))),
});

describe('many clients of one conversation in DynamoDB', () => {
  it('append each message exactly once, in order, without gaps', async () => {
    const [crowd, owner, ports] = [{ clients: 20, each: 3 }, mint(), await portsOnDynamo()];

    await appendFromManyClients(crowd, owner, ports);

    expect(await faultsAfter(crowd, owner, ports)).toEqual([]);
  });
});

describe('an encrypted conversation in DynamoDB', () => {
  it('has no readable content in any row', async () => {
    const ports = await portsOnDynamo();
    await ports.configurations.save(aConfiguration({ encryptSession: true }));

    await appendMessages(mint(), 's1', { messages: [says('Ein Geheimnis')] }, ports);

    for (const TableName of [names.sessions, names.messages]) {
      const { Items = [] } = await db.send(new ScanCommand({ TableName, ConsistentRead: true }));
      expect(Items.length).toBeGreaterThan(0);
      expect(JSON.stringify(Items)).not.toContain('Geheimnis');
    }
  });
});
