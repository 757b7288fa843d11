import { createContext, use, useState } from 'react';
import { env } from '../../../platform/env.ts';
import { ownPicture } from '../../../ui/markdown/safe-link.ts';
import type { Attached } from '../conversation/chat-message.ts';

/** Asks for addresses that are signed anew: those of pictures are good for an hour. */
export const SignPicturesAgain = createContext<() => Promise<void>>(async () => undefined);

type Image = Attached & { readonly kind: 'image' };

/** A picture this page made, or one of our own bucket; anybody else's would tell them who reads it. */
const addressOf = ({ url }: Image): string | undefined =>
  url.startsWith(`${env.MEDIA_ORIGIN}/`) ? url : ownPicture(url);

/** A picture of a question or an answer, or that it cannot be shown. */
export function Picture({ image }: { readonly image: Image }) {
  const signAgain = use(SignPicturesAgain);
  const [failed, setFailed] = useState<string>();
  const address = addressOf(image);
  if (address !== undefined && failed !== address)
    return <img src={address} alt={image.name} onError={() => setFailed(address)} />;
  return (
    <p className="answer-note" role="status">
      The picture “{image.name}” cannot be loaded.{' '}
      <button
        type="button"
        className="text-button"
        onClick={() => {
          setFailed(undefined);
          void signAgain();
        }}
      >
        Load it again
      </button>
    </p>
  );
}

/** Pictures that came with an answer. */
export const Pictures = ({ images }: { readonly images: readonly Image[] }) =>
  images.length > 0 && (
    <div className="answer-pictures">
      {images.map((image, index) => (
        <Picture key={index} image={image} />
      ))}
    </div>
  );
