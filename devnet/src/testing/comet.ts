import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What CometBFT itself computes; `testdata/comet-hashes.go` prints it. All hashes are hex. */
interface CometHashes {
  readonly publicKey: string;
  readonly address: string;
  readonly validators: string;
  readonly signature: string;
  readonly commit: string;
  readonly results: string;
  readonly txs: string;
  readonly block: string;
  readonly blockParts: { readonly total: number; readonly hash: string };
  readonly consensus: Readonly<Record<string, string>>;
}

export const recordedHashes = JSON.parse(
  readFileSync(join(import.meta.dirname, '..', '..', 'testdata', 'comet-hashes.json'), 'utf8'),
) as CometHashes;
