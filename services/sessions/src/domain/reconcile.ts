import type { Message, SentMessage, StoredMessage } from '@lisa/contracts/vocabulary/message';
import { contentOf, isEqual, isSame } from './message.ts';

/** What becomes of a stored history: its first `keep` messages stay as they are, and `then` follows. */
export interface Reconciled {
  readonly keep: number;
  readonly then: readonly Message[];
}

/** How many messages in a row are the same from these places on. */
function run(
  stored: readonly StoredMessage[],
  at: number,
  sent: readonly SentMessage[],
  from: number,
): number {
  let length = 0;
  while (sent[from + length] && stored[at + length] && isSame(sent[from + length]!, stored[at + length]!)) length++;
  return length;
}

/** Where a sent message stands in the stored history; of several places the one that most of the list agrees with, or the last. */
function placeOf(stored: readonly StoredMessage[], sent: readonly SentMessage[], index: number): number | undefined {
  const message = sent[index]!;
  const named = stored[message.messageIndex ?? -1];
  if (named && isSame(named, message)) return named.messageIndex;
  const places = stored.flatMap((candidate, at) => (isSame(candidate, message) ? [at] : []));
  const runs = places.map((at) => run(stored, at, sent, index));
  return places[runs.lastIndexOf(Math.max(...runs))];
}

/** The first sent message that is stored already, and where. */
function firstShared(stored: readonly StoredMessage[], sent: readonly SentMessage[]) {
  for (let index = 0; index < sent.length; index++) {
    const at = placeOf(stored, sent, index);
    if (at !== undefined) return { index, at };
  }
  return undefined;
}

/**
 * From the first message that both have, the list is the truth; what was stored before stays. Nothing in common: the list
 * replaces everything. New messages before the first common one are kept in front of it; a system message replaces the old.
 */
export function reconcile(stored: readonly StoredMessage[], sent: readonly SentMessage[]): Reconciled {
  const shared = firstShared(stored, sent);
  const isNewSystem = shared && shared.index > 0 && sent[0]?.type === 'system' && stored[0]?.type === 'system';
  const before = stored.slice(isNewSystem ? 1 : 0, shared?.at ?? 0);
  const wanted: SentMessage[] = isNewSystem
    ? [sent[0]!, ...before, ...sent.slice(1)]
    : [...before, ...sent];
  const differs = wanted.findIndex((message, at) => !stored[at] || !isEqual(stored[at], message));
  const keep = differs < 0 ? wanted.length : differs;
  return { keep, then: wanted.slice(keep).map(contentOf) };
}
