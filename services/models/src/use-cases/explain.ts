import { logger } from '@lisa/kit/logger';
import { askedAt, type Model } from '../domain/model.ts';
import type { Ports } from '../ports.ts';

/** Why a stack failed: its first failed resource, and why the last task stopped. `otherwise` when neither is known. */
export async function explain(
  model: Model,
  otherwise: string,
  { stacks, containers }: Pick<Ports, 'stacks' | 'containers'>,
): Promise<string> {
  const [resource, stops] = await Promise.all([
    known(() => stacks.firstFailure(model.uid)),
    known(() => containers.stops(model.uid, askedAt(model))),
  ]);
  const words = [resource, stops?.last && `Last task: ${stops.last}`].filter(Boolean).join('; ');
  return (words || otherwise).slice(0, 1024);
}

/** A reason that cannot be read must not keep the failure from being told. */
async function known<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    logger.warn('A reason could not be read', error as Error);
    return undefined;
  }
}
