import { vendorTrust } from '../../binding/vendor-trust.ts';
import type { ModeLimits } from '../../session/limits.ts';
import type { ModeMessage } from '../../session/messages.ts';
import type { EngineEvents, EngineSession, ModeEngine, SessionEngine } from '../engine.ts';
import { CarriedLink } from './carried-link.ts';
import { Carrier } from './carrier.ts';
import type { CarrierPorts } from './carrier.ts';
import { dial } from './dial.ts';
import type { DialDeps } from './dial.ts';

/** A session is two sockets and what passed over them. Servers cut a client that stalls for a minute. */
export const PROXY_LIMITS: ModeLimits = {
  maxSessions: 1_024,
  maxSessionsPerOperator: 128,
  maxRequestBytes: 16_384,
  maxResponseBytes: 1_048_576,
  onlineTimeoutMs: 25_000,
};

export interface ProxyEngineOptions {
  /** DER of a private CA that servers' certificates may come from, beside Mozilla's. */
  readonly customCa?: Uint8Array | undefined;
  /** Longest wait for the server's TCP connection, in milliseconds; ten seconds by default. */
  readonly connectMs?: number | undefined;
  /** Limits that differ from {@link PROXY_LIMITS}. */
  readonly limits?: Partial<ModeLimits> | undefined;
}

export interface ProxyEngineDeps extends DialDeps {
  /** Unix milliseconds. */
  readonly now?: (() => number) | undefined;
}

const CONNECT_MS = 10_000;
/** A server's first flight with the longest chain that is accepted, and its tickets. */
const MAX_HANDSHAKE_BYTES = 131_072;
/** Records are as small as the server likes; one byte a record costs 23. What is usual costs under one in a hundred. */
const RECORD_OVERHEAD = 2;

/** PROXY mode: the notary carries the connection and reads it afterwards. The trust store is made once, and its results are shared by all sessions. */
export function proxyEngine(options: ProxyEngineOptions, deps: ProxyEngineDeps): ModeEngine {
  const trust = vendorTrust(options.customCa);
  const connectMs = options.connectMs ?? CONNECT_MS;
  const start = (session: EngineSession, events: EngineEvents): SessionEngine => {
    const { serverName, port } = session.operation.message;
    return carry(session, events, {
      dial: (signal) => dial({ serverName, port, connectMs }, deps, signal),
      trust,
      nowMs: deps.now ?? Date.now,
    });
  };
  return {
    mode: 'proxy',
    limits: { ...PROXY_LIMITS, ...options.limits },
    customCa: options.customCa !== undefined,
    setsUp: false,
    keepsConnection: true,
    start: (session, events) => Promise.resolve(start(session, events)),
  };
}

/** One carried session, and the link that it brings. */
function carry(
  { operation, sessionId }: EngineSession,
  events: EngineEvents,
  ports: Omit<CarrierPorts, 'toProver' | 'onSealed'>,
): SessionEngine {
  let link: CarriedLink | undefined;
  const maxServerBytes = MAX_HANDSHAKE_BYTES + RECORD_OVERHEAD * operation.message.maxResponseBytes;
  const carrier = new Carrier(
    { operation, sessionId, maxServerBytes },
    {
      ...ports,
      toProver: (bytes) => link?.toPeer(bytes) ?? true,
      onSealed: () => events.say({ kind: { case: 'sealed', value: {} } }),
    },
  );
  return {
    link: (socket, options) => (link = new CarriedLink(carrier, socket, options)),
    verify: () => carrier.verify(),
    bind: (params) => carrier.bind(params),
    hear: (message) => tell(carrier, message),
    close: () => carrier.close(),
  };
}

/** A message out of its turn ends the session by itself (rules PRX-4, PRX-6, PRX-7). */
function tell(carrier: Carrier, message: ModeMessage): undefined {
  switch (message.case) {
    case 'commitment':
      carrier.commit(message.value);
      break;
    case 'finish':
      carrier.finish();
      break;
    case 'opening':
      carrier.opened(message.value);
      break;
  }
}
