import { listModels } from '@lisa/contracts/api/models.routes';
import { attachImage, getSession } from '@lisa/contracts/api/sessions.routes';
import { describe, expect, it } from '@jest/globals';
import { aModel, delta, isSeen, type ChatPage } from './testing/chat-page.ts';
import { chatVisits } from './testing/chat-visits.ts';
import { aPdf, aPicture, aProtectedPdf } from './testing/some-files.ts';
import type { SiteServer } from './testing/site-server.ts';

const visits = chatVisits();

const seeing = ({ reply }: SiteServer): void =>
  reply(listModels, { models: [aModel({ features: [{ name: 'imageInput', overview: '' }] })] });
const attach = (chat: ChatPage, ...files: { name: string; mimeType: string; buffer: Buffer }[]): Promise<void> =>
  chat.page.getByLabel('Files to attach').setInputFiles(files);
const pdf = (name: string, buffer: Buffer) => ({ name, mimeType: 'application/pdf', buffer });
const picture = { name: 'dot.png', mimeType: 'image/png', buffer: aPicture };
const key = 'u/jo/images/s1/01ky3m7r9t4v2c8q5h3n000001.png';

/** Nothing waits in this browser any more: the server has it. */
const isAllStored = (chat: ChatPage): Promise<unknown> =>
  chat.page.waitForFunction(() => Object.keys(localStorage).every((key) => !key.includes('unsaved')));

/** A bucket beside the site: takes one picture, and shows it. */
function withBucket({ server }: ChatPage): { readonly uploads: string[] } {
  const uploads: string[] = [];
  const address = `${server.url}media/dot.png`;
  const upload = { url: address, headers: { 'Content-Type': 'image/png' } };
  server.reply(attachImage, {
    statusCode: 200,
    body: { type: 'image_url', image_url: { url: address, s3_key: key, upload } },
  });
  server.answer('PUT /media/dot.png', (request, response) => {
    uploads.push(String(request.headers['content-type']));
    response.writeHead(200).end();
  });
  server.answer('GET /media/dot.png', (_, response) => {
    response.writeHead(200, { 'content-type': 'image/png', 'access-control-allow-origin': '*' }).end(aPicture);
  });
  return { uploads };
}

const withPicture = (url: string) => {
  const { reply } = getSession.example;
  const [question, answer] = reply.history;
  const content = [
    { type: 'image_url', name: 'dot.png', image_url: { url, s3_key: key } },
    { type: 'text', text: 'What is it?' },
  ];
  return { ...reply, history: [{ ...question!, content }, answer!] };
};

describe('a picture in a question', () => {
  it('is put beside the conversation, which stores its name alone', async () => {
    const chat = await visits.open({ prepare: seeing });
    const { uploads } = withBucket(chat);
    chat.answerWith('A dot.');
    await attach(chat, picture);
    await chat.page.getByRole('listitem').filter({ hasText: 'dot.png' }).waitFor();

    await chat.ask('What is it?');
    await chat.answers.getByText('A dot.').waitFor();

    await isAllStored(chat);
    expect(uploads).toEqual(['image/png']);
    expect(chat.stored()[0]).toEqual([
      'human',
      [
        { type: 'image_url', name: 'dot.png', image_url: { url: '', s3_key: key } },
        { type: 'text', text: 'What is it?' },
      ],
    ]);
  });

  it('is shown from its address later, and goes to the model as data', async () => {
    const chat = await visits.open({
      route: `#/ai-assistant/${getSession.example.reply.sessionId}`,
      prepare: (server) => {
        seeing(server);
        server.reply(getSession, withPicture(`${server.url}media/dot.png`));
      },
    });
    // The bucket comes after the first look at the conversation.
    chat.visit.excuse('responded with a status of 404');
    withBucket(chat);
    await chat.page.reload();
    await chat.page.getByRole('img', { name: 'dot.png' }).waitFor();
    chat.answerWith('The same.');
    const request = chat.page.waitForRequest(/chat\/completions$/);

    await chat.ask('And now?');

    expect((await request).postData()).toContain(`data:image/png;base64,${aPicture.toString('base64')}`);
    expect(await isSeen(chat.answers.getByText('The same.'))).toBe(true);
  });

  it('that cannot be loaded is said in its place, and can be loaded again', async () => {
    const chat = await visits.open({
      route: `#/ai-assistant/${getSession.example.reply.sessionId}`,
      prepare: (server) => server.reply(getSession, withPicture(`${server.url}media/old.png`)),
    });
    chat.visit.excuse('responded with a status of 404');
    await chat.page.getByText('The picture “dot.png” cannot be loaded.').waitFor();
    expect(await visits.faults()).toEqual([]);

    withBucket(chat);
    chat.server.reply(getSession, withPicture(`${chat.server.url}media/dot.png`));
    await chat.button('Load it again').click();

    expect(await isSeen(chat.page.getByRole('img', { name: 'dot.png' }))).toBe(true);
  });
});

