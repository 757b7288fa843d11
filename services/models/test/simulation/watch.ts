import type { Status } from '@lisa/contracts/vocabulary/lifecycle';
import type { Fact } from '@lisa/kit/events/fact';
import { isSettled, type Model } from '../../src/domain/model.ts';
import type { Models } from '../../src/ports.ts';
import type { Witness } from './witness.ts';

/** What must never happen, said as soon as it does. */
export interface Watch {
  readonly violations: string[];
  say(violation: string): void;
}

export function aWatch(): Watch {
  const violations: string[] = [];
  return { violations, say: (violation) => void violations.push(violation) };
}

/** What may follow what; a status may always stay. */
const follows: Readonly<Record<Status, readonly Status[]>> = {
  Creating: ['InService', 'Failed', 'Deleting'],
  InService: ['Updating', 'Stopping', 'Deleting', 'Failed'],
  Updating: ['InService', 'Stopped', 'Failed', 'Deleting'],
  Starting: ['InService', 'Stopping', 'Failed', 'Deleting'],
  Stopping: ['Stopped', 'Failed', 'Deleting'],
  Stopped: ['Starting', 'Updating', 'Deleting', 'Failed'],
  Deleting: ['Failed'],
  Failed: ['Deleting'],
};

type Rule = (before: Model, after: Model) => boolean;

/** What holds for every change of a record, whatever the world outside looks like. */
const rules: Readonly<Record<string, Rule>> = {
  'its version skipped': (before, after) => after.version === before.version + 1,
  'it became another': (before, after) => after.uid === before.uid && after.modelId === before.modelId,
  'its generation skipped': ({ generation }, after) => [0, 1].includes(after.generation - generation),
  'something else is wanted without a generation': (before, after) =>
    after.desired === before.desired || after.generation > before.generation,
  'an older generation was observed': (before, after) => after.observedGeneration >= before.observedGeneration,
  'a generation was observed that nobody asked for': (_, after) => after.observedGeneration <= after.generation,
  'its status may not follow the former': (before, after) =>
    after.status === before.status || follows[before.status].includes(after.status),
  'it is in service and not ready': (_, after) => after.status !== 'InService' || after.ready,
  'it failed without a reason': (_, after) => after.status !== 'Failed' || Boolean(after.reason),
};

/** What is wrong with a change of a record; one that only repeats a fact changes nothing. */
const wrongWithChange = (before: Model, after: Model): string[] =>
  after === before ? [] : Object.keys(rules).filter((rule) => !rules[rule]!(before, after));

/** The table with somebody watching what is written to it. */
export function watched(models: Models, watch: Watch, witness: Witness): Models {
  const tell = (model: Model, findings: readonly string[]): void =>
    findings.forEach((what) => watch.say(`${model.modelId} (${model.uid.slice(-2)}): ${what}`));
  const readyFacts = (model: Model, facts: readonly Fact[]): string[] =>
    facts.some(({ event }) => event.name === 'ModelReady') && !model.ready ? ['called ready and is not'] : [];
  return {
    ...models,
    async commit(previous, next, ...facts) {
      await models.commit(previous, next, ...facts);
      const becameSettled = isSettled(next) && !isSettled(previous);
      tell(next, [
        ...wrongWithChange(previous, next),
        ...readyFacts(next, facts),
        ...(becameSettled ? witness.settled(next) : []),
        ...(next.status === 'InService' && previous.status !== 'InService' ? witness.inService(previous) : []),
      ]);
    },
    async retire(model, ...facts) {
      await models.retire(model, ...facts);
      tell(model, witness.retired(model));
    },
  };
}
