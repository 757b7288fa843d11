/** What a container is told when it starts. */
export interface Box {
  /** The task's address; the program must listen there, not on 0.0.0.0 (`HOST` says the same). */
  readonly ip: string;
  /** Environment of the container definition, secrets resolved. */
  readonly env: Readonly<Record<string, string>>;
  /** Command of the container definition; empty if it has none. */
  readonly cmd: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
}

/** The program that plays an image; `env` is added to the container's own environment. */
export interface LocalCommand {
  readonly file: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

export type ImageCommand = (box: Box) => LocalCommand;

/** Image name without registry, tag or digest (`lisa/router`) -> how to run it here. */
export type ImageCommands = Readonly<Record<string, ImageCommand>>;

/** Finds an image's command whatever registry, tag or digest the reference carries. */
export function findCommand(images: ImageCommands, reference: string): ImageCommand | undefined {
  const name = reference.replace(/@.*$/, '').replace(/:[^/:]*$/, '');
  const match = Object.keys(images).find((known) => name === known || name.endsWith(`/${known}`));
  return match === undefined ? undefined : images[match];
}

/** Within a task definition `http://localhost:port` means another container of the task, which listens on its address. */
export function environmentOf(spec: readonly string[], ip: string): Record<string, string> {
  const entries = spec.map((entry): [string, string] => {
    const cut = entry.indexOf('=');
    return cut < 0 ? [entry, ''] : [entry.slice(0, cut), entry.slice(cut + 1).replaceAll('//localhost:', `//${ip}:`)];
  });
  return Object.fromEntries(entries);
}
