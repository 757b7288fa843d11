import { describe, expect, it } from '@jest/globals';
import { readOptions } from './options.ts';

describe('reading the options of npm start', () => {
  it('begins at 8080 in .local, with what the last run kept', () => {
    const options = readOptions([]);

    expect(options).toMatchObject({
      port: 8080,
      emulatorPort: 8081,
      demoModelPort: 8082,
      proxyPort: 8083,
      fresh: false,
    });
    expect(options.home).toMatch(/\/\.local$/);
  });

  it('moves all four ports, and the addresses of tasks with them', () => {
    const moved = readOptions(['--port', '9000', '--fresh']);

    expect(moved).toMatchObject({ port: 9000, proxyPort: 9003, fresh: true });
    expect(moved.subnet).not.toBe(readOptions([]).subnet);
  });

  it.each(['80', 'many', '70000', '8080.5'])('refuses the port %s in words', (port) => {
    expect(() => readOptions(['--port', port])).toThrow('--port must be a number from 1024 to 65000');
  });

  it('refuses an option it does not know', () => {
    expect(() => readOptions(['--prot', '9000'])).toThrow('--prot');
  });
});
