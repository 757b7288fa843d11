import type { Message, SimulatedBus } from '@lisa/testing/simulator/event-bus';
import type { Ports } from '../../../src/ports.ts';
import { stackSettled } from '../../../src/use-cases/stack-settled.ts';
import type { Mutants } from '../mutants.ts';

const dataOf = ({ detail }: Message) => (detail as { data: Readonly<Record<string, unknown>> }).data;

/** What a reaction does instead, for events of this name. */
const reactsTo =
  (name: string, react: (data: Readonly<Record<string, unknown>>, ports: Ports) => Promise<void>) =>
  (message: Message, ports: Ports) =>
    message['detail-type'] === name ? () => react(dataOf(message), ports) : undefined;

export const eventMutants: Mutants = {
  'the relay does not look for refused entries': {
    mode: 'events',
    alter: () => ({ relayBus: alwaysAccepted }),
  },
  'StackReady is believed without looking': {
    mode: 'everything',
    alter: () => ({
      reaction: reactsTo('StackReady', async ({ uid }, { models, workflows }) => {
        const model = await models.findByUid(String(uid));
        if (model?.wait) await workflows.answer(model.wait.token, { result: {} });
      }),
    }),
  },
  'StackGone is believed without looking': {
    mode: 'events',
    alter: () => ({ reaction: reactsTo('StackGone', async () => undefined) }),
  },
  'StackFailed is not listened to': {
    mode: 'events',
    alter: () => ({ reaction: reactsTo('StackFailed', async () => undefined) }),
  },
  'a fact that CloudFormation is behind of is not tried again': {
    mode: 'events',
    alter: () => ({
      reaction: (message, ports) =>
        message['detail-type'].startsWith('Stack')
          ? () => stackSettled({ uid: String(dataOf(message)['uid']) }, ports)
          : undefined,
    }),
  },
  'ModelRouted counts for every version': {
    mode: 'everything',
    alter: () => ({
      heard: (message) =>
        message['detail-type'] === 'ModelRouted'
          ? ({
              ...message,
              detail: { ...(message.detail as object), data: { ...dataOf(message), modelVersion: 1e6 } },
            } as Message)
          : message,
    }),
  },
  'a knock starts what it was sent for': {
    mode: 'everything',
    alter: () => ({
      reaction: reactsTo('ModelRequested', async ({ modelId, uid, generation, desired }, { models, workflows }) => {
        const selfHosted = (await models.findByUid(String(uid)))?.spec.hostingType === 'lisa_hosted';
        const workflow = desired === 'gone' ? 'DeleteModel' : generation === 1 ? 'CreateModel' : 'UpdateModel';
        const input = { modelId: String(modelId), uid: String(uid), generation: Number(generation), selfHosted };
        await workflows.start(workflow, { ...input, trace: { correlationId: 'c' } });
      }),
    }),
  },
};

type Bus = SimulatedBus['client'];

function alwaysAccepted(bus: Bus): Bus {
  const send = async (command: object) => {
    const { Entries = [] } = (await bus.send(command as never)) as { Entries?: readonly object[] };
    return { Entries: Entries.map(() => ({ EventId: 'accepted' })) };
  };
  return Object.create(bus, { send: { value: send } }) as Bus;
}
