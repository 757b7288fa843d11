import { describe, expect, it } from '@jest/globals';
import { inMemoryPorts } from '../../test/fakes.ts';
import { isImageOf } from '../domain/keys.ts';
import { attachImage } from './attach-image.ts';

const pixel = 'iVBORw0KGgo=';

describe('attaching an image', () => {
  it.each([
    ['image/png', 'png'],
    ['image/jpeg', 'jpg'],
    ['image/gif', 'gif'],
    ['image/webp', 'webp'],
  ])('keeps %s below the person and the conversation', async (contentType, extension) => {
    const ports = inMemoryPorts();

    const image = await attachImage('jo', 's1', { url: `data:${contentType};base64,${pixel}`, detail: 'high' }, ports);

    expect(image.s3_key).toMatch(new RegExp(`^u/jo/images/s1/[0-9a-z]{26}\\.${extension}$`));
    expect(isImageOf('jo', String(image.s3_key))).toBe(true);
    expect(image).toMatchObject({ detail: 'high', url: `https://media.example.com/${image.s3_key}?signed` });
    expect([...ports.images]).toEqual([[image.s3_key, contentType]]);
  });

  it('answers where to upload one that is too large for a request, and its key', async () => {
    const ports = inMemoryPorts();
    const upload = { contentType: 'image/png', contentLength: 9_000_000 };

    const image = await attachImage('jo', 's1', { url: '', upload }, ports);

    expect(isImageOf('jo', String(image.s3_key))).toBe(true);
    expect(image.upload).toEqual({
      url: `https://media.example.com/${image.s3_key}?put=image/png&length=9000000`,
      headers: { 'Content-Type': 'image/png' },
    });
    expect(ports.images.size).toBe(0);
  });

  it('answers an https address unchanged', async () => {
    const ports = inMemoryPorts();
    const image = { url: 'https://example.com/a.png' };

    expect(await attachImage('jo', 's1', image, ports)).toEqual(image);

    expect(ports.images.size).toBe(0);
  });

  it.each([
    'http://example.com/a.png',
    'data:image/svg+xml;base64,PHN2Zz4=',
    'data:text/html;base64,PGI+',
    'data:image/png;base64,<>',
    'data:image/png,abc',
    'javascript:alert(1)',
    '',
  ])('refuses %s', async (url) => {
    await expect(attachImage('jo', 's1', { url }, inMemoryPorts())).rejects.toMatchObject({ code: 'NotAnImage' });
  });
});
