import type { DeployedApi, Method, Resource } from './api-definition.ts';

export interface Match {
  readonly resource: Resource;
  readonly method: Method;
  /** As they stood in the path, percent-encoding included. */
  readonly params: Readonly<Record<string, string>>;
}

type Params = Record<string, string>;

/**
 * Finds the method that serves a request, as API Gateway does: a literal segment beats `{param}` beats `{proxy+}`, and a
 * resource without the asked method gives way to the deepest `{proxy+}` that has it.
 */
export function match(api: DeployedApi, httpMethod: string, path: string): Match | undefined {
  const best = api.resources
    .flatMap((resource) => candidate(resource, path))
    .sort((a, b) => (a.rank < b.rank ? -1 : 1))[0];
  const found = best && served(best, httpMethod);
  if (found) return found;

  return api.resources
    .filter(({ path: pattern }) => pattern.endsWith('+}'))
    .sort((a, b) => segmentsOf(b.path).length - segmentsOf(a.path).length)
    .flatMap((resource) => candidate(resource, path))
    .map((greedy) => served(greedy, httpMethod))
    .find((greedy) => greedy !== undefined);
}

interface Candidate {
  readonly resource: Resource;
  readonly params: Params;
  /** One digit per segment; the smallest text is the most specific pattern. */
  readonly rank: string;
}

function served({ resource, params }: Candidate, httpMethod: string): Match | undefined {
  const method = resource.methods.get(httpMethod) ?? resource.methods.get('ANY');
  return method && { resource, method, params };
}

function candidate(resource: Resource, path: string): Candidate[] {
  const wanted = segmentsOf(resource.path);
  const given = segmentsOf(path);
  const params: Params = {};
  let rank = '';

  for (const [index, segment] of wanted.entries()) {
    const value = given[index];
    if (value === undefined) return [];
    if (segment.endsWith('+}')) {
      params[segment.slice(1, -2)] = remainder(path, index);
      return [{ resource, params, rank: `${rank}2` }];
    }
    if (segment.startsWith('{')) params[segment.slice(1, -1)] = value;
    else if (segment !== decoded(value)) return [];
    rank += segment.startsWith('{') ? '1' : '0';
  }
  return wanted.length === given.length ? [{ resource, params, rank }] : [];
}

const segmentsOf = (path: string): string[] => path.split('/').filter((segment) => segment !== '');

/** What follows the first `count` segments, a trailing slash included: some backends tell `/a` from `/a/`. */
function remainder(path: string, count: number): string {
  let rest = path.replace(/^\/+/, '');
  for (let skipped = 0; skipped < count; skipped += 1) rest = rest.slice(rest.indexOf('/')).replace(/^\/+/, '');
  return rest;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
