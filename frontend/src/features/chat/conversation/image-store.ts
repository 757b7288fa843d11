import { attachImage } from '@lisa/contracts/api/sessions.routes';
import { call } from '../../../platform/api.ts';
import { Refusal, Unreachable } from '../../../platform/refusal.ts';
import { imageForModel } from './image-for-model.ts';
import { storedImages, type StoredImages } from './stored-images.ts';

/** Images of a conversation, kept in the deployment's bucket by addresses that the server signs. */
export const imagesOf = (sessionId: string): StoredImages =>
  storedImages({
    async keep(image) {
      const contentType = image.type as 'image/png';
      const upload = { contentType, contentLength: image.size };
      const asked = { message: { type: 'image_url' as const, image_url: { url: '', upload } } };
      const { body } = await call(attachImage, { params: { sessionId }, body: asked });
      const { s3_key: key, upload: place } = body.image_url;
      if (key === undefined || place === undefined) throw new Refusal(500, '');
      const answer = await fetched(place.url, { method: 'PUT', headers: place.headers, body: image });
      if (!answer.ok) throw new Refusal(answer.status === 403 ? 503 : answer.status, '');
      return key;
    },
    async load(address) {
      const answer = await fetched(address);
      if (!answer.ok) throw new Refusal(answer.status, '');
      return imageForModel(await answer.blob());
    },
  });

const fetched = (address: string, init?: RequestInit): Promise<Response> =>
  fetch(address, init).catch((error: unknown) => {
    throw new Unreachable(error);
  });
