import type { KeyObject } from 'node:crypto';

export interface PathResult {
  readonly leafSpkiSha256: Uint8Array;
  readonly anchorSpkiSha256: Uint8Array;
  /** Whether the path ends at a configured authority, not at one of Mozilla's. */
  readonly customCa: boolean;
}

/** A path with the key that the server must prove to have. */
export interface ValidChain {
  readonly path: PathResult;
  readonly leafKey: KeyObject;
}
