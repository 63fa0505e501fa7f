import { Block } from 'cosmjs-types/tendermint/types/block';
import { Commit, Header } from 'cosmjs-types/tendermint/types/types';
import { toTimestamp } from '../chain/header.ts';
import { read } from './comet.ts';

interface JsonId {
  readonly hash: string;
  readonly parts: { readonly total: number; readonly hash: string };
}

interface Recorded {
  readonly block_id: JsonId;
  readonly header: Record<string, string> & { readonly last_block_id: JsonId };
  readonly last_commit: {
    readonly height: string;
    readonly round: number;
    readonly block_id: JsonId;
    readonly signatures: readonly {
      readonly block_id_flag: number;
      readonly validator_address: string;
      readonly timestamp: string;
      readonly signature: string;
    }[];
  };
}

/** A block that a CometBFT 0.38 node made: what this code computes must be what that node signed. */
export const recordedJson = read('comet-block.json') as Recorded;

const hex = (text = ''): Uint8Array => Buffer.from(text, 'hex');
const idOf = ({ hash, parts }: JsonId) => ({
  hash: hex(hash),
  partSetHeader: { total: parts.total, hash: hex(parts.hash) },
});

function timestamp(text: string): ReturnType<typeof toTimestamp> {
  const fraction = /\.(\d+)Z$/.exec(text)?.[1] ?? '0';
  const seconds = BigInt(Date.parse(text.replace(/\.\d+Z$/, 'Z')) / 1000);
  return toTimestamp(seconds * 1_000_000_000n + BigInt(fraction.padEnd(9, '0')));
}

/** The same, decoded. */
export function recordedBlock(): Block {
  const { header, last_commit: commit } = recordedJson;
  return Block.fromPartial({
    header: Header.fromPartial({
      version: { block: 11n, app: 0n },
      chainId: header['chain_id'] ?? '',
      height: BigInt(header['height'] ?? 0),
      time: timestamp(header['time'] ?? ''),
      lastBlockId: idOf(header.last_block_id),
      lastCommitHash: hex(header['last_commit_hash']),
      dataHash: hex(header['data_hash']),
      validatorsHash: hex(header['validators_hash']),
      nextValidatorsHash: hex(header['next_validators_hash']),
      consensusHash: hex(header['consensus_hash']),
      appHash: hex(header['app_hash']),
      lastResultsHash: hex(header['last_results_hash']),
      evidenceHash: hex(header['evidence_hash']),
      proposerAddress: hex(header['proposer_address']),
    }),
    data: { txs: [] },
    evidence: { evidence: [] },
    lastCommit: Commit.fromPartial({
      height: BigInt(commit.height),
      round: commit.round,
      blockId: idOf(commit.block_id),
      signatures: commit.signatures.map((signature) => ({
        blockIdFlag: signature.block_id_flag,
        validatorAddress: hex(signature.validator_address),
        timestamp: timestamp(signature.timestamp),
        signature: Buffer.from(signature.signature, 'base64'),
      })),
    }),
  });
}
