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

/** How CometBFT reads queries, matches subscriptions and searches; `testdata/comet-queries.go` prints it. */
interface CometQueries {
  readonly syntax: readonly { readonly query: string; readonly means?: string; readonly error?: string }[];
  readonly published: Readonly<Record<string, readonly string[]>>;
  readonly matches: Readonly<Record<string, boolean>>;
  readonly indexed: readonly {
    readonly height: number;
    readonly index: number;
    readonly events:
      | readonly {
          readonly type: string;
          readonly attributes: readonly (readonly [key: string, value: string])[];
        }[]
      | null;
  }[];
  /** By query: `height/index` of what is found, in the order of the chain. */
  readonly found: Readonly<Record<string, string>>;
}

/** A file of recorded values. */
export const read = (name: string): unknown =>
  JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', 'testdata', name), 'utf8'));

export const recordedHashes = read('comet-hashes.json') as CometHashes;
export const recordedQueries = read('comet-queries.json') as CometQueries;
