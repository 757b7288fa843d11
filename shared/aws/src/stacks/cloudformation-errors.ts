import { StackMoved, StackRefused } from '@lisa/contracts/vocabulary/stack';

const isInvalid = (error: Error, words: RegExp): boolean =>
  error.name === 'ValidationError' && words.test(error.message);

/** For `catch`: what to answer when there is no such stack; anything else is thrown again. */
export const missing =
  <T>(answer: () => T) =>
  (error: Error): T => {
    if (isInvalid(error, /does not exist/)) return answer();
    throw error;
  };

/** The same operation was accepted before: a repetition is no error. */
export function acceptedBefore(error: Error): 'accepted' {
  if (error.name === 'TokenAlreadyExistsException') return 'accepted';
  throw error;
}

export function nothingToChange(error: Error): 'nothing to change' {
  if (isInvalid(error, /No updates are to be performed/)) return 'nothing to change';
  throw error;
}

const movedMeanwhile = /does not exist|state and can ?not be|cannot be deleted while in status/;
const refusals = new Set(['ValidationError', 'InsufficientCapabilitiesException', 'LimitExceededException']);

/** CloudFormation quotes what it refuses, be it a whole template; the words after it are what matters. */
const shortened = (message: string): string => message.replace(/Value '[^]{100,}' at /, "Value '…' at ");

/** Tells apart what another look may help, what no repetition will, and what may pass by itself. */
export function orRefused(error: Error): never {
  if (error.name === 'AlreadyExistsException' || isInvalid(error, movedMeanwhile))
    throw new StackMoved(error.message, { cause: error });
  if (refusals.has(error.name)) throw new StackRefused(shortened(error.message), { cause: error });
  throw error;
}
