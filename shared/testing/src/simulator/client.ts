type Commands = Readonly<Record<string, (input: never) => unknown>>;

/** An SDK client that answers these commands and no other; it passes for the real one where its class is asked for. */
export function clientOf<C extends object>({ prototype, name }: { prototype: C; name: string }, commands: Commands): C {
  const send = async ({ constructor, input }: { constructor: { name: string }; input: never }): Promise<unknown> => {
    const command = commands[constructor.name];
    if (!command) throw new Error(`The simulated ${name} does not know ${constructor.name}`);
    return command(input);
  };
  return Object.assign(Object.create(prototype) as C, { send });
}
