import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Fault, FaultQueue } from '../fault/fault.ts';
import { spoil } from '../fault/spoil.ts';
import type { EmulatedCloud, VendorRequest } from '../vendor/cloud.ts';
import type { PlayedVendor } from '../vendor/emulated-vendor.ts';
import { send, sendHalf } from './answer.ts';
import { readBody } from './body.ts';

/** What answering takes. */
export interface VendorRequestDeps {
  readonly played: readonly PlayedVendor[];
  readonly faults: FaultQueue;
  readonly logger: Logger;
  /** Unix milliseconds. */
  readonly now: () => number;
  /** Ends answers that are held back. */
  readonly signal: AbortSignal;
  /** Is told of each request, by the vendor's name. */
  readonly count: (vendor: string) => void;
}

/** Answers the requests of all vendors' hosts, told apart by the name that the client asks for in TLS and in `Host`. */
export function vendorRequests(deps: VendorRequestDeps): RequestListener {
  return (request, response) => {
    handle(request, response, deps).catch((error: unknown) => {
      // A client that goes away in the middle ends here too.
      if (!request.destroyed) deps.logger.error({ err: error }, 'an answer failed');
      response.destroy();
    });
  };
}

async function handle(
  incoming: IncomingMessage,
  response: ServerResponse,
  deps: VendorRequestDeps,
): Promise<void> {
  const asked = vendorOf(incoming, deps.played);
  const body = await readBody(incoming);
  if (asked === undefined || body === undefined) {
    refuse(response, asked === undefined ? 421 : 413);
    return;
  }
  const { vendor, cloud } = asked;
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
  deps.count(vendor);
  const fault = deps.faults.take(vendor, cloud.isAction(request) ? 'action' : 'read');
  // The query is left out: a key may stand in it.
  const logged = { vendor, method: request.method, path: request.path, fault: fault?.kind };
  await respond(cloud, request, response, fault, deps.signal);
  deps.logger.info({ ...logged, status: response.statusCode }, 'answered');
}

/** What a vendor's front refuses before the vendor sees it. */
function refuse(response: ServerResponse, status: number): void {
  send(response, { status, headers: [], body: '', framing: 'content-length' });
}

function vendorOf(request: IncomingMessage, played: readonly PlayedVendor[]): PlayedVendor | undefined {
  const host = (request.headers.host ?? '').replace(/:\d{1,5}$/, '').toLowerCase();
  const { servername } = request.socket as { servername?: string | false };
  // As a vendor's front does: what was asked for in TLS is what is served.
  if (typeof servername === 'string' && servername !== host) return undefined;
  return played.find(({ cloud }) => cloud.host === host);
}

async function respond(
  cloud: EmulatedCloud,
  request: VendorRequest,
  response: ServerResponse,
  fault: Fault | undefined,
  signal: AbortSignal,
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
      await pause(fault.delayMs, undefined, { signal });
      send(response, cloud.answer(request));
      break;
    case 'truncated':
      sendHalf(response, cloud.answer(request));
      break;
    default:
      send(response, spoil(fault.kind, cloud.answer(request), cloud));
  }
}
