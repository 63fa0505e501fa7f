import { connect } from 'node:net';
import { once } from 'node:events';
import { nodeLog, startNode, tailLog } from '@cloudx3/scripts';
import { oracleMsg } from '@cloudx3/sdk';
import { loadNode } from 'oracle-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configOf, nodeIndexes } from './stage.ts';
import type { Stage, Told } from './stage.ts';
import { setTrap } from './trap.ts';
import type { Trap } from './trap.ts';

const METADATA = '169.254.169.254';

/** A member may register any endpoint, and have the others dial into the operators' own networks. */
export function tryEndpoint(stage: () => Stage): void {
  describe('a member whose endpoint lies in the operators’ own network', () => {
    let trap: Trap;
    beforeAll(async () => {
      trap = await setTrap();
    });
    afterAll(() => trap[Symbol.asyncDispose]());

    it('is a trap that works: whoever dials the address comes to it', async () => {
      const socket = connect(trap.port, '0.0.0.0');
      await once(socket, 'close');
      expect(trap.visitors).toBe(1);
    });

    it('is not dialled as a notary, says why, and costs no round', { timeout: 120_000 }, async () => {
      const { network, notaryAccount, untilValues, values } = stage();
      const { oracle, members } = network;
      const pubkey = members.notaries[1]!;
      const account = await notaryAccount(1);
      const { url: honest } = (await oracle.notary(pubkey))!;
      const at = (url: string) => account.execute(oracle.address, oracleMsg.updateNotary({ pubkey, url }));
      for (const host of [`0.0.0.0:${trap.port}`, METADATA]) {
        const isTold = ({ code, message }: Told): boolean =>
          code === 'notary.private_address' && String(message).includes(host);
        // Whichever node's turn it is to be notarized there.
        const line = Promise.race(nodeIndexes(network).map((index) => said(index, isTold)));
        await at(`wss://${host}`);
        expect(await line).toMatchObject({ event: 'error' });
      }
      const before = values.length;
      await at(honest);
      await untilValues(2);
      expect(values.length).toBeGreaterThan(before);
      expect(trap.visitors).toBe(1);
    });

    it('is not dialled as a peer, and the node says so', { timeout: 180_000 }, async () => {
      const { network, connect: writer, untilValues } = stage();
      const { oracle, plan, identities, processes, nodes } = network;
      const [index, { pubkey }] = [3, identities[3]!];
      const { identity } = await loadNode(configOf(network, index), { environment: process.env });
      const { endpoints: honest } = (await oracle.operator(pubkey))!;
      await processes.kill(nodes[index]!);
      const account = await writer(identity.wallet);
      const at = (endpoints: readonly string[]) =>
        account.execute(oracle.address, oracleMsg.updateOperator({ pubkey, endpoints }));
      const hosts = [`/ip4/0.0.0.0/tcp/${trap.port}`, `/ip4/${METADATA}/tcp/80`];
      const lines = ['0.0.0.0', METADATA].map((host) =>
        said(0, (record) => record.event === 'peer.not_dialled' && record['host'] === host),
      );
      const peer = /\/p2p\/[^/]+$/.exec(honest[0] ?? '')?.[0] ?? '';
      await at(hosts.map((host) => `${host}${peer}`));
      await Promise.all(lines);
      await untilValues(1);
      expect(trap.visitors).toBe(1);
      await at(honest);
      await startNode(processes, plan.nodes[index]!);
      await untilValues(1);
    });

    /** The first such line of a node's log from now on. */
    function said(index: number, fits: (record: Told) => boolean): Promise<Told> {
      const { network, signal } = stage();
      const { promise, resolve, reject } = Promise.withResolvers<Told>();
      const stop = tailLog(nodeLog(network.plan.nodes[index]!), (record) => {
        if (fits(record as Told)) resolve(record as Told);
      });
      const abort = () => reject(signal.reason as Error);
      signal.addEventListener('abort', abort, { once: true });
      return promise.finally(stop);
    }
  });
}
