import { ModelChanged, ModelRetired } from '@lisa/contracts/events/models.events';
import { fact } from '@lisa/kit/events/fact';
import { isSettled, published } from '../domain/model.ts';
import type { Ports } from '../ports.ts';
import { everyRepair, once } from './repairs.ts';

/** Sends every current projection again, and what is gone since a day, so that a reader who missed it catches up. */
export async function republish({ models }: Pick<Ports, 'models'>): Promise<{ published: number }> {
  const settled = (await models.list()).filter(isSettled);
  const retired = await models.retired();
  const sent = await everyRepair([
    ...settled.map((model) => () => models.commit(model, model, fact(ModelChanged, published(model))).then(once)),
    ...retired.map((gone) => () => models.repeat(fact(ModelRetired, gone)).then(once)),
  ]);
  return { published: sent };
}
