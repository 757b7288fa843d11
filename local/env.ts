import { join } from 'node:path';
import { readPlatformFile } from './platform-file.ts';
import { awsEnvironment, deploymentSettings, placeOf, root } from './settings.ts';

/** eval "$(npm run -s env)": this shell's serverless and AWS SDK then speak to the running platform. */
try {
  const { home, port } = readPlatformFile(join(root, '.local'));
  const place = placeOf(home, port);
  const variables = {
    ...awsEnvironment(place),
    ...deploymentSettings(place),
    PATH: `${join(root, 'node_modules/.bin')}:$PATH`,
  };
  for (const [name, value] of Object.entries(variables)) console.log(`export ${name}="${value}"`);
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}
