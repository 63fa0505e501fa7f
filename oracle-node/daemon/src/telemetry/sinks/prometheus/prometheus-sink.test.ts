import { describe, expect, it } from 'vitest';
import { NodeError } from '../../../error.ts';
import { createTelemetry } from '../../telemetry.ts';
import { prometheusSink } from './prometheus-sink.ts';

function setUp() {
  const metrics = prometheusSink();
  const telemetry = createTelemetry({ sinks: [metrics], clock: { nowMs: () => 7 } });
  const scrape = async (): Promise<string[]> => {
    const { text } = await metrics.scrape();
    return text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  };
  return { metrics, telemetry, scrape };
}

describe('metrics', () => {
  it('count what happened, by its labels', async () => {
    const { telemetry, scrape } = setUp();
    telemetry.rounds.missed({ feedId: 1, round: 4n, code: 'node.late', reason: '' });
    telemetry.rounds.missed({ feedId: 2, round: 4n, code: 'node.late', reason: '' });
    telemetry.rounds.missed({ feedId: 2, round: 5n, code: 'node.late', reason: '' });
    telemetry.notarizing.failed('action', 'wss://notary', new NodeError('node.late', ''));
    telemetry.chain.transaction('report', 'confirmed', 90_000n);
    telemetry.chain.transaction('report', 'not_needed');
    expect(await scrape()).toEqual(
      expect.arrayContaining([
        'node_missed_rounds_total{feed="1"} 1',
        'node_missed_rounds_total{feed="2"} 2',
        'node_notarizations_total{purpose="action",outcome="node.late"} 1',
        'node_errors_total{code="node.late"} 1',
        'node_transactions_total{purpose="report",outcome="confirmed"} 1',
        'node_transactions_total{purpose="report",outcome="not_needed"} 1',
        'node_gas_used_total{purpose="report"} 90000',
      ]),
    );
  });

  it('measure how long an attestation took', async () => {
    const { telemetry, scrape } = setUp();
    const made = { kind: 'round', id: 'ab', mode: 'mpc', warm: true, timings: {} } as const;
    telemetry.notarizing.made({ ...made, seconds: 3 });
    telemetry.notarizing.made({ ...made, seconds: 30 });
    expect(await scrape()).toEqual(
      expect.arrayContaining([
        'node_notarization_seconds_bucket{le="5",purpose="round"} 1',
        'node_notarization_seconds_bucket{le="40",purpose="round"} 2',
        'node_notarization_seconds_sum{purpose="round"} 33',
        'node_notarizations_total{purpose="round",outcome="attested"} 2',
      ]),
    );
  });

  it('show whether the chain answers, and what was set before the scrape', async () => {
    const { metrics, telemetry, scrape } = setUp();
    telemetry.chain.block(12);
    telemetry.chain.trouble(new NodeError('node.late', 'away'));
    metrics.set('node_peers', {}, 3);
    const away = await scrape();
    expect(away).toEqual(
      expect.arrayContaining(['node_chain_height 12', 'node_chain_reachable 0', 'node_peers 3']),
    );
    expect(away).toContain('node_chain_failures_total 1');
    telemetry.chain.trouble(undefined);
    expect(await scrape()).toContain('node_chain_reachable 1');
  });

  it('are there from the start where they have no labels', async () => {
    expect(await setUp().scrape()).toEqual(
      expect.arrayContaining(['node_equivocations_total 0', 'node_chain_failures_total 0']),
    );
  });
});
