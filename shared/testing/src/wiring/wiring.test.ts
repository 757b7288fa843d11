import { describe, expect, it } from '@jest/globals';
import { sourceOf } from '@lisa/contracts/events/define-event';
import { publishedEvents } from '../pins/published-events.ts';
import * as apiRules from './api-rules.ts';
import * as eventRules from './event-rules.ts';
import * as firstDeploymentRules from './first-deployment-rules.ts';
import * as iamRules from './iam-rules.ts';
import { packagedServices } from './packaged.ts';
import type { Rule } from './rule.ts';
import { resourcesOf } from './template.ts';
import * as workflowRules from './workflow-rules.ts';

const packaged = packagedServices();
const routes = await apiRules.declaredRoutes();
const openRoutes = routes.filter(({ access }) => access === 'public').map(({ method, path }) => `${method} ${path}`);
const declared = (await publishedEvents()).map(({ owner, name }) => `${sourceOf(owner)} ${name}`);

const isRule = (value: unknown): value is Rule => typeof value === 'object' && value !== null && 'sentence' in value;
const modules: object[] = [apiRules, eventRules, firstDeploymentRules, iamRules, workflowRules];
const rules: Rule[] = [
  apiRules.everyMethodIsAuthorized(openRoutes),
  eventRules.everyRuleListensToSomethingDeclared(declared),
  ...modules.flatMap((module) => Object.values(module).filter(isRule)),
];
const cases = packaged.flatMap((service) =>
  rules.map((rule) => [service.service, rule.sentence, rule, service] as const),
);

describe('every packaged template', () => {
  it.each(cases)('%s: %s', (_, __, rule, service) => {
    expect(rule.find(service)).toEqual([]);
  });

  it('shares no gateway path with another', () => {
    expect(apiRules.sharedPaths(packaged)).toEqual([]);
  });

  it('together answer every route that a contract declares, each once', () => {
    const methods = packaged.flatMap(({ template }) =>
      resourcesOf(template, 'AWS::ApiGateway::Method').map((method) => apiRules.routeOf(template, method)),
    );

    const declaredToo = routes.map(({ method, path }) => `${method} ${path}`);
    expect(declaredToo.filter((route) => !apiRules.isAnswered(route, methods))).toEqual([]);
    expect(new Set(methods).size).toBe(methods.length);
  });

  it('is looked at by this test', () => {
    expect(packaged.map(({ service }) => service)).toEqual(
      expect.arrayContaining(['models', 'platform', 'serve-router']),
    );
    expect(rules.length).toBeGreaterThan(25);
  });
});
