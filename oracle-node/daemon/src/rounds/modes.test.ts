import { afterEach, describe, expect, it } from 'vitest';
import { Cluster, INTERVAL_MS } from '../testing/cluster/cluster.ts';
import { failure } from '../testing/fake-notarizer.ts';

const PROXY = { mpc: undefined, proxy: { notaries: 1 } };
const BOTH = { mpc: { notaries: 1 }, proxy: { notaries: 1 } };

let cluster = new Cluster();
afterEach(() => cluster.close());

const modes = (): [string | undefined, string | undefined, string | undefined][] =>
  cluster.updates().map((update) => [update['round'], update['mode_proxy'], update['mode_mpc']]);

describe('four nodes on a feed', () => {
  it('that accepts PROXY read in PROXY mode', async () => {
    cluster = new Cluster({ feed: { modes: PROXY } });
    await cluster.startAll();
    await cluster.pass(2 * INTERVAL_MS - 1_000);
    expect(modes()).toEqual([
      ['0', '4', '0'],
      ['1', '4', '0'],
    ]);
  });

  it('that asks for MPC each second round step up there (OBS-9)', async () => {
    cluster = new Cluster({
      feed: { modes: BOTH, stepUp: { everyRounds: 2n, movedMoreThan: undefined } },
    });
    await cluster.startAll();
    await cluster.pass(3 * INTERVAL_MS - 1_000);
    expect(modes()).toEqual([
      ['0', '0', '4'],
      ['1', '4', '0'],
      ['2', '0', '4'],
    ]);
  });

  it('that moves by more than its bound read again by MPC before they sign (OBS-9)', async () => {
    cluster = new Cluster({
      feed: { modes: BOTH, stepUp: { everyRounds: undefined, movedMoreThan: { mantissa: 100n, scale: 2 } } },
    });
    const nodes = await cluster.startAll();
    await cluster.pass(INTERVAL_MS - 1_000);
    cluster.vendor.readings.set('test/temperature', { temperature: '22.4' });
    await cluster.pass(INTERVAL_MS);
    cluster.vendor.readings.set('test/temperature', { temperature: '25.0' });
    await cluster.pass(INTERVAL_MS);
    expect(modes()).toEqual([
      ['0', '4', '0'],
      ['1', '4', '0'],
      ['2', '0', '4'],
    ]);
    for (const { telemetry } of nodes) expect(telemetry.health.all()).toEqual([]);
  });

  it('whose server PROXY mode cannot read is read by MPC, where the feed accepts that', async () => {
    cluster = new Cluster({ feed: { modes: BOTH } });
    const nodes = await cluster.startAll();
    for (const { proxy } of nodes)
      proxy.onPhase = (phase) => {
        if (phase === 'exchanging') throw failure('tls.version', 'exchanging');
      };
    await cluster.pass(INTERVAL_MS - 1_000);
    expect(modes()).toEqual([['0', '0', '4']]);
  });
});
