import { afterAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const images = join(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'lisa-start-'));
afterAll(() => rmSync(folder, { recursive: true }));

const program = (name: string, text: string): void => {
  writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`);
  chmodSync(join(folder, name), 0o755);
};

/** Runs the script with an s5cmd that answers as told; the server prints its arguments, one a line. */
function start(s5cmd: string, environment: Readonly<Record<string, string>> = { MODEL_NAME: 'Qwen/Qwen3-8B' }) {
  program('s5cmd', s5cmd);
  program('server', 'echo started; for each; do echo "[$each]"; done');
  const env = { S3_BUCKET_MODELS: 'weights', ...environment, PATH: `${folder}:/usr/bin:/bin` };
  const run = spawnSync(join(images, 'model-server/start.sh'), ['server', '/weights', '--served-model-name', 'a b'], {
    env,
  });
  const lines = (output: Buffer) => output.toString().trim().split('\n');
  return { status: run.status, said: lines(run.stdout), lastWord: lines(run.stderr).at(-1) };
}

describe('starting a model server', () => {
  it('copies the weights of its model, then runs the server with the arguments of the task', () => {
    const { status, said } = start('case $1 in ls) echo found ;; *) echo "$@" ;; esac');

    expect(status).toBe(0);
    expect(said).toEqual([
      'Copying s3://weights/Qwen/Qwen3-8B/',
      '--log error sync --delete s3://weights/Qwen/Qwen3-8B/* /weights/',
      'started',
      '[/weights]',
      '[--served-model-name]',
      '[a b]',
    ]);
  });

  it('says which weights are missing, and starts nothing', () => {
    const { status, said, lastWord } = start('echo "ERROR \\"ls s3://…\\": no object found" >&2; exit 1');

    expect([status, lastWord]).toEqual([1, 'Weights missing: s3://weights/Qwen/Qwen3-8B/']);
    expect(said).not.toContain('started');
  });

  it('does not call weights missing that it may not read', () => {
    const { status, lastWord } = start('echo "ERROR: AccessDenied: Access Denied" >&2; exit 1');

    expect(status).toBe(1);
    expect(lastWord).toBe('Weights cannot be read: s3://weights/Qwen/Qwen3-8B/ (ERROR: AccessDenied: Access Denied)');
  });

  it('does not serve half a model', () => {
    const { status, said, lastWord } = start(
      'case $1 in ls) echo found ;; *) echo "no space left" >&2; exit 1 ;; esac',
    );

    expect([status, lastWord]).toEqual([
      1,
      'Weights not copied: s3://weights/Qwen/Qwen3-8B/ (is there room in /weights?)',
    ]);
    expect(said).not.toContain('started');
  });

  it('says what it was not told', () => {
    const { status, lastWord } = start('echo found', {});

    expect(status).not.toBe(0);
    expect(lastWord).toContain('MODEL_NAME');
  });
});

describe('every model server image', () => {
  it.each(['vllm', 'sglang', 'tei', 'tgi'])('%s starts through the script, on a pinned release', (name) => {
    const text = readFileSync(join(images, name, 'Dockerfile'), 'utf8');

    expect(text).toContain('ENTRYPOINT ["/opt/lisa/start.sh", ');
    expect(text).toMatch(/^ARG BASE=\S+:\S*\d+\.\d+\.\d+\S*$/m);
  });
});
