/** How AWS clients of an adapter test find the emulator. */
export interface EmulatorClientConfig {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** The emulator that `LISA_TEST_ENDPOINT` names; says what to do when it names none. */
export function emulatorFrom(environment: Readonly<Record<string, string | undefined>>): EmulatorClientConfig {
  const endpoint = environment['LISA_TEST_ENDPOINT'];
  if (!endpoint)
    throw new Error(
      'LISA_TEST_ENDPOINT is not set. These tests need a running emulator: start the platform with `npm start` and set it to the endpoint that `npm run env` prints, or run `npm test`.',
    );
  return { endpoint, region: 'us-east-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
}
