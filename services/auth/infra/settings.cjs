// What an operator sets by LISA_OIDC_*, LISA_COGNITO_ENDPOINT, LISA_SIGN_IN_* and LISA_*_GROUP, checked while packaging.
const { IssuerSettings } = require('@lisa/gateway/verify/settings');

const issuerVariables = {
  issuer: 'LISA_OIDC_ISSUER',
  audience: 'LISA_OIDC_CLIENT_ID',
  discoveryUrl: 'LISA_OIDC_DISCOVERY_URL',
  jwksUri: 'LISA_OIDC_JWKS_URI',
  algorithms: 'LISA_OIDC_ALGORITHMS',
  tokenUse: 'LISA_OIDC_TOKEN_USE',
  groupsClaim: 'LISA_OIDC_GROUPS_CLAIM',
  principalClaim: 'LISA_OIDC_PRINCIPAL_CLAIM',
};
const lists = new Set(['audience', 'algorithms', 'tokenUse']);

module.exports = async ({ resolveVariable }) => {
  const setting = async (name, fallback = '') => String(await resolveVariable(`env:${name}, '${fallback}'`));

  const external = {};
  for (const [field, variable] of Object.entries(issuerVariables)) external[field] = await setting(variable);
  const roles = {
    adminGroup: await setting('LISA_ADMIN_GROUP', 'admin'),
    userGroup: await setting('LISA_USER_GROUP'),
    apiGroup: await setting('LISA_API_GROUP'),
    ragAdminGroup: await setting('LISA_RAG_ADMIN_GROUP'),
  };
  const domain =
    (await setting('LISA_SIGN_IN_DOMAIN')) || `lisa-${await resolveVariable('sls:stage')}-\${AWS::AccountId}`;
  const ownSignInUrl = { 'Fn::Sub': `https://${domain}.auth.\${AWS::Region}.amazoncognito.com` };
  return {
    issuer: external.issuer ? checked(external) : ownPool(await setting('LISA_COGNITO_ENDPOINT')),
    roles: JSON.stringify(roles),
    adminGroup: roles.adminGroup,
    signInDomain: { 'Fn::Sub': domain },
    signInUrl: (await setting('LISA_SIGN_IN_URL')) || external.issuer || ownSignInUrl,
  };
};

function checked(external) {
  const given = Object.entries(external).filter(([, text]) => text !== '');
  const { data, error } = IssuerSettings.safeParse(
    Object.fromEntries(given.map(([field, text]) => [field, lists.has(field) ? text.split(/ *, */) : text])),
  );
  if (!error) return JSON.stringify(data);
  throw new Error(error.issues.map(({ path: [field], message }) => `${issuerVariables[field]}: ${message}`).join('; '));
}

// Tokens always name the pool's public address; its documents are elsewhere with a FIPS or VPC endpoint.
function ownPool(endpoint) {
  const settings = { issuer: 'https://${UserPool.ProviderName}', audience: ['${UserPoolClient}'] };
  const discoveryUrl = `${endpoint}/\${UserPool}/.well-known/openid-configuration`;
  return { 'Fn::Sub': JSON.stringify(endpoint ? { ...settings, discoveryUrl } : settings) };
}
