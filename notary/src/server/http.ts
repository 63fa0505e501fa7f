import fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import type { Registry } from 'prom-client';

/** What `/health` answers. */
export interface NotaryHealth {
  readonly ok: boolean;
  readonly pubkey: string;
  readonly chainId: string;
  readonly oracle: string;
  readonly modes: readonly string[];
  readonly sessions: number;
  readonly maxSessions: number;
  /** Never silently: a private CA in use, and private hosts that are served. */
  readonly customCa: boolean;
  readonly allowPrivateHosts: boolean;
}

/** Bodies are never read: nothing here takes one. */
const LIMITS = { bodyLimit: 1_024, requestTimeout: 10_000, connectionTimeout: 30_000 };

/** The public listener, on TLS: health for everybody, sessions by upgrade. */
export function createPublicServer(
  tls: { readonly cert: string; readonly key: string },
  health: () => NotaryHealth,
): FastifyInstance {
  const app = fastify({
    ...LIMITS,
    https: { cert: tls.cert, key: tls.key, minVersion: 'TLSv1.2' },
  }) as unknown as FastifyInstance;
  app.get('/health', () => health());
  return app;
}

/** The operator's listener, without TLS and by default on loopback: health and metrics. */
export function createAdminServer(health: () => NotaryHealth, metrics: Registry): FastifyInstance {
  const app = fastify(LIMITS);
  app.get('/health', () => health());
  app.get('/metrics', async (_request, reply) => {
    void reply.type(metrics.contentType);
    return metrics.metrics();
  });
  return app;
}
