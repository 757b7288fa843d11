import type { GatewayResponse, GatewayResponses } from './api-definition.ts';
import type { Incoming } from './incoming.ts';
import type { Refusal } from './refusal.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Dresses a refusal in the gateway responses of the deployed API, or in our own where none was deployed. */
export function gatewayAnswer(refusal: Refusal, responses: GatewayResponses, asked: Incoming): Answer {
  const deployed = customized(refusal, responses);
  const headers: Record<string, string> = {
    'Content-Type': 'application/json',
    ...(deployed ? mappedHeaders(deployed, asked) : { 'Access-Control-Allow-Origin': '*' }),
    ...refusal.headers,
  };
  if (refusal.isOurs || deployed?.template === undefined) {
    return {
      status: refusal.status,
      headers,
      body: JSON.stringify({ error: refusal.reason, message: refusal.message }),
    };
  }
  return { status: deployed.status ?? refusal.status, headers, body: filledIn(deployed.template, refusal, asked) };
}

function customized({ type, status }: Refusal, responses: GatewayResponses): GatewayResponse | undefined {
  const family = responses.get(status < 500 ? 'DEFAULT_4XX' : 'DEFAULT_5XX');
  return [responses.get(type), family].find((response) => response && !response.isDefault);
}

function mappedHeaders({ parameters }: GatewayResponse, asked: Incoming): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [target, source] of Object.entries(parameters)) {
    const name = /^gatewayresponse\.header\.(.+)$/.exec(target)?.[1];
    const value = valueOf(source, asked);
    if (name !== undefined && value !== undefined) headers[name] = value;
  }
  return headers;
}

function valueOf(source: string, asked: Incoming): string | undefined {
  const literal = /^'(.*)'$/s.exec(source)?.[1];
  if (literal !== undefined) return literal;
  const header = /^method\.request\.header\.(.+)$/.exec(source)?.[1];
  if (header !== undefined) return asked.header(header);
  return source === 'context.requestId' ? asked.id : undefined;
}

function filledIn(template: string, refusal: Refusal, asked: Incoming): string {
  const variables: Record<string, string> = {
    'context.error.message': refusal.message,
    'context.error.messageString': JSON.stringify(refusal.message),
    'context.error.responseType': refusal.type,
    'context.requestId': asked.id,
    'context.stage': asked.stage,
    'context.path': `/${asked.stage}${asked.path}`,
  };
  return template.replace(
    /\$(?:\{(context(?:\.\w+)+)\}|(context(?:\.\w+)+))/g,
    (whole, braced?: string, bare?: string) => {
      return variables[braced ?? bare ?? ''] ?? whole;
    },
  );
}
