import { makeSignDoc as makeAminoSignDoc, serializeSignDoc } from '@cosmjs/amino';
import type { AminoMsg } from '@cosmjs/amino';
import { createWasmAminoConverters } from '@cosmjs/cosmwasm';
import { AminoTypes, createDefaultAminoConverters } from '@cosmjs/stargate';
import { makeSignBytes, makeSignDoc } from '@cosmjs/proto-signing';
import { sha256 } from '@noble/hashes/sha2.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { PubKey } from 'cosmjs-types/cosmos/crypto/secp256k1/keys';
import { SignMode } from 'cosmjs-types/cosmos/tx/signing/v1beta1/signing';
import type { Any } from 'cosmjs-types/google/protobuf/any';
import {
  MsgClearAdmin,
  MsgExecuteContract,
  MsgInstantiateContract,
  MsgInstantiateContract2,
  MsgMigrateContract,
  MsgStoreCode,
  MsgUpdateAdmin,
} from 'cosmjs-types/cosmwasm/wasm/v1/tx';
import { MsgMultiSend, MsgSend } from 'cosmjs-types/cosmos/bank/v1beta1/tx';
import { sdkError } from './sdk-error.ts';
import type { Transaction } from './transaction.ts';

export interface SignerData {
  readonly chainId: string;
  readonly accountNumber: bigint;
  readonly sequence: bigint;
}

const SECP256K1 = '/cosmos.crypto.secp256k1.PubKey';
const COMPRESSED_BYTES = 33;

const amino = new AminoTypes({ ...createDefaultAminoConverters(), ...createWasmAminoConverters() });

/** Messages that amino JSON, and so hardware wallets, can sign. */
const AMINO_MESSAGES = [
  MsgSend,
  MsgMultiSend,
  MsgStoreCode,
  MsgInstantiateContract,
  MsgInstantiateContract2,
  MsgExecuteContract,
  MsgMigrateContract,
  MsgUpdateAdmin,
  MsgClearAdmin,
];

/** Throws SdkError `invalid pubkey` for other kinds of keys than secp256k1. */
export function checkKeyKind({ typeUrl }: Any): void {
  if (typeUrl !== SECP256K1) throw sdkError('invalidPubKey', `unrecognized public key type: ${typeUrl}`);
}

/** The 33 bytes of a secp256k1 key; other kinds of keys are refused. Throws SdkError `invalid pubkey`. */
export function secp256k1KeyOf(any: Any): Uint8Array {
  checkKeyKind(any);
  const { key } = PubKey.decode(any.value);
  if (key.length !== COMPRESSED_BYTES) throw sdkError('invalidPubKey', 'length of pubkey is incorrect');
  return key;
}

/** The bytes that this mode signs. Throws SdkError `feature not supported` for other modes, and for what has no amino form. */
export function signBytes(tx: Transaction, mode: SignMode, signer: SignerData): Uint8Array {
  if (mode === SignMode.SIGN_MODE_DIRECT) {
    const { bodyBytes, authInfoBytes } = tx;
    return makeSignBytes(makeSignDoc(bodyBytes, authInfoBytes, signer.chainId, Number(signer.accountNumber)));
  }
  if (mode === SignMode.SIGN_MODE_LEGACY_AMINO_JSON) return aminoSignBytes(tx, signer);
  throw sdkError('notSupported', `unsupported sign mode ${mode}`);
}

function aminoSignBytes(tx: Transaction, signer: SignerData): Uint8Array {
  const messages = tx.body.messages.map(toAmino);
  const { fee } = tx.authInfo;
  const stdFee = {
    amount: fee?.amount ?? [],
    gas: (fee?.gasLimit ?? 0n).toString(),
    ...(fee === undefined || fee.payer === '' ? {} : { payer: fee.payer }),
    ...(fee === undefined || fee.granter === '' ? {} : { granter: fee.granter }),
  };
  const { chainId, accountNumber, sequence } = signer;
  const timeout = tx.body.timeoutHeight === 0n ? undefined : tx.body.timeoutHeight;
  const doc = makeAminoSignDoc(
    messages,
    stdFee,
    chainId,
    tx.body.memo,
    Number(accountNumber),
    Number(sequence),
    timeout,
  );
  return serializeSignDoc(doc);
}

/** The converters of cosmjs throw for values that amino JSON cannot hold; these come from whoever sent the transaction. */
function toAmino(any: Any): AminoMsg {
  const type = AMINO_MESSAGES.find((candidate) => candidate.typeUrl === any.typeUrl);
  if (type === undefined) throw sdkError('notSupported', `${any.typeUrl} has no amino form`);
  try {
    return amino.toAmino({ typeUrl: any.typeUrl, value: type.decode(any.value) as unknown });
  } catch (error) {
    throw sdkError('notSupported', error instanceof Error ? error.message : 'no amino form');
  }
}

/** A client's signature: 64 bytes, low S only (the SDK refuses malleable ones). Never throws. */
export function verifySignature(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
  try {
    return secp256k1.verify(signature, sha256(message), publicKey, { prehash: false, lowS: true });
  } catch {
    return false;
  }
}
