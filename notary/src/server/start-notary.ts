import { randomBytes } from 'node:crypto';
import type { Mode } from '@cloudx3/proto';
import { MODES, publicKeyOf } from '@cloudx3/verifier-core';
import { signWithLibsecp } from '@cloudx3/verifier-core/node';
import type { FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { DEFAULT_LIMITS } from '../session/limits.ts';
import type { SessionLimits } from '../session/limits.ts';
import { createHostGuard } from './admission/host-guard.ts';
import type { Resolve } from '../dialling/resolve.ts';
import { systemResolve } from '../dialling/resolve.ts';
import { NonceMemory } from './admission/nonces.ts';
import { OPEN_POLICY } from './admission/policy.ts';
import type { NotaryPolicy } from './admission/policy.ts';
import { SessionSlots } from './admission/slots.ts';
import type { ModeEngine } from './engine.ts';
import { healthOf } from './health.ts';
import type { NotaryHealth } from './health.ts';
import { createAdminServer, createPublicServer, listen } from './http.ts';
import type { ListenAddress, TlsFiles } from './http.ts';
import { createMetrics } from './metrics.ts';
import type { NotaryMetrics } from './metrics.ts';
import type { Registry } from './registry/port.ts';
import { SESSION_PATH, Sessions } from './sessions.ts';
import type { RunningMode } from './start-session.ts';

/** What a notary is, and for whom. */
export interface NotaryOptions {
  /** Chain id, and address of the oracle contract; requests for another network are refused. */
  readonly network: { readonly chainId: string; readonly oracle: string };
  /** 32-byte secp256k1 key that signs attestations. */
  readonly privateKey: Uint8Array;
  /** Where provers reach it, on TLS. */
  readonly listen: ListenAddress;
  /** Certificate chain and key of its own address. */
  readonly tls: TlsFiles;
  /** `/health` and `/metrics` without TLS, for this machine. Left out, there is no admin listener. */
  readonly admin?: ListenAddress | undefined;
  /** URL by which provers reach this notary, without a path; by default from the listener. */
  readonly publicUrl?: string | undefined;
  /** Whom it serves, and for what; every part that is left out is as of an open notary. */
  readonly policy?: Partial<NotaryPolicy> | undefined;
  /** Limits that differ from the defaults; those of a mode stand with its engine. */
  readonly limits?: Partial<SessionLimits> | undefined;
  /** Development only (rule SES-1). */
  readonly allowPrivateHosts?: boolean | undefined;
  /** How long exchanges that are under way may go on after `close` is called. */
  readonly drainMs?: number | undefined;
}

/** Parts of a notary that can be replaced. */
export interface NotaryDeps {
  /** Operators and operations, as the chain has them. */
  readonly registry: Registry;
  /** The modes that it runs, each once; see `notaryModes`. */
  readonly modes: readonly ModeEngine[];
  readonly log: Logger;
  /** How hosts are looked up for rule SES-1; the system's resolver by default. */
  readonly resolve?: Resolve;
  /** Unix milliseconds; the system's clock by default. */
  readonly now?: () => number;
  /** Unpredictable bytes; the system's by default. */
  readonly random?: (length: number) => Uint8Array;
}

/** A notary that listens. */
export interface RunningNotary {
  /** `wss://host:port/v1/session`. */
  readonly url: string;
  /** `http://host:port`; undefined without an admin listener. */
  readonly adminUrl: string | undefined;
  /** 33 bytes, compressed. */
  readonly pubkey: Uint8Array;
  /** What `/metrics` shows. */
  readonly metrics: NotaryMetrics;
  /** What `/health` answers now. */
  health(): NotaryHealth;
  /** Stops listening, ends sessions, and resolves when nothing is left. */
  close(): Promise<void>;
}

const DEFAULT_DRAIN_MS = 5_000;

/** Starts a notary server. Rejects with NotaryError `server.tls_files` or `server.listen`. */
export async function startNotary(options: NotaryOptions, deps: NotaryDeps): Promise<RunningNotary> {
  const pubkey = publicKeyOf(options.privateKey);
  const metrics = createMetrics();
  const modes = new Map(deps.modes.map((engine) => [MODES[engine.mode].wire, running(engine)]));
  const sessions = createSessions(options, deps, { pubkey, metrics, modes });
  const { network, admin, publicUrl, allowPrivateHosts = false, drainMs = DEFAULT_DRAIN_MS } = options;
  const health = healthOf({ pubkey, ...network, allowPrivateHosts }, [...modes.values()]);
  const apps: FastifyInstance[] = [];
  const open = (app: FastifyInstance, at: ListenAddress): Promise<string> => {
    apps.push(app);
    return listen(app, at);
  };
  try {
    const app = createPublicServer(options.tls, health);
    app.server.on('upgrade', (request, socket, head) => sessions.upgrade(request, socket, head));
    const origin = `wss://${await open(app, options.listen)}`;
    const adminAt = admin && (await open(createAdminServer(health, metrics.registry), admin));
    return {
      url: `${publicUrl ?? origin}${SESSION_PATH}`,
      adminUrl: adminAt && `http://${adminAt}`,
      pubkey,
      metrics,
      health,
      close: async () => {
        const closed = Promise.all(apps.map((each) => each.close()));
        await sessions.stop(drainMs);
        await closed;
      },
    };
  } catch (error) {
    await Promise.all(apps.map((each) => each.close()));
    throw error;
  }
}

interface Parts {
  readonly pubkey: Uint8Array;
  readonly metrics: NotaryMetrics;
  readonly modes: ReadonlyMap<Mode, RunningMode>;
}

function createSessions(options: NotaryOptions, deps: NotaryDeps, parts: Parts): Sessions {
  const { pubkey, metrics, modes } = parts;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const guard = { allowPrivateHosts: options.allowPrivateHosts ?? false };
  return new Sessions({
    admission: {
      site: { network: options.network, notary: pubkey, modes },
      registry: deps.registry,
      policy: { ...OPEN_POLICY, ...options.policy },
      checkHost: createHostGuard(guard, deps.resolve ?? systemResolve),
      nonces: new NonceMemory(limits.maxRequestsPerOperator),
      now: deps.now ?? Date.now,
      random: deps.random ?? ((length) => Uint8Array.from(randomBytes(length))),
    },
    limits,
    sign: (digest) => signWithLibsecp(digest, options.privateKey),
    metrics,
    log: deps.log,
  });
}

function running(engine: ModeEngine): RunningMode {
  const { mode, limits, keepsConnection } = engine;
  return { mode, limits, keepsConnection, engine, slots: new SessionSlots(limits) };
}
