import { CreateModelRequest, UpdateModelRequest } from '@lisa/contracts/api/models.routes';
import { selfHosted } from '@lisa/contracts/api/models/examples';
import type { SeededRandom } from '@lisa/testing/simulator/seeded-random';
import type { Ports } from '../../src/ports.ts';
import { createModel } from '../../src/use-cases/create-model.ts';
import { deleteModel } from '../../src/use-cases/delete-model.ts';
import { updateModel } from '../../src/use-cases/update-model.ts';

/** What an administrator asks for, and when. */
export interface Request {
  /** Seconds after the one before. */
  readonly wait: number;
  readonly label: string;
  readonly run: (ports: Ports) => Promise<unknown>;
}

const names = ['alpha', 'beta', 'gamma'];
const administrator = { username: 'jo', groups: ['admins'], isAdmin: true };

// Parsed once: a run asks for the same few things.
const creations = [
  { ...selfHosted },
  { ...selfHosted, apiKey: 'sk-1' },
  { modelName: 'openai/x', modelType: 'textgen' },
  { modelName: 'openai/x', modelType: 'textgen', apiKey: 'sk-1' },
].map((request) => CreateModelRequest.parse({ ...request, modelId: 'x' }));

const changes = [
  { enabled: false },
  { enabled: true },
  { autoScalingInstanceConfig: { minCapacity: 2, maxCapacity: 4, desiredCapacity: 3 } },
  { autoScalingInstanceConfig: { maxCapacity: 5 } },
  { containerConfig: { environment: { VLLM_MAX_MODEL_LEN: '4096' } } },
  { modelDescription: 'A model' },
  { apiKey: 'sk-2' },
].map((request) => UpdateModelRequest.parse(request));

type Kind = (name: string, random: SeededRandom) => Omit<Request, 'wait'>;

const create: Kind = (modelId, random) => {
  const request = { ...random.pick(creations), modelId };
  return {
    label: `create ${modelId}, ${request.hostingType}${request.apiKey ? ', with a key' : ''}`,
    run: (ports) => createModel(request, administrator, ports),
  };
};

const update: Kind = (name, random) => {
  const request = random.pick(changes);
  return { label: `update ${name} ${JSON.stringify(request)}`, run: (ports) => updateModel(name, request, ports) };
};

const remove: Kind = (name) => ({ label: `delete ${name}`, run: (ports) => deleteModel(name, ports) });

const kinds: readonly Kind[] = [create, create, update, update, update, remove];

/** Of two at once both may be accepted, one, or none; others have time to settle in between. */
function waitBefore(random: SeededRandom): number {
  if (random.chance(0.2)) return 0;
  return random.below(random.chance(0.4) ? 10 : 300);
}

/** A day's requests. The first is a create. Most days are short and about one model: what goes wrong mostly takes two or three. */
export function requestsOf(random: SeededRandom): Request[] {
  const isLong = random.chance(0.2);
  const few = names.slice(0, 1 + random.below(random.chance(0.6) ? 1 : names.length));
  return Array.from({ length: isLong ? 5 + random.below(8) : 2 + random.below(4) }, (_, index) => ({
    wait: waitBefore(random),
    ...(index === 0 ? create : random.pick(kinds))(random.pick(few), random),
  }));
}
