// Writes the golden templates anew: `node services/models/src/stacks/write-golden.ts`; the difference is what to review.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { modelStack } from './model-stack.ts';
import { variants } from './variants.ts';

for (const [name, spec] of Object.entries(variants))
  writeFileSync(join(import.meta.dirname, 'golden', `${name}.json`), `${JSON.stringify(modelStack(spec), null, 2)}\n`);
