import { createPeerScoreThresholds } from '@libp2p/gossipsub/score';
import type { PeerScoreParams } from '@libp2p/gossipsub/score';

const HALF_LIFE_MS = 120_000;
const MAX_PEERS = 1_024;

/** How often each peer sent what no honest member sends; half of it is forgotten in two minutes. */
export class Misconduct {
  private readonly nowMs: () => number;
  private readonly counts = new Map<string, { count: number; atMs: number }>();

  constructor(deps: { nowMs(): number }) {
    this.nowMs = () => deps.nowMs();
  }

  record(peerId: string): void {
    if (this.counts.size >= MAX_PEERS && !this.counts.has(peerId)) return;
    this.counts.set(peerId, { count: this.of(peerId) + 1, atMs: this.nowMs() });
  }

  of(peerId: string): number {
    const entry = this.counts.get(peerId);
    if (entry === undefined) return 0;
    return entry.count * 0.5 ** ((this.nowMs() - entry.atMs) / HALF_LIFE_MS);
  }
}

/** Score of a peer is −10 for each rejected message: four silence its gossip, sixteen and it is not listened to at all. */
export const scoreThresholds = createPeerScoreThresholds({
  gossipThreshold: -40,
  publishThreshold: -80,
  graylistThreshold: -160,
});

/**
 * Peers are bonded operators, so scores have one task: a member that keeps sending what no honest member sends is not listened to any
 * more. Rounds are minutes apart and members may be silent, so delivering little is no offence and is not scored.
 */
export function scoreParams(misconduct: Misconduct): Partial<PeerScoreParams> {
  return {
    appSpecificScore: (peerId) => -misconduct.of(peerId),
    appSpecificWeight: 10,
    // Operators may share a machine; in development all of them do.
    IPColocationFactorWeight: 0,
    behaviourPenaltyWeight: -1,
    behaviourPenaltyThreshold: 6,
    behaviourPenaltyDecay: 0.9,
  };
}
