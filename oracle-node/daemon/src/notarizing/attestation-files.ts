import { mkdirSync, renameSync, writeFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import type { StoredAttestation } from '../store/ports.ts';

/** Keeps attestations where people find them, to hand them to a verifier. */
export interface AttestationFiles {
  /** Path of the file; writing it again changes nothing. */
  write(attestation: StoredAttestation): string;
}

/** `<folder>/<id>.attestation` is the canonical Attestation, `<id>.opening` the canonical TranscriptOpening beside it. */
export function attestationFolder(folder: string): AttestationFiles {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // Renamed into place, so that nobody ever reads half of one.
  const writeOnce = (path: string, bytes: Uint8Array): void => {
    if (existsSync(path)) return;
    writeFileSync(`${path}.part`, bytes, { mode: 0o600 });
    renameSync(`${path}.part`, path);
  };
  return {
    write({ id, bytes, opening }) {
      const path = join(folder, `${id}.attestation`);
      writeOnce(join(folder, `${id}.opening`), opening);
      writeOnce(path, bytes);
      return path;
    },
  };
}
