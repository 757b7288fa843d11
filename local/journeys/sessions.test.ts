import { beforeAll, describe, expect, it } from '@jest/globals';
import type { ConfigurationVersion } from '@lisa/contracts/vocabulary/configuration';
import type { StoredMessage } from '@lisa/contracts/vocabulary/message';
import type { PromptTemplate } from '@lisa/contracts/vocabulary/prompt-template';
import type { Session, SessionSummary } from '@lisa/contracts/vocabulary/session';
import { tapBus } from './bus-tap.ts';
import { call, modelGone, modelInService, tokenInGroups, tokenOf, until } from './running-platform.ts';

let admin: string;
let user: string;
let other: string;
beforeAll(async () => {
  [admin, user, other] = await Promise.all([
    tokenOf('admin'),
    tokenOf('user'),
    tokenInGroups('other@example.com', ['users', 'legal']),
  ]);
  await call('DELETE', '/session', user);
});

const human = (content: unknown, id?: string) => ({ type: 'human', content, ...(id && { id }) });
const unknown = { statusCode: 404, body: '{"error":"Session not found"}' };
const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

async function sessionOf(id: string, token = user): Promise<Session> {
  return (await call('GET', `/session/${id}`, token)).body as Session;
}

async function everyMessage(id: string): Promise<StoredMessage[]> {
  const all: StoredMessage[] = [];
  let cursor: string | null = null;
  do {
    const more = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
    const { body } = await call('GET', `/session/${id}/messages?order=asc&limit=40${more}`, user);
    const page = body as { messages: StoredMessage[]; nextCursor: string | null };
    all.push(...page.messages);
    cursor = page.nextCursor;
  } while (cursor);
  return all;
}

describe('a conversation', () => {
  it('is appended to, read in pages, edited, named and found in the list', async () => {
    const path = '/session/journey-1';
    const messages = Array.from({ length: 30 }, (_, index) => human(`m${index}`));
    expect(await call('POST', `${path}/messages`, user, { messages, name: 'Journey' })).toMatchObject({
      status: 200,
      body: { message: 'Successfully appended 30 messages' },
    });

    const session = await sessionOf('journey-1');
    expect(session.history.map(({ messageIndex }) => messageIndex)).toEqual(
      messages.slice(10).map((_, index) => index + 10),
    );
    expect(session).toMatchObject({ name: 'Journey', hasMoreMessages: true, messageCount: 30 });

    const edited = [...session.history.slice(0, 5), human('another way')];
    expect((await call('PUT', path, user, { messages: edited })).status).toBe(200);
    expect((await everyMessage('journey-1')).map(({ content }) => content)).toEqual([
      ...messages.slice(0, 15).map(({ content }) => content),
      'another way',
    ]);

    await call('PUT', `${path}/name`, user, { name: 'Renamed' });
    const list = (await call('GET', '/session', user)).body as SessionSummary[];
    expect(list[0]).toMatchObject({ sessionId: 'journey-1', name: 'Renamed', firstHumanMessage: 'm0' });
  });

  it('keeps each message of many clients once, in order, without gaps', async () => {
    // What lost against the others for too long was not written, and the answer says so.
    const appendOne = async (text: string): Promise<void> => {
      const { status } = await call('POST', '/session/journey-crowd/messages', user, { messages: [human(text)] });
      if (status === 409) return appendOne(text);
      if (status !== 200) throw new Error(`Append answered ${status}`);
    };
    const append = async (client: number): Promise<void> => {
      for (let index = 0; index < 3; index++) await appendOne(`${client}:${index}`);
    };
    await Promise.all(Array.from({ length: 20 }, (_, client) => append(client)));

    const all = await everyMessage('journey-crowd');
    expect(all.map(({ messageIndex }) => messageIndex)).toEqual(Array.from({ length: 60 }, (_, place) => place));
    for (let client = 0; client < 20; client++) {
      const theirs = all.map(({ content }) => content).filter((text) => (text as string).startsWith(`${client}:`));
      expect(theirs).toEqual([`${client}:0`, `${client}:1`, `${client}:2`]);
    }
  });

  it('is nobody else’s, not even an administrator’s', async () => {
    await call('PUT', '/session/journey-mine', user, { messages: [human('mine')] });

    for (const token of [other, admin]) {
      expect((await call('GET', '/session/journey-mine', token)).body).toEqual(unknown);
      expect((await call('GET', '/session/journey-mine/messages', token)).status).toBe(404);
      expect((await call('DELETE', '/session/journey-mine', token)).body).toEqual({ deleted: false });
      const list = (await call('GET', '/session', token)).body as SessionSummary[];
      expect(list.map(({ sessionId }) => sessionId)).not.toContain('journey-mine');
    }
    expect((await sessionOf('journey-mine')).history).toHaveLength(1);
  });

  it('shows its images until it is deleted, and says on the bus that it is', async () => {
    const tap = await tapBus('sessions');
    const image = { type: 'image_url', image_url: { url: `data:image/png;base64,${pixel}` } };
    const { body } = await call('PUT', '/session/journey-image/attachImage', user, { message: image });
    const { body: message } = body as { body: { image_url: { url: string; s3_key: string } } };
    await call('POST', '/session/journey-image/messages', user, { messages: [human([message])] });

    const [stored] = (await sessionOf('journey-image')).history;
    const { content } = stored as { content: unknown } as { content: [{ image_url: { url: string } }] };
    const shown = await fetch(content[0].image_url.url);
    expect([shown.status, Buffer.from(await shown.arrayBuffer()).toString('base64')]).toEqual([200, pixel]);

    expect((await call('DELETE', '/session/journey-image', user)).body).toEqual({ deleted: true });
    expect((await sessionOf('journey-image')) as unknown).toEqual(unknown);
    expect((await fetch(message.image_url.url)).status).toBe(404);
    await until(async () =>
      (await tap.heard()).some(({ name, data }) => name === 'SessionDeleted' && data['sessionId'] === 'journey-image'),
    );
    await tap.close();
  });

  it('shows the model it was set up with as it is now', async () => {
    await modelInService('journey-chosen', admin);
    const selectedModel = { modelId: 'journey-chosen', modelName: 'as it was', status: 'Creating' };
    await call('PUT', '/session/journey-model', user, { messages: [human('x')], configuration: { selectedModel } });

    await until(async () => {
      const { configuration } = await sessionOf('journey-model');
      return configuration?.selectedModel?.['status'] === 'InService';
    });
    const text = JSON.stringify(await sessionOf('journey-model'));
    expect([text.includes('as it was'), text.includes('baseUrl')]).toEqual([false, false]);
    await modelGone('journey-chosen', admin);
  });

  it('takes an image that is too large for a request, by an upload', async () => {
    const large = Buffer.alloc(5_000_000, 7);
    const upload = { contentType: 'image/png', contentLength: large.length };
    const { body } = await call('PUT', '/session/journey-large/attachImage', user, {
      message: { type: 'image_url', image_url: { upload } },
    });
    const { image_url } = (
      body as { body: { image_url: { url: string; upload: { url: string; headers: Record<string, string> } } } }
    ).body;

    const put = await fetch(image_url.upload.url, { method: 'PUT', headers: image_url.upload.headers, body: large });

    expect(put.status).toBe(200);
    expect((await (await fetch(image_url.url)).arrayBuffer()).byteLength).toBe(large.length);
  });

  it('refuses a body above 4 MB', async () => {
    const messages = [human('x'.repeat(4_300_000))];

    expect((await call('PUT', '/session/journey-1', user, { messages })).status).toBe(413);
  });
});

