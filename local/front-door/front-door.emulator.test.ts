import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmulator } from '../emulator.ts';
import { emulatedWorld } from './testing/emulated-world.ts';
import { keepsItsPromises } from './testing/suite.ts';

const freePort = async (): Promise<number> => {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
};

keepsItsPromises('MiniStack', async () => {
  const home = await mkdtemp(join(tmpdir(), 'front-door-'));
  const engineSocket = join(home, 'no-engine.sock');
  const emulator = await startEmulator({ home, port: await freePort(), engineSocket, log: () => undefined });
  const world = await emulatedWorld(emulator.endpoint);
  return {
    ...world,
    close: async () => {
      await world.close();
      await emulator.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
});
