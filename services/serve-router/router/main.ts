import { composition } from './composition.ts';
import { startTask } from './task.ts';

try {
  const parts = composition();
  const task = await startTask(parts);
  const stop = (signal: NodeJS.Signals): void => {
    parts.log.log('INFO', 'stopping', { signal });
    void task.stop().finally(() => {
      parts.log.close();
      process.exit(0);
    });
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
} catch (error) {
  process.stderr.write(`The router cannot start. ${(error as Error).message}\n`);
  process.exit(1);
}
