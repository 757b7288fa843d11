import { PublishedModel } from '@lisa/contracts/vocabulary/model';
import { Roles } from '@lisa/contracts/vocabulary/roles';
import { TokenRejected } from '@lisa/gateway/verify';
import type { Principal, TokenVerifier } from '@lisa/gateway/verify';
import type {
  Leases,
  LitellmEntry,
  LitellmModels,
  LitellmTrial,
  LitellmTrials,
  RejectedEntry,
  RouteRows,
  Secrets,
  Tried,
} from '../ports.ts';
import { startTask } from '../task.ts';
import type { RunningTask, TaskParts } from '../task.ts';

const uids = '0123456789abcdefghjkmnpqrstvwxyz';
let minted = 0;

/** A ULID that no other call has returned. */
export function aUid(): string {
  minted += 1;
  return `01ky3m7r9t4v2c8q5h3n6w0e${uids[Math.floor(minted / 32)]}${uids[minted % 32]}`;
}

/** A model that is served; name what matters. */
export const aModel = (changes: Partial<PublishedModel> = {}): PublishedModel =>
  PublishedModel.parse({
    modelId: 'demo',
    uid: aUid(),
    version: 2,
    ready: true,
    status: 'InService',
    modelName: 'openai/demo',
    modelType: 'textgen',
    hostingType: 'third_party',
    streaming: true,
    features: [],
    allowedGroups: [],
    createdAt: 1_795_276_800_000,
    target: { via: 'direct', model: 'upstream-demo', baseUrl: 'http://127.0.0.1:9/v1' },
    ...changes,
  });

/** The table of routes in memory, and how often its whole was read. */
export class FakeRouteRows implements RouteRows {
  current = 0;
  rows: unknown[] = [];
  reads = 0;

  version(): Promise<number> {
    return Promise.resolve(this.current);
  }

  all(): Promise<readonly unknown[]> {
    this.reads += 1;
    return Promise.resolve([...this.rows]);
  }

  /** Serves exactly these models from the next version on. */
  serve(...models: PublishedModel[]): void {
    this.current += 1;
    this.rows = models.map((model) => ({
      kind: 'route',
      id: model.modelId,
      uid: model.uid,
      modelVersion: model.version,
      changedAt: this.current,
      serving: true,
      model,
    }));
  }
}

/** This task's lease in memory. */
export class FakeLeases implements Leases {
  readonly renewed: number[] = [];
  ended = false;

  renew(version: number): Promise<void> {
    this.renewed.push(version);
    return Promise.resolve();
  }

  end(): Promise<void> {
    this.ended = true;
    return Promise.resolve();
  }

  get version(): number | undefined {
    return this.renewed.at(-1);
  }
}

/** Secrets in memory; an ARN without one rejects as AWS does. */
export class FakeSecrets implements Secrets {
  readonly values = new Map<string, string>();
  reads = 0;

  read(arn: string): Promise<string> {
    this.reads += 1;
    const value = this.values.get(arn);
    if (value !== undefined) return Promise.resolve(value);
    return Promise.reject(Object.assign(new Error('no such secret'), { name: 'ResourceNotFoundException' }));
  }
}

/** LiteLLM's model list in memory, and what a trial answers. */
export class FakeLitellmModels implements LitellmModels, LitellmTrials {
  up = true;
  current = 0;
  entries: readonly LitellmEntry[] = [];
  rejected: RejectedEntry[] = [];
  replaced = 0;
  /** Calls that came while it was not up. */
  asked = 0;

  async generation(): Promise<number> {
    this.#mustBeUp();
    return Promise.resolve(this.current);
  }

  async replace(generation: number, models: readonly LitellmEntry[]): Promise<readonly RejectedEntry[]> {
    this.#mustBeUp();
    this.replaced += 1;
    this.current = generation;
    this.entries = models;
    return Promise.resolve(this.rejected);
  }

  readonly trials: LitellmTrial[] = [];
  trialEnds: Tried = { ok: true, ms: 1 };

  async try(trial: LitellmTrial): Promise<Tried> {
    this.#mustBeUp();
    this.trials.push(trial);
    return Promise.resolve(this.trialEnds);
  }

  /** As after a crash: up, and with nothing on its list. */
  restart(): void {
    this.up = true;
    this.current = 0;
    this.entries = [];
  }

  #mustBeUp(): void {
    if (this.up) return;
    this.asked += 1;
    throw new Error('connect ECONNREFUSED');
  }
}

/** Accepts tokens of the form `name:group,group`; everything else is rejected. */
export const fakeVerifier: TokenVerifier = {
  hydrate: () => Promise.resolve(),
  verify(token) {
    const { username, groups } = /^(?<username>\w+):(?<groups>.*)$/.exec(token)?.groups ?? {};
    if (username === undefined || groups === undefined) return Promise.reject(new TokenRejected('form'));
    const principal: Principal = {
      issuer: 'https://issuer.example',
      principalId: username,
      username,
      displayName: username,
      groups: groups.split(',').filter((group) => group !== ''),
      tokenUse: 'id',
      expiresAt: 4_000_000_000,
    };
    return Promise.resolve(principal);
  },
};

export interface FakeTask {
  readonly task: RunningTask;
  readonly url: string;
  readonly rows: FakeRouteRows;
  readonly leases: FakeLeases;
  readonly secrets: FakeSecrets;
  readonly litellm: FakeLitellmModels;
  readonly lines: { level: string; message: string; facts: object | undefined }[];
  /** Serves exactly these models, and waits until the task does. */
  serve(...models: PublishedModel[]): Promise<void>;
}

/** A whole router task on loopback; only what is outside of it is faked. */
export async function aTask(changes: Partial<TaskParts> = {}): Promise<FakeTask> {
  const rows = new FakeRouteRows();
  const leases = new FakeLeases();
  const secrets = new FakeSecrets();
  const litellm = new FakeLitellmModels();
  const lines: FakeTask['lines'] = [];
  const task = await startTask({
    listen: { host: '127.0.0.1', port: 0 },
    rows,
    leases,
    secrets,
    litellm,
    litellmSettings: { origin: 'http://127.0.0.1:9', masterKey: 'master-key' },
    verifier: fakeVerifier,
    roles: Roles.parse({ adminGroup: 'admins', userGroup: '' }),
    corsOrigins: ['https://site.example'],
    proxy: {},
    log: { log: (level, message, facts) => void lines.push({ level, message, facts }), close: () => undefined },
    facts: {},
    followEveryMs: 10,
    ...changes,
  });
  const serve = async (...models: PublishedModel[]): Promise<void> => {
    rows.serve(...models);
    await eventually(() => leases.version === rows.current);
  };
  return { task, url: `http://127.0.0.1:${task.port}`, rows, leases, secrets, litellm, lines, serve };
}

/** Waits until something holds; fails after ten seconds. */
export async function eventually(holds: () => boolean): Promise<void> {
  const until = performance.now() + 10_000;
  while (!holds()) {
    if (performance.now() > until) throw new Error('It did not come true within 10 s');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
