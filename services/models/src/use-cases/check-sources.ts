import type { Ports } from '../ports.ts';
import { ownModel, type Execution } from './own-model.ts';

/** Weights or image are not where the model was told to find them. */
export class SourceMissing extends Error {
  override readonly name = 'SourceMissing';
}

/** Fails within a second for what would fail a stack after many minutes. */
export async function checkSources(execution: Execution, ports: Ports): Promise<void> {
  const model = await ownModel(execution, ports);
  const missing = model && (await ports.sources.missing(model));
  if (missing) throw new SourceMissing(missing);
}
