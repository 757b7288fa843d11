const transform = {
  '^.+\\.ts$': [
    '@swc/jest',
    { jsc: { target: 'es2024', parser: { syntax: 'typescript' } }, module: { type: 'es6' }, sourceMaps: 'inline' },
  ],
};

const shape = {
  extensionsToTreatAsEsm: ['.ts'],
  transform,
  testEnvironment: 'node',
  // Built copies carry the same package names as their sources.
  modulePathIgnorePatterns: ['/\\.serverless/', '/\\.esbuild/', '<rootDir>/\\.local/', '<rootDir>/frontend/dist/'],
};

const owned = '<rootDir>/{services,shared,frontend}/**';

/** `fast` needs neither network nor emulator; `platform` starts processes, a browser, or speaks to a running emulator. */
export default {
  // Jest leaves one core idle by default, which on two cores is half of them.
  maxWorkers: '100%',
  projects: [
    {
      ...shape,
      displayName: 'fast',
      testMatch: [`${owned}/*.test.ts`],
      testPathIgnorePatterns: ['/node_modules/', '\\.emulator\\.test\\.ts$', '<rootDir>/frontend/pages/'],
    },
    {
      ...shape,
      displayName: 'platform',
      setupFilesAfterEnv: ['<rootDir>/local/patience.ts'],
      testMatch: [`${owned}/*.emulator.test.ts`, '<rootDir>/{local,images,frontend/pages}/**/*.test.ts'],
    },
  ],
};
