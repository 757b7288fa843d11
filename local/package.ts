import { join } from 'node:path';
import { services } from './deploy.ts';
import { report, runCommand, type Outcome } from './run-command.ts';
import { root, stage } from './settings.ts';

const osls = join(root, 'node_modules/serverless/bin/serverless.js');
const atOnce = 2;

/** Synthesizes every service's CloudFormation template, without an account and without a network. */
export async function packageAll(): Promise<Outcome[]> {
  const waiting = [...services];
  const outcomes: Outcome[] = [];
  const work = async (): Promise<void> => {
    for (let service = waiting.shift(); service; service = waiting.shift()) {
      if (service.build) {
        const built = await runCommand(`build ${service.name}`, [join(root, service.build)]);
        report(built);
        console.log(`     ${built.text.trim()}`);
        outcomes.push(built);
      }
      const env = { AWS_REGION: 'us-east-1', SLS_NOTIFICATIONS_MODE: 'off' };
      const outcome = await runCommand(`package ${service.name}`, [osls, 'package', '--stage', stage], {
        cwd: join(root, service.folder),
        env,
      });
      report(outcome);
      outcomes.push(outcome);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return outcomes;
}

if (import.meta.main) process.exit((await packageAll()).every(({ ok }) => ok) ? 0 : 1);
