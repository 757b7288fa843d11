import * as z from 'zod';
import { defineRoute } from './define-route.ts';

const open = {
  method: 'GET',
  access: 'public',
  success: 200,
  failures: 'problem',
  reply: z.string(),
  contentType: 'text/html; charset=utf-8',
  example: { reply: '<!doctype html>…' },
} as const;

export const openSite = defineRoute({
  ...open,
  id: 'openSite',
  path: '/',
  summary: 'Open the site in a browser',
  problems: [],
});

export const openSiteFile = defineRoute({
  ...open,
  id: 'openSiteFile',
  path: '/{proxy+}',
  summary: 'Get a file of the site; in a browser, the site itself at any path that no other route has',
  params: z.object({ 'proxy+': z.string().describe('Path of the file') }),
  problems: ['RouteNotFound'],
  example: { ...open.example, params: { 'proxy+': 'index.html' } },
});
