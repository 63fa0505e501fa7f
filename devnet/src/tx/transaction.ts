import { sha256 } from '@noble/hashes/sha2.js';
import { LegacyAminoPubKey } from 'cosmjs-types/cosmos/crypto/multisig/keys';
import { PubKey } from 'cosmjs-types/cosmos/crypto/secp256k1/keys';
import { AuthInfo, TxBody, TxRaw } from 'cosmjs-types/cosmos/tx/v1beta1/tx';
import type { Any } from 'cosmjs-types/google/protobuf/any';
import type { Message, MessageRouter } from './message.ts';
import { SdkError, sdkError } from './sdk-error.ts';

/** A decoded transaction. Signatures are over the bytes as they came, so these are kept. */
export interface Transaction {
  readonly bytes: Uint8Array;
  readonly hash: Uint8Array;
  readonly bodyBytes: Uint8Array;
  readonly authInfoBytes: Uint8Array;
  readonly body: TxBody;
  readonly authInfo: AuthInfo;
  readonly signatures: readonly Uint8Array[];
  readonly messages: readonly Message[];
  /** Distinct, in the order in which the messages name them, then the fee payer. */
  readonly signers: readonly string[];
  readonly gasLimit: number;
}

const MAX_MESSAGES = 1000;
/** Keys that the SDK can read; which of them may sign is decided later. All but the last have the same one field. */
const KEYS = new Map<string, typeof PubKey | typeof LegacyAminoPubKey>([
  ['/cosmos.crypto.secp256k1.PubKey', PubKey],
  ['/cosmos.crypto.ed25519.PubKey', PubKey],
  ['/cosmos.crypto.secp256r1.PubKey', PubKey],
  ['/cosmos.crypto.multisig.LegacyAminoPubKey', LegacyAminoPubKey],
]);
const TWO_53 = 2n ** 53n;

export function hashTransaction(bytes: Uint8Array): Uint8Array {
  return sha256(bytes);
}

/** Throws SdkError `tx parse error` for bytes that are no transaction of this chain. */
export function decodeTransaction(bytes: Uint8Array, router: MessageRouter): Transaction {
  try {
    return decode(bytes, router);
  } catch (error) {
    if (error instanceof SdkError) throw error;
    // The text is there twice in the SDK as well: the decoder and baseapp both name it.
    const reason = error instanceof Error ? error.message : 'malformed transaction';
    throw sdkError('txDecode', `${reason}: tx parse error`);
  }
}

function decode(bytes: Uint8Array, router: MessageRouter): Transaction {
  const raw = TxRaw.decode(bytes);
  refuseOtherEncodings(bytes, TxRaw.encode(raw).finish());
  const body = TxBody.decode(raw.bodyBytes);
  const authInfo = AuthInfo.decode(raw.authInfoBytes);
  refuseUnknownFields('TxBody', raw.bodyBytes, TxBody.encode(body).finish());
  refuseUnknownFields('AuthInfo', raw.authInfoBytes, AuthInfo.encode(authInfo).finish());
  for (const { publicKey } of authInfo.signerInfos) if (publicKey !== undefined) checkKey(publicKey);
  if (body.messages.length > MAX_MESSAGES) throw sdkError('txDecode', `more than ${MAX_MESSAGES} messages`);
  const messages = body.messages.map((any) => router.decode(any.typeUrl, any.value));
  const payer = authInfo.fee?.payer ?? '';
  const signers = [
    ...new Set([...messages.map((message) => message.signer), ...(payer === '' ? [] : [payer])]),
  ];
  const gas = authInfo.fee?.gasLimit ?? 0n;
  return {
    bytes,
    hash: hashTransaction(bytes),
    bodyBytes: raw.bodyBytes,
    authInfoBytes: raw.authInfoBytes,
    body,
    authInfo,
    signatures: raw.signatures,
    messages,
    signers,
    gasLimit: gas >= TWO_53 ? Number.MAX_SAFE_INTEGER : Number(gas),
  };
}

function checkKey({ typeUrl, value }: Any): void {
  const type = KEYS.get(typeUrl);
  if (type === undefined) throw sdkError('txDecode', `unable to resolve type URL ${typeUrl}`);
  type.decode(value);
}

/** ADR-027: a transaction has one encoding. Without this, a copy of it under another hash would pass the checks too. */
function refuseOtherEncodings(bytes: Uint8Array, canonical: Uint8Array): void {
  if (!Buffer.from(bytes).equals(canonical)) throw sdkError('txDecode', 'TxRaw is not in canonical encoding');
}

/** The SDK refuses fields that it does not know (ADR-020). Re-encoding drops them, so the length tells. */
function refuseUnknownFields(what: string, bytes: Uint8Array, known: Uint8Array): void {
  if (bytes.length !== known.length)
    throw sdkError('txDecode', `errUnknownField: ${what} has fields that are not known`);
}
