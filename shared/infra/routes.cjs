// Routes of the contracts as http events of osls: one list per owner. A misspelt owner stops packaging.
const { readdirSync } = require('node:fs');
const { join } = require('node:path');

const authorizer = { type: 'CUSTOM', authorizerId: { Ref: 'AuthorizerId' } };

const method = ({ method, path, access }) => ({
  http: { method: method.toLowerCase(), path, ...(access === 'public' ? {} : { authorizer }) },
});

const declared = join(__dirname, '../contracts/src/api');
const suffix = '.routes.ts';

for (const file of readdirSync(declared).filter((name) => name.endsWith(suffix)))
  exports[file.slice(0, -suffix.length)] = Object.values(require(join(declared, file)))
    .filter((exported) => exported.path && exported.method)
    .map(method);

/** First segments of every path that belongs to an API: below them the site answers nothing, whatever a browser asks for. */
const segments = readdirSync(declared)
  .filter((name) => name.endsWith(suffix) && name !== `frontend${suffix}`)
  .flatMap((file) => Object.values(require(join(declared, file))).flat())
  .filter((exported) => exported.path && exported.method)
  .map(({ path }) => path.split('/')[1]);
exports.prefixes = [...new Set(segments)].sort((a, b) => (a < b ? -1 : 1)).join(',');
