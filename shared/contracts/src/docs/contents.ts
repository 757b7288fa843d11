import * as z from 'zod';
import type { AnyRoute } from '../api/define-route.ts';
import * as modelsRoutes from '../api/models.routes.ts';
import * as platformRoutes from '../api/platform.routes.ts';
import * as serveRouterRoutes from '../api/serve-router.routes.ts';
import * as sessionsRoutes from '../api/sessions.routes.ts';
import type { EventContract } from '../events/define-event.ts';
import { Metadata } from '../events/envelope.ts';
import * as modelsEvents from '../events/models.events.ts';
import * as platformEvents from '../events/platform.events.ts';
import * as serveRouterEvents from '../events/serve-router.events.ts';
import * as sessionsEvents from '../events/sessions.events.ts';
import * as anthropic from '../vocabulary/anthropic.ts';
import * as configuration from '../vocabulary/configuration.ts';
import * as ids from '../vocabulary/ids.ts';
import * as lifecycle from '../vocabulary/lifecycle.ts';
import * as message from '../vocabulary/message.ts';
import * as model from '../vocabulary/model.ts';
import * as openai from '../vocabulary/openai.ts';
import * as preferences from '../vocabulary/preferences.ts';
import * as promptTemplate from '../vocabulary/prompt-template.ts';
import * as session from '../vocabulary/session.ts';

/** What documents say about the API as a whole. */
export const about = {
  title: 'LISA',
  version: '0.1.0',
  description: 'A self-hosted platform for language models in one AWS account.',
} as const;

/** What each owner is there for, in the order documents name them. */
export const owners: Readonly<Record<string, string>> = {
  'serve-router': 'Inference as clients of OpenAI and Anthropic ask for it, and which models are served.',
  sessions: 'Conversations, prompts, preferences and the configuration.',
  models: 'Creates, changes, stops, starts and deletes models, and brings them into service.',
  platform: 'The bus, the API and what is written about them.',
};

type Module = Readonly<Record<string, unknown>>;

// A new owner is an import and a line here, and its purpose above; a test misses it otherwise.
const routeModules = {
  'serve-router': serveRouterRoutes,
  sessions: sessionsRoutes,
  models: modelsRoutes,
  platform: platformRoutes,
};
const eventModules = {
  'serve-router': serveRouterEvents,
  sessions: sessionsEvents,
  models: modelsEvents,
  platform: platformEvents,
};
const vocabulary = [
  { Metadata },
  anthropic,
  configuration,
  ids,
  lifecycle,
  message,
  model,
  openai,
  preferences,
  promptTemplate,
  session,
];

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
const isRoute = (value: unknown): value is AnyRoute => isObject(value) && 'method' in value && 'path' in value;
const isEvent = (value: unknown): value is EventContract => isObject(value) && 'data' in value && 'example' in value;

const place = ({ path, method }: AnyRoute): string =>
  `${path} ${['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].indexOf(method)}`;
const inOrder = <T>(items: readonly T[], key: (item: T) => string): T[] =>
  [...items].sort((a, b) => (key(a) < key(b) ? -1 : 1));

const routesIn = (module: Module) => inOrder(Object.values(module).filter(isRoute), place);
const eventsIn = (module: Module) => inOrder(Object.values(module).filter(isEvent), ({ name }) => name);

const byOwner = <T>(modules: Readonly<Record<string, Module>>, itemsIn: (module: Module) => T[]) =>
  Object.fromEntries(Object.entries(modules).map(([owner, module]) => [owner, itemsIn(module)]));

/** Every declared route by owner, in the order of paths. */
export const allRoutes: Readonly<Record<string, readonly AnyRoute[]>> = byOwner(routeModules, routesIn);

/** Every declared event by owner, in the order of names. */
export const allEvents: Readonly<Record<string, readonly EventContract[]>> = byOwner(eventModules, eventsIn);

/** Schemas that documents call by the name they are exported under; everything else stands where it is used. */
export const namedSchemas: ReadonlyMap<unknown, string> = new Map(
  [...vocabulary, ...Object.values(routeModules)]
    .flatMap((module: Module) => Object.entries(module))
    .filter(([, exported]) => exported instanceof z.ZodType)
    .map(([name, schema]): [unknown, string] => [schema, name]),
);
