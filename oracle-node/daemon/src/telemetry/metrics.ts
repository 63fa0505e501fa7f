import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** The node's metrics, one registry a node. Labels take few values: feeds, codes and kinds, never keys of peers or ids of things. */
export function createMetrics() {
  const registry = new Registry();
  const registers = [registry];
  const counter = <L extends string>(name: string, help: string, labelNames: readonly L[]) =>
    new Counter<L>({ name: `node_${name}`, help, labelNames, registers });
  const gauge = <L extends string>(name: string, help: string, labelNames: readonly L[]) =>
    new Gauge<L>({ name: `node_${name}`, help, labelNames, registers });
  return {
    registry,
    missedRounds: counter(
      'missed_rounds_total',
      'Rounds in which this node should have observed and did not',
      ['feed'],
    ),
    observations: counter('observations_total', 'Observations that this node signed', ['feed']),
    received: counter('gossip_messages_total', 'Gossip messages by verdict and code', ['verdict', 'code']),
    equivocations: counter('equivocations_total', 'Proven equivocations of other nodes', []),
    notarizations: counter('notarizations_total', 'Notarizations by purpose and outcome', [
      'purpose',
      'outcome',
    ]),
    notarizationSeconds: new Histogram({
      name: 'node_notarization_seconds',
      help: 'Time from asking a notary to a checked attestation',
      labelNames: ['purpose'],
      buckets: [0.5, 1, 2, 5, 10, 20, 40, 80, 160],
      registers,
    }),
    transactions: counter('transactions_total', 'Transactions by purpose and outcome', [
      'purpose',
      'outcome',
    ]),
    gasUsed: counter('gas_used_total', 'Gas that this node’s transactions used', ['purpose']),
    commands: counter('commands_total', 'Commands by how they ended for this node', ['outcome']),
    chainFailures: counter('chain_failures_total', 'Failed attempts to reach the chain', []),
    errors: counter('errors_total', 'Errors by code', ['code']),
    chainHeight: gauge('chain_height', 'Newest block that this node has handled', []),
    chainReachable: gauge('chain_reachable', '1 while the chain answers', []),
    peers: gauge('peers', 'Connected peers', []),
    lastRound: gauge('feed_last_round', 'Newest round of a feed on chain', ['feed']),
    healthy: gauge('healthy', '0 while /health answers 503', []),
  };
}

export type Metrics = ReturnType<typeof createMetrics>;
