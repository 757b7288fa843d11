/**
 * Environment of a program that reaches load balancers through the proxy and everything of this machine directly. Node's
 * own fetch heeds it too; the AWS SDK does not, and its endpoint is on this machine.
 */
export const throughProxy = (proxyUrl: string): Readonly<Record<string, string>> => ({
  HTTP_PROXY: proxyUrl,
  NO_PROXY: '127.0.0.0/8,127.0.0.1,localhost',
  NODE_USE_ENV_PROXY: '1',
});
