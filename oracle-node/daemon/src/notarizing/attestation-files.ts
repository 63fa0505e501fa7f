import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Keeps attestations where people find them, to hand them to a verifier. */
export interface AttestationFiles {
  /** Writes a canonical `AttestationFile` under the attestation's id in hex and gives its path; writing it again changes nothing. */
  write(id: string, file: Uint8Array): string;
  /** Removes files that were written before this; Unix milliseconds. */
  prune(olderThanMs: number): void;
}

// What else an operator keeps in the folder is left alone.
const NAME = /^[0-9a-f]{64}\.attestation(\.part)?$/;

/** `<folder>/<id>.attestation`, one a session: all that a verifier needs to check it offline. */
export function attestationFolder(folder: string): AttestationFiles {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  // Renamed into place, so that nobody ever reads half of one.
  const writeOnce = (path: string, bytes: Uint8Array): void => {
    if (existsSync(path)) return;
    writeFileSync(`${path}.part`, bytes, { mode: 0o600 });
    renameSync(`${path}.part`, path);
  };
  return {
    write(id, file) {
      const path = join(folder, `${id}.attestation`);
      writeOnce(path, file);
      return path;
    },
    prune(olderThanMs) {
      for (const name of readdirSync(folder)) {
        const path = join(folder, name);
        if (NAME.test(name) && statSync(path).mtimeMs < olderThanMs) rmSync(path, { force: true });
      }
    },
  };
}
