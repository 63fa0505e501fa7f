import type { BlockID, Commit, Header } from 'cosmjs-types/tendermint/types/types';
import type { Block } from 'cosmjs-types/tendermint/types/block';
import type { Timestamp } from 'cosmjs-types/google/protobuf/timestamp';
import { fromTimestamp } from '../chain/header.ts';
import { rfc3339 } from '../chain/rfc3339.ts';

const ZERO_TIME = '0001-01-01T00:00:00Z';

export function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex').toUpperCase();
}

export function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}

function timeText(timestamp: Timestamp | undefined): string {
  return timestamp === undefined ? ZERO_TIME : rfc3339(fromTimestamp(timestamp));
}

export function encodeBlockId(id: BlockID | undefined): unknown {
  const { total = 0, hash = new Uint8Array() } = id?.partSetHeader ?? {};
  return { hash: hex(id?.hash ?? new Uint8Array()), parts: { total, hash: hex(hash) } };
}

export function encodeHeader(header: Header): unknown {
  return {
    version: { block: header.version.block.toString() },
    chain_id: header.chainId,
    height: header.height.toString(),
    time: timeText(header.time),
    last_block_id: encodeBlockId(header.lastBlockId),
    last_commit_hash: hex(header.lastCommitHash),
    data_hash: hex(header.dataHash),
    validators_hash: hex(header.validatorsHash),
    next_validators_hash: hex(header.nextValidatorsHash),
    consensus_hash: hex(header.consensusHash),
    app_hash: hex(header.appHash),
    last_results_hash: hex(header.lastResultsHash),
    evidence_hash: hex(header.evidenceHash),
    proposer_address: hex(header.proposerAddress),
  };
}

export function encodeCommit(commit: Commit | undefined): unknown {
  return {
    height: (commit?.height ?? 0n).toString(),
    round: commit?.round ?? 0,
    block_id: encodeBlockId(commit?.blockId),
    signatures: (commit?.signatures ?? []).map((signature) => ({
      block_id_flag: signature.blockIdFlag,
      validator_address: hex(signature.validatorAddress),
      timestamp: timeText(signature.timestamp),
      signature: base64(signature.signature),
    })),
  };
}

export function encodeBlock(block: Block): unknown {
  return {
    header: encodeHeader(block.header),
    data: { txs: block.data.txs.map(base64) },
    evidence: { evidence: [] },
    last_commit: encodeCommit(block.lastCommit),
  };
}
