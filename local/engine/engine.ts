import { chmod, mkdir, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { dirname } from 'node:path';
import { inheritedEnvironment } from '../inherited-environment.ts';
import { createAddresses } from './addresses.ts';
import { Container, type ContainerSpec } from './container.ts';
import { findCommand, type ImageCommands } from './image-commands.ts';
import { answer, type Boxes } from './routes.ts';

const TASK_LABEL = 'com.amazonaws.ecs.task-arn';
const GRACE_MS = 5000;
const LONGEST_SOCKET = 103; // bytes; macOS allows the least

export interface EngineOptions {
  /** Path of the Unix socket to listen on; a stale one is replaced. */
  readonly socket: string;
  readonly images: ImageCommands;
  /** Three bytes of loopback addresses for tasks, such as `127.31.144`: see `subnetOf`. */
  readonly subnet: string;
  /** Told when a container starts and ends. */
  readonly log: (line: string) => void;
  /** Each container's output is appended to `<logDir>/<container name>.log`. */
  readonly logDir: string;
}

/** A stand-in for the Docker Engine that runs local programs instead of containers. */
export interface Engine {
  /** Stops every container, then the engine. */
  close(): Promise<void>;
  /** What exists now, running or not. */
  containers(): readonly Container[];
}

/** Starts the engine. Rejects if the socket cannot be created. */
export async function createEngine({ images, log, logDir, socket, subnet }: EngineOptions): Promise<Engine> {
  if (Buffer.byteLength(socket) > LONGEST_SOCKET) {
    throw new Error(`The path of the socket ${socket} is too long: choose a shorter home folder`);
  }
  const known = new Map<string, Container>();
  const addresses = createAddresses(subnet);
  const base = inheritedEnvironment();

  const boxes: Boxes = {
    knowsImage: (reference) => findCommand(images, reference) !== undefined,
    create: (name, spec) => {
      const command = findCommand(images, spec.Image);
      if (!command) throw new Error(`No such image: ${spec.Image}`);
      const box = new Container({
        name: name ?? 'unnamed',
        spec,
        command,
        logDir,
        base,
        ip: addresses.claim(taskOf(spec, name)),
      });
      known.set(box.id, box);
      void box.ended.then(() => log(`${box.name} ended with exit code ${box.exitCode}`));
      return box;
    },
    find: (reference) =>
      known.get(reference) ?? boxes.list().find(({ id, name }) => name === reference || id.startsWith(reference)),
    list: () => [...known.values()],
    forget: (box) => {
      if (known.delete(box.id)) addresses.release(taskOf(box.spec, box.name));
    },
  };

  const server = createServer((request, response) => {
    serve(boxes, request, response).catch((error: unknown) => {
      log(`engine: ${request.method} ${request.url} failed: ${String(error)}`);
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ message: String(error) }));
    });
  });
  await mkdir(dirname(socket), { recursive: true });
  await rm(socket, { force: true });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(socket, resolve);
  });
  await chmod(socket, 0o600);

  const close = async (): Promise<void> => {
    const closed = new Promise((resolve) => server.close(resolve));
    await Promise.all(boxes.list().map((box) => box.stop(GRACE_MS)));
    server.closeAllConnections();
    await closed;
    await rm(socket, { force: true });
  };
  return { close, containers: boxes.list };
}

/** Containers outside any task (nobody starts such today) get an address each. */
function taskOf(spec: ContainerSpec, name: string | undefined): string {
  return spec.Labels?.[TASK_LABEL] ?? name ?? 'unnamed';
}

async function serve(boxes: Boxes, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://engine');
  const path = url.pathname.replace(/^\/v[\d.]+(?=\/)/, '');
  const body = await text(request);
  await answer(boxes, { method: request.method ?? 'GET', path, query: url.searchParams, body }, response);
}
