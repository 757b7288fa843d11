const openings = ['<think>', '<thinking>'];
const closings = ['</think>', '</thinking>'];

/** Where a splitter stands: before the first visible character, inside the thoughts, or past them for good. */
export interface TagState {
  readonly at: 'start' | 'thoughts' | 'answer';
  /** Text that could still become a tag, so it is not shown yet. */
  readonly held: string;
}

/** A piece of content, told apart. */
export interface Told {
  readonly state: TagState;
  readonly reasoning: string;
  readonly text: string;
}

export const atStart: TagState = { at: 'start', held: '' };

/** Tells thoughts that a model writes into its content between think tags from the answer; tags count at the very start only. */
export function tellThoughts(state: TagState, piece: string): Told {
  const content = state.held + piece;
  if (state.at === 'start') return fromStart(content);
  if (state.at === 'thoughts') return inThoughts(content);
  return { state, reasoning: '', text: content };
}

/** What a splitter still held when the stream ended. */
export function heldBack({ at, held }: TagState): Told {
  const state: TagState = { at, held: '' };
  return at === 'thoughts' ? { state, reasoning: held, text: '' } : { state, reasoning: '', text: held };
}

function fromStart(content: string): Told {
  const visible = content.trimStart();
  const opening = openings.find((tag) => visible.startsWith(tag));
  if (opening !== undefined) return inThoughts(visible.slice(opening.length));
  if (openings.some((tag) => tag.startsWith(visible))) {
    return { state: { at: 'start', held: content }, reasoning: '', text: '' };
  }
  return { state: { at: 'answer', held: '' }, reasoning: '', text: content };
}

function inThoughts(content: string): Told {
  const found = closings.map((tag) => ({ tag, at: content.indexOf(tag) })).find(({ at }) => at >= 0);
  if (found !== undefined) {
    const text = content.slice(found.at + found.tag.length).trimStart();
    return { state: { at: 'answer', held: '' }, reasoning: content.slice(0, found.at), text };
  }
  const from = content.lastIndexOf('<');
  const mayClose = from >= 0 && closings.some((tag) => tag.startsWith(content.slice(from)));
  const shown = mayClose ? content.slice(0, from) : content;
  return { state: { at: 'thoughts', held: content.slice(shown.length) }, reasoning: shown, text: '' };
}
