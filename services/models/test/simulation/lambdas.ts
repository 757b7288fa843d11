import { reactions } from '@lisa/kit/events/reactions';
import { steps } from '@lisa/kit/workflow/step';
import type { Message } from '@lisa/testing/simulator/event-bus';
import type { TaskCall } from '@lisa/testing/simulator/execution';
import type { Host } from '@lisa/testing/simulator/host';
import { invoke, invokeLater } from '@lisa/testing/simulator/lambda';
import type { SimulatedProcess } from '@lisa/testing/simulator/process';
import onModelRequested from '../../src/handlers/events/on-model-requested.ts';
import onModelRouted from '../../src/handlers/events/on-model-routed.ts';
import onStackFailed from '../../src/handlers/events/on-stack-failed.ts';
import onStackGone from '../../src/handlers/events/on-stack-gone.ts';
import onStackReady from '../../src/handlers/events/on-stack-ready.ts';
import type { Ports } from '../../src/ports.ts';
import * as subscriptions from '../../src/subscriptions.ts';
import { removeOrphan } from '../../src/use-cases/remove-orphan.ts';
import { republish } from '../../src/use-cases/republish.ts';
import { sweep } from '../../src/use-cases/sweep.ts';
import { deploySteps, modelSteps } from '../../src/workflows/model-steps.ts';
import type { Alterations } from './alterations.ts';
import { portsOf, type Shared } from './process-ports.ts';

/** Seconds; as `serverless.yml` has them. */
const limits = { api: 29, reactions: 60, steps: 60, deploy: 60, sweep: 300 };
const repairsOlderThanSeconds = 120;
const ignore = (): void => undefined;

/** The functions of the models service; each of their invocations is a process of its own. */
export interface Lambdas {
  api(label: string, request: (ports: Ports) => Promise<unknown>): void;
  /** What a state of a workflow calls. */
  step(call: TaskCall): Promise<unknown>;
  react(message: Message, giveUp: () => void): void;
  removeOrphan(uid: string): Promise<void>;
  repair(): void;
  republish(): void;
}

/** `shared` is asked for when a process begins. */
export function lambdas(host: Host, shared: () => Shared, alter: Alterations): Lambdas {
  const portsFor = (process: SimulatedProcess): Ports => {
    const ports = portsOf(process, shared());
    return alter.ports?.(ports, process, shared()) ?? ports;
  };
  /** Its caller does not look at how it ends. */
  const begin = (name: 'api' | 'sweep', work: (ports: Ports) => Promise<unknown>): void =>
    void invoke(host, name, limits[name], (process) => work(portsFor(process))).catch(ignore);

  return {
    api(label, request) {
      host.trace.note(`asked: ${label}`);
      begin('api', request);
    },
    async step({ state, resource, payload }) {
      const handed = alter.handed ? await alter.handed(payload, shared().models) : payload;
      const isDeploy = resource === '${Deploy}';
      const table = isDeploy ? deploySteps : modelSteps;
      const limit = isDeploy ? limits.deploy : limits.steps;
      return invoke(host, state, limit, (process) => steps(table(portsFor(process)))(handed));
    },
    react(message, giveUp) {
      const work = (process: SimulatedProcess) => reactionTo(message, portsFor(process), alter)();
      invokeLater(host, message['detail-type'], limits.reactions, work, giveUp);
    },
    async removeOrphan(uid) {
      const work = (process: SimulatedProcess) => removeOrphan(uid, portsFor(process));
      invokeLater(host, 'RemoveOrphan', limits.deploy, work, ignore);
    },
    repair() {
      if (!alter.neverSweeps) begin('sweep', (ports) => sweep({ olderThanSeconds: repairsOlderThanSeconds }, ports));
    },
    republish: () => begin('sweep', republish),
  };
}

const keep = async (_: unknown, reason: string) => Promise.reject(new Error(reason));

function reactionTo(message: Message, ports: Ports, { reaction, heard }: Alterations): () => Promise<void> {
  const table = {
    onModelRequested: onModelRequested(ports),
    onModelRouted: onModelRouted(ports),
    onStackReady: onStackReady(ports),
    onStackFailed: onStackFailed(ports),
    onStackGone: onStackGone(ports),
  };
  const released = () => reactions({ ...subscriptions }, table, { keep })(heard?.(message) ?? message);
  return reaction?.(message, ports) ?? released;
}
