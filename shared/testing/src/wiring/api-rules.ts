import { globSync } from 'node:fs';
import { join } from 'node:path';
import type { RouteContract } from '@lisa/contracts/api/define-route';
import { root, type Packaged } from './packaged.ts';
import { rule } from './rule.ts';
import { at, listOf, referredBy, resourcesOf, textOf, type Named, type Template } from './template.ts';

/** Methods without an authorizer that no contract declares public, and why. */
const openByDesign: Readonly<Record<string, string>> = {
  'OPTIONS /{proxy+}': 'a preflight carries no credential',
  'ANY /v1/{proxy+}': 'the router verifies, and an Api-Key alone will do',
  'ANY /v2/serve/{proxy+}': 'the router verifies, and an Api-Key alone will do',
  'GET /health': 'says whether a router lives, nothing else',
};

/** The routes of every contract. */
export async function declaredRoutes(): Promise<RouteContract[]> {
  const files = globSync('shared/contracts/src/api/*.routes.ts', { cwd: root });
  const modules = await Promise.all(files.map((file) => import(join(root, file)) as Promise<Record<string, unknown>>));
  const isRoute = (value: unknown): value is RouteContract =>
    typeof at(value, 'path') === 'string' && typeof at(value, 'access') === 'string';
  return modules.flatMap((module) => Object.values(module).filter(isRoute));
}

/** Resources of platform on which another service has a method. */
const lentPaths: Readonly<Record<string, string>> = { AnyPathId: '/{proxy+}' };

/** The path of a gateway resource, from the root of the shared API. */
export function pathOf({ Resources }: Template, resourceId: unknown): string {
  const lent = lentPaths[referredBy(resourceId) ?? ''];
  if (lent) return lent;
  const properties = Resources[referredBy(resourceId) ?? '']?.Properties;
  return properties?.['PathPart']
    ? `${pathOf({ Resources }, properties['ParentId'])}/${textOf(properties['PathPart'])}`
    : '';
}

/** `GET /models/{modelId}` of a gateway method. */
export const routeOf = (template: Template, { Properties }: Named): string =>
  `${textOf(Properties['HttpMethod'])} ${pathOf(template, Properties['ResourceId']) || '/'}`;

const methodsOf = (template: Template): Named[] => resourcesOf(template, 'AWS::ApiGateway::Method');
const isAuthorized = ({ Properties }: Named): boolean =>
  Properties['AuthorizationType'] === 'CUSTOM' && Properties['AuthorizerId'] !== undefined;

export const everyMethodIsAuthorized = (publicRoutes: readonly string[]) =>
  rule('Every method has an authorizer, or is public by its contract or by a short list.', ({ template }) =>
    methodsOf(template)
      .filter((method) => !isAuthorized(method))
      .map((method) => routeOf(template, method))
      .filter((route) => !(route in openByDesign) && !publicRoutes.includes(route))
      .map((route) => `${route} admits everybody`),
  );

export const noServiceReleasesTheStage = rule(
  'Services declare resources and methods; only platform has a deployment, its first.',
  ({ service, template }) =>
    resourcesOf(template, 'AWS::ApiGateway::Deployment', 'AWS::ApiGateway::Stage')
      .filter(({ id }) => service !== 'platform' || !['FirstDeployment', 'Stage'].includes(id))
      .map(({ id }) => `${id} would fight over the shared stage`),
);

export const streamsAreStreamed = rule(
  'What goes through the VPC link is streamed and waits for the listener.',
  ({ template }) =>
    methodsOf(template)
      .filter(({ Properties }) => at(Properties, 'Integration', 'ConnectionType') === 'VPC_LINK')
      .flatMap((method) => {
        const route = routeOf(template, method);
        const awaited = listOf(method.DependsOn).map((id) => template.Resources[String(id)]?.Type);
        return [
          ...(at(method.Properties, 'Integration', 'ResponseTransferMode') === 'STREAM'
            ? []
            : [`${route} holds its answer back until it is complete`]),
          ...(awaited.includes('AWS::ElasticLoadBalancingV2::Listener')
            ? []
            : [`${route} does not wait for the listener`]),
        ];
      }),
);

/** Whether one of these methods takes a declared route: its own, or ANY of a greedy path above it. */
export const isAnswered = (route: string, methods: readonly string[]): boolean =>
  methods.some((method) => method === route || (/^ANY .*\/\{proxy\+\}$/.test(method) && isBelow(route, method)));

const isBelow = (route: string, greedy: string): boolean =>
  route.slice(route.indexOf('/')).startsWith(greedy.slice('ANY '.length, -'{proxy+}'.length));

interface OwnedPath {
  readonly path: string;
  readonly service: string;
}

const pathsOf = ({ service, template }: Packaged): OwnedPath[] =>
  resourcesOf(template, 'AWS::ApiGateway::Resource').map(({ id }) => ({
    path: pathOf(template, { Ref: id }),
    service,
  }));

const isVariable = ({ path }: OwnedPath): boolean => path.endsWith('}');
const parentOf = ({ path }: OwnedPath): string => path.slice(0, path.lastIndexOf('/'));
const nameOf = ({ path }: OwnedPath): string => path.slice(path.lastIndexOf('/') + 1);

/** Sentences about gateway paths that two services create, or positions that two of them name differently. */
export function sharedPaths(all: readonly Packaged[]): string[] {
  const paths = all.flatMap(pathsOf);
  const clashes =
    (of: (path: OwnedPath) => string, words: (one: OwnedPath, other: OwnedPath) => string) =>
    (other: OwnedPath, index: number) => {
      const one = paths.slice(0, index).find((earlier) => of(earlier) === of(other));
      return one ? [words(one, other)] : [];
    };
  const variables = (path: OwnedPath) => (isVariable(path) ? `${parentOf(path)}/{}` : path.path);
  return [
    ...paths.flatMap(
      clashes(
        ({ path }) => path,
        (one, other) => `${one.path} is created by ${one.service} and by ${other.service}`,
      ),
    ),
    ...paths
      .flatMap(
        clashes(variables, (one, other) =>
          one.path === other.path ? '' : `${parentOf(one)}/ is followed by ${nameOf(one)} and by ${nameOf(other)}`,
        ),
      )
      .filter(Boolean),
  ];
}
