import type { Message, SentMessage, StoredMessage } from '@lisa/contracts/vocabulary/message';
import { contentOf, isEqual, isSame } from './message.ts';

/** What becomes of a stored history: its first `keep` messages stay as they are, and `follow` comes after them. */
export interface Reconciled {
  readonly keep: number;
  readonly follow: readonly Message[];
}

/** How many messages in a row are the same from these places on. */
function run(stored: readonly StoredMessage[], at: number, sent: readonly SentMessage[], from: number): number {
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

/** A client that edits the system message sends it in front of messages that are stored: it takes the old one's place. */
const replacesSystem = (stored: readonly StoredMessage[], sent: readonly SentMessage[]): boolean =>
  sent[0]?.type === 'system' && stored[0]?.type === 'system';

/** The whole history as the client means it. */
function wanted(stored: readonly StoredMessage[], sent: readonly SentMessage[]): SentMessage[] {
  const shared = firstShared(stored, sent);
  if (!shared) return [...sent];
  if (shared.index > 0 && replacesSystem(stored, sent))
    return [sent[0]!, ...stored.slice(1, shared.at), ...sent.slice(1)];
  return [...stored.slice(0, shared.at), ...sent];
}

/**
 * From the first message that both have, the list is the truth; what was stored before stays. Nothing in common: the list
 * replaces everything. New messages before the first common one are kept in front of it.
 */
export function reconcile(stored: readonly StoredMessage[], sent: readonly SentMessage[]): Reconciled {
  const all = wanted(stored, sent);
  const differs = all.findIndex((message, at) => !stored[at] || !isEqual(stored[at], message));
  const keep = differs < 0 ? all.length : differs;
  return { keep, follow: all.slice(keep).map(contentOf) };
}
