import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { aGatewayEvent } from '@lisa/testing/gateway-event';
import type { Context } from 'aws-lambda';
import { docsApi } from './docs-api.ts';

const publicUrl = 'https://lisa.example.com/dev';
const handler = docsApi({ publicUrl, stage: 'dev', corsOrigins: ['https://lisa.example.com'] });
const get = (resource: string) => handler(aGatewayEvent({ resource }), {} as Context);

describe('asking for the documents', () => {
  it('answers a browser with a page that runs nothing and loads nothing', async () => {
    const { statusCode, headers, body } = await get('/docs');

    const [, style = ''] = /<style>([^]*)<\/style>/.exec(body) ?? [];
    const hash = createHash('sha256').update(style).digest('base64');
    const policy = String(headers?.['Content-Security-Policy']);
    expect([statusCode, headers?.['Content-Type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain(`style-src 'sha256-${hash}'`);
  });

  it('answers machines with routes and events, at this address', async () => {
    const openApi = JSON.parse((await get('/openapi.json')).body) as { openapi: string; servers: object };
    const asyncApi = JSON.parse((await get('/asyncapi.json')).body) as { asyncapi: string; operations: object };

    expect(openApi).toMatchObject({ openapi: '3.1.1', servers: [{ url: publicUrl }] });
    expect(asyncApi.asyncapi).toBe('3.0.0');
    expect(Object.keys(asyncApi.operations)).toContain('sendModelReady');
  });

  it('carries the headers of every other answer', async () => {
    const { headers } = await get('/docs');

    expect(headers).toMatchObject({
      'X-Frame-Options': 'DENY',
      'X-Content-Type-Options': 'nosniff',
      'Access-Control-Allow-Origin': 'https://lisa.example.com',
    });
  });
});
