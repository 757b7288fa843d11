import { Failure } from '@lisa/kit/failure';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import type { SiteEnv } from '../src/platform/env-shape.ts';
import type { SiteFiles } from './files.ts';
import type { SiteHeaders } from './headers.ts';

export interface Site {
  readonly files: SiteFiles;
  readonly headers: SiteHeaders;
  readonly env: SiteEnv;
  readonly apiPrefixes: readonly string[];
}

type Request = Pick<APIGatewayProxyEvent, 'path' | 'headers'>;

/** Named after their content: what was loaded once never changes. */
const isHashed = (path: string): boolean => /^assets\/.+-[\w-]{8}\.\w+$/.test(path);

const headerOf = ({ headers }: Request, name: string): string =>
  Object.entries(headers ?? {}).find(([given]) => given.toLowerCase() === name)?.[1] ?? '';

/** Answers a request for the site: a built file, env.js, the page for a browser, or 404. */
export function answerSite(site: Site, request: Request): APIGatewayProxyResult {
  const path = request.path.replace(/^\/+/, '');
  if (path === 'env.js') return script(site);
  if (path !== 'index.html' && site.files.has(path)) return file(site, path, request);
  if (path === '' || path === 'index.html' || isVisit(site, path, request)) return page(site);
  return missing(site);
}

/** Whether somebody opened an address in a browser that belongs to no API. */
const isVisit = ({ apiPrefixes }: Site, path: string, request: Request): boolean =>
  headerOf(request, 'accept').includes('text/html') && !apiPrefixes.includes(path.split('/')[0] ?? '');

function page({ files, headers }: Site): APIGatewayProxyResult {
  const type = { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store', Vary: 'Accept' };
  return { statusCode: 200, headers: { ...headers.page, ...type }, body: files.index };
}

/** Zod would try `new Function` for speed as soon as it is loaded; the policy forbids it and the console would say so. */
const withoutEval = 'globalThis.__zod_globalConfig = { jitless: true };\n';

function script({ env, headers }: Site): APIGatewayProxyResult {
  const type = { 'Content-Type': 'text/javascript; charset=utf-8', 'Cache-Control': 'no-store' };
  // Valid in a script of any page: `<` and the separators that end a line never stand in it.
  const text = JSON.stringify(env).replaceAll(
    /[<\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  const body = `window.env = ${text};\n${withoutEval}`;
  return { statusCode: 200, headers: { ...headers.file, ...type }, body };
}

function file({ files, headers }: Site, path: string, request: Request): APIGatewayProxyResult {
  const { type, encoding, content } = files.read(path, headerOf(request, 'accept-encoding'));
  return {
    statusCode: 200,
    headers: {
      ...(path.endsWith('.html') ? headers.frame : headers.file),
      'Content-Type': type,
      'Cache-Control': isHashed(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
      Vary: 'Accept-Encoding',
      // A sandboxed frame has an origin of its own, and these files hold nothing of anybody.
      'Access-Control-Allow-Origin': '*',
      ...(encoding && { 'Content-Encoding': encoding }),
    },
    body: content.toString('base64'),
    isBase64Encoded: true,
  };
}

/** As the gateway itself answers what is not there (LISA's family "gate"). */
function missing({ headers }: Site): APIGatewayProxyResult {
  const { status, message, code } = new Failure('RouteNotFound');
  return {
    statusCode: status,
    headers: { ...headers.file, 'Content-Type': 'application/json', 'Cache-Control': 'no-store', 'X-Problem': code },
    body: JSON.stringify({ error: 'Not Found', message }),
  };
}
