import type { FastifyInstance, FastifyReply } from 'fastify';
import fastify from 'fastify';
import { DevnetError, DevnetErrorCode } from '../errors.ts';
import type { Chain } from '../chain/chain.ts';
import type { Dispatcher } from './dispatcher.ts';
import { fromQuery } from './params.ts';
import { EventSocket } from './websocket.ts';

/** CometBFT's `max_body_bytes`. */
const MAX_BODY_BYTES = 1_000_000;
const URI_CALL_ID = -1;

export interface RpcServerOptions {
  readonly host: string;
  /** 0 lets the system choose. */
  readonly port: number;
}

export interface RpcServer {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves the RPC: POST with JSON-RPC, GET with the method in the path, and `/websocket`. */
export async function startRpcServer(
  options: RpcServerOptions,
  deps: { readonly chain: Chain; readonly dispatcher: Dispatcher },
): Promise<RpcServer> {
  const server = fastify({ bodyLimit: MAX_BODY_BYTES, forceCloseConnections: true });
  allowBrowsers(server);
  readBodiesAsText(server);
  addRoutes(server, deps.dispatcher);
  const socket = new EventSocket({ server: server.server, ...deps });
  try {
    await server.listen({ host: options.host, port: options.port });
  } catch (error) {
    socket.close();
    await server.close();
    throw listenError(error, options);
  }
  const address = server.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : options.port;
  const host = options.host.includes(':') ? `[${options.host}]` : options.host;
  return {
    url: `http://${host}:${port}`,
    close: async () => {
      socket.close();
      await server.close();
    },
  };
}

function listenError(error: unknown, { host, port }: RpcServerOptions): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code !== 'EADDRINUSE' && code !== 'EACCES') return error;
  const reason = code === 'EADDRINUSE' ? 'is in use' : 'may not be used by this user';
  return new DevnetError(
    DevnetErrorCode.portTaken,
    `Port ${port} on ${host} ${reason}. Choose another one with --port.`,
    {
      cause: error,
    },
  );
}

/** A local chain is called from pages on other origins; it keeps no cookies and no secrets that this could expose. */
function allowBrowsers(server: FastifyInstance): void {
  server.addHook('onRequest', (_request, reply, done) => {
    void reply.header('access-control-allow-origin', '*');
    void reply.header('access-control-allow-methods', 'GET, POST, OPTIONS, HEAD');
    void reply.header(
      'access-control-allow-headers',
      'Origin, Accept, Content-Type, X-Requested-With, X-Server-Time',
    );
    done();
  });
  server.options('/*', (_request, reply) => reply.code(204).send());
}

function readBodiesAsText(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body));
}

function addRoutes(server: FastifyInstance, dispatcher: Dispatcher): void {
  const names = Object.keys(dispatcher.methods).sort();
  server.get('/', () => ({ methods: names, websocket: '/websocket' }));
  server.post('/', async (request, reply) => {
    const text = typeof request.body === 'string' ? request.body : '';
    const response = await dispatcher.handleText(text);
    return response === undefined ? reply.send('') : sendJson(reply, response);
  });
  server.get<{ Params: { method: string } }>('/:method', async (request, reply) => {
    const query = request.query as Readonly<Record<string, unknown>>;
    if (!Object.hasOwn(dispatcher.methods, request.params.method))
      return reply.code(404).send('404 page not found\n');
    const response = await dispatcher.call(URI_CALL_ID, request.params.method, (spec) =>
      fromQuery(query, spec),
    );
    return sendJson(reply.code(response.error === undefined ? 200 : 500), response);
  });
  server.setErrorHandler((error, _request, reply) => {
    const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
    const data = error instanceof Error ? error.message : 'failed';
    const body = { jsonrpc: '2.0', id: null, error: { code: -32600, message: 'Invalid Request', data } };
    return reply.code(status >= 400 && status < 500 ? status : 500).send(body);
  });
}

function sendJson(reply: FastifyReply, body: unknown): FastifyReply {
  return reply.type('application/json').send(JSON.stringify(body));
}
