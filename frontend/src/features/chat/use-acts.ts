import type { MessagePart } from '@lisa/contracts/vocabulary/message';
import { useLayoutEffect, useRef, useState } from 'react';
import { attachedTo, contentOf } from './conversation/chat-message.ts';
import type { Conversation } from './conversation/conversation.ts';
import type { Turn } from './conversation/thread.ts';
import type { ChatModel } from './models/chat-models.ts';

export type Acts = ReturnType<typeof useActs>;

/** What one can do here; the same functions on every drawing, so that finished turns stay as they are. */
export function useActs(
  conversation: Conversation,
  model: ChatModel | undefined,
  place: { readonly isNew: boolean; began(): void },
) {
  const now = useRef({ model, place });
  // Before any effect: what waited in the prompt for the models is asked in one.
  useLayoutEffect(() => {
    now.current = { model, place };
  });
  const [acts] = useState(() => {
    const withModel = (act: (model: ChatModel) => void): void => {
      if (now.current.model) act(now.current.model);
    };
    return {
      ask: (content: string | MessagePart[]): void =>
        withModel((one) => {
          conversation.ask(content, one);
          if (now.current.place.isNew) now.current.place.began();
        }),
      edit: (turn: Turn, words: string): void =>
        withModel((one) => conversation.ask(contentOf(words, attachedTo(turn.message)), one, turn)),
      again: (turn: Turn): void => withModel((one) => conversation.answer(turn.parentId ?? '', one)),
      retry: (): void => withModel((one) => conversation.answerLast(one)),
      show: (turn: Turn, versionId: string): void => conversation.show(turn.parentId, versionId),
      openEarlier: (): void => void conversation.openEarlier(),
    };
  });
  return acts;
}
