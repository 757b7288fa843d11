// ASL in YAML to the JSON text CloudFormation takes. As text, because osls removes null values and `ResultPath: null` would vanish.
const { readFileSync } = require('node:fs');
const { load } = require('js-yaml');

exports.definition = (file) => JSON.stringify(load(readFileSync(file, 'utf8')));
