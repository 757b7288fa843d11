import { Pool, ProxyAgent } from 'undici';
import type { Dispatcher } from 'undici';

/** How to leave the network: the usual three settings, as texts. Empty means no proxy. */
export interface ProxySettings {
  readonly httpProxy?: string | undefined;
  readonly httpsProxy?: string | undefined;
  /** Hosts reached without a proxy, separated by commas: `example.com` (with its subdomains), `host:port`, `*`. */
  readonly noProxy?: string | undefined;
}

export interface UpstreamSettings {
  /** Connections to one origin at most; a request beyond them is refused at once, never queued. */
  readonly connections: number;
  readonly connectTimeoutMs: number;
  readonly proxy?: ProxySettings;
}

const repeatsPerRequest = 0.2;
const mostRepeatsSaved = 10;

/** One origin: its connections, how many requests use them now, and how many of them may still be sent again. */
export class Upstream {
  readonly origin: string;
  readonly dispatcher: Dispatcher;
  readonly connections: number;
  #inFlight = 0;
  #repeats = mostRepeatsSaved;

  constructor(origin: string, dispatcher: Dispatcher, connections: number) {
    this.origin = origin;
    this.dispatcher = dispatcher;
    this.connections = connections;
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  /** Takes a connection for a request; false when every one is taken. */
  begin(): boolean {
    if (this.#inFlight >= this.connections) return false;
    this.#inFlight += 1;
    this.#repeats = Math.min(mostRepeatsSaved, this.#repeats + repeatsPerRequest);
    return true;
  }

  end(): void {
    this.#inFlight -= 1;
  }

  /** Whether one more request may be sent twice: a fifth of them at most, or a struggling upstream gets more load. */
  mayRepeat(): boolean {
    if (this.#repeats < 1) return false;
    this.#repeats -= 1;
    return true;
  }
}

/** Keeps one bounded set of connections per origin, through a proxy where the settings ask for one. */
export class Upstreams {
  readonly #settings: UpstreamSettings;
  readonly #byOrigin = new Map<string, Upstream>();

  constructor(settings: UpstreamSettings) {
    this.#settings = settings;
  }

  /** The connections to `origin`, as `new URL(…).origin` spells it. */
  to(origin: string): Upstream {
    const known = this.#byOrigin.get(origin);
    if (known) return known;
    const upstream = new Upstream(origin, this.#dispatcherOf(origin), this.#settings.connections);
    this.#byOrigin.set(origin, upstream);
    return upstream;
  }

  /** Lets go of every other origin; what still runs there ends in peace. */
  keepOnly(origins: ReadonlySet<string>): void {
    for (const [origin, { dispatcher }] of this.#byOrigin) {
      if (origins.has(origin)) continue;
      this.#byOrigin.delete(origin);
      void dispatcher.close();
    }
  }

  /** Ends every connection at once. */
  async destroy(): Promise<void> {
    await Promise.all([...this.#byOrigin.values()].map(({ dispatcher }) => dispatcher.destroy()));
    this.#byOrigin.clear();
  }

  #dispatcherOf(origin: string): Dispatcher {
    const { connections, connectTimeoutMs, proxy = {} } = this.#settings;
    // The deadlines of an exchange are ours (one timer); undici's own would set a timer per response.
    const options = { connections, pipelining: 1, allowH2: false, headersTimeout: 0, bodyTimeout: 0 };
    const uri = proxyFor(new URL(origin), proxy);
    if (uri === undefined) return new Pool(origin, { ...options, connectTimeout: connectTimeoutMs });
    // A tunnel for http as well: the proxy then sees bytes, and streams and aborts pass it unharmed.
    return new ProxyAgent({ ...options, uri, proxyTunnel: true, connectTimeout: connectTimeoutMs });
  }
}

const loopback = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/** The proxy that leads to `url`; loopback addresses are never behind one. */
export function proxyFor(url: URL, { httpProxy, httpsProxy, noProxy }: ProxySettings): string | undefined {
  const proxy = url.protocol === 'https:' ? httpsProxy : httpProxy;
  if (!proxy || loopback.test(url.hostname)) return undefined;
  const exempt = (noProxy ?? '').split(/[\s,]+/).filter((entry) => entry !== '');
  return exempt.some((entry) => matches(url, entry.toLowerCase())) ? undefined : proxy;
}

function matches(url: URL, entry: string): boolean {
  if (entry === '*') return true;
  const { host = '', port } = /^(?<host>.*?)(?::(?<port>\d+))?$/.exec(entry)?.groups ?? {};
  if (port !== undefined && port !== portOf(url)) return false;
  const domain = host.replace(/^\*?\./, '');
  return url.hostname === domain || url.hostname.endsWith(`.${domain}`);
}

const portOf = ({ port, protocol }: URL): string => port || (protocol === 'https:' ? '443' : '80');
