import type { TokenUsage } from '../stream/signals.ts';

/** The share of a model's context from which a conversation is summarised: the next turn may not fit any more. */
const share = 0.75;

/** Whether a turn took most of what the model can read at once. Nobody knows for a model that does not say how much. */
export const isNearlyFull = (usage: TokenUsage | undefined, contextWindow: number | null): boolean =>
  usage !== undefined && contextWindow !== null && usage.totalTokens >= contextWindow * share;
