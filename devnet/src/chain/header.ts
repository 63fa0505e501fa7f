import { sha256 } from '@noble/hashes/sha2.js';
import { BinaryWriter } from 'cosmjs-types/binary';
import { Timestamp } from 'cosmjs-types/google/protobuf/timestamp';
import { ExecTxResult } from 'cosmjs-types/tendermint/abci/types';
import { Block } from 'cosmjs-types/tendermint/types/block';
import type { BlockID, Header, Commit } from 'cosmjs-types/tendermint/types/types';
import { BlockID as BlockIDType, CommitSig, PartSetHeader } from 'cosmjs-types/tendermint/types/types';
import { HashedParams } from 'cosmjs-types/tendermint/types/params';
import { Consensus } from 'cosmjs-types/tendermint/version/types';
import type { TxResult } from '../tx/tx-result.ts';
import { merkleRoot } from './merkle.ts';

/** CometBFT 0.38 speaks block protocol 11. */
export const BLOCK_PROTOCOL = 11n;
const PART_BYTES = 65_536;
const NANOS = 1_000_000_000n;

export function toTimestamp(nanoseconds: bigint): Timestamp {
  return Timestamp.fromPartial({ seconds: nanoseconds / NANOS, nanos: Number(nanoseconds % NANOS) });
}

export function fromTimestamp(timestamp: Timestamp): bigint {
  return timestamp.seconds * NANOS + BigInt(timestamp.nanos);
}

/** When a block is voted for: by the clock, and at least a millisecond behind the block's own time, as CometBFT votes. In nanoseconds since 1970. */
export function voteTime(blockTime: bigint, clock: bigint): bigint {
  const earliest = blockTime + 1_000_000n;
  return clock > earliest ? clock : earliest;
}

/** Field values as CometBFT hashes them: wrapped like google.protobuf.*Value, the empty ones as nothing. */
function wrapped(write: (writer: BinaryWriter) => void, empty: boolean): Uint8Array {
  const writer = BinaryWriter.create();
  if (!empty) write(writer);
  return writer.finish();
}

const bytesValue = (value: Uint8Array): Uint8Array =>
  wrapped((w) => w.uint32(0x0a).bytes(value), value.length === 0);
const textValue = (value: string): Uint8Array => wrapped((w) => w.uint32(0x0a).string(value), value === '');
const intValue = (value: bigint): Uint8Array => wrapped((w) => w.uint32(0x08).int64(value), value === 0n);

export function headerHash(header: Header): Uint8Array {
  return merkleRoot([
    Consensus.encode(header.version).finish(),
    textValue(header.chainId),
    intValue(header.height),
    Timestamp.encode(header.time).finish(),
    BlockIDType.encode(header.lastBlockId).finish(),
    bytesValue(header.lastCommitHash),
    bytesValue(header.dataHash),
    bytesValue(header.validatorsHash),
    bytesValue(header.nextValidatorsHash),
    bytesValue(header.consensusHash),
    bytesValue(header.appHash),
    bytesValue(header.lastResultsHash),
    bytesValue(header.evidenceHash),
    bytesValue(header.proposerAddress),
  ]);
}

export function dataHash(txs: readonly Uint8Array[]): Uint8Array {
  return merkleRoot(txs.map((tx) => sha256(tx)));
}

export function commitHash(commit: Commit | undefined): Uint8Array {
  return merkleRoot((commit?.signatures ?? []).map((signature) => CommitSig.encode(signature).finish()));
}

/** Over the deterministic part of the results: code, data, gas. */
export function resultsHash(
  results: readonly Pick<TxResult, 'code' | 'data' | 'gasWanted' | 'gasUsed'>[],
): Uint8Array {
  return merkleRoot(
    results.map(({ code, data, gasWanted, gasUsed }) =>
      ExecTxResult.encode(
        ExecTxResult.fromPartial({ code, data, gasWanted: BigInt(gasWanted), gasUsed: BigInt(gasUsed) }),
      ).finish(),
    ),
  );
}

/** Of the consensus parameters only these two are hashed (HashedParams). */
export function consensusHash(blockMaxBytes: number, blockMaxGas: number): Uint8Array {
  const params = HashedParams.fromPartial({
    blockMaxBytes: BigInt(blockMaxBytes),
    blockMaxGas: BigInt(blockMaxGas),
  });
  return sha256(HashedParams.encode(params).finish());
}

export function blockIdOf(block: Block): BlockID {
  const bytes = Block.encode(block).finish();
  const parts: Uint8Array[] = [];
  for (let offset = 0; offset < bytes.length; offset += PART_BYTES)
    parts.push(bytes.subarray(offset, offset + PART_BYTES));
  const partSetHeader = PartSetHeader.fromPartial({ total: parts.length, hash: merkleRoot(parts) });
  return BlockIDType.fromPartial({ hash: headerHash(block.header), partSetHeader });
}
