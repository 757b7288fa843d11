import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Child } from './child.ts';
import { startDemoModel } from './demo-model/demo-model.ts';
import { registerDemoModel } from './demo-registration.ts';
import { putDemoWeights } from './demo-weights.ts';
import { deployChanged } from './deploy.ts';
import { startEmulator } from './emulator.ts';
import { createEngine } from './engine/engine.ts';
import { startFrontDoor } from './front-door/front-door.ts';
import { localImages } from './images.ts';
import { startLoadBalancerProxy } from './load-balancer-proxy.ts';
import type { Options } from './options.ts';
import { removePlatformFile, writePlatformFile, type PlatformFile } from './platform-file.ts';
import { preflight } from './preflight.ts';
import { ensureVenv } from './python.ts';
import { apiUrlOf, emulatorUrlOf, originOf, root, stage } from './settings.ts';
import { stackValues } from './stack-values.ts';
import { ensureUser, localUsers, signIn } from './users.ts';

export interface Platform {
  readonly file: PlatformFile;
  /** Resolves when a part of it ends without having been asked to. */
  readonly died: Promise<Error>;
  /** Stops everything that was started, last first. */
  stop(): Promise<void>;
}

type Log = (line: string) => void;

/** Runs the same stacks on this machine. Rejects, with everything stopped again, if a part does not come up. */
export async function startPlatform(options: Options, log: Log): Promise<Platform> {
  await preflight(options);
  const stops: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    removePlatformFile(options.home);
    for (const end of stops.splice(0).reverse())
      await end().catch((error: Error) => log(`While stopping: ${error.message}`));
  };
  try {
    return { ...(await comeUp(options, log, stops)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function comeUp(options: Options, log: Log, stops: (() => Promise<unknown>)[]): Promise<Omit<Platform, 'stop'>> {
  const { home, port } = options;
  const litellmPython = await ensureVenv('litellm', join(root, 'images/litellm/requirements.txt'), { log });
  const emulator = await startMachine(options, litellmPython, log, stops);
  const demoModel = await startDemoModel({ port: options.demoModelPort });
  stops.push(() => demoModel.close());

  let values = await stackValues(options);
  const frontDoor = await startFrontDoor({
    port,
    stage,
    emulator: emulatorUrlOf(options),
    apiId: () => values['platform/api/id'],
    log,
  });
  stops.push(() => frontDoor.close());

  log('Deploying the services with serverless deploy');
  const deploying = deployChanged(options, (line) => log(`  ${line}`));
  await Promise.race([deploying, emulator.died.then((error) => Promise.reject(error))]);
  values = await stackValues(options);

  const { adminGroup } = JSON.parse(values['auth/roles'] ?? '{}') as { adminGroup: string };
  const userPoolId = String(values['auth/user-pool/id']);
  const clientId = String(values['auth/user-pool/client-id']);
  const { admin, user } = localUsers(adminGroup);
  await ensureUser(admin, userPoolId, options);
  await ensureUser(user, userPoolId, options);
  await routerAnswers(apiUrlOf(options));
  log('Registering the demo model');
  await registerDemoModel(apiUrlOf(options), `${demoModel.url}/v1`, await signIn(admin, clientId, options));
  await putDemoWeights(options, values);

  const file: PlatformFile = {
    url: `${originOf(options)}/`,
    apiUrl: apiUrlOf(options),
    serveUrl: originOf(options),
    issuer: (JSON.parse(values['auth/oidc'] ?? '{}') as { issuer: string }).issuer,
    clientId,
    userPoolId,
    users: [admin, user],
    awsEndpoint: emulatorUrlOf(options),
    demoModelUrl: demoModel.url,
    home,
    port,
    pids: { start: process.pid, emulator: emulator.pid },
  };
  writePlatformFile(file);
  return { file, died: emulator.died };
}

/** The emulated account, the engine that plays its containers, and the way from those to load balancers. */
async function startMachine(
  options: Options,
  litellmPython: string,
  log: Log,
  stops: (() => Promise<unknown>)[],
): Promise<Child> {
  const { home, subnet, emulatorPort, proxyPort } = options;
  const logDir = join(home, 'logs');
  mkdirSync(logDir, { recursive: true });
  const socket = join(home, 'engine.sock');
  const proxy = await startLoadBalancerProxy({ port: proxyPort, emulatorPort });
  stops.push(() => proxy.close());
  const engine = await createEngine({ socket, images: localImages(litellmPython, proxy.url), subnet, log, logDir });
  stops.push(() => engine.close());
  log('Starting the AWS emulator');
  const emulator = await startEmulator({ home, port: emulatorPort, engineSocket: socket, proxyUrl: proxy.url, log });
  stops.push(() => emulator.stop());
  return emulator;
}

/** The router task starts with its stack; it answers through API Gateway, VPC link and load balancer when it is up. */
async function routerAnswers(apiUrl: string): Promise<void> {
  const until = Date.now() + 60_000;
  for (;;) {
    const answer = await fetch(`${apiUrl}/health`).catch(() => undefined);
    if (answer?.ok) return;
    if (Date.now() > until)
      throw new Error(`The router did not answer at ${apiUrl}/health within a minute: see the logs of its containers`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}
