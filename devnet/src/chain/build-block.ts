import { Consensus } from 'cosmjs-types/tendermint/version/types';
import { Block } from 'cosmjs-types/tendermint/types/block';
import { Commit, Data, Header } from 'cosmjs-types/tendermint/types/types';
import type { BlockContext } from '../state/context.ts';
import type { ChainHead } from './chain-head.ts';
import { BLOCK_PROTOCOL, commitHash, consensusHash, dataHash, toTimestamp } from './header.ts';
import { merkleRoot } from './merkle.ts';
import type { Validator } from './validator.ts';

/** What all blocks of a chain have in common. */
export interface BlockParameters {
  /** Bytes of the transactions of one block. */
  readonly blockMaxBytes: number;
  /** Gas of the transactions of one block. */
  readonly blockMaxGas: number;
}

/** The block that follows `head`. */
export function buildBlock(
  context: BlockContext,
  head: ChainHead,
  txs: readonly Uint8Array[],
  validator: Validator,
  { blockMaxBytes, blockMaxGas }: BlockParameters,
): Block {
  const validatorsHash = validator.setHash();
  const header = Header.fromPartial({
    version: Consensus.fromPartial({ block: BLOCK_PROTOCOL }),
    chainId: context.chainId,
    height: BigInt(context.height),
    time: toTimestamp(context.time),
    ...(head.blockId === undefined ? {} : { lastBlockId: head.blockId }),
    lastCommitHash: commitHash(head.commit),
    dataHash: dataHash(txs),
    validatorsHash,
    nextValidatorsHash: validatorsHash,
    consensusHash: consensusHash(blockMaxBytes, blockMaxGas),
    appHash: head.appHash,
    lastResultsHash: head.resultsHash,
    evidenceHash: merkleRoot([]),
    proposerAddress: validator.address,
  });
  return Block.fromPartial({
    header,
    data: Data.fromPartial({ txs: [...txs] }),
    evidence: { evidence: [] },
    lastCommit: head.commit ?? Commit.fromPartial({}),
  });
}
