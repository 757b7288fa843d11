import type { SiteEnv } from '../src/platform/env-shape.ts';
import type { SiteSettings } from './composition.ts';

const version = '0.1.0';

/** Where Cognito has what its tokens' issuer does not tell a browser: its pages live on a domain of their own. */
function cognitoEndpoints({ signInUrl, publicUrl, oidc }: SiteSettings): SiteEnv['OIDC_ENDPOINTS'] {
  const [client_id = ''] = oidc.audience;
  const signOut = new URLSearchParams({ client_id, logout_uri: `${publicUrl}/` });
  return {
    authorization_endpoint: `${signInUrl}/oauth2/authorize`,
    token_endpoint: `${signInUrl}/oauth2/token`,
    revocation_endpoint: `${signInUrl}/oauth2/revoke`,
    jwks_uri: oidc.jwksUri ?? `${oidc.issuer}/.well-known/jwks.json`,
    signOutUrl: `${signInUrl}/logout?${signOut.toString()}`,
  };
}

const isCognito = ({ oidc, signInUrl }: SiteSettings): boolean =>
  oidc.issuer.startsWith('https://cognito-idp.') && signInUrl !== oidc.issuer;

/** What `env.js` tells the pages of a deployment. */
export function siteEnv(settings: SiteSettings): SiteEnv {
  const { publicUrl, mediaOrigin, oidc, roles } = settings;
  return {
    AUTHORITY: oidc.issuer,
    CLIENT_ID: oidc.audience[0] ?? '',
    ADMIN_GROUP: roles.adminGroup,
    USER_GROUP: roles.userGroup,
    API_GROUP: roles.apiGroup,
    RAG_ADMIN_GROUP: roles.ragAdminGroup,
    JWT_GROUPS_PROP: oidc.groupsClaim,
    CUSTOM_SCOPES: [],
    RESTAPI_URI: publicUrl,
    RESTAPI_VERSION: 'v2',
    MCP_WORKBENCH_URI: '',
    RAG_ENABLED: false,
    HOSTED_MCP_ENABLED: false,
    API_BASE_URL: publicUrl,
    USE_CUSTOM_BRANDING: false,
    CUSTOM_DISPLAY_NAME: 'LISA',
    MEDIA_ORIGIN: mediaOrigin,
    VERSION: version,
    ...(isCognito(settings)
      ? { OIDC_ENDPOINTS: cognitoEndpoints(settings) }
      : oidc.discoveryUrl && { OIDC_METADATA_URL: oidc.discoveryUrl }),
  };
}