describe('the configuration', () => {
  const versions = async () =>
    (await call('GET', '/configuration?configScope=global', user)).body as ConfigurationVersion[];
  const save = async (features: Record<string, boolean>, token = admin) => {
    const [newest] = await versions();
    const configuration = { enabledComponents: features };
    const body = {
      versionId: (newest?.versionId ?? 0) + 1,
      configScope: 'global',
      configuration,
      changeReason: 'journey',
    };
    return { body, answer: await call('PUT', '/configuration/global', token, body) };
  };

  it('is an administrator’s to change, once per version, and in effect at once', async () => {
    expect((await versions()).at(-1)).toMatchObject({ versionId: 0 });
    expect((await save({}, user)).answer.status).toBe(403);

    const { body, answer } = await save({ encryptSession: true });
    expect([answer.status, answer.body]).toEqual([200, { status: 'ok' }]);
    expect((await call('PUT', '/configuration/global', admin, body)).status).toBe(409);

    await call('PUT', '/session/journey-secret', user, { messages: [human('secret')] });
    expect(await sessionOf('journey-secret')).toMatchObject({ isEncrypted: true, history: [{ content: 'secret' }] });
    await save({ encryptSession: false });
    expect(await sessionOf('journey-secret')).toMatchObject({ isEncrypted: true, history: [{ content: 'secret' }] });
  });
});

describe('what a person sets up', () => {
  it('stays theirs: preferences', async () => {
    const preferences = { showMarkdownPreview: true };
    await call('PUT', '/user-preferences', user, { user: 'somebody', preferences });

    expect((await call('GET', '/user-preferences', user)).body).toMatchObject({ preferences });
    expect((await call('GET', '/user-preferences', other)).body).toBeNull();
  });

  it('is shared with whom they say: prompt templates', async () => {
    const text = { title: 'Reviewer', body: 'You review.', groups: ['group:legal'] };
    const { body } = await call('POST', '/prompt-templates', other, text);
    const { id } = body as PromptTemplate;

    expect((await call('GET', `/prompt-templates/${id}`, other)).body).toMatchObject({ isOwner: true, revision: 1 });
    expect((await call('GET', `/prompt-templates/${id}`, user)).status).toBe(403);
    expect((await call('POST', '/prompt-templates', user, text)).status).toBe(403);
    await call('PUT', `/prompt-templates/${id}`, admin, { ...(body as object), groups: ['lisa:public'] });
    expect((await call('GET', '/prompt-templates?public=true', user)).body).toMatchObject({
      Items: [{ id, revision: 2 }],
    });
    expect((await call('DELETE', `/prompt-templates/${id}`, other)).body).toEqual({ status: 'ok' });
    expect((await call('GET', `/prompt-templates/${id}`, other)).status).toBe(404);
  });
});
