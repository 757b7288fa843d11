import { describe, expect, it } from '@jest/globals';
import * as routes from '@lisa/contracts/api/sessions.routes';
import { api } from '@lisa/kit/http/api';
import { aGatewayEvent, signedIn, type Asked } from '@lisa/testing/gateway-event';
import type { Context } from 'aws-lambda';
import { conversations } from '../src/handlers/conversations.ts';
import { settings } from '../src/handlers/settings.ts';
import { inMemoryPorts } from './fakes.ts';

/** The service on ports in memory, asked as API Gateway asks it. */
function aService() {
  const ports = inMemoryPorts();
  const roles = { adminGroup: 'admins', userGroup: '', apiGroup: '', ragAdminGroup: '' };
  const handler = api(
    { ...routes },
    { ...conversations(ports), ...settings(ports) },
    { roles, corsOrigins: ['https://lisa.example'] },
  );
  const ask =
    (as: Record<string, string>) =>
    async (method: string, path: string, more: Asked & { json?: unknown } = {}) => {
      const { json, ...asked } = more;
      const event = aGatewayEvent({
        method,
        authorizer: as,
        ...where(path),
        ...asked,
        ...(json !== undefined && { body: JSON.stringify(json) }),
      });
      const { statusCode, body } = await handler(event, {} as Context);
      return [statusCode, JSON.parse(body) as unknown];
    };
  return { ports, jo: ask(signedIn('jo')), sam: ask(signedIn('sam')), admin: ask(signedIn('ada', 'admins')) };
}

/** The template and the parameters of a path, as API Gateway finds them. */
function where(path: string): Asked {
  const [, noun = '', id, ...rest] = path.split('/');
  const name = { session: 'sessionId', configuration: 'configScope', 'prompt-templates': 'promptTemplateId' }[noun];
  if (id === undefined || name === undefined) return { resource: path, path };
  return { path, resource: ['', noun, `{${name}}`, ...rest].join('/'), params: { [name]: id } };
}

const hello = { messages: [{ type: 'human', content: 'Hello' }] };

