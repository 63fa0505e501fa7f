import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import * as z from 'zod';
import { faultSchema } from '../fault/fault.ts';
import type { Stage } from '../stage/stage.ts';
import { readBody } from './body.ts';

const deviceChange = z.strictObject({ online: z.boolean() });

/** For tests and people on this machine: what the emulator knows, and faults on demand. Knows no vendor's credentials. */
export function createAdminServer(stage: Stage): Server {
  return createServer((request, response) => {
    answer(request, stage).then(
      ({ status, body }) => reply(response, status, body),
      (error: unknown) => reply(response, 500, { error: error instanceof Error ? error.message : 'failed' }),
    );
  });
}

const LOOPBACK = /^(127\.0\.0\.1|localhost)(:\d{1,5})?$/;

interface AdminAnswer {
  readonly status: number;
  readonly body: unknown;
}

async function answer(request: IncomingMessage, stage: Stage): Promise<AdminAnswer> {
  // A page in a browser on this machine can reach loopback; what it sends bears an Origin, or the name that it was loaded from.
  if (request.headers.origin !== undefined || !LOOPBACK.test(request.headers.host ?? ''))
    return { status: 403, body: { error: 'not for browsers' } };
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  const id = /^\/devices\/([A-Za-z0-9\-._~:]{1,128})$/.exec(pathname)?.[1];
  switch (`${request.method ?? ''} ${id === undefined ? pathname : '/devices/:id'}`) {
    case 'GET /state':
      return { status: 200, body: stage.state() };
    case 'POST /faults':
      return withBody(request, faultOf(stage), (fault) => stage.faults.add(fault));
    case 'DELETE /faults':
      stage.faults.clear();
      return { status: 204, body: undefined };
    case 'POST /devices/:id': {
      const device = stage.devices.find((candidate) => candidate.id === id);
      if (device === undefined) return { status: 404, body: { error: 'no such device' } };
      return withBody(request, deviceChange, ({ online }) => (device.online = online));
    }
    default:
      return { status: 404, body: { error: 'GET /state, POST /faults, DELETE /faults, POST /devices/ID' } };
  }
}

/** A fault that is meant for a vendor who is not played would never happen. */
function faultOf({ played }: Stage) {
  return faultSchema.refine(
    ({ vendor }) => vendor === undefined || played.some((other) => other.vendor === vendor),
    { path: ['vendor'], message: `must be one of ${played.map(({ vendor }) => vendor).join(', ')}` },
  );
}

async function withBody<T>(
  request: IncomingMessage,
  schema: z.ZodType<T>,
  use: (value: T) => void,
): Promise<AdminAnswer> {
  const body = await readBody(request);
  let json: unknown;
  try {
    json = JSON.parse(body?.toString('utf8') ?? '');
  } catch {
    return { status: 400, body: { error: 'the body must be JSON' } };
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) return { status: 400, body: { error: z.prettifyError(parsed.error) } };
  use(parsed.data);
  return { status: 204, body: undefined };
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  if (response.destroyed) return;
  const text = body === undefined ? '' : JSON.stringify(body);
  response.writeHead(status, body === undefined ? {} : { 'content-type': 'application/json' }).end(text);
}
