import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { Mode } from '@cloudx3/proto';
import { publicKeyOf } from '@cloudx3/verifier-core';
import { signWithLibsecp } from '@cloudx3/verifier-core/node';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { StartCarrier, StartVerifier } from './engine.ts';
import { notaryError } from '../session/error.ts';
import { toHex } from '../session/hex.ts';
import type { Registry } from './registry/port.ts';
import { DEFAULT_LIMITS } from '../session/limits.ts';
import type { ModeLimits, SessionLimits } from '../session/limits.ts';
import { NonceMemory } from './admission/nonces.ts';
import { SessionSlots } from './admission/slots.ts';
import { createHostGuard } from './admission/host-guard.ts';
import type { Resolve } from './admission/host-guard.ts';
import { createAdminServer, createPublicServer } from './http.ts';
import type { NotaryHealth } from './http.ts';
import { createMetrics } from './metrics.ts';
import type { NotaryMetrics } from './metrics.ts';
import { systemResolve } from './admission/resolve.ts';
import { SESSION_PATH, Sessions } from './sessions.ts';

export interface NotaryOptions {
  readonly network: { readonly chainId: string; readonly oracle: string };
  /** 32-byte secp256k1 key that signs attestations. */
  readonly privateKey: Uint8Array;
  readonly listen: { readonly host: string; readonly port: number };
  /** PEM. */
  readonly tls: { readonly cert: string; readonly key: string };
  /** Left out, there is no admin listener. */
  readonly admin?: { readonly host: string; readonly port: number } | undefined;
  /** URL by which provers reach this notary, without a path; by default from the listener. */
  readonly publicUrl?: string | undefined;
  readonly limits?: LimitChanges | undefined;
  /** Development only (rule SES-1). */
  readonly allowPrivateHosts?: boolean | undefined;
  /** Whether the engine checks certificates against a private CA; signed into every attestation. */
  readonly customCa?: boolean | undefined;
  /** How long exchanges that are under way may go on after `close` is called. */
  readonly drainMs?: number | undefined;
}

/** Limits that differ from the defaults. */
export type LimitChanges = Partial<Omit<SessionLimits, 'proxy'>> & { readonly proxy?: Partial<ModeLimits> };

export interface NotaryDeps {
  readonly registry: Registry;
  readonly startVerifier: StartVerifier;
  readonly startCarrier: StartCarrier;
  readonly log: Logger;
  readonly resolve?: Resolve;
  readonly now?: () => number;
  readonly random?: (length: number) => Uint8Array;
}

export interface RunningNotary {
  /** `wss://host:port/v1/session`. */
  readonly url: string;
  readonly adminUrl: string | undefined;
  readonly pubkey: Uint8Array;
  readonly metrics: NotaryMetrics;
  health(): NotaryHealth;
  /** Stops listening, ends sessions, and resolves when nothing is left. */
  close(): Promise<void>;
}

const DEFAULT_DRAIN_MS = 5_000;

/** Starts a notary server. Rejects with NotaryError `server.tls_files` or `server.listen`. */
export async function startNotary(options: NotaryOptions, deps: NotaryDeps): Promise<RunningNotary> {
  const limits = mergeLimits(options.limits);
  const pubkey = publicKeyOf(options.privateKey);
  const metrics = createMetrics();
  const slots = { mpc: new SessionSlots(limits), proxy: new SessionSlots(limits.proxy) };
  const sessions = createSessions(options, deps, { limits, pubkey, metrics, slots });
  const health = (): NotaryHealth => ({
    ok: true,
    pubkey: toHex(pubkey),
    ...options.network,
    modes: ['MPC', 'PROXY'],
    sessions: slots.mpc.total + slots.proxy.total,
    maxSessions: limits.maxSessions + limits.proxy.maxSessions,
    customCa: options.customCa ?? false,
    allowPrivateHosts: options.allowPrivateHosts ?? false,
  });
  const apps: FastifyInstance[] = [];
  const open = async (app: FastifyInstance, at: { host: string; port: number }): Promise<number> => {
    apps.push(app);
    return listen(app, at);
  };
  try {
    const app = publicServer(options, health);
    app.server.on('upgrade', (request, socket, head) => sessions.upgrade(request, socket, head));
    const port = await open(app, options.listen);
    const adminPort =
      options.admin === undefined
        ? undefined
        : await open(createAdminServer(health, metrics.registry), options.admin);
    return {
      url: `${options.publicUrl ?? `wss://${hostOf(options.listen.host)}:${port}`}${SESSION_PATH}`,
      adminUrl:
        adminPort === undefined ? undefined : `http://${hostOf(options.admin?.host ?? '')}:${adminPort}`,
      pubkey,
      metrics,
      health,
      close: async () => {
        const closed = Promise.all(apps.map((each) => each.close()));
        await sessions.stop(options.drainMs ?? DEFAULT_DRAIN_MS);
        await closed;
      },
    };
  } catch (error) {
    await Promise.all(apps.map((app) => app.close()));
    throw error;
  }
}

interface Parts {
  readonly limits: SessionLimits;
  readonly pubkey: Uint8Array;
  readonly metrics: NotaryMetrics;
  readonly slots: Readonly<Record<'mpc' | 'proxy', SessionSlots>>;
}

function createSessions(options: NotaryOptions, deps: NotaryDeps, parts: Parts): Sessions {
  const { limits, pubkey, metrics, slots } = parts;
  const now = deps.now ?? Date.now;
  const random = deps.random ?? ((length) => Uint8Array.from(randomBytes(length)));
  const guard = { allowPrivateHosts: options.allowPrivateHosts ?? false };
  return new Sessions({
    admission: {
      site: { network: options.network, notary: pubkey, modes: [Mode.MPC, Mode.PROXY] },
      limits,
      registry: deps.registry,
      checkHost: createHostGuard(guard, deps.resolve ?? systemResolve),
      slots: (mode) => (mode === Mode.PROXY ? slots.proxy : slots.mpc),
      nonces: new NonceMemory(limits.maxRequestsPerOperator),
      now,
      random,
    },
    startVerifier: deps.startVerifier,
    startCarrier: deps.startCarrier,
    sign: (digest) => signWithLibsecp(digest, options.privateKey),
    customCa: options.customCa ?? false,
    metrics,
    log: deps.log,
  });
}

/** The defaults with these changes. */
export function mergeLimits({ proxy, ...changes }: LimitChanges = {}): SessionLimits {
  return { ...DEFAULT_LIMITS, ...changes, proxy: { ...DEFAULT_LIMITS.proxy, ...proxy } };
}

function publicServer(options: NotaryOptions, health: () => NotaryHealth): FastifyInstance {
  try {
    return createPublicServer(options.tls, health);
  } catch (cause) {
    throw notaryError('server.tls_files', undefined, { cause });
  }
}

async function listen(app: FastifyInstance, at: { host: string; port: number }): Promise<number> {
  try {
    await app.listen({ ...at, listenTextResolver: () => '' });
  } catch (cause) {
    throw notaryError('server.listen', `${at.host}:${at.port}`, { cause });
  }
  return (app.server.address() as AddressInfo).port;
}

/** An address as it stands in a URL. */
function hostOf(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
