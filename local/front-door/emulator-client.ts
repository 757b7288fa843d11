/** How AWS clients reach the emulator: one attempt, so that a dead emulator is noticed at once. */
export const emulatorClient = (endpoint: string, requestTimeout: number) => ({
  endpoint,
  region: 'us-east-1',
  // The emulator's root user; no secret.
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  maxAttempts: 1,
  requestHandler: { connectionTimeout: 1_000, requestTimeout, throwOnRequestTimeout: true },
});
