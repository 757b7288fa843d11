import { serves } from './work-through.ts';

/** A worker that doubles numbers, and cannot do so below zero. */
serves<number, number>(async (task) => {
  if (task < 0) throw new Error(`${task} is below zero`);
  return 2 * task;
});
