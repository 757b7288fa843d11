import { createSign, generateKeyPairSync } from 'node:crypto';
import { PublishedModel } from '@lisa/contracts/vocabulary/model';
import { JsonLines } from '@lisa/gateway/json-lines';
import { cachedVerifier, createTokenVerifier, parseIssuerSettings } from '@lisa/gateway/verify';
import { startTask } from '../services/serve-router/router/task.ts';

/** The router as it runs in its container, but for its tables: one direct model, one issuer, the real token check. Args: port, upstream. */
const [port, upstream] = process.argv.slice(2);
const issuer = 'https://issuer.bench.example';
const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const keys = [{ ...publicKey.export({ format: 'jwk' }), kid: 'bench', alg: 'RS256', use: 'sig' }];
const fetchJson = (url: string): Promise<unknown> =>
  Promise.resolve(url.endsWith('openid-configuration') ? { issuer, jwks_uri: `${issuer}/keys` } : { keys });

function token(): string {
  const now = Math.floor(Date.now() / 1000);
  const encode = (part: object): string => Buffer.from(JSON.stringify(part)).toString('base64url');
  const claims = { iss: issuer, aud: 'bench', sub: 'someone', token_use: 'id', iat: now, exp: now + 3600 };
  const signed = `${encode({ alg: 'RS256', typ: 'JWT', kid: 'bench' })}.${encode(claims)}`;
  return `${signed}.${createSign('RSA-SHA256').update(signed).sign(privateKey, 'base64url')}`;
}

const model = PublishedModel.parse({
  modelId: 'mock-model',
  uid: '01ky3m7r9t4v2c8q5h3n6w0e1z',
  version: 1,
  ready: true,
  status: 'InService',
  modelName: 'openai/mock-model',
  modelType: 'textgen',
  hostingType: 'third_party',
  streaming: true,
  features: [],
  allowedGroups: [],
  createdAt: 1,
  target: { via: 'direct', model: 'mock-model', baseUrl: `${upstream}/v1` },
});
const row = { kind: 'route', id: model.modelId, uid: model.uid, modelVersion: 1, changedAt: 1, serving: true, model };
const nothing = () => Promise.resolve();

const verifier = createTokenVerifier(parseIssuerSettings(JSON.stringify({ issuer, audience: ['bench'] })), {
  fetchJson,
});
const task = await startTask({
  listen: { host: '127.0.0.1', port: Number(port) },
  rows: { version: () => Promise.resolve(1), all: () => Promise.resolve([row]) },
  leases: { renew: nothing, end: nothing },
  secrets: { read: () => Promise.reject(new Error('No model here has a secret')) },
  litellm: {
    generation: () => Promise.resolve(1),
    replace: () => Promise.resolve([]),
    try: () => Promise.reject(new Error('Nothing is behind LiteLLM here')),
  },
  litellmSettings: { origin: 'http://127.0.0.1:9', masterKey: 'none' },
  verifier: cachedVerifier(verifier, { maxEntries: 10_000, maxSeconds: 60 }),
  roles: { adminGroup: 'admin', userGroup: '', ragAdminGroup: '' },
  corsOrigins: [],
  proxy: {},
  // Access lines are written and thrown away, as a container's are by its log driver.
  log: new JsonLines(() => {}),
  facts: {},
});
console.log(JSON.stringify({ port: task.port, token: token() }));
process.on('SIGTERM', () => void task.stop(0, 1000).then(() => process.exit(0)));
