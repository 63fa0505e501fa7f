import type { NodeStatus } from '../node-status.ts';

const KEY = `02${'ab'.repeat(32)}`;
const PEER = `03${'cd'.repeat(32)}`;

/** What a node with one feed, one peer and one trouble answers. */
export const exampleStatus: NodeStatus = {
  version: 1,
  name: 'node-1',
  operator: KEY,
  account: 'wasm1operator',
  chain: { id: 'cloudx3-dev', oracle: 'wasm1oracle', devices: 'wasm1devices', height: 1_204 },
  registered: true,
  feeds: [
    {
      feedId: 1,
      round: '41',
      observations: [KEY],
      quorum: 3,
      members: 4,
      hasQuorum: false,
      lastRoundOnChain: '40',
      nextReadingAtMs: 1_700_000_060_000,
    },
  ],
  asks: [
    { kind: 'feed', id: '1', by: 'wasm1admin', label: 'Air temperature', standing: 'by_rule' },
    { kind: 'feed', id: '2', by: 'wasm1stranger', label: 'Kitchen', standing: 'asked' },
  ],
  memberships: [
    { kind: 'feed', id: '1', member: true, reason: '', sinceRound: '12', untilRound: '60', runway: '900' },
    { kind: 'device', id: 'wasm1plug', member: true, reason: '', sinceMs: 1_700_000_000_000 },
  ],
  pools: [
    {
      mode: 'mpc',
      size: 1,
      prepared: 1,
      inSetup: 0,
      notaries: [{ url: 'wss://notary.example:7047', prepared: 1, inSetup: 0 }],
    },
    { mode: 'proxy', size: 8, prepared: 0, inSetup: 0, notaries: [] },
  ],
  peers: [{ key: PEER, peerId: '16Uiu2HAm', connected: true }],
  addresses: ['/ip4/127.0.0.1/tcp/9000'],
  queues: { readings: 2, commands: 0 },
  budgets: [{ name: 'gas', spent: 1_200_000, limit: 500_000_000 }],
  outbox: [{ key: 'report/1/41', txHash: 'AB12' }],
  commands: [{ id: '3', step: 'acted', acts: 1, reason: '' }],
  equivocations: [{ feedId: 1, round: '12', observer: PEER, atMs: 1_700_000_000_000 }],
  health: {
    ok: false,
    troubles: [
      {
        name: 'feed/1/missed',
        code: 'node.round_missed',
        level: 'red',
        message: 'no observation for round 40 of feed 1: the vendor refused the credential',
        sinceMs: 1_700_000_000_000,
      },
    ],
  },
  lastErrors: [
    { atMs: 1_700_000_000_000, code: 'vendor.unauthorized', message: '401', doing: 'notarizing (round)' },
  ],
};
