// What a running node says of itself, over HTTP and through the schema that everybody reads it with.
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readNodeStatus } from '@cloudx3/oracle-status';
import type { NodeStatus } from '@cloudx3/oracle-status';
import { bytesToHex } from '@noble/hashes/utils.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { status, statusLines } from '../cli/status.ts';
import { NodeError } from '../error.ts';
import { memberInTurn } from '../testing/cluster/command-turns.ts';
import { Cluster, INTERVAL_MS } from '../testing/cluster/cluster.ts';
import type { ClusterNode } from '../testing/cluster/cluster.ts';
import { startHttpServer } from './http-server.ts';
import type { HttpServer } from './http-server.ts';

let cluster = new Cluster();
let folder: string;
const servers: (HttpServer | Server)[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'node-status-'));
});

afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
  await cluster.close();
  rmSync(folder, { recursive: true });
});

async function serve({ node, telemetry }: ClusterNode): Promise<number> {
  const server = await startHttpServer(
    { host: '127.0.0.1', port: 0 },
    {
      health: () => telemetry.health.status(),
      status: () => node.status(),
      metrics: () => Promise.reject(new Error('nobody asks')),
    },
  );
  servers.push(server);
  return Number(new URL(server.url).port);
}

/** A configuration that is good enough to be asked of, with the node's status port. */
function configWith(port: number): string {
  const file = join(folder, 'node.toml');
  const rest =
    'name = "n"\n[chain]\nrpc = "http://127.0.0.1"\nid = "c"\noracle = "o"\ngas_price = "1ucx3"\n[keys]\nobservation = "a"\ngas = "b"\n[p2p]\nlisten = ["/ip4/127.0.0.1/tcp/1"]\n';
  writeFileSync(file, `${rest}[http]\nport = ${port}\n`);
  return file;
}

async function askedByProgram(node: ClusterNode): Promise<NodeStatus> {
  return status(configWith(await serve(node)));
}

describe('the status of a running node', () => {
  it('is, as it goes over the wire, what the schema says, and nothing is left out', async () => {
    cluster = new Cluster();
    await cluster.startAll();
    cluster.issueCommand(1n);
    await cluster.pass(INTERVAL_MS - 5_000);
    const executor = memberInTurn(cluster, 0);
    const node = cluster.nodes.get(executor)!;
    const port = await serve(node);
    const json: unknown = await (await fetch(`http://127.0.0.1:${port}/status`)).json();
    expect(readNodeStatus(json)).toEqual({ ok: true, status: json });
    expect(json).toMatchObject({
      version: 1,
      name: `node-${executor}`,
      operator: bytesToHex(node.key.publicKey),
      chain: { id: 'test-1', oracle: 'ucx1oracle', devices: 'ucx1devices' },
      registered: true,
      feeds: [{ feedId: 1, round: '0', quorum: 3, members: 4, hasQuorum: true, lastRoundOnChain: '0' }],
      commands: [{ id: '1', step: 'settled' }],
      health: { ok: true, troubles: [] },
      lastErrors: [],
    });
  });

  it('shows the sessions that are prepared, by mode and notary', async () => {
    cluster = new Cluster({ members: 1 });
    const node = await cluster.start(0);
    const pools = async () =>
      (await askedByProgram(node)).pools.map(({ mode, prepared }) => [mode, prepared]);
    expect(await pools()).toEqual([
      ['mpc', 0],
      ['proxy', 0],
    ]);
    await cluster.pass(INTERVAL_MS - 10_000);
    const [mpc] = (await askedByProgram(node)).pools;
    expect(mpc).toMatchObject({ mode: 'mpc', inSetup: 0 });
    expect(mpc?.prepared).toBeGreaterThan(0);
    expect(mpc?.notaries.reduce((sum, { prepared }) => sum + prepared, 0)).toBe(mpc?.prepared);
  });

  it('shows what is wrong, and what failed last', async () => {
    cluster = new Cluster();
    const node = await cluster.start(0);
    await cluster.pass(2_000);
    node.chain.isAway = true;
    await cluster.pass(5_000);
    const shown = await askedByProgram(node);
    expect(shown.health).toMatchObject({
      ok: false,
      troubles: [{ name: 'chain', code: 'sdk.unreachable', level: 'red' }],
    });
    expect(shown.lastErrors[0]).toMatchObject({ code: 'sdk.unreachable', doing: 'following the chain' });
    expect(statusLines(shown)).toContain('RED       sdk.unreachable: the chain does not answer');
  });

  it('is told to people in a line for each thing', async () => {
    cluster = new Cluster();
    const stranger = await cluster.start(9);
    await cluster.pass(2_000);
    expect(statusLines(await askedByProgram(stranger))).toEqual([
      'Node      node-9, NOT HEALTHY, not registered',
      expect.stringMatching(/^Chain {5}test-1, block \d+$/),
      'Peers     0 of 4 connected',
      'Sessions  0 prepared for MPC',
      'Sessions  0 prepared for PROXY',
      'RED       node.not_registered: this operator key is not registered; run "oracle-node register"',
    ]);
  });
});

describe('oracle-node status', () => {
  const answering = async (body: string): Promise<string> => {
    const server = createServer((_request, response) => response.end(body)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    servers.push(server);
    return configWith((server.address() as AddressInfo).port);
  };

  it('says that nothing answers', async () => {
    const file = await answering('');
    await new Promise((resolve) => (servers.pop() as Server).close(resolve));
    await expect(status(file)).rejects.toMatchObject({ code: 'node.unreachable' });
  });

  it.each([
    ['a page', '<html>', /is no oracle node/],
    ['another program', '{"status":"ok"}', /is no oracle node/],
    ['a node of another version', '{"version":2,"operator":"02"}', /in version 2 and this program reads 1/],
    ['a node that is spoilt', '{"version":1,"operator":"02"}', /name of the answer is not as it should be/],
  ])('says that %s answers', async (_what, body, message) => {
    const failure: unknown = await status(await answering(body)).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(NodeError);
    expect(failure).toMatchObject({ code: 'node.status' });
    expect((failure as NodeError).message).toMatch(message);
  });
});
