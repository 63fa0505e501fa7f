import { z } from 'zod';
import { readNodeConfig } from '../config/load.ts';
import { NodeError } from '../error.ts';

const statusSchema = z.looseObject({
  name: z.string(),
  operator: z.string(),
  registered: z.boolean(),
  chain: z.looseObject({ id: z.string(), height: z.number().optional() }),
  feeds: z.array(
    z.looseObject({
      feedId: z.number(),
      round: z.string().optional(),
      lastRoundOnChain: z.string().optional(),
    }),
  ),
  peers: z.array(z.looseObject({ connected: z.boolean() })),
  health: z.looseObject({
    ok: z.boolean(),
    troubles: z.array(z.looseObject({ level: z.string(), code: z.string(), message: z.string() })),
  }),
});

export type NodeStatusAnswer = z.output<typeof statusSchema>;

/** Asks the running node. Throws `node.unreachable` where none answers on the configured port. */
export async function status(configFile: string): Promise<NodeStatusAnswer> {
  const { http } = (await readNodeConfig(configFile)).config;
  const host = http.host.includes(':') ? `[${http.host}]` : http.host;
  let answer: unknown;
  try {
    const response = await fetch(`http://${host}:${http.port}/status`, {
      signal: AbortSignal.timeout(5_000),
    });
    answer = await response.json();
  } catch (cause) {
    throw new NodeError(
      'node.unreachable',
      `nothing answers on ${host}:${http.port}; is the node running? Start it with "oracle-node start"`,
      { cause },
    );
  }
  const read = statusSchema.safeParse(answer);
  if (!read.success)
    throw new NodeError(
      'node.unreachable',
      `what answers on ${host}:${http.port} is no oracle node of this version`,
    );
  return read.data;
}

export function statusLines({ name, chain, registered, feeds, peers, health }: NodeStatusAnswer): string[] {
  return [
    `Node      ${name}, ${health.ok ? 'healthy' : 'NOT HEALTHY'}${registered ? '' : ', not registered'}`,
    `Chain     ${chain.id}, block ${chain.height ?? '–'}`,
    `Peers     ${peers.filter(({ connected }) => connected).length} of ${peers.length} connected`,
    ...feeds.map(
      ({ feedId, round, lastRoundOnChain }) =>
        `Feed ${feedId}    round ${round ?? '–'}, on chain ${lastRoundOnChain ?? '–'}`,
    ),
    ...health.troubles.map(
      ({ level, code, message }) => `${level.toUpperCase().padEnd(9)} ${code}: ${message}`,
    ),
  ];
}
