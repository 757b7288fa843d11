/** What a person can do about a failure with one button. */
export type Remedy = 'retry' | 'choose-model' | 'sign-in' | 'shorten' | 'ask-administrator';

/** A failure as a person reads it: what happened, what to do, and what the button does. */
export interface ChatFailure {
  readonly title: string;
  readonly advice: string;
  readonly remedy: Remedy;
  /** Seconds to wait before another attempt makes sense. */
  readonly retryAfter?: number;
  /** What the gateway or the provider said, for whoever wants to report it. */
  readonly detail?: string;
}

/** What a reply says about its failure, in whichever family of errors it was written. */
export interface Refusal {
  /** 0 if it came in the middle of a stream and names none. */
  readonly status: number;
  readonly code: string;
  readonly type: string;
  readonly message: string;
  readonly retryAfter?: number;
}

type Known = Omit<ChatFailure, 'detail' | 'retryAfter'>;

const unreachable: Known = {
  title: 'The model could not be reached.',
  advice: 'Nothing is lost. Try again; if it stays this way, choose another model.',
  remedy: 'retry',
};
const tooLong: Known = {
  title: 'The conversation is longer than this model can read.',
  advice: 'Remove an attachment, start a new conversation, or choose a model with a larger context window.',
  remedy: 'shorten',
};
const notAvailable: Known = {
  title: 'This model is not available to you any more.',
  advice: 'It was stopped or removed, or your groups changed. Nothing was charged: choose another model and try again.',
  remedy: 'choose-model',
};

const byCode: Readonly<Record<string, Known>> = {
  model_not_found: notAvailable,
  context_length_exceeded: tooLong,
  budget_exceeded: {
    title: 'Your budget is used up.',
    advice: 'Nothing was charged for this question. An administrator can raise the budget, or it renews by itself.',
    remedy: 'ask-administrator',
  },
  content_filter: {
    title: 'The provider refused this question.',
    advice: 'Put it in other words, or choose another model.',
    remedy: 'choose-model',
  },
};

const byStatus: Readonly<Record<number, Known>> = {
  0: {
    title: 'The model failed while it answered.',
    advice: 'What arrived is kept. Try again; if it stays this way, choose another model.',
    remedy: 'retry',
  },
  401: {
    title: 'Your sign-in has ended.',
    advice: 'Sign in again: your question and this conversation are kept. Nothing was charged.',
    remedy: 'sign-in',
  },
  403: {
    title: 'You may not do this.',
    advice: 'Ask an administrator for access, or choose another model. Nothing was charged.',
    remedy: 'ask-administrator',
  },
  404: notAvailable,
  408: { title: 'The model took too long.', advice: 'Nothing is lost. Try again.', remedy: 'retry' },
  413: {
    title: 'The question is too large to send.',
    advice: 'Remove an attachment or shorten the text. Nothing was charged.',
    remedy: 'shorten',
  },
  429: {
    title: 'Too many questions in a short time.',
    advice: 'Wait a moment, then try again. Nothing was charged.',
    remedy: 'retry',
  },
  502: unreachable,
  503: {
    title: 'The service is busy or restarting.',
    advice: 'Nothing is lost. Try again in a few seconds.',
    remedy: 'retry',
  },
  504: {
    title: 'The model did not answer in time.',
    advice: 'Nothing is lost. Try again, or ask for a shorter answer.',
    remedy: 'retry',
  },
};

/** The connection broke before or while the answer came. */
export const networkLost: ChatFailure = {
  title: 'The connection was lost.',
  advice: 'What had arrived is kept. Check your network, then try again.',
  remedy: 'retry',
};

/** The sentence for a refusal: by its code first, which is more exact than its status. */
export function failureOf(refusal: Refusal): ChatFailure {
  const known = byCode[refusal.code] ?? byCode[refusal.type] ?? byStatus[refusal.status] ?? otherwise(refusal);
  return {
    ...known,
    ...(refusal.retryAfter === undefined ? {} : { retryAfter: refusal.retryAfter }),
    ...(refusal.message === '' ? {} : { detail: refusal.message }),
  };
}

function otherwise({ status, message }: Refusal): Known {
  if (status >= 500) return unreachable;
  if (/context (length|window)|maximum context|too many tokens/i.test(message)) return tooLong;
  return {
    title: 'The model did not accept the question.',
    advice: 'Check the model settings of this conversation, or choose another model.',
    remedy: 'choose-model',
  };
}
