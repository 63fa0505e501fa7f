/** QRM-1: how many of n members may be silent or lie without harm. */
export function faultsTolerated(members: number): number {
  return Math.floor((members - 1) / 3);
}

export interface QuorumConfig {
  readonly members: number;
  readonly quorum: number;
}

/**
 * QRM-1: whether q of n is safe: with q ≥ 2f+1 the honest are the majority of every quorum, so the median lies among honest values.
 * Above n−f a feed stops when f members are silent; that is its maker's choice. Says what is wrong in one sentence, or undefined.
 */
export function quorumProblem({ members, quorum }: QuorumConfig): string | undefined {
  if (!Number.isInteger(members) || members < 1) return `a feed needs at least one member, not ${members}`;
  const least = 2 * faultsTolerated(members) + 1;
  if (Number.isInteger(quorum) && quorum >= least && quorum <= members) return undefined;
  return `a quorum of ${members} members lies within ${least} and ${members}, not ${quorum}`;
}
