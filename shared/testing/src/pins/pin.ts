// Keeps the schema of every published event: `node shared/testing/src/pins/pin.ts`, after adding an event or an optional field.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { breaks, type Schema } from './breaks.ts';
import { pinOf, publishedEvents, schemaOf } from './published-events.ts';

for (const event of await publishedEvents()) {
  const file = pinOf(event);
  const text = `${JSON.stringify(schemaOf(event), null, 2)}\n`;
  const pinned = existsSync(file) ? readFileSync(file, 'utf8') : undefined;
  if (pinned === text) continue;
  const broken = pinned ? breaks(JSON.parse(pinned) as Schema, schemaOf(event)) : [];
  if (broken.length) {
    console.error(
      `${event.name}: ${broken.join('; ')}. Declare version ${event.version + 1} beside version ${event.version}.`,
    );
    process.exitCode = 1;
    continue;
  }
  writeFileSync(file, text);
  console.log(`${event.name} version ${event.version} pinned`);
}
