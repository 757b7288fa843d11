import { afterAll, beforeEach, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hostStart } from './host-start.ts';

const folder = mkdtempSync(join(tmpdir(), 'lisa-host-'));
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => {
  rmSync(join(folder, 'etc'), { recursive: true, force: true });
  mkdirSync(join(folder, 'etc/ecs'), { recursive: true });
});

const program = (name: string, text: string): void => {
  writeFileSync(join(folder, name), `#!/bin/sh\n${text}\n`);
  chmodSync(join(folder, name), 0o755);
};
const at = (path: string): string => readFileSync(join(folder, path), 'utf8');

/** Runs the script on a host with these disks; answers what it did to them. */
function started(...disks: string[]): string[] {
  const rows = [
    '/dev/nvme0n1 Amazon Elastic Block Store',
    ...disks.map((disk) => `${disk} Amazon EC2 NVMe Instance Storage`),
  ];
  program('lsblk', `cat <<END\n${rows.join('\n')}\nEND`);
  for (const tool of ['mdadm', 'mkfs.xfs', 'mount']) program(tool, `echo ${tool} "$@"`);
  const script = hostStart('/weights').replace('${Cluster}', 'models-1').replaceAll('/etc/', `${folder}/etc/`);
  const run = spawnSync('bash', ['-s'], {
    input: script.replaceAll('mkdir -p /', `mkdir -p ${folder}/`),
    env: { PATH: `${folder}:/usr/bin:/bin` },
  });
  expect([run.status, run.stderr.toString()]).toEqual([0, '']);
  return run.stdout
    .toString()
    .split('\n')
    .filter((line) => /^(mdadm|mkfs\.xfs|mount) /.test(line));
}

describe('the start of an instance', () => {
  it('joins the cluster, and keeps containers from the instance’s own role', () => {
    started();

    expect(at('etc/ecs/ecs.config').split('\n')).toEqual(
      expect.arrayContaining(['ECS_CLUSTER=models-1', 'ECS_ENABLE_GPU_SUPPORT=true', 'ECS_AWSVPC_BLOCK_IMDS=true']),
    );
  });

  it('leaves the weights on the root volume where there is nothing else', () => {
    expect(started()).toEqual([]);
  });

  it('gives the weights the disk of the instance, also after a restart', () => {
    expect(started('/dev/nvme1n1')).toEqual(['mkfs.xfs -qf -L weights /dev/nvme1n1', 'mount /weights']);
    expect(at('etc/fstab')).toBe('LABEL=weights /weights xfs noatime,nofail 0 0\n');
  });

  it('makes one fast disk of several', () => {
    expect(started('/dev/nvme1n1', '/dev/nvme2n1')).toEqual([
      'mdadm --create /dev/md0 --run --level=0 --raid-devices=2 /dev/nvme1n1 /dev/nvme2n1',
      'mkfs.xfs -qf -L weights /dev/md0',
      'mount /weights',
    ]);
  });
});
