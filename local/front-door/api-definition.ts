/** What the front door knows of a deployed REST API: only what a request needs to be routed. */
export interface DeployedApi {
  readonly apiId: string;
  readonly deploymentId: string;
  readonly resources: readonly Resource[];
  readonly authorizers: ReadonlyMap<string, Authorizer>;
  readonly gatewayResponses: GatewayResponses;
}

export interface Resource {
  readonly id: string;
  /** As declared, e.g. `/mcp/{serverId}/{proxy+}`. */
  readonly path: string;
  /** By HTTP method, or `ANY`. */
  readonly methods: ReadonlyMap<string, Method>;
}

export interface Method {
  readonly authorizationType: string;
  readonly authorizerId: string | undefined;
  readonly integration: Integration;
}

export interface Integration {
  readonly type: string;
  readonly isPrivate: boolean;
  /** `ANY` hands the caller's own method on. */
  readonly httpMethod: string;
  readonly uri: string;
  readonly timeoutMs: number;
  readonly requestParameters: Readonly<Record<string, string>>;
}

export interface Authorizer {
  readonly id: string;
  readonly type: string;
  readonly functionArn: string;
  readonly identitySources: readonly string[];
  readonly ttlSeconds: number;
}

/** By response type, e.g. `UNAUTHORIZED`; types nobody customized are absent or API Gateway's own. */
export type GatewayResponses = ReadonlyMap<string, GatewayResponse>;

export interface GatewayResponse {
  readonly status: number | undefined;
  readonly parameters: Readonly<Record<string, string>>;
  readonly template: string | undefined;
  readonly isDefault: boolean;
}
