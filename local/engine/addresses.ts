const FIRST = 2;
const LAST = 254;

/** Hands out loopback addresses, one per ECS task: its containers share it, as they share a network interface on AWS. */
export interface Addresses {
  /** The task's address; the same for each of its containers. Throws when all are taken. */
  claim(task: string): string;
  /** Gives up one claim; with a task's last claim its address becomes free. */
  release(task: string): void;
}

/** Addresses `<subnet>.2` to `<subnet>.254`; `subnet` is three bytes, such as `127.31.144`. */
export function createAddresses(subnet: string): Addresses {
  const held = new Map<string, { readonly address: string; claims: number }>();

  const findFree = (): string => {
    const taken = new Set([...held.values()].map(({ address }) => address));
    for (let n = FIRST; n <= LAST; n++) if (!taken.has(`${subnet}.${n}`)) return `${subnet}.${n}`;
    throw new Error(`All ${LAST - FIRST + 1} task addresses of ${subnet} are taken: stop some tasks`);
  };

  return {
    claim(task) {
      const holder = held.get(task) ?? { address: findFree(), claims: 0 };
      holder.claims++;
      held.set(task, holder);
      return holder.address;
    },
    release(task) {
      const holder = held.get(task);
      if (holder && --holder.claims === 0) held.delete(task);
    },
  };
}

/** The subnet of the platform whose front door listens on `port`: two platforms on one machine never collide. */
export function subnetOf(port: number): string {
  return `127.${1 + ((port >> 8) % 254)}.${port & 255}`;
}
