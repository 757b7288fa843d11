import type { ServerResponse } from 'node:http';
import type { Container, ContainerSpec } from './container.ts';
import { imageView, inspectView, listView, logFrame } from './docker-views.ts';

const API_VERSION = '1.44';
const STOP_SECONDS = 5;
const REMOVE_GRACE_MS = 2000;

/** What the routes need from the engine. */
export interface Boxes {
  knowsImage(reference: string): boolean;
  create(name: string | undefined, spec: ContainerSpec): Container;
  /** By id, beginning of an id, or name. */
  find(reference: string): Container | undefined;
  list(): Container[];
  forget(container: Container): void;
}

export interface EngineRequest {
  /** Parts of the path that the route's pattern captures, decoded. */
  readonly parts: readonly string[];
  readonly query: URLSearchParams;
  readonly body: string;
}

type Answer = (boxes: Boxes, request: EngineRequest, response: ServerResponse) => Promise<void> | void;

/** The part of the Docker Engine API that the emulator uses. */
const ROUTES: readonly (readonly [RegExp, Answer])[] = [
  [/^(?:GET|HEAD) \/_ping$/, (_boxes, _request, response) => sendText(response, 'OK')],
  [/^GET \/version$/, (_boxes, _request, response) => send(response, 200, VERSION)],
  [/^GET \/info$/, (_boxes, _request, response) => send(response, 200, { ID: 'local', OSType: 'linux' })],
  [/^POST \/images\/create$/, pullImage],
  [/^GET \/images\/(.+)\/json$/, inspectImage],
  [/^POST \/images\/.+\/tag$/, (_boxes, _request, response) => send(response, 201)],
  [/^GET \/containers\/json$/, listContainers],
  [/^POST \/containers\/create$/, createContainer],
  [
    /^GET \/containers\/([^/]+)\/json$/,
    withContainer((box, _request, response) => send(response, 200, inspectView(box))),
  ],
  [/^POST \/containers\/([^/]+)\/start$/, withContainer(startContainer)],
  [/^POST \/containers\/([^/]+)\/stop$/, withContainer(stopContainer)],
  [/^POST \/containers\/([^/]+)\/kill$/, withContainer(killContainer)],
  [/^POST \/containers\/([^/]+)\/wait$/, withContainer(waitForContainer)],
  [/^GET \/containers\/([^/]+)\/logs$/, withContainer(streamLogs)],
  [/^DELETE \/containers\/([^/]+)$/, removeContainer],
  [/^GET \/networks$/, (_boxes, _request, response) => send(response, 200, [])],
  [/^GET \/volumes$/, (_boxes, _request, response) => send(response, 200, { Volumes: [] })],
];

const VERSION = { Version: 'local', ApiVersion: API_VERSION, MinAPIVersion: '1.24', Os: 'linux', Arch: 'amd64' };

/** Answers one request; `path` has no version prefix. What we do not play is a 404, as from a Docker that lacks it. */
export async function answer(
  boxes: Boxes,
  call: { method: string; path: string; query: URLSearchParams; body: string },
  response: ServerResponse,
): Promise<void> {
  for (const [pattern, handle] of ROUTES) {
    const match = pattern.exec(`${call.method} ${call.path}`);
    if (!match) continue;
    const parts = match.slice(1).map(decodeURIComponent);
    await handle(boxes, { parts, query: call.query, body: call.body }, response);
    return;
  }
  send(response, 404, { message: `the engine stand-in has no ${call.method} ${call.path}` });
}

function send(response: ServerResponse, status: number, body?: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'api-version': API_VERSION });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}

function sendText(response: ServerResponse, text: string): void {
  response.writeHead(200, { 'content-type': 'text/plain', 'api-version': API_VERSION });
  response.end(text);
}

