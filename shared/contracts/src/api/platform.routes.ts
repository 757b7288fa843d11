import * as z from 'zod';
import { defineRoute } from './define-route.ts';

const open = { method: 'GET', access: 'public', success: 200, failures: 'problem', problems: [] } as const;
const info = { title: 'LISA', version: '0.1.0' };

export const readDocs = defineRoute({
  ...open,
  id: 'readDocs',
  path: '/docs',
  summary: 'Read about this API as a page',
  reply: z.string(),
  contentType: 'text/html; charset=utf-8',
  example: { reply: '<!doctype html>…' },
});

export const getOpenApi = defineRoute({
  ...open,
  id: 'getOpenApi',
  path: '/openapi.json',
  summary: 'Get every route as OpenAPI 3.1',
  reply: z.looseObject({ openapi: z.string() }),
  example: { reply: { openapi: '3.1.1', info, paths: {} } },
});

export const getAsyncApi = defineRoute({
  ...open,
  id: 'getAsyncApi',
  path: '/asyncapi.json',
  summary: 'Get every event as AsyncAPI 3',
  reply: z.looseObject({ asyncapi: z.string() }),
  example: { reply: { asyncapi: '3.0.0', info } },
});
