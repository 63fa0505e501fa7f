import type { HealthStatus, NodeStatus } from '@cloudx3/oracle-status';
import fastify from 'fastify';
import { NodeError } from '../error.ts';

export interface HttpServerOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
}

export interface HttpServerDeps {
  /** 503 where it is not ok. */
  health(): HealthStatus;
  status(): Promise<NodeStatus>;
  /** In the text format of Prometheus. */
  metrics(): Promise<{ readonly contentType: string; readonly text: string }>;
}

export interface HttpServer {
  readonly url: string;
  close(): Promise<void>;
}

/** `/health`, `/metrics` and `/status`, for the operator's own machine. Answers reads only and never waits for the chain. */
export async function startHttpServer(options: HttpServerOptions, deps: HttpServerDeps): Promise<HttpServer> {
  const server = fastify({
    logger: false,
    bodyLimit: 1_024,
    requestTimeout: 10_000,
    forceCloseConnections: true,
  });
  server.get('/health', async (_request, reply) => {
    const health = deps.health();
    await reply.code(health.ok ? 200 : 503).send(health);
  });
  server.get('/metrics', async (_request, reply) => {
    const { contentType, text } = await deps.metrics();
    await reply.type(contentType).send(text);
  });
  server.get('/status', () => deps.status());
  try {
    const url = await server.listen({ host: options.host, port: options.port });
    return { url, close: () => server.close() };
  } catch (cause) {
    throw new NodeError(
      'node.http',
      `${options.host}:${options.port} cannot be listened on; choose another port under [http]`,
      { cause },
    );
  }
}
