import * as routes from '@lisa/contracts/api/models.routes';
import { api } from '@lisa/kit/http/api';
import { apiSettings, ports } from '../composition.ts';
import { instanceTypes } from '../domain/instance-types.ts';
import { createModel } from '../use-cases/create-model.ts';
import { deleteModel } from '../use-cases/delete-model.ts';
import { findModel, listModels } from '../use-cases/find-model.ts';
import { setContextWindow } from '../use-cases/set-context-window.ts';
import { updateModel } from '../use-cases/update-model.ts';
import { modelView } from './model-view.ts';

const all = ports();
const { createModel: create, listModels: list, getModel: get, updateModel: update, deleteModel: remove } = routes;
const { listInstanceTypes, setContextWindow: setWindow } = routes;

/** Every route of the contract, answered. */
export const handler = api(
  {
    createModel: create,
    listModels: list,
    getModel: get,
    updateModel: update,
    deleteModel: remove,
    listInstanceTypes,
    setContextWindow: setWindow,
  },
  {
    createModel: async ({ body, caller }) => ({ model: modelView(await createModel(body, caller, all)) }),
    listModels: async ({ caller }) => ({ models: (await listModels(caller, all)).map(modelView) }),
    getModel: async ({ params, caller }) => ({ model: modelView(await findModel(params.modelId, caller, all)) }),
    updateModel: async ({ params, body }) => ({ model: modelView(await updateModel(params.modelId, body, all)) }),
    deleteModel: async ({ params }) => ({ model: modelView(await deleteModel(params.modelId, all)) }),
    listInstanceTypes: async () => [...instanceTypes],
    setContextWindow: async ({ params, body }) => ({
      model: modelView(await setContextWindow(params.modelId, body.contextWindow, all)),
    }),
  },
  apiSettings(),
);
