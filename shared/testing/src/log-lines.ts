import { Console } from 'node:console';
import { Writable } from 'node:stream';
import { logger } from '@lisa/kit/logger';

/** Runs `work` and answers the log lines that it wrote, parsed; nothing reaches the terminal. */
export async function logLines(work: () => Promise<unknown>): Promise<Record<string, unknown>[]> {
  const lines: Record<string, unknown>[] = [];
  const stdout = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(JSON.parse(chunk.toString()) as Record<string, unknown>);
      done();
    },
  });
  // Powertools writes through a console of its own and offers no public way to hand over another.
  const writer = logger as unknown as { console: Console };
  const before = writer.console;
  writer.console = new Console({ stdout, stderr: stdout });
  try {
    await work();
  } finally {
    writer.console = before;
  }
  return lines;
}