function pullImage(boxes: Boxes, { query }: EngineRequest, response: ServerResponse): void {
  const image = `${query.get('fromImage')}:${query.get('tag') ?? 'latest'}`;
  if (!boxes.knowsImage(image)) return refuseImage(response, image);
  sendText(response, `${JSON.stringify({ status: 'Pull complete' })}\n`);
}

function inspectImage(boxes: Boxes, { parts: [image = ''] }: EngineRequest, response: ServerResponse): void {
  if (!boxes.knowsImage(image)) return refuseImage(response, image);
  send(response, 200, imageView(image));
}

function refuseImage(response: ServerResponse, image: string): void {
  // The words of Docker, which ECS passes on as the reason why a task stopped.
  const repository = image.replace(/:[^/:]*$/, '');
  send(response, 404, {
    message: `pull access denied for ${repository}, repository does not exist or may require 'docker login'`,
  });
}

function listContainers(boxes: Boxes, { query }: EngineRequest, response: ServerResponse): void {
  const all = query.get('all') === '1' || query.get('all') === 'true';
  const { label = [] } = JSON.parse(query.get('filters') ?? '{}') as { label?: string[] | Record<string, boolean> };
  const wanted = Array.isArray(label) ? label : Object.keys(label);
  const hasLabel = (box: Container, want: string): boolean => {
    const [key = '', ...value] = want.split('=');
    return value.length === 0 ? key in box.labels : box.labels[key] === value.join('=');
  };
  const listed = boxes
    .list()
    .filter((box) => (all || box.status === 'running') && wanted.every((want) => hasLabel(box, want)));
  send(response, 200, listed.map(listView));
}

function createContainer(boxes: Boxes, { query, body }: EngineRequest, response: ServerResponse): void {
  const spec = JSON.parse(body) as ContainerSpec;
  if (!boxes.knowsImage(spec.Image)) return refuseImage(response, spec.Image);
  const box = boxes.create(query.get('name') ?? undefined, spec);
  send(response, 201, { Id: box.id, Warnings: [] });
}

type ContainerAnswer = (box: Container, request: EngineRequest, response: ServerResponse) => Promise<void> | void;

function withContainer(handle: ContainerAnswer): Answer {
  return (boxes, request, response) => {
    const [reference = ''] = request.parts;
    const box = boxes.find(reference);
    if (!box) return send(response, 404, { message: `No such container: ${reference}` });
    return handle(box, request, response);
  };
}

function startContainer(box: Container, _request: EngineRequest, response: ServerResponse): void {
  box.start();
  send(response, 204);
}

async function stopContainer(box: Container, { query }: EngineRequest, response: ServerResponse): Promise<void> {
  await box.stop(Number(query.get('t') ?? STOP_SECONDS) * 1000);
  send(response, 204);
}

async function killContainer(box: Container, _request: EngineRequest, response: ServerResponse): Promise<void> {
  await box.kill();
  send(response, 204);
}

async function waitForContainer(box: Container, _request: EngineRequest, response: ServerResponse): Promise<void> {
  await box.ended;
  send(response, 200, { StatusCode: box.exitCode });
}

async function removeContainer(
  boxes: Boxes,
  { parts: [reference = ''] }: EngineRequest,
  response: ServerResponse,
): Promise<void> {
  const box = boxes.find(reference);
  if (!box) return send(response, 404, { message: `No such container: ${reference}` });
  await box.stop(REMOVE_GRACE_MS);
  boxes.forget(box);
  send(response, 204);
}

function streamLogs(box: Container, { query }: EngineRequest, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/vnd.docker.raw-stream' });
  const tail = Number(query.get('tail') ?? NaN);
  for (const chunk of Number.isNaN(tail) ? box.output : box.output.slice(-tail)) response.write(logFrame(chunk));
  const follows = ['1', 'true'].includes((query.get('follow') ?? '').toLowerCase());
  if (!follows || box.status === 'exited') {
    response.end();
    return;
  }
  response.once(
    'close',
    box.follow((chunk) => response.write(logFrame(chunk))),
  );
  void box.ended.then(() => response.end());
}
