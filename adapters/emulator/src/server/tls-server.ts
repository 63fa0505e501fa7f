import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { Server } from 'node:https';
import type { Logger } from 'pino';
import type { EmulatorConfig } from '../config/schema.ts';

/** With what the vendors' hosts are served. */
export interface TlsServerOptions {
  /** PEM, for all hosts. */
  readonly certificate: string;
  /** PEM. */
  readonly privateKey: string;
  readonly tls: EmulatorConfig['tls'];
}

/** In MPC mode a prover can connect long before it can send its request. */
const HEADERS_TIMEOUT_MS = 120_000;

/** The vendors' hosts on real TLS; not listening yet. */
export function createTlsServer(
  options: TlsServerOptions,
  requests: RequestListener,
  logger: Logger,
): Server {
  const server = createServer(
    {
      cert: options.certificate,
      key: options.privateKey,
      minVersion: options.tls.min_version,
      maxVersion: options.tls.max_version,
      headersTimeout: HEADERS_TIMEOUT_MS,
    },
    requests,
  );
  server.on('tlsClientError', (error) => logger.debug({ reason: error.message }, 'a TLS handshake failed'));
  return server;
}
