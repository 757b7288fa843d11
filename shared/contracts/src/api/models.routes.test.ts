import { describe, expect, it } from '@jest/globals';
import { CreateModelRequest, UpdateModelRequest } from './models.routes.ts';
import { selfHosted } from './models/examples.ts';

const least = { modelId: 'demo', modelName: 'openai/demo', modelType: 'textgen' };
const complaints = (schema: typeof CreateModelRequest | typeof UpdateModelRequest, request: object) =>
  schema.safeParse(request).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
const refused = (request: object) => complaints(CreateModelRequest, request);

describe('asking for a model', () => {
  it('needs a name, what the provider calls it, and a type', () => {
    expect(CreateModelRequest.parse(least)).toMatchObject({ ...least, streaming: false, hostingType: 'third_party' });
    expect(refused({})).toHaveLength(3);
  });

  it("ignores fields of LISA's clients that we do not know, and takes null for absent", () => {
    const absent = { modelUrl: null, features: null, apiKey: null, autoScalingConfig: null, containerConfig: null };

    expect(CreateModelRequest.parse({ ...least, ...absent, guardrailsConfig: {} })).not.toHaveProperty(
      'guardrailsConfig',
    );
  });

  it.each([
    [{ modelType: 'embedding', streaming: true }, 'streaming: an embedding model cannot stream'],
    [{ hostingType: 'internal_hosted' }, 'modelUrl: is required for internal_hosted'],
    [{ route: 'direct' }, 'modelUrl: is required for the direct route'],
  ])('refuses %j and says why', (fields, words) => {
    expect(refused({ ...least, ...fields })).toEqual([words]);
  });

  it('refuses what is too large to travel in an event', () => {
    const features = (count: number) => Array.from({ length: count }, () => ({ name: 'x', overview: 'ü'.repeat(500) }));

    expect(refused({ ...least, features: features(30) })).toBeUndefined();
    expect(refused({ ...least, features: features(40) })).toEqual([': is larger than 32768 bytes']);
  });

  it.each(['ftp://x', 'javascript:alert(1)', 'x', 'file:///etc/passwd'])('refuses the address %s', (modelUrl) => {
    expect(refused({ ...least, modelUrl })).toHaveLength(1);
  });
});

describe('asking for an internal endpoint', () => {
  const at = (modelUrl: string) => refused({ ...least, hostingType: 'internal_hosted', modelUrl });

  it.each([
    'http://internal-a-1.us-east-1.elb.amazonaws.com',
    'https://a-1.elb.us-gov-west-1.amazonaws.com/v1',
    'http://a.cn-north-1.elb.amazonaws.com.cn',
    'http://a.us-iso-east-1.elb.c2s.ic.gov',
  ])('takes the load balancer %s', (url) => {
    expect(at(url)).toBeUndefined();
  });

  it.each([
    'http://169.254.169.254',
    'http://a.elb.amazonaws.com.example.com',
    'http://example.com/.elb.amazonaws.com',
    'http://elb.amazonaws.com@example.com',
  ])('refuses %s, which is none', (url) => {
    expect(at(url)).toEqual([expect.stringContaining('modelUrl: must name a load balancer')]);
  });
});

describe('asking for a model of one’s own', () => {
  const fields = ['instanceType', 'inferenceContainer', 'containerConfig', 'autoScalingConfig', 'loadBalancerConfig'];

  it('takes whatever hosting type is named beside a full description for lisa_hosted', () => {
    const { hostingType: _, ...unnamed } = selfHosted;

    expect(CreateModelRequest.parse(unnamed).hostingType).toBe('lisa_hosted');
    expect(CreateModelRequest.parse({ ...unnamed, hostingType: 'third_party' }).hostingType).toBe('lisa_hosted');
  });

  it.each(fields)('refuses half a description, which would quietly make another kind of model: no %s', (field) => {
    expect(refused({ ...selfHosted, [field]: null })).toEqual([
      `${field}: is required for a self-hosted model, with ${fields.join(', ')}`,
    ]);
  });

  it('needs all of it when it is named', () => {
    expect(refused({ ...least, hostingType: 'lisa_hosted' })).toHaveLength(5);
  });

  it('refuses hosting fields for what runs elsewhere', () => {
    const elsewhere = { hostingType: 'internal_hosted', modelUrl: 'http://a.us-east-1.elb.amazonaws.com' };

    expect(refused({ ...selfHosted, ...elsewhere })).toEqual([expect.stringContaining('hostingType: internal_hosted')]);
  });

  it.each([
    [{ modelName: '../other' }, 'modelName'],
    [{ modelName: 'a/*' }, 'modelName'],
    [{ instanceType: 'large' }, 'instanceType'],
    [{ autoScalingConfig: { ...selfHosted.autoScalingConfig, maxCapacity: 0 } }, 'autoScalingConfig.maxCapacity'],
  ])('refuses %j by name', (wrong, field) => {
    expect(refused({ ...selfHosted, ...wrong })?.[0]).toMatch(new RegExp(`^${field}: `));
  });

  it('refuses settings that its server would not start with', () => {
    const containerConfig = { ...selfHosted.containerConfig, environment: { VLLM_MAX_MODEL_LEN: 'many' } };

    expect(refused({ ...selfHosted, containerConfig })).toEqual([
      'containerConfig.environment.VLLM_MAX_MODEL_LEN: must be a whole number above 0',
    ]);
  });
});

describe('asking for a change', () => {
  const refusedChange = (request: object) => complaints(UpdateModelRequest, request);

  it.each([{}, { enabled: null }, { unknown: 1 }])('refuses %j: it changes nothing', (request) => {
    expect(refusedChange(request)).toEqual([': at least one field must be given']);
  });

  it('refuses an empty change of capacity', () => {
    expect(refusedChange({ autoScalingInstanceConfig: {} })).toEqual([
      'autoScalingInstanceConfig: at least one field must be given',
    ]);
  });

  it.each([
    { enabled: false },
    { autoScalingInstanceConfig: { minCapacity: 0 } },
    { allowedGroups: [] },
    { apiKey: 'k' },
  ])('takes %j', (request) => {
    expect(UpdateModelRequest.parse(request)).toEqual(request);
  });
});
