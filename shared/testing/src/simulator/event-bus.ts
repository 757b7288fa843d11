import { EventBridgeClient, type PutEventsCommandInput } from '@aws-sdk/client-eventbridge';
import type { EventBridgeEvent } from 'aws-lambda';
import { clientOf } from './client.ts';
import type { Host } from './host.ts';
import type { Appointment } from './timeline.ts';

export type Message = EventBridgeEvent<string, unknown>;

/** One rule with its target. */
export interface Subscriber {
  readonly name: string;
  hears(message: Message): boolean;
  /** Begins one delivery; `giveUp` puts the message among the dead letters. */
  receive(message: Message, giveUp: () => void): void;
  /** Hears of a message that will come late, if ever. */
  misses?(message: Message): void;
}

/** A bus that doubles, delays, reorders and loses, as its faults say; what it lost can be redriven. */
export interface SimulatedBus {
  /** For the relay; refuses single entries. */
  readonly client: EventBridgeClient;
  subscribe(subscriber: Subscriber): void;
  publish(message: Message): void;
  /** Delivers once more what was published within the last hour. */
  replay(): void;
  /** Delivers what ended among the dead letters, as an operator would. */
  redrive(): void;
  /** Delivers at once what would come late. */
  hurry(): void;
  deadLetters(): number;
}

interface Delivery {
  readonly message: Message;
  readonly subscriber: Subscriber;
}

const hour = 3_600_000;
/** What takes no longer is not late. */
const soon = 1000;
const lateness = [60_000, 600_000, hour, 24 * hour];

export function simulatedBus(host: Host): SimulatedBus {
  const { random, time } = host;
  const subscribers: Subscriber[] = [];
  const archive: { readonly at: number; readonly message: Message }[] = [];
  const { deliver, lose, hurry, redrive, dead } = deliveries(host);

  const route = (message: Message): void => {
    for (const subscriber of subscribers) {
      if (!subscriber.hears(message)) continue;
      const { drop, duplicate } = host.faults();
      const delivery = { message, subscriber };
      if (random.chance(drop)) {
        lose(delivery);
        continue;
      }
      deliver(delivery, travel(host));
      if (random.chance(duplicate)) deliver(delivery, travel(host));
    }
  };
  const publish = (message: Message): void => {
    archive.push({ at: time.now(), message });
    route(message);
  };

  return {
    publish,
    hurry,
    redrive,
    subscribe: (subscriber) => void subscribers.push(subscriber),
    deadLetters: dead,
    replay() {
      const since = time.now() - hour;
      for (const { at, message } of archive.slice()) if (at >= since) route(message);
    },
    client: clientOf(EventBridgeClient, {
      PutEventsCommand: ({ Entries = [] }: PutEventsCommandInput) => ({
        Entries: Entries.map(({ Source = '', DetailType = '', Detail = '{}' }) => {
          if (random.chance(host.faults().partial)) return { ErrorCode: 'ThrottlingException' };
          publish({ source: Source, 'detail-type': DetailType, detail: JSON.parse(Detail) as unknown } as Message);
          return { EventId: 'accepted' };
        }),
      }),
    }),
  };
}

/** What is under way to its subscriber, and what ended among the dead letters. */
function deliveries(host: Host) {
  const underWay = new Map<Appointment, Delivery>();
  let letters: Delivery[] = [];

  const keep = (delivery: Delivery): void => {
    delivery.subscriber.misses?.(delivery.message);
    letters.push(delivery);
  };

  const deliver = (delivery: Delivery, wait: number): void => {
    const { message, subscriber } = delivery;
    if (wait > soon) subscriber.misses?.(message);
    const arrival = host.time.after(wait, () => {
      underWay.delete(arrival);
      host.trace.note(`${message['detail-type']} reaches ${subscriber.name}`);
      subscriber.receive(message, () => keep(delivery));
    });
    underWay.set(arrival, delivery);
  };
  return {
    deliver,
    dead: () => letters.length,
    lose(delivery: Delivery) {
      host.trace.note(`${delivery.message['detail-type']} is lost on its way to ${delivery.subscriber.name}`);
      keep(delivery);
    },
    redrive() {
      const taken = letters;
      letters = [];
      for (const delivery of taken) deliver(delivery, atOnce(host));
    },
    hurry() {
      const late = [...underWay];
      underWay.clear();
      for (const [arrival, delivery] of late) {
        arrival.cancel();
        deliver(delivery, atOnce(host));
      }
    },
  };
}

const atOnce = ({ random }: Host): number => 20 + random.below(800);

function travel(host: Host): number {
  const { random, faults } = host;
  return random.chance(faults().delay) ? random.below(random.pick(lateness)) : atOnce(host);
}
