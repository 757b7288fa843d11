import * as z from 'zod';
import type { ChatMessage } from './chat-message.ts';
import type { Keep } from './keep.ts';

/** A message the server will not store as it is, and why. */
export interface Refused {
  readonly message: ChatMessage;
  readonly words: string;
}

/** What this browser keeps of a conversation because the server does not have it yet. */
export interface KeptUnsaved {
  readonly messages: readonly ChatMessage[];
  readonly configuration: object | undefined;
  readonly refused: readonly Refused[];
}

const Message = z.custom<ChatMessage>((value) => typeof value === 'object' && value !== null && 'id' in value);
const Kept = z.object({
  messages: z.array(Message),
  configuration: z.record(z.string(), z.unknown()).optional(),
  refused: z.array(z.object({ message: Message, words: z.string() })).default([]),
});

const prefixOf = (sessionId: string): string => `unsaved/${sessionId}`;
const isOf = (sessionId: string, key: string): boolean =>
  key === prefixOf(sessionId) || key.startsWith(`${prefixOf(sessionId)}/`);

/** Conversations that this browser keeps something of. */
export const unsavedSessions = (keep: Keep): readonly string[] => [
  ...new Set(keep.keys().flatMap((key) => /^unsaved\/([^/]+)/.exec(key)?.[1] ?? [])),
];

/** Where one tab keeps what is not saved. */
export interface UnsavedStore {
  /** What other visits left behind. */
  readonly found: KeptUnsaved;
  /** Whether it is kept now; from then on in this place, whatever was found in others. */
  keep(unsaved: KeptUnsaved): boolean;
}

/** A place for this tab alone, so that two tabs of one conversation do not overwrite each other's. */
export function unsavedStore(sessionId: string, keep: Keep): UnsavedStore {
  const key = `${prefixOf(sessionId)}/${crypto.randomUUID()}`;
  const others = keep.keys().filter((known) => isOf(sessionId, known));
  const all = others.map((other) => keptIn(keep.read(other)));
  return {
    found: {
      messages: distinct(all.flatMap(({ messages }) => messages)),
      configuration: all.findLast(({ configuration }) => configuration)?.configuration,
      refused: all.flatMap(({ refused }) => refused),
    },
    keep(unsaved) {
      const isEmpty = unsaved.messages.length + unsaved.refused.length === 0;
      if (!keep.write(key, isEmpty ? '' : JSON.stringify(unsaved))) return false;
      for (const other of others.splice(0)) keep.write(other, '');
      return true;
    },
  };
}

/** Forgets what is kept of a conversation that is gone. */
export function forgetUnsaved(sessionId: string, keep: Keep): void {
  for (const key of keep.keys()) if (isOf(sessionId, key)) keep.write(key, '');
}

const distinct = (messages: readonly ChatMessage[]): ChatMessage[] => [
  ...new Map(messages.map((message) => [message.id, message])).values(),
];

function keptIn(text: string | undefined): KeptUnsaved {
  const none: KeptUnsaved = { messages: [], configuration: undefined, refused: [] };
  if (text === undefined) return none;
  try {
    const { messages, configuration, refused } = Kept.parse(JSON.parse(text));
    return { messages, configuration, refused };
  } catch {
    return none;
  }
}