describe('conversations over HTTP', () => {
  it('are written and read as LISA’s clients do', async () => {
    const { jo } = aService();

    expect(await jo('POST', '/session/s1/messages', { json: { ...hello, name: 'First' } })).toEqual([
      200,
      { message: 'Successfully appended 1 messages' },
    ]);
    expect(await jo('PUT', '/session/s1', { json: hello })).toEqual([200, { message: 'Session updated successfully' }]);
    expect(await jo('PUT', '/session/s1/name', { json: { name: 'Second' } })).toEqual([
      200,
      { message: 'Session name updated successfully' },
    ]);

    const [, list] = await jo('GET', '/session');
    expect(list).toMatchObject([{ sessionId: 's1', name: 'Second', firstHumanMessage: 'Hello', isEncrypted: false }]);
    const [, session] = await jo('GET', '/session/s1');
    expect(session).toMatchObject({ userId: 'jo', hasMoreMessages: false, nextCursor: null, configuration: null });
    expect(session).toMatchObject({ history: [{ content: 'Hello', messageIndex: 0, sessionId: 's1' }] });
    expect(await jo('DELETE', '/session/s1')).toEqual([200, { deleted: true }]);
    expect(await jo('DELETE', '/session/s1')).toEqual([200, { deleted: false }]);
    expect(await jo('DELETE', '/session')).toEqual([200, { deleted: true }]);
  });

  it('fill in defaults of a configuration, and drop what we do not know', async () => {
    const { jo } = aService();
    const configuration = { sessionConfiguration: { streaming: true, other: 1 }, other: 2 };

    await jo('PUT', '/session/s1', { json: { ...hello, configuration } });

    const [, session] = await jo('GET', '/session/s1');
    expect(session).toMatchObject({
      configuration: {
        sessionConfiguration: {
          streaming: true,
          markdownDisplay: true,
          chatHistoryBufferSize: 7,
          modelArgs: { stop: [] },
        },
        promptConfiguration: { promptTemplate: '' },
      },
    });
    expect(JSON.stringify(session)).not.toContain('other');
  });

  it('that nobody has are a 404 inside of a 200, as those of others are', async () => {
    const { jo, sam } = aService();
    await sam('PUT', '/session/s1', { json: hello });

    const unknown = [200, { statusCode: 404, body: '{"error":"Session not found"}' }];
    expect(await jo('GET', '/session/s1')).toEqual(unknown);
    expect(await jo('GET', '/session/s2')).toEqual(unknown);
  });

  it.each<[string, string, string, Asked & { json?: unknown }, number, string]>([
    ['messages of an unknown one', 'GET', '/session/s1/messages', {}, 404, 'Session not found'],
    [
      'a summary of an unknown one',
      'POST',
      '/session/s1/compact',
      { json: { modelId: 'demo' } },
      404,
      'Session not found',
    ],
    ['a name for an unknown one', 'PUT', '/session/s1/name', { json: { name: 'x' } }, 404, 'Session not found'],
    ['no messages', 'POST', '/session/s1/messages', { json: { messages: [] } }, 400, 'No messages provided'],
    ['messages that are missing', 'POST', '/session/s1/messages', { json: {} }, 400, 'No messages provided'],
    ['a body that is no JSON', 'PUT', '/session/s1', { body: '{' }, 400, 'Invalid JSON in request body.'],
    ['no body', 'PUT', '/session/s1', {}, 400, 'Request body is required.'],
    [
      'an image that is none',
      'PUT',
      '/session/s1/attachImage',
      { json: { message: { type: 'image_url', image_url: { url: 'x' } } } },
      400,
      'image_url.url must be',
    ],
    ['an id that walks up', 'GET', '/session/..%2Fx', {}, 400, 'sessionId: must begin with'],
    ['a page that is too long', 'GET', '/session/s1/messages', { query: { limit: '201' } }, 400, 'limit: '],
    [
      'a message of no type',
      'PUT',
      '/session/s1',
      { json: { messages: [{ content: 'x' }] } },
      400,
      'messages.0.type: ',
    ],
  ])('refuse %s with a sentence', async (_, method, path, asked, status, words) => {
    const { jo } = aService();

    const [got, body] = await jo(method, path, asked);

    expect([got, body]).toEqual([status, expect.stringContaining(words)]);
  });

  it('refuse a body above 4 MB, and say how large it may be', async () => {
    const { jo } = aService();
    const json = { messages: [{ type: 'human', content: 'x'.repeat(4 * 1024 * 1024) }] };

    expect(await jo('PUT', '/session/s1', { json })).toEqual([413, 'The request body is larger than 4194304 bytes.']);
  });

  it('are summarised under the caller’s own access', async () => {
    const { jo, ports } = aService();
    await jo('PUT', '/session/s1', { json: { messages: [...hello.messages, ...hello.messages, ...hello.messages] } });

    const answer = await jo('POST', '/session/s1/compact', {
      json: { modelId: 'demo' },
      headers: { Authorization: 'Bearer t' },
    });

    expect(answer).toEqual([
      200,
      {
        summaryMessageIndex: 3,
        summaryContent: 'Summary 1',
        compactionMessageIndex: 3,
        systemPrompt: 'Summary of the conversation so far:\nSummary 1',
      },
    ]);
    expect(ports.prompts[0]?.credentials).toEqual({ authorization: 'Bearer t' });
    expect(await jo('GET', '/session/s1')).toMatchObject([200, { compactionMessageIndex: 3, messageCount: 4 }]);
  });

  it('answer an attached image in an envelope', async () => {
    const { jo } = aService();
    const message = { type: 'image_url', image_url: { url: 'https://example.com/a.png' } };

    const answer = await jo('PUT', '/session/s1/attachImage', { json: { message } });

    expect(answer).toEqual([200, { statusCode: 200, body: message }]);
  });

  it('page through messages', async () => {
    const { jo } = aService();
    await jo('PUT', '/session/s1', {
      json: { messages: ['a', 'b', 'c'].map((content) => ({ type: 'human', content })) },
    });

    const [, page] = await jo('GET', '/session/s1/messages', { query: { limit: '2' } });

    const { nextCursor } = page as { nextCursor: string };
    expect(page).toMatchObject({ messages: [{ content: 'c' }, { content: 'b' }], hasMore: true });
    expect(await jo('GET', '/session/s1/messages', { query: { limit: '2', cursor: nextCursor } })).toMatchObject([
      200,
      { messages: [{ content: 'a' }], hasMore: false, nextCursor: null },
    ]);
  });
});

