import fastify from 'fastify';
import type { Clock } from '../clock/clock.ts';
import { NodeError } from '../error.ts';
import type { Telemetry } from './events.ts';

export interface HttpServerOptions {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
}

export interface HttpServerDeps {
  readonly telemetry: Telemetry;
  readonly clock: Clock;
  /** JSON for people and scripts: rounds, peers, pool, last errors. Holds nothing secret. */
  status(): Promise<object>;
}

export interface HttpServer {
  readonly url: string;
  close(): Promise<void>;
}

/** `/health`, `/metrics` and `/status`, for the operator's own machine. Answers reads only and never waits for the chain. */
export async function startHttpServer(options: HttpServerOptions, deps: HttpServerDeps): Promise<HttpServer> {
  const { telemetry } = deps;
  const server = fastify({
    logger: false,
    bodyLimit: 1_024,
    requestTimeout: 10_000,
    forceCloseConnections: true,
  });

  server.get('/health', async (_request, reply) => {
    const red = telemetry.health.isRed();
    await reply.code(red ? 503 : 200).send({ ok: !red, troubles: telemetry.health.all() });
  });
  server.get('/metrics', async (_request, reply) => {
    telemetry.metrics.healthy.set(telemetry.health.isRed() ? 0 : 1);
    await reply.type(telemetry.metrics.registry.contentType).send(await telemetry.metrics.registry.metrics());
  });
  server.get('/status', async () => ({
    ...(await deps.status()),
    health: { ok: !telemetry.health.isRed(), troubles: telemetry.health.all() },
    lastErrors: telemetry.recentErrors(),
  }));

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
