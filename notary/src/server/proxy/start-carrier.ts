import { createTrustStore } from '@cloudx3/tls13';
import { Carrier } from './carrier.ts';
import { dial } from './dial.ts';
import type { DialDeps } from './dial.ts';
import type { StartCarrier } from '../engine.ts';

export interface CarrierEngineOptions {
  /** PEM of a private CA that servers' certificates may come from, beside Mozilla's. */
  readonly customCaPem?: string | undefined;
  readonly connectMs?: number;
}

export interface CarrierEngineDeps extends DialDeps {
  readonly now?: () => number;
}

const CONNECT_MS = 10_000;
/** A server's first flight with the longest chain that is accepted, and its tickets. */
const MAX_HANDSHAKE_BYTES = 131_072;
/** Records are as small as the server likes; one byte a record costs 23. What is usual costs under one in a hundred. */
const RECORD_OVERHEAD = 2;

/** The package's own engine behind {@link StartCarrier}. The trust store is made once, and its results are shared by all sessions. */
export function startEngineCarrier(options: CarrierEngineOptions, deps: CarrierEngineDeps): StartCarrier {
  const trust = createTrustStore({
    roots: 'mozilla',
    ...(options.customCaPem === undefined ? {} : { customCaPem: options.customCaPem }),
  });
  const connectMs = options.connectMs ?? CONNECT_MS;
  return ({ operation, sessionId }, events) => {
    const { serverName, port, maxResponseBytes } = operation.message;
    return new Carrier(
      { operation, sessionId, maxServerBytes: MAX_HANDSHAKE_BYTES + RECORD_OVERHEAD * maxResponseBytes },
      {
        dial: (signal) => dial({ serverName, port, connectMs }, deps, signal),
        trust,
        nowMs: deps.now ?? Date.now,
        ...events,
      },
    );
  };
}