describe('settings over HTTP', () => {
  it('are saved by administrators alone, for every scope', async () => {
    const { jo, admin } = aService();
    const json = { versionId: 1, configScope: 'global', configuration: { maxProjectsPerUser: 7 } };

    expect(await jo('PUT', '/configuration/global', { json })).toMatchObject([403, expect.any(String)]);
    expect(await jo('PUT', '/configuration/jo', { json })).toMatchObject([403, expect.any(String)]);
    expect(await admin('PUT', '/configuration/global', { json })).toEqual([200, { status: 'ok' }]);
    expect(await admin('PUT', '/configuration/global', { json })).toMatchObject([
      409,
      expect.stringContaining('Version 1'),
    ]);

    const [status, versions] = await jo('GET', '/configuration', { query: { configScope: 'global' } });
    expect(status).toBe(200);
    expect(versions).toMatchObject([{ versionId: 1, configuration: { maxProjectsPerUser: 7 } }, { versionId: 0 }]);
  });

  it('of a person are their own, whoever they say they are', async () => {
    const { jo, sam } = aService();
    const preferences = { showMarkdownPreview: true, theme: 'dark' };

    expect(await jo('GET', '/user-preferences')).toEqual([200, null]);
    expect(await jo('PUT', '/user-preferences', { json: { user: 'sam', preferences } })).toEqual([
      200,
      { user: 'jo', preferences },
    ]);

    expect(await jo('GET', '/user-preferences')).toEqual([200, { user: 'jo', preferences }]);
    expect(await sam('GET', '/user-preferences')).toEqual([200, null]);
  });

  it.each([
    ['/user-preferences', { preferences: { note: 'x'.repeat(300_000) } }, 'preferences: is larger than 262144 bytes'],
    [
      '/session/s1',
      { messages: [], configuration: { promptConfiguration: { promptTemplate: 'x'.repeat(300_000) } } },
      'configuration: is larger than 262144 bytes',
    ],
  ])('refuse what no row can hold at %s', async (path, json, words) => {
    const { jo } = aService();

    expect(await jo('PUT', path, { json })).toEqual([400, words]);
  });

  it('keep prompt templates through all their calls', async () => {
    const { jo } = aService();
    const [, created] = await jo('POST', '/prompt-templates', { json: { title: 'T', body: 'B' } });
    const template = created as { id: string };
    const path = `/prompt-templates/${template.id}`;

    expect(created).toMatchObject({ owner: 'jo', type: 'persona', groups: [], revision: 1, latest: true });
    expect(await jo('GET', '/prompt-templates')).toEqual([200, { Items: [created] }]);
    expect(await jo('GET', '/prompt-templates', { query: { public: 'true' } })).toEqual([200, { Items: [] }]);
    expect(await jo('PUT', path, { json: { ...template, title: 'U' } })).toMatchObject([
      200,
      { title: 'U', revision: 2 },
    ]);
    expect(await jo('GET', path)).toMatchObject([200, { title: 'U', isOwner: true }]);
    expect(await jo('DELETE', path)).toEqual([200, { status: 'ok' }]);
    expect(await jo('GET', path)).toEqual([404, `Prompt template ${template.id} not found.`]);
  });
});
