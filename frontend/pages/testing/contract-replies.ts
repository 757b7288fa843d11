import { globSync } from 'node:fs';
import { join } from 'node:path';
import type { AnyRoute } from '@lisa/contracts/api/define-route';

export interface Request {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: string;
  readonly authorization: string | undefined;
}

/** A request as the API understood it: the route, and its checked parts. */
export interface Asked {
  readonly route: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly body: unknown;
}

interface Answered {
  readonly status: number;
  readonly body: unknown;
}

export interface ContractReplies {
  readonly asked: Asked[];
  set(route: AnyRoute, reply: unknown): void;
  refuse(route: AnyRoute, status: number, body: unknown): void;
  /** Undefined if no contract declares such a route. Throws if page or test break the contract. */
  answer(request: Request): Answered | undefined;
}

const contracts = join(import.meta.dirname, '../../../shared/contracts/src/api');
const isRoute = (value: unknown): value is AnyRoute =>
  typeof value === 'object' && value !== null && 'path' in value && 'failures' in value;

async function declaredRoutes(): Promise<AnyRoute[]> {
  const files = globSync('*.routes.ts', { cwd: contracts }).filter((file) => file !== 'frontend.routes.ts');
  const modules = await Promise.all(
    files.map((file) => import(join(contracts, file)) as Promise<Record<string, unknown>>),
  );
  return modules.flatMap((module) => Object.values(module).filter(isRoute));
}

const patternOf = ({ path }: AnyRoute): RegExp =>
  new RegExp(`^${path.replaceAll(/\{(\w+)\}/g, (_, name: string) => `(?<${name}>[^/]+)`)}/?$`);

const isAdmitted = ({ access }: AnyRoute, { authorization = '' }: Request): boolean =>
  access === 'public' || authorization.startsWith('Bearer ');

/** The parts of a request; throws if its body breaks the contract, which no page may do. */
function read(route: AnyRoute, pattern: RegExp, { path, query, body }: Request): Asked {
  const variables = Object.entries(pattern.exec(path)?.groups ?? {});
  return {
    route: route.id,
    params: Object.fromEntries(variables.map(([name, value]) => [name, decodeURIComponent(value)])),
    query: Object.fromEntries(query),
    body: route.body ? route.body.parse(JSON.parse(body)) : undefined,
  };
}

/** An API that answers every declared route with its example, until told otherwise. */
export async function contractReplies(): Promise<ContractReplies> {
  const routes = await declaredRoutes();
  // Literal paths before those with variables, as API Gateway chooses.
  const table = routes
    .map((route) => ({ route, pattern: patternOf(route) }))
    .toSorted((a, b) => a.route.path.split('{').length - b.route.path.split('{').length);
  const special = new Map<string, (asked: Asked) => Answered>();
  const asked: Asked[] = [];
  const succeed = (route: AnyRoute, reply: unknown): Answered => ({
    status: route.success,
    body: route.reply.parse(reply),
  });
  const answer = (request: Request): Answered | undefined => {
    const found = table.find(({ route, pattern }) => route.method === request.method && pattern.test(request.path));
    if (!found) return undefined;
    const { route, pattern } = found;
    if (!isAdmitted(route, request)) return { status: 401, body: { message: 'Unauthorized' } };
    const understood = read(route, pattern, request);
    asked.push(understood);
    return special.get(route.id)?.(understood) ?? succeed(route, route.example?.reply);
  };
  return {
    asked,
    set: (route, reply) =>
      special.set(route.id, (request) =>
        succeed(route, typeof reply === 'function' ? (reply as (asked: Asked) => unknown)(request) : reply),
      ),
    refuse: (route, status, body) => special.set(route.id, () => ({ status, body })),
    answer,
  };
}
