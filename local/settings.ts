import { dirname, join, resolve } from 'node:path';

/** The repository's root. */
export const root = resolve(import.meta.dirname, '..');
export const stage = 'local';
export const region = 'us-east-1';
export const defaultPort = 8080;

/** Where one platform lives: its folder, and four ports from N upward. */
export interface Place {
  readonly home: string;
  readonly port: number;
  readonly emulatorPort: number;
  readonly demoModelPort: number;
  readonly proxyPort: number;
  /** Three bytes of loopback addresses for ECS tasks, different for every port. */
  readonly subnet: string;
}

export function placeOf(home: string, port: number): Place {
  return {
    home: resolve(root, home),
    port,
    emulatorPort: port + 1,
    demoModelPort: port + 2,
    proxyPort: port + 3,
    subnet: `127.${1 + ((port >> 8) % 254)}.${port & 255}`,
  };
}

export const originOf = ({ port }: Place): string => `http://127.0.0.1:${port}`;
export const apiUrlOf = (place: Place): string => `${originOf(place)}/${stage}`;
export const emulatorUrlOf = ({ emulatorPort }: Place): string => `http://127.0.0.1:${emulatorPort}`;

/** What points the AWS SDK and osls at this platform's emulator instead of an account. */
export const awsEnvironment = (place: Place): Record<string, string> => ({
  AWS_ENDPOINT_URL: emulatorUrlOf(place),
  AWS_REGION: region,
  AWS_DEFAULT_REGION: region,
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
});

/** The settings that `serverless deploy` reads, as an operator would set them for an account. */
export const deploymentSettings = (place: Place): Record<string, string> => ({
  LISA_PUBLIC_URL: apiUrlOf(place),
  LISA_COGNITO_ENDPOINT: emulatorUrlOf(place),
  LISA_SIGN_IN_URL: emulatorUrlOf(place),
  LISA_MEDIA_ORIGIN: emulatorUrlOf(place),
  LISA_REMOVAL_POLICY: 'Delete',
  LISA_IMAGE_ROUTER: 'lisa/router:local',
  LISA_IMAGE_LITELLM: 'lisa/litellm:local',
  LISA_IMAGE_VLLM: 'lisa/vllm:local',
  LISA_IMAGE_SGLANG: 'lisa/sglang:local',
  LISA_IMAGE_TEI: 'lisa/tei:local',
  LISA_IMAGE_TGI: 'lisa/tgi:local',
  LISA_ROUTER_TASKS: '1',
});

/** Environment of a deployment: this project's Node first, quiet and without waiting on other networks. */
export const deploymentEnvironment = (place: Place): NodeJS.ProcessEnv => ({
  ...process.env,
  ...awsEnvironment(place),
  ...deploymentSettings(place),
  PATH: `${dirname(process.execPath)}:${join(root, 'node_modules/.bin')}:${process.env['PATH'] ?? ''}`,
  SLS_AWS_MONITORING_FREQUENCY: '200',
  SLS_NOTIFICATIONS_MODE: 'off',
  NO_COLOR: '1',
});
