import { join } from 'node:path';
import { ownChain } from './chain-place.ts';
import type { ChainPlace } from './chain-place.ts';

/** Who is in the network on this machine. n = 4 tolerates one faulty node (rule QRM-1: q = 3); there is room for 16 in the ports. */
export const NODE_COUNT = 4;
export const NOTARY_COUNT = 2;

export interface MemberPlan {
  readonly name: string;
  readonly home: string;
  readonly httpPort: number;
}

export interface NodePlan extends MemberPlan {
  readonly p2pPort: number;
}

export interface NotaryPlan extends MemberPlan {
  readonly port: number;
  /** Which account registers it and is paid. */
  readonly account: `notary-${number}`;
}

/** The most for which there are ports. */
const MAX_NODES = 16;

/** Ports and folders of every process, all from one base port and one data folder (docs/HACKING.md has the table). */
export interface NetworkPlan {
  readonly dataDir: string;
  readonly chain: ChainPlace;
  readonly rpcPort: number;
  readonly vendorPort: number;
  readonly vendorAdminPort: number;
  readonly homeAssistantPort: number;
  readonly inspectPort: number;
  readonly notaries: readonly NotaryPlan[];
  readonly nodes: readonly NodePlan[];
}

/** On the chain that the network starts itself, unless another is given. */
export function planNetwork(
  dataDir: string,
  base: number,
  nodeCount = NODE_COUNT,
  chain = ownChain(base),
): NetworkPlan {
  if (nodeCount > MAX_NODES)
    throw new RangeError(`there are ports for ${MAX_NODES} nodes, not for ${nodeCount}`);
  const notaries = Array.from({ length: NOTARY_COUNT }, (_, i): NotaryPlan => ({
    name: `notary-${i + 1}`,
    account: `notary-${i + 1}`,
    home: join(dataDir, `notary-${i + 1}`),
    port: base + 10 + i,
    httpPort: base + 20 + i,
  }));
  const nodes = Array.from({ length: nodeCount }, (_, i) => ({
    name: `node-${i + 1}`,
    home: join(dataDir, `node-${i + 1}`),
    p2pPort: base + 30 + i,
    httpPort: base + 50 + i,
  }));
  return {
    dataDir,
    chain,
    rpcPort: base,
    vendorPort: base + 1,
    vendorAdminPort: base + 2,
    homeAssistantPort: base + 3,
    inspectPort: base + 90,
    notaries,
    nodes,
  };
}

/** Names of the processes that a debugger can be attached to. */
export function inspectable({ notaries, nodes }: NetworkPlan): string[] {
  return ['chain', 'vendor', ...notaries.map(({ name }) => name), ...nodes.map(({ name }) => name)];
}
