const { join } = require('node:path');
const { definition } = require('@lisa/infra/workflows.cjs');

const workflow = (name) => definition(join(__dirname, `../src/workflows/${name}/${name}.asl.yml`));

exports.createModel = workflow('create-model');
exports.updateModel = workflow('update-model');
exports.deleteModel = workflow('delete-model');
