import { createServer } from 'node:https';
import type { Server } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { EmulatorConfig } from '../config/schema.ts';
import type { Fault, FaultQueue } from '../fault/fault.ts';
import { spoil } from '../fault/spoil.ts';
import type { VendorCloud, VendorRequest } from '../vendor/cloud.ts';
import { send, sendHalf } from './answer.ts';
import { readBody } from './body.ts';

export interface VendorServerOptions {
  /** PEM. */
  readonly certificate: string;
  /** PEM. */
  readonly privateKey: string;
  readonly tls: EmulatorConfig['tls'];
}

export interface VendorServerDeps {
  readonly clouds: readonly VendorCloud[];
  readonly faults: FaultQueue;
  readonly logger: Logger;
  readonly now: () => number;
  /** Ends answers that are held back. */
  readonly signal: AbortSignal;
  readonly count: (vendor: VendorCloud['name']) => void;
}

/** In MPC mode a prover can connect long before it can send its request. */
const HEADERS_TIMEOUT_MS = 120_000;

/** All vendors' hosts on one port, told apart by the name that the client asks for in TLS and in `Host`. */
export function createVendorServer(options: VendorServerOptions, deps: VendorServerDeps): Server {
  const server = createServer(
    {
      cert: options.certificate,
      key: options.privateKey,
      minVersion: options.tls.min_version,
      maxVersion: options.tls.max_version,
      headersTimeout: HEADERS_TIMEOUT_MS,
    },
    (request, response) => {
      handle(request, response, deps).catch((error: unknown) => {
        // A client that goes away in the middle ends here too.
        if (!request.destroyed) deps.logger.error({ err: error }, 'an answer failed');
        response.destroy();
      });
    },
  );
  server.on('tlsClientError', (error) =>
    deps.logger.debug({ reason: error.message }, 'a TLS handshake failed'),
  );
  return server;
}

async function handle(
  incoming: IncomingMessage,
  response: ServerResponse,
  deps: VendorServerDeps,
): Promise<void> {
  const cloud = cloudOf(incoming, deps.clouds);
  const body = await readBody(incoming);
  if (cloud === undefined || body === undefined) {
    refuse(response, cloud === undefined ? 421 : 413);
    return;
  }
  const url = URL.parse(`https://${cloud.host}${incoming.url ?? '/'}`);
  if (url?.host !== cloud.host) {
    refuse(response, 400);
    return;
  }
  const request: VendorRequest = {
    method: incoming.method ?? '',
    path: url.pathname,
    query: url.searchParams,
    headers: incoming.headers,
    body,
    remoteAddress: incoming.socket.remoteAddress ?? '',
    nowMs: deps.now(),
  };
  deps.count(cloud.name);
  const fault = deps.faults.take(cloud.name, cloud.isAction(request) ? 'action' : 'read');
  // The query is left out: a key may stand in it.
  const logged = { vendor: cloud.name, method: request.method, path: request.path, fault: fault?.kind };
  await respond(cloud, request, response, fault, deps);
  deps.logger.info({ ...logged, status: response.statusCode }, 'answered');
}

/** What a vendor's front refuses before the vendor sees it. */
function refuse(response: ServerResponse, status: number): void {
  send(response, { status, headers: [], body: '', framing: 'content-length' });
}

function cloudOf(request: IncomingMessage, clouds: readonly VendorCloud[]): VendorCloud | undefined {
  const host = (request.headers.host ?? '').replace(/:\d{1,5}$/, '').toLowerCase();
  const { servername } = request.socket as { servername?: string | false };
  // As a vendor's front does: what was asked for in TLS is what is served.
  if (typeof servername === 'string' && servername !== host) return undefined;
  return clouds.find((cloud) => cloud.host === host);
}

async function respond(
  cloud: VendorCloud,
  request: VendorRequest,
  response: ServerResponse,
  fault: Fault | undefined,
  deps: VendorServerDeps,
): Promise<void> {
  if (fault === undefined) {
    send(response, cloud.answer(request));
    return;
  }
  switch (fault.kind) {
    case 'unauthorized':
    case 'not-found':
    case 'rate-limited':
    case 'server-error':
      send(response, cloud.refuse(fault.kind));
      break;
    case 'close':
      response.destroy();
      break;
    case 'close-after':
      // The vendor did what was asked, and nobody hears of it.
      cloud.answer(request);
      response.destroy();
      break;
    case 'slow':
      await pause(fault.delayMs, undefined, { signal: deps.signal });
      send(response, cloud.answer(request));
      break;
    case 'truncated':
      sendHalf(response, cloud.answer(request));
      break;
    default:
      send(response, spoil(fault.kind, cloud.answer(request), cloud));
  }
}
