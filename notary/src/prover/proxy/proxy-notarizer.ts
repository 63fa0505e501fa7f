import { randomBytes } from 'node:crypto';
import { createTrustStore } from '@cloudx3/tls13';
import { bindProxySession, openProxySession, runProxyExchange } from './proxy-session.ts';
import type { ProxyDeps } from './proxy-session.ts';
import { DEFAULT_DEADLINES, DEFAULT_PROXY_POOL, DEFAULT_PROXY_SESSION_BYTES } from '../options.ts';
import type { NotarizerOptions } from '../options.ts';
import { trustBeside } from '../connection.ts';
import { KeptConnections } from '../kept-connections.ts';
import { PooledNotarizer } from '../pooled-notarizer.ts';
import type { Notarizer } from '../ports.ts';

export interface ProxyNotarizerDeps {
  readonly now?: () => number;
  readonly random?: (length: number) => Uint8Array;
  /** Told of each session that could not be prepared; the pool tries again by itself. */
  readonly onPrepareFailed?: (error: Error) => void;
}

export interface ProxyNotarizerOptions extends Omit<NotarizerOptions, 'customCa' | 'resolve' | 'threads'> {
  /** PEM of a private CA that vendors' certificates may come from, beside Mozilla's; attestations say so where one does. */
  readonly customCaPem?: string;
}

/** A {@link Notarizer} that has the notary carry a TLS 1.3 session, which costs about what the request costs. */
export function createProxyNotarizer(
  { customCaPem, ...options }: ProxyNotarizerOptions,
  deps: ProxyNotarizerDeps = {},
): Notarizer {
  const session: ProxyDeps = {
    options,
    deadlines: { ...DEFAULT_DEADLINES, ...options.deadlines },
    maxSessionBytes: options.maxSessionBytes ?? DEFAULT_PROXY_SESSION_BYTES,
    secureContext: trustBeside(options.tlsCa),
    kept: new KeptConnections(),
    trust: createTrustStore({ roots: 'mozilla', ...(customCaPem === undefined ? {} : { customCaPem }) }),
    now: deps.now ?? Date.now,
    random: deps.random ?? ((length) => Uint8Array.from(randomBytes(length))),
  };
  return new PooledNotarizer(
    {
      mode: 'PROXY',
      now: session.now,
      open: (target, operation, signal, progress) =>
        openProxySession(target, operation, session, signal, progress),
      bind: (waiting, exchange, signal) => bindProxySession(waiting, exchange, session, signal),
      run: (waiting, exchange, sessionTimeMs, progress, signal) =>
        runProxyExchange(waiting, exchange, sessionTimeMs, session, progress, signal),
      close: () => session.kept.close(),
    },
    { pool: { ...DEFAULT_PROXY_POOL, ...options.pool }, onPrepareFailed: deps.onPrepareFailed },
  );
}
