/** One metric as /metrics shows it. Labels take few values: feeds, codes and kinds, never keys of peers or ids of things. */
export interface MetricDefinition<L extends string = string> {
  /** Of Prometheus. */
  readonly type: 'counter' | 'gauge' | 'histogram';
  /** What it is, as /metrics says. */
  readonly help: string;
  /** What each label says. */
  readonly labels: Readonly<Record<L, string>>;
  /** Upper bounds of a histogram, in its unit. */
  readonly buckets?: readonly number[];
  /** What an operator does about it. */
  readonly advice?: string;
}

const FEED = 'id of the feed';

function counter<L extends string>(help: string, labels: Readonly<Record<L, string>>, advice?: string) {
  return { type: 'counter', help, labels, ...(advice === undefined ? {} : { advice }) } as const;
}

function gauge<L extends string>(help: string, labels: Readonly<Record<L, string>>, advice?: string) {
  return { type: 'gauge', help, labels, ...(advice === undefined ? {} : { advice }) } as const;
}

/** Every metric of a node. The registry, what moves them and docs/OBSERVABILITY.md all come from here. */
export const METRICS = {
  node_missed_rounds_total: counter(
    'Rounds in which this node should have observed and did not',
    { feed: FEED },
    'Alarm on any increase. The event `round.missed` has the reason.',
  ),
  node_observations_total: counter(
    'Observations that this node signed',
    { feed: FEED },
    'Should grow by one an interval for each of your feeds.',
  ),
  node_omitted_observations_total: counter(
    'Observations of this node that the report of their round left out',
    { feed: FEED },
    'Growing: gossip does not reach the others in time, or a member leaves it out.',
  ),
  node_claimed_omissions_total: counter(
    'Observations of this node that it was paid for after their report had left them out',
    { feed: FEED },
  ),
  node_gossip_messages_total: counter(
    'Gossip messages by verdict and code',
    { verdict: 'accept, ignore or reject', code: 'accept, or the code of the rule that said no' },
    'Many that are rejected: a member runs another program. `observation.duplicate` and `observation.round_on_chain` are everyday.',
  ),
  node_equivocations_total: counter(
    'Proven equivocations of other nodes',
    {},
    'One node signed twice for one round. If it is your own: stop whoever else has the key.',
  ),
  node_notarizations_total: counter(
    'Notarizations by purpose and outcome',
    { purpose: 'round, action or readback', outcome: 'attested, or the code of the failure' },
    'A code that keeps growing: see what to do about codes.',
  ),
  node_notarization_seconds: {
    type: 'histogram',
    help: 'Time from asking a notary to a checked attestation',
    labels: { purpose: 'round, action or readback' },
    buckets: [0.5, 1, 2, 5, 10, 20, 40, 80, 160],
    advice: 'Should stay below a third of the interval of your shortest feed.',
  },
  node_transactions_total: counter(
    'Transactions by purpose and outcome',
    { purpose: 'report, omitted, take or settle', outcome: 'confirmed, not_needed or failed' },
    '`not_needed`: somebody else was faster. `failed`: the event `report.failed` or `command.abandoned` has the code.',
  ),
  node_gas_used_total: counter(
    'Gas that this node’s transactions used',
    { purpose: 'report, omitted, take or settle' },
    'Keep the gas account above a week of it.',
  ),
  node_commands_total: counter('Commands by how they ended for this node', {
    outcome: 'settled, settled_by_another or abandoned',
  }),
  node_budget_refusals_total: counter(
    'Readings, reports and commands that were not begun for want of budget',
    { budget: 'gas, or the name of a credential' },
    'Raise the limit, or refuse what is not worth it with `oracle-node policy`.',
  ),
  node_archive_failures_total: counter(
    'Attestations that the archive did not take, and failed clearings of it',
    { doing: 'put or prune' },
    'Check the archive’s folder: permissions and free space. The store has the attestations meanwhile.',
  ),
  node_telemetry_failures_total: counter(
    'Times that a place where events go began to fail',
    { sink: 'log, prometheus, …' },
    'Check that place; the node goes on without it.',
  ),
  node_chain_failures_total: counter(
    'Failed attempts to reach the chain',
    {},
    'Check the RPC address and the chain’s node.',
  ),
  node_errors_total: counter(
    'Errors by code',
    { code: 'dotted code; `unexpected` is a bug or the system' },
    'Alarm on `unexpected`; for the others see what to do about codes.',
  ),
  node_chain_height: gauge('Newest block that this node has handled', {}, 'Alarm when it stands still.'),
  node_chain_reachable: gauge('1 while the chain answers', {}, 'Alarm on 0 for more than a minute.'),
  node_peers: gauge('Connected peers', {}, 'Alarm below the quorum of your feeds less one.'),
  node_feed_last_round: gauge(
    'Newest round of a feed on chain',
    { feed: FEED },
    'Standing still for two intervals: the feed’s members do not reach a quorum.',
  ),
  node_budget_used_ratio: gauge(
    'Part of a day’s budget that is used up, from 0 to 1',
    { budget: 'gas, or the name of a credential' },
    'Above 0.9 long before midnight (UTC): more was accepted than the budget allows.',
  ),
  node_healthy: gauge('0 while /health answers 503', {}, 'Alarm on 0; /health has the reasons.'),
} as const satisfies Readonly<Record<string, MetricDefinition>>;

export type MetricName = keyof typeof METRICS;

/** Values of a metric’s labels. */
export type LabelsOf<M extends MetricName> = Readonly<
  Record<keyof (typeof METRICS)[M]['labels'], string | number>
>;
