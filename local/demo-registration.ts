import type { LisaModel } from '@lisa/contracts/api/models.routes';

const model = {
  modelId: 'demo',
  modelName: 'openai/lisa-demo',
  modelType: 'textgen',
  modelDescription:
    'A scripted demo model: it shows streaming and tool calls without a GPU or a key, and knows nothing.',
  streaming: true,
  features: [{ name: 'toolCalls', overview: 'Asks for a tool when the prompt names one' }],
};

/** Registers the demo model through the public API, as any model, and waits until it is in service. */
export async function registerDemoModel(apiUrl: string, modelUrl: string, token: string): Promise<void> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const created = await fetch(`${apiUrl}/models`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ ...model, modelUrl }),
  });
  if (created.status !== 200 && created.status !== 409)
    throw new Error(`The demo model was not accepted: ${await created.text()}`);
  const found = await inService(apiUrl, model.modelId, token);
  if (found.status !== 'InService')
    throw new Error(`The demo model is ${found.status}: ${found.failureReason ?? 'no reason given'}`);
}

/** Reads the model until it is in service or failed; gives up after a minute and a half. */
export async function inService(apiUrl: string, modelId: string, token: string): Promise<LisaModel> {
  const until = Date.now() + 90_000;
  for (;;) {
    const answer = await fetch(`${apiUrl}/models/${modelId}`, { headers: { authorization: `Bearer ${token}` } });
    if (!answer.ok) throw new Error(`Reading the model ${modelId} answered ${answer.status}: ${await answer.text()}`);
    const { model: read } = (await answer.json()) as { model: LisaModel };
    if (read.status === 'InService' || read.status === 'Failed' || Date.now() > until) return read;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
