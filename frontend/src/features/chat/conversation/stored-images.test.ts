import { describe, expect, it } from '@jest/globals';
import type { ChatMessage } from './chat-message.ts';
import { rememberOriginal, storedImages } from './stored-images.ts';

const url = 'data:image/png;base64,iVBORw0KGgo=';
const asked = (...images: object[]): ChatMessage => ({
  id: 'q',
  type: 'human',
  content: [
    ...images.map((image_url) => ({ type: 'image_url', name: 'a.png', image_url })),
    { type: 'text', text: '?' },
  ] as never,
});

function bench(failures: { keep?: number; load?: number } = {}) {
  const kept: Blob[] = [];
  const loaded: string[] = [];
  const left = { keep: 0, load: 0, ...failures };
  const images = storedImages({
    keep: async (image) => {
      if (left.keep-- > 0) throw new Error('no');
      return `u/jo/${kept.push(image)}`;
    },
    load: async (address) => {
      if (left.load-- > 0) throw new Error('no');
      loaded.push(address);
      return url;
    },
  });
  return { images, kept, loaded };
}

describe('storing a message with an image', () => {
  it('keeps the image once and names it by its key, however often the message is sent', async () => {
    const { images, kept } = bench();

    const [first, second] = [await images.stored(asked({ url })), await images.stored(asked({ url }))];

    expect(first).toEqual(asked({ url: '', s3_key: 'u/jo/1' }));
    expect(second).toEqual(first);
    expect(kept.map(({ type, size }) => [type, size])).toEqual([['image/png', 8]]);
  });

  it('keeps the original of one that was made smaller for models', async () => {
    const { images, kept } = bench();
    const small = 'data:image/webp;base64,AAAA';
    rememberOriginal(small, new Blob(['x'.repeat(9)], { type: 'image/jpeg' }));

    await images.stored(asked({ url: small }));

    expect(kept.map(({ type, size }) => [type, size])).toEqual([['image/jpeg', 9]]);
  });

  it('leaves what is kept already, and words, as they are', async () => {
    const { images, kept } = bench();
    const stored = asked({ url: 'https://media.example.com/a', s3_key: 'u/jo/7' });

    expect(await images.stored(stored)).toEqual(stored);
    expect(await images.stored({ id: 'q', type: 'human', content: 'Hi' })).toEqual({
      id: 'q',
      type: 'human',
      content: 'Hi',
    });
    expect(kept).toEqual([]);
  });

  it('fails as a whole if an image cannot be kept, and succeeds when it is sent again', async () => {
    const { images, kept } = bench({ keep: 1 });

    await expect(images.stored(asked({ url }))).rejects.toThrow('no');
    await images.stored(asked({ url }));

    expect(kept).toHaveLength(1);
  });
});

describe('asking a model about an image', () => {
  const bodyOf = (...parts: object[]) => ({ model: 'm', messages: [{ role: 'user', content: parts }] });
  const signed = { type: 'image_url', image_url: { url: 'https://media.example.com/a?signed' } };

  it('sends the image itself, loaded once, because no provider can open our address', async () => {
    const { images, loaded } = bench();

    const body = await images.inRequest(bodyOf(signed, signed));

    expect(body).toEqual(bodyOf({ type: 'image_url', image_url: { url } }, { type: 'image_url', image_url: { url } }));
    expect(loaded).toEqual(['https://media.example.com/a?signed']);
  });

  it('tells the model of one that cannot be loaded, and asks all the same', async () => {
    const { images } = bench({ load: 1 });

    const body = await images.inRequest(bodyOf(signed));

    expect(body).toEqual(bodyOf({ type: 'text', text: expect.stringContaining('cannot be loaded') }));
  });

  it('changes nothing else', async () => {
    const { images } = bench();
    const body = {
      model: 'm',
      messages: [{ role: 'user', content: 'Hi' }, ...bodyOf({ type: 'image_url', image_url: { url } }).messages],
    };

    expect(await images.inRequest(body)).toEqual(body);
  });
});
