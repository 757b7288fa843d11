import { join } from 'node:path';
import { readPlatformFile } from './platform-file.ts';
import { placeOf, root } from './settings.ts';
import { signIn } from './users.ts';

/** npm run token -- admin|user: a bearer token for curl, on standard output. */
try {
  const who = process.argv[2];
  if (who !== 'admin' && who !== 'user')
    throw new Error('Say whose token: npm run -s token -- admin, or npm run -s token -- user');
  const { home, port, clientId, users } = readPlatformFile(join(root, '.local'));
  const person = users[who === 'admin' ? 0 : 1];
  if (!person) throw new Error('The running platform has no such user: start it again with npm start');
  console.log(await signIn(person, clientId, placeOf(home, port)));
} catch (error) {
  console.error((error as Error).message);
  process.exit(1);
}
