import { createPrivateKey, sign } from 'node:crypto';
import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { BinaryWriter } from 'cosmjs-types/binary';
import { BlockID, Commit, SignedMsgType } from 'cosmjs-types/tendermint/types/types';
import { BlockIDFlag, SimpleValidator } from 'cosmjs-types/tendermint/types/validator';
import { Timestamp } from 'cosmjs-types/google/protobuf/timestamp';

import { merkleRoot } from './merkle.ts';

export const VOTING_POWER = 1n;

const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');

/** The one validator. Its key signs real precommits, so that a light client may check the chain. */
export class Validator {
  readonly publicKey: Uint8Array;
  readonly address: Uint8Array;
  readonly #sign: (message: Uint8Array) => Uint8Array;

  /** @param seed 32 secret bytes */
  constructor(seed: Uint8Array) {
    this.publicKey = ed25519.getPublicKey(seed);
    this.address = sha256(this.publicKey).slice(0, 20);
    const key = createPrivateKey({ key: Buffer.concat([PKCS8_ED25519, seed]), format: 'der', type: 'pkcs8' });
    this.#sign = (message) => Uint8Array.from(sign(null, message, key));
  }

  /** Hash of the validator set that headers carry. */
  setHash(): Uint8Array {
    const validator = SimpleValidator.fromPartial({
      pubKey: { ed25519: this.publicKey },
      votingPower: VOTING_POWER,
    });
    return merkleRoot([SimpleValidator.encode(validator).finish()]);
  }

  commit(chainId: string, height: bigint, blockId: BlockID, timestamp: Timestamp): Commit {
    const signature = this.#sign(precommitBytes(chainId, height, blockId, timestamp));
    return Commit.fromPartial({
      height,
      blockId,
      signatures: [
        {
          blockIdFlag: BlockIDFlag.BLOCK_ID_FLAG_COMMIT,
          validatorAddress: this.address,
          timestamp,
          signature,
        },
      ],
    });
  }
}

/** What a precommit of round 0 signs: a length-delimited CanonicalVote (tendermint/types/canonical.proto). */
function precommitBytes(chainId: string, height: bigint, blockId: BlockID, timestamp: Timestamp): Uint8Array {
  const vote = BinaryWriter.create();
  vote.uint32(tag(1, VARINT)).int32(SignedMsgType.SIGNED_MSG_TYPE_PRECOMMIT);
  vote.uint32(tag(2, FIXED64)).sfixed64(height);
  vote.uint32(tag(4, BYTES)).bytes(BlockID.encode(blockId).finish());
  vote.uint32(tag(5, BYTES)).bytes(Timestamp.encode(timestamp).finish());
  vote.uint32(tag(6, BYTES)).string(chainId);
  return BinaryWriter.create().bytes(vote.finish()).finish();
}

const VARINT = 0;
const FIXED64 = 1;
const BYTES = 2;

function tag(field: number, wireType: number): number {
  return (field << 3) | wireType;
}
