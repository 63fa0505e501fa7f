import type { KeyObject } from 'node:crypto';

/** Ends of a certificate path that was found good. */
export interface PathResult {
  /** SHA-256 of the server's SubjectPublicKeyInfo, 32 bytes. */
  readonly leafSpkiSha256: Uint8Array;
  /** SHA-256 of the trust anchor's SubjectPublicKeyInfo, 32 bytes. */
  readonly anchorSpkiSha256: Uint8Array;
  /** Whether the path ends at a configured authority, not at one of Mozilla's. */
  readonly customCa: boolean;
}

/** A path with the key that the server must prove to have. */
export interface ValidChain {
  readonly path: PathResult;
  readonly leafKey: KeyObject;
}