describe('a picture that a model makes', () => {
  it('is shown in the answer, and stored beside it', async () => {
    const chat = await visits.open();
    withBucket(chat);
    const url = `data:image/png;base64,${aPicture.toString('base64')}`;
    chat.breakOffAfter(
      delta({ content: 'Here it is.', images: [{ type: 'image_url', image_url: { url } }] }) +
        delta({}, 'stop') +
        'data: [DONE]\n\n',
    );

    await chat.ask('Draw a dot');

    await chat.answers.getByRole('img', { name: 'Picture by the model' }).waitFor();
    await isAllStored(chat);
    expect(chat.stored()[1]).toEqual([
      'ai',
      [
        { type: 'text', text: 'Here it is.' },
        { type: 'image_url', name: 'Picture by the model', image_url: { url: '', s3_key: key } },
      ],
    ]);
  });
});

describe('a PDF', () => {
  it('goes to the model as its text', async () => {
    const chat = await visits.open();
    chat.answerWith('Read.');
    await attach(chat, pdf('report.pdf', aPdf('Nine of ten agreed.')));
    await chat.page.getByRole('listitem').filter({ hasText: '19 B' }).waitFor();

    await chat.ask('How many?');
    await chat.answers.getByText('Read.').waitFor();

    expect(chat.stored()[0]).toEqual([
      'human',
      [
        { type: 'text', text: 'File context: report.pdf\n\nNine of ten agreed.' },
        { type: 'text', text: 'How many?' },
      ],
    ]);
  });

  it('that cannot be read is said beside it, and the text and the other files stay', async () => {
    const chat = await visits.open();
    await chat.prompt.fill('How many?');

    await attach(
      chat,
      pdf('good.pdf', aPdf('Nine of ten agreed.')),
      pdf('locked.pdf', aProtectedPdf),
      pdf('broken.pdf', Buffer.from('no PDF at all')),
      pdf('scan.pdf', aPdf('')),
    );

    await chat.page.getByText('This PDF is protected by a password.').waitFor();
    await chat.page.getByText('This PDF is damaged and cannot be read.').waitFor();
    await chat.page.getByText('This PDF holds pictures of its pages only, no text.').waitFor();
    expect(await chat.prompt.inputValue()).toBe('How many?');
    for (const name of ['locked.pdf', 'broken.pdf', 'scan.pdf']) await chat.button(`Remove ${name}`).click();
    expect(await chat.button('Send').isDisabled()).toBe(false);
  });
});

describe('a text that is too large for a question', () => {
  it('can go with its beginning', async () => {
    const chat = await visits.open();
    chat.answerWith('Read.');
    await attach(chat, { name: 'big.log', mimeType: 'text/plain', buffer: Buffer.from('A line.\n'.repeat(100_000)) });
    await chat.page.getByText(/is more than one question can hold/).waitFor();

    await chat.button('Use the beginning').click();
    await chat.page.getByText('big.log (beginning)').waitFor();
    await chat.ask('What does it say?');

    expect(await isSeen(chat.answers.getByText('Read.'))).toBe(true);
  });
});
