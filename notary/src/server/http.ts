import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import type { FastifyInstance } from 'fastify';
import type { Registry } from 'prom-client';
import { notaryError } from '../session/error.ts';
import type { NotaryHealth } from './health.ts';

/** Bodies are never read: nothing here takes one. */
const LIMITS = { bodyLimit: 1_024, requestTimeout: 10_000, connectionTimeout: 30_000 };

/** PEM. */
export interface TlsFiles {
  readonly cert: string;
  readonly key: string;
}

/** The public listener, on TLS: health for everybody, sessions by upgrade. Throws NotaryError `server.tls_files`. */
export function createPublicServer(tls: TlsFiles, health: () => NotaryHealth): FastifyInstance {
  const app = onTls(tls);
  app.get('/health', () => health());
  return app;
}

function onTls({ cert, key }: TlsFiles): FastifyInstance {
  try {
    return fastify({ ...LIMITS, https: { cert, key, minVersion: 'TLSv1.2' } });
  } catch (cause) {
    throw notaryError('server.tls_files', undefined, { cause });
  }
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

export interface ListenAddress {
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
}

/** Gives where it listens as it stands in a URL: host and port. Rejects with NotaryError `server.listen`. */
export async function listen(app: FastifyInstance, at: ListenAddress): Promise<string> {
  const host = at.host.includes(':') ? `[${at.host}]` : at.host;
  try {
    await app.listen({ ...at, listenTextResolver: () => '' });
  } catch (cause) {
    throw notaryError('server.listen', `${at.host}:${at.port}`, { cause });
  }
  return `${host}:${(app.server.address() as AddressInfo).port}`;
}
