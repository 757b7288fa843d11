const { deployerPermissions } = require('../src/stacks/deployer-permissions.ts');

/** For the role of `deploy`: what CloudFormation does in its name. */
module.exports = { policy: { Version: '2012-10-17', Statement: deployerPermissions() } };
