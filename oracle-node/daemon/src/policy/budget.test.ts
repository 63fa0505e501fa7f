// What a day's budget does not cover is not begun: neither a reading, nor a report, nor a command.
import { afterEach, describe, expect, it } from 'vitest';
import { Cluster, INTERVAL_MS } from '../testing/cluster/cluster.ts';
import { VENDOR_CREDENTIAL } from '../testing/test-vendor.ts';

let cluster: Cluster;
afterEach(() => cluster.close());

const unlimited = { gas: undefined, requests: new Map<string, number>() };

describe('a node whose budget is used up', () => {
  it('reads no more than its vendor’s quota, says why, and goes on the next day', async () => {
    cluster = new Cluster({ members: 1, feed: { quorum: 1 } });
    const server = VENDOR_CREDENTIAL.server;
    const node = await cluster.start(0, { limits: { ...unlimited, requests: new Map([[server, 3]]) } });
    await cluster.pass(6 * INTERVAL_MS);
    expect(cluster.vendor.exchanges).toHaveLength(3);
    expect(node.ofName('round.missed').map(({ code }) => code)).toContain('node.budget');
    expect((await node.node.status()).budgets).toEqual([{ name: server, spent: 3, limit: 3 }]);
    await cluster.stop(0);
    const again = await cluster.start(0, { limits: { ...unlimited, requests: new Map([[server, 3]]) } });
    await cluster.pass(2 * INTERVAL_MS);
    expect(cluster.vendor.exchanges).toHaveLength(3);
    expect(again.ofName('budget.refused')).toHaveLength(1);
  });

  it('observes and leaves the reports to the others where its gas is used up', async () => {
    cluster = new Cluster({ members: 2, feed: { quorum: 1 } });
    const poor = await cluster.start(0, { limits: { ...unlimited, gas: 100_000 } });
    const other = await cluster.start(1);
    await cluster.pass(6 * INTERVAL_MS);
    expect(poor.ofName('report.submitted')).toEqual([]);
    expect(poor.ofName('observation.signed').length).toBeGreaterThanOrEqual(5);
    expect(other.ofName('report.confirmed').length).toBeGreaterThanOrEqual(4);
    expect(cluster.updates().length).toBeGreaterThanOrEqual(4);
  });

  it('takes no command that it could not carry out, so that another does', async () => {
    cluster = new Cluster({ members: 2 });
    const poor = await cluster.start(0, { limits: { ...unlimited, gas: 300_000 } });
    await cluster.start(1);
    cluster.issueCommand(1n);
    await cluster.until(
      () => cluster.ledger.commands.get(1n)?.status === 'settled',
      120_000,
      'it is settled',
    );
    expect(poor.ofName('command.taken')).toEqual([]);
    expect(cluster.switchings()).toBe(1);
  });
});
