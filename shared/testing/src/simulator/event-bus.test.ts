import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { describe, expect, it } from '@jest/globals';
import { simulatedBus, type Message } from './event-bus.ts';
import type { Faults } from './faults.ts';
import { aHost, pass } from './simulated-host.fixture.ts';

const message = (name: string): Message => ({ source: 'lisa.shop', 'detail-type': name, detail: {} }) as Message;

/** A bus with one subscriber who hears `Paid…` and `Sold…`. */
function aBus(faults: Partial<Faults> = {}) {
  const host = aHost(faults);
  const bus = simulatedBus(host);
  const received: string[] = [];
  bus.subscribe({
    name: 'till',
    hears: ({ 'detail-type': name }) => name !== 'Lost',
    receive: ({ 'detail-type': name }, giveUp) => {
      received.push(name);
      if (name === 'Broken') giveUp();
    },
  });
  return { host, bus, received };
}
const names = Array.from({ length: 40 }, (_, n) => `Paid${n}`);

describe('a simulated bus', () => {
  it('delivers to whoever hears it, in any order', async () => {
    const { host, bus, received } = aBus();
    for (const name of [...names, 'Lost']) bus.publish(message(name));
    await pass(host, 2);

    expect(received.toSorted()).toEqual(names.toSorted());
    expect(received).not.toEqual(names);
  });

  it('doubles and delays, by up to a day', async () => {
    const { host, bus, received } = aBus({ duplicate: 1, delay: 1 });
    for (const name of names) bus.publish(message(name));
    await pass(host, 60);
    const soon = received.length;
    await pass(host, 86_400);

    expect(soon).toBeLessThan(40);
    expect(received).toHaveLength(80);
  });

  it('loses to the dead letters, which can be redriven', async () => {
    const faults = { drop: 1 };
    const { host, bus, received } = aBus(faults);
    bus.publish(message('Paid'));
    await pass(host, 5);
    const before = [received.length, bus.deadLetters()];
    bus.redrive();
    await pass(host, 5);

    expect([before, received, bus.deadLetters()]).toEqual([[0, 1], ['Paid'], 0]);
  });

  it('keeps what its receiver gave up among the dead letters', async () => {
    const { host, bus } = aBus();
    bus.publish(message('Broken'));
    await pass(host, 5);

    expect(bus.deadLetters()).toBe(1);
  });

  it('replays the last hour', async () => {
    const { host, bus, received } = aBus();
    bus.publish(message('Old'));
    await pass(host, 3000);
    bus.publish(message('New'));
    await pass(host, 700);
    bus.replay();
    await pass(host, 5);

    expect(received).toEqual(['Old', 'New', 'New']);
  });

  it('refuses single entries of a call, in their places', async () => {
    const { host, bus, received } = aBus({ partial: 0.5 });
    const Entries = names.slice(0, 10).map((DetailType) => ({ Source: 'lisa.shop', DetailType, Detail: '{}' }));
    const { Entries: answers = [] } = await bus.client.send(new PutEventsCommand({ Entries }));
    await pass(host, 5);

    const accepted = names.filter((_, index) => answers[index]?.EventId);
    expect(received.toSorted()).toEqual(accepted.toSorted());
    expect(accepted.length).toBeGreaterThan(0);
    expect(accepted.length).toBeLessThan(10);
  });
});
