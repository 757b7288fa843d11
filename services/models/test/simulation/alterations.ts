import type { Workflow } from '@lisa/testing/run-workflow';
import type { Message, SimulatedBus } from '@lisa/testing/simulator/event-bus';
import type { SimulatedProcess } from '@lisa/testing/simulator/process';
import type { Models, Ports } from '../../src/ports.ts';
import type { Shared } from './process-ports.ts';

/** `everything`: events and sweep; `events`: nothing sweeps; `sweeper`: no knock on models' own door ever arrives. */
export type Mode = 'everything' | 'events' | 'sweeper';

/** How a platform differs from the released one; what a mutant is made of. */
export interface Alterations {
  /** The ports as one process has them. */
  readonly ports?: (ports: Ports, process: SimulatedProcess, shared: Shared) => Ports;
  /** What the tables do. */
  readonly models?: (models: Models) => Models;
  readonly workflow?: (workflow: Workflow) => Workflow;
  /** What a state hands to its step. */
  readonly handed?: (payload: unknown, models: Models) => Promise<unknown>;
  /** What a reaction is handed. */
  readonly heard?: (message: Message) => Message;
  /** What reacts instead of the released reaction; undefined leaves that in place. */
  readonly reaction?: (message: Message, ports: Ports) => (() => Promise<void>) | undefined;
  /** The bus as the relay sees it. */
  readonly relayBus?: (bus: SimulatedBus['client']) => SimulatedBus['client'];
  /** What is made of a stack's status, by the translator and by who describes it. */
  readonly stackStatus?: (status: string) => string;
  readonly neverSweeps?: boolean;
}
