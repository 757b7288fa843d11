/** Where a request points to, seen from outside. */
export type Address =
  | {
      readonly kind: 'api';
      /** Without the stage. */ readonly path: string;
      /** With its `?`, or empty. */ readonly query: string;
    }
  | { readonly kind: 'redirect'; readonly location: string }
  | { readonly kind: 'elsewhere' };

/** These answer without the stage as well, as they do on the load balancer. */
const atTheRoot = /^\/(?:v1|v2\/serve)(?:\/|$)|^\/health$/;

/** Reads a request target; nothing is decoded or normalized, so that a backend sees what the client sent. */
export function addressOf(target: string, stage: string): Address {
  const local = target.replace(/^https?:\/\/[^/?]*/i, '');
  const queryAt = local.indexOf('?');
  const path = queryAt < 0 ? local : local.slice(0, queryAt);
  const query = local.slice(path.length);
  if (path === '/' || path === '') return { kind: 'redirect', location: `/${stage}/${query}` };
  if (atTheRoot.test(path)) return { kind: 'api', path, query };
  if (`${path}/`.startsWith(`/${stage}/`)) return { kind: 'api', path: path.slice(stage.length + 1) || '/', query };
  return { kind: 'elsewhere' };
}
