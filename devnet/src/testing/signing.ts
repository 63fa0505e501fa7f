import { rawSecp256k1PubkeyToRawAddress } from '@cosmjs/amino';
import { toBech32 } from '@cosmjs/encoding';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { PubKey } from 'cosmjs-types/cosmos/crypto/secp256k1/keys';
import { SignMode } from 'cosmjs-types/cosmos/tx/signing/v1beta1/signing';
import { AuthInfo, SignDoc, TxBody, TxRaw } from 'cosmjs-types/cosmos/tx/v1beta1/tx';
import type { Coin } from 'cosmjs-types/cosmos/base/v1beta1/coin';
import { Any } from 'cosmjs-types/google/protobuf/any';
import type { EncodedMessage } from '../wasm/encoded-message.ts';

/** Somebody with a key. */
export interface Signer {
  readonly secret: Uint8Array;
  readonly raw: Uint8Array;
  readonly address: string;
  readonly publicKey: Any;
}

export function createSigner(seed: number): Signer {
  const secret = new Uint8Array(32).fill(seed);
  const key = secp256k1.getPublicKey(secret, true);
  const raw = rawSecp256k1PubkeyToRawAddress(key);
  const publicKey = Any.fromPartial({
    typeUrl: '/cosmos.crypto.secp256k1.PubKey',
    value: PubKey.encode({ key }).finish(),
  });
  return { secret, raw, address: toBech32('wasm', raw), publicKey };
}

/** Low S, as the SDK asks for. */
export function signatureOf(signer: Signer, message: Uint8Array): Uint8Array {
  return secp256k1.sign(sha256(message), signer.secret, { prehash: false });
}

export interface Signing {
  readonly signer: Signer;
  readonly accountNumber: number;
  readonly sequence?: number;
  readonly mode?: SignMode;
  /** undefined for none, where the account has one already. */
  readonly publicKey?: Any | undefined;
}

export interface TxParts {
  readonly messages: readonly EncodedMessage[];
  readonly by: readonly Signing[];
  readonly chainId?: string;
  readonly gas?: number | bigint;
  readonly fee?: readonly Coin[];
  readonly payer?: string;
  readonly granter?: string;
  readonly body?: Partial<TxBody>;
  /** Instead of signing. */
  readonly signatures?: readonly Uint8Array[];
}

/** A transaction as a client would send it, made without any of the chain's own code. */
export function signTx(parts: TxParts): Uint8Array {
  const { chainId = 'test-1', gas = 200_000, fee = [], payer = '', granter = '', by } = parts;
  const bodyBytes = TxBody.encode(
    TxBody.fromPartial({
      messages: parts.messages.map((message) => Any.fromPartial(message)),
      ...parts.body,
    }),
  ).finish();
  const authInfoBytes = AuthInfo.encode(
    AuthInfo.fromPartial({
      signerInfos: by.map((each) => infoOf(each)),
      fee: { amount: [...fee], gasLimit: BigInt(gas), payer, granter },
    }),
  ).finish();
  const sign = ({ signer, accountNumber }: Signing): Uint8Array =>
    signatureOf(
      signer,
      SignDoc.encode({ bodyBytes, authInfoBytes, chainId, accountNumber: BigInt(accountNumber) }).finish(),
    );
  const signatures = parts.signatures ?? by.map(sign);
  return TxRaw.encode({ bodyBytes, authInfoBytes, signatures: [...signatures] }).finish();
}

function infoOf({ signer, sequence = 0, mode = SignMode.SIGN_MODE_DIRECT, ...rest }: Signing) {
  const publicKey = 'publicKey' in rest ? rest.publicKey : signer.publicKey;
  return {
    ...(publicKey === undefined ? {} : { publicKey }),
    modeInfo: { single: { mode } },
    sequence: BigInt(sequence),
  };
}
