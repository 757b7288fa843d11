import * as routes from '@lisa/contracts/api/models.routes';
import { api } from '@lisa/kit/http/api';
import { apiSettings, ports } from '../composition.ts';
import { createModel } from '../use-cases/create-model.ts';
import { deleteModel } from '../use-cases/delete-model.ts';
import { findModel, listModels } from '../use-cases/find-model.ts';
import { modelView } from './model-view.ts';

const all = ports();
const { createModel: create, listModels: list, getModel: get, deleteModel: remove } = routes;

/** Every route of the contract, answered. */
export const handler = api(
  { createModel: create, listModels: list, getModel: get, deleteModel: remove },
  {
    createModel: async ({ body, caller }) => ({ model: modelView(await createModel(body, caller, all)) }),
    listModels: async ({ caller }) => ({ models: (await listModels(caller, all)).map(modelView) }),
    getModel: async ({ params, caller }) => ({ model: modelView(await findModel(params.modelId, caller, all)) }),
    deleteModel: async ({ params }) => ({ model: modelView(await deleteModel(params.modelId, all)) }),
  },
  apiSettings(),
);
