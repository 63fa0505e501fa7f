import { readNodeStatus } from '@cloudx3/oracle-status';
import type { MembershipStatus, NodeStatus } from '@cloudx3/oracle-status';
import { readNodeConfig } from '../config/load.ts';
import { inGroups } from '../policy/in-groups.ts';
import { NodeError } from '../error.ts';

/** Asks the running node. Throws `node.unreachable` where none answers on the configured port, `node.status` where another program does. */
export async function status(configFile: string): Promise<NodeStatus> {
  const { http } = (await readNodeConfig(configFile)).config;
  const host = http.host.includes(':') ? `[${http.host}]` : http.host;
  const reading = readNodeStatus(await ask(`${host}:${http.port}`));
  if (!reading.ok) throw new NodeError('node.status', `${host}:${http.port}: ${reading.message}`);
  return reading.status;
}

async function ask(at: string): Promise<unknown> {
  let text: string;
  try {
    const response = await fetch(`http://${at}/status`, { signal: AbortSignal.timeout(5_000) });
    text = await response.text();
  } catch (cause) {
    throw new NodeError(
      'node.unreachable',
      `nothing answers on ${at}; is the node running? Start it with "oracle-node start"`,
      { cause },
    );
  }
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** For people: one line for the node, its chain, its peers, each pool, each feed and each trouble. */
export function statusLines(status: NodeStatus): string[] {
  const { name, chain, registered, feeds, asks, memberships, pools, peers, budgets, health } = status;
  return [
    `Node      ${name}, ${health.ok ? 'healthy' : 'NOT HEALTHY'}${registered ? '' : ', not registered'}`,
    `Chain     ${chain.id}, block ${chain.height ?? '–'}`,
    `Peers     ${peers.filter(({ connected }) => connected).length} of ${peers.length} connected`,
    ...pools.map(
      ({ mode, prepared, inSetup }) =>
        `Sessions  ${prepared} prepared for ${mode.toUpperCase()}${inSetup === 0 ? '' : `, ${inSetup} in setup`}`,
    ),
    ...feeds.map(
      ({ feedId, round, lastRoundOnChain }) =>
        `Feed ${feedId}    round ${round ?? '–'}, on chain ${lastRoundOnChain ?? '–'}`,
    ),
    ...memberships.map(membershipLine),
    ...budgets.map(
      ({ name: of, spent, limit }) => `Budget    ${of}: ${inGroups(spent)} of ${inGroups(limit)} today`,
    ),
    ...asks
      .filter(({ standing }) => standing === 'asked' || standing === 'changed')
      .map(
        ({ kind, id, by }) => `Asked     ${kind} ${id} of ${by}; "oracle-node policy" shows what it wants`,
      ),
    ...health.troubles.map(
      ({ level, code, message }) => `${level.toUpperCase().padEnd(9)} ${code}: ${message}`,
    ),
  ];
}

function membershipLine(membership: MembershipStatus): string {
  const { kind, id, member, reason, sinceRound, untilRound, jailedUntilMs, runway } = membership;
  const since = sinceRound === undefined ? '' : ` since round ${sinceRound}`;
  const until = untilRound === undefined ? '' : `, leaving at round ${untilRound}`;
  const jail = jailedUntilMs === undefined ? '' : `, out until ${new Date(jailedUntilMs).toISOString()}`;
  const lasts = runway === undefined ? '' : `; its escrow pays ${runway} more rounds`;
  const stands = member ? `${since}${until}` : `: no, ${reason}${jail}`;
  return `Member    of ${kind} ${id}${stands}${lasts}`;
}
