import type { ChatFailure } from './failures.ts';

/** Tokens as the model's provider counted them. */
export interface TokenUsage {
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly totalTokens: number;
}

/** What can arrive for an answer, whoever sends it. */
export type Signal =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'reasoning'; readonly text: string }
  | { readonly kind: 'signature'; readonly signature: string }
  /** A picture, as a data URL. */
  | { readonly kind: 'image'; readonly url: string }
  | {
      readonly kind: 'tool-call';
      readonly index: number;
      readonly id: string;
      readonly name: string;
      readonly args: string;
    }
  | { readonly kind: 'usage'; readonly usage: TokenUsage }
  | { readonly kind: 'guardrail' }
  | { readonly kind: 'finish'; readonly reason: string }
  | { readonly kind: 'failure'; readonly failure: ChatFailure }
  /** `[DONE]`: the normal end. */
  | { readonly kind: 'end' }
  /** The connection closed, with or without a normal end before it. */
  | { readonly kind: 'closed' }
  | { readonly kind: 'stop' };
