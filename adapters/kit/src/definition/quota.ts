/** One of the limits that a vendor sets. All of a vendor's quotas hold at the same time. */
export interface Quota {
  /** How many in a window; at least one. */
  readonly requests: number;
  /** Length of the window: 1, 60, 3,600 or 86,400. */
  readonly perSeconds: 1 | 60 | 3_600 | 86_400;
  /** Who is counted: all requests with one credential, or all from one address. Notaries' addresses count in PROXY mode. */
  readonly scope: 'credential' | 'address';
  /** Where the vendor says so. */
  readonly source: string;
}

/** Requests a second that keep within every quota for as long as one likes; what a scheduler plans with. */
export function sustainedRate(quotas: readonly Quota[]): number {
  return Math.min(...quotas.map((quota) => quota.requests / quota.perSeconds));
}
