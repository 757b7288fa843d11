import * as z from 'zod';

const text = z.string();

/** What the browser must know of the identity provider when it does not publish that under the issuer itself. */
const OidcEndpoints = z.object({
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  revocation_endpoint: z.url(),
  jwks_uri: z.url(),
  /** Where to go to end the session there, complete with its parameters. */
  signOutUrl: z.url(),
});

/** `window.env`: LISA's settings of a deployment as its pages read them, and below them ours. */
export const SiteEnv = z.object({
  AUTHORITY: z.url(),
  CLIENT_ID: text,
  ADMIN_GROUP: text,
  USER_GROUP: text,
  API_GROUP: text,
  RAG_ADMIN_GROUP: text,
  JWT_GROUPS_PROP: text,
  CUSTOM_SCOPES: z.array(text),
  RESTAPI_URI: z.url(),
  RESTAPI_VERSION: z.literal('v2'),
  MCP_WORKBENCH_URI: text,
  RAG_ENABLED: z.boolean(),
  HOSTED_MCP_ENABLED: z.boolean(),
  API_BASE_URL: z.url(),
  USE_CUSTOM_BRANDING: z.boolean(),
  CUSTOM_DISPLAY_NAME: text,
  OIDC_METADATA_URL: z.url().optional(),
  OIDC_ENDPOINTS: OidcEndpoints.optional(),
  /** Where images of conversations are put and shown from. */
  MEDIA_ORIGIN: z.url(),
  VERSION: text,
});
export type SiteEnv = z.infer<typeof SiteEnv>;
