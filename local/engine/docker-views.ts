import type { Container, OutputChunk } from './container.ts';

const SOME_DIGEST = `sha256:${'0'.repeat(64)}`;
const STDOUT = 1;
const STDERR = 2;

/** A container as `docker inspect` shows it. */
export function inspectView(container: Container): object {
  const { created, id, ip, name, spec } = container;
  return {
    Id: id,
    Name: `/${name}`,
    Created: created,
    Image: SOME_DIGEST,
    State: stateView(container),
    Config: { Image: spec.Image, Tty: false, Env: spec.Env ?? [], Labels: container.labels, Cmd: spec.Cmd ?? null },
    HostConfig: spec.HostConfig ?? {},
    Mounts: [],
    NetworkSettings: { IPAddress: ip, Ports: {}, Networks: { bridge: { IPAddress: ip } } },
  };
}

function stateView({ exitCode, finishedAt, pid, startedAt, status }: Container): object {
  return {
    Status: status,
    Running: status === 'running',
    Paused: false,
    Restarting: false,
    OOMKilled: false,
    Dead: false,
    Pid: pid,
    ExitCode: exitCode,
    Error: '',
    StartedAt: startedAt,
    FinishedAt: finishedAt,
  };
}

/** A container as `docker ps` lists it. */
export function listView({ id, labels, name, spec, status }: Container): object {
  return { Id: id, Names: [`/${name}`], Image: spec.Image, State: status, Status: status, Labels: labels };
}

export function imageView(reference: string): object {
  return { Id: SOME_DIGEST, RepoTags: [reference], RepoDigests: [], Config: {} };
}

/** A piece of output with the header by which Docker's log stream tells stdout from stderr. */
export function logFrame({ data, stream }: OutputChunk): Buffer {
  const header = Buffer.alloc(8);
  header[0] = stream === 'stdout' ? STDOUT : STDERR;
  header.writeUInt32BE(data.length, 4);
  return Buffer.concat([header, data]);
}
