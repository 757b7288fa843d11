// What an operator sets by LISA_OIDC_*, LISA_COGNITO_ENDPOINT, LISA_SIGN_IN_* and LISA_*_GROUP, checked while packaging.
const { IssuerSettings } = require('@lisa/gateway/verify/settings');

module.exports = async ({ resolveVariable }) => {
  const setting = async (name, fallback = '') => String(await resolveVariable(`env:${name}, '${fallback}'`));
  const list = async (name) =>
    (await setting(name))
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean);

  const external = {
    issuer: await setting('LISA_OIDC_ISSUER'),
    audience: await list('LISA_OIDC_CLIENT_ID'),
    discoveryUrl: await setting('LISA_OIDC_DISCOVERY_URL'),
    jwksUri: await setting('LISA_OIDC_JWKS_URI'),
    algorithms: await list('LISA_OIDC_ALGORITHMS'),
    tokenUse: await list('LISA_OIDC_TOKEN_USE'),
    groupsClaim: await setting('LISA_OIDC_GROUPS_CLAIM'),
    principalClaim: await setting('LISA_OIDC_PRINCIPAL_CLAIM'),
  };
  const roles = {
    adminGroup: await setting('LISA_ADMIN_GROUP', 'admin'),
    userGroup: await setting('LISA_USER_GROUP'),
    apiGroup: await setting('LISA_API_GROUP'),
    ragAdminGroup: await setting('LISA_RAG_ADMIN_GROUP'),
  };
  const domain =
    (await setting('LISA_SIGN_IN_DOMAIN')) || `lisa-${await resolveVariable('sls:stage')}-\${AWS::AccountId}`;
  const ownSignInUrl = `https://${domain}.auth.\${AWS::Region}.amazoncognito.com`;
  return {
    issuer: external.issuer ? checked(external) : cognito(await setting('LISA_COGNITO_ENDPOINT')),
    roles: JSON.stringify(roles),
    adminGroup: roles.adminGroup,
    signInDomain: { 'Fn::Sub': domain },
    signInUrl: (await setting('LISA_SIGN_IN_URL')) || external.issuer || { 'Fn::Sub': ownSignInUrl },
  };
};

function checked(settings) {
  const given = Object.fromEntries(Object.entries(settings).filter(([, value]) => value.length > 0));
  return JSON.stringify(IssuerSettings.parse(given));
}

// Tokens always name the pool's public address; its documents are elsewhere with a FIPS or VPC endpoint.
function cognito(endpoint) {
  const settings = { issuer: 'https://${UserPool.ProviderName}', audience: ['${UserPoolClient}'] };
  const discoveryUrl = `${endpoint}/\${UserPool}/.well-known/openid-configuration`;
  return { 'Fn::Sub': JSON.stringify(endpoint ? { ...settings, discoveryUrl } : settings) };
}
