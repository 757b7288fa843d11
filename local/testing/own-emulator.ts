import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmulator, type Emulator } from '../emulator.ts';
import { subnetOf } from '../engine/addresses.ts';
import { createEngine, type Engine } from '../engine/engine.ts';
import type { ImageCommands } from '../engine/image-commands.ts';

/** An emulator with an engine of its own, for one test file. */
export interface OwnEmulator {
  readonly home: string;
  readonly port: number;
  /** Client settings of the AWS SDK. */
  readonly settings: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
  /** The engine of the moment: another one after each start. */
  engine(): Engine;
  start(): Promise<void>;
  /** Stops both; the emulator keeps its state for the next start. */
  stop(): Promise<void>;
  /** Stops both for good and forgets the state. */
  remove(): Promise<void>;
}

/** A started emulator on a free port, in a folder of its own. */
export async function ownEmulator(images: ImageCommands): Promise<OwnEmulator> {
  const home = await mkdtemp(join(tmpdir(), 'emulator-'));
  const port = await freePort();
  const socket = join(home, 'engine.sock');
  let engine: Engine;
  let emulator: Emulator;
  const start = async (): Promise<void> => {
    engine = await createEngine({ socket, images, subnet: subnetOf(port), log: () => {}, logDir: join(home, 'logs') });
    emulator = await startEmulator({ home, port, engineSocket: socket, log: () => {} });
  };
  const stop = async (): Promise<void> => {
    await emulator.stop();
    await engine.close();
  };
  await start();
  return {
    home,
    port,
    settings: {
      endpoint: `http://127.0.0.1:${port}`,
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    },
    engine: () => engine,
    start,
    stop,
    remove: async () => {
      await stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** A port that nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}
