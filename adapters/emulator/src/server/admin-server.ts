import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import * as z from 'zod';
import type { Plug } from '../device/plug.ts';
import { faultSchema } from '../fault/fault.ts';
import type { FaultQueue } from '../fault/fault.ts';
import { readBody } from './body.ts';

export interface AdminDeps {
  readonly plugs: readonly Plug[];
  readonly faults: FaultQueue;
  readonly now: () => number;
  readonly requests: () => Readonly<Record<string, number>>;
  /** When the values shown now were measured. */
  readonly replay: () => Readonly<Record<string, string>>;
}

const deviceChange = z.strictObject({ online: z.boolean() });

/** For tests and people on this machine: what the emulator knows, and faults on demand. Knows no vendor's credentials. */
export function createAdminServer(deps: AdminDeps): Server {
  return createServer((request, response) => {
    answer(request, deps).then(
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

async function answer(request: IncomingMessage, deps: AdminDeps): Promise<AdminAnswer> {
  // A page in a browser on this machine can reach loopback; what it sends bears an Origin, or the name that it was loaded from.
  if (request.headers.origin !== undefined || !LOOPBACK.test(request.headers.host ?? ''))
    return { status: 403, body: { error: 'not for browsers' } };
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  const device = /^\/devices\/([0-9a-f]{6,12})$/.exec(pathname)?.[1];
  switch (`${request.method ?? ''} ${device === undefined ? pathname : '/devices/:id'}`) {
    case 'GET /state':
      return { status: 200, body: state(deps) };
    case 'POST /faults':
      return withBody(request, faultSchema, (fault) => deps.faults.add(fault));
    case 'DELETE /faults':
      deps.faults.clear();
      return { status: 204, body: undefined };
    case 'POST /devices/:id': {
      const plug = deps.plugs.find(({ id }) => id === device);
      if (plug === undefined) return { status: 404, body: { error: 'no such device' } };
      return withBody(request, deviceChange, ({ online }) => (plug.online = online));
    }
    default:
      return { status: 404, body: { error: 'GET /state, POST /faults, DELETE /faults, POST /devices/ID' } };
  }
}

function state(deps: AdminDeps): unknown {
  const nowMs = deps.now();
  return {
    devices: deps.plugs.map((plug) => ({
      id: plug.id,
      online: plug.online,
      on: plug.isOn(),
      switches: plug.switches(),
      commands: plug.commands(),
      powerW: plug.powerW(nowMs),
      energyWh: plug.energyWh(nowMs),
    })),
    requests: deps.requests(),
    faults: deps.faults.list(),
    replay: deps.replay(),
  };
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
