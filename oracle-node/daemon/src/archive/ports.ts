/** All that a verifier needs to check one attestation offline, under the attestation's own id: anybody can tell whether it is the one. */
export interface ArchiveEntry {
  /** Attestation id (ATT-1), 64 hex digits. */
  readonly id: string;
  /** Canonical `AttestationFile`, at most `MAX_BYTES.attestationFile` bytes. */
  readonly file: Uint8Array;
}

/**
 * Keeps attestations where people find them. Failures are `NodeError`s: `node.archive` where the medium fails, which may pass, and
 * `node.archive_entry` where an entry is not what its id says. The node's store holds every attestation too, so a node goes on without.
 */
export interface Archive {
  /**
   * Resolves with where the entry is, a path or an address, once it survives a kill. Putting it again changes nothing, unless what is kept
   * under the id was spoilt: then it is mended. `atMs` is what {@link prune} goes by; Unix milliseconds.
   */
  put(entry: ArchiveEntry, atMs: number): Promise<string>;
  /** The file kept under an id, checked against it; undefined where there is none. */
  get(id: string): Promise<Uint8Array | undefined>;
  /** Removes what was put before this and gives how many; Unix milliseconds. */
  prune(olderThanMs: number): Promise<number>;
}
