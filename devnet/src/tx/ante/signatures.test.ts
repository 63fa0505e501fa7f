import { makeSignDoc, serializeSignDoc } from '@cosmjs/amino';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { SignMode } from 'cosmjs-types/cosmos/tx/signing/v1beta1/signing';
import { MsgExecuteContract, MsgUpdateContractLabel } from 'cosmjs-types/cosmwasm/wasm/v1/tx';
import { Any } from 'cosmjs-types/google/protobuf/any';
import { beforeEach, describe, expect, it } from 'vitest';
import type { AnteBench } from '../../testing/ante.ts';
import { alice, bob, createAnteBench, FEE } from '../../testing/ante.ts';
import { failure } from '../../testing/contracts.ts';
import { signTx, signatureOf } from '../../testing/signing.ts';
import type { Signing, TxParts } from '../../testing/signing.ts';
import { encoded } from '../../wasm/encoded-message.ts';
import type { EncodedMessage } from '../../wasm/encoded-message.ts';
import { decodeTransaction } from '../transaction.ts';

let bench: AnteBench;
beforeEach(() => {
  bench = createAnteBench();
});

const KEY = alice.publicKey.typeUrl;
const unverified = /unable to verify single signer signature/;

describe('signatures', () => {
  it.each<[string, Partial<Signing>, number, RegExp]>([
    ['of another account', { accountNumber: 9 }, 4, /signature verification failed/],
    ['of the future', { sequence: 1 }, 32, /expected 0, got 1/],
    ['with another’s key', { publicKey: bob.publicKey }, 8, /pubKey does not match signer address/],
    ['with no key', { publicKey: undefined }, 8, /pubkey on account is not set/],
    [
      'with a key of another kind',
      { publicKey: Any.fromPartial({ typeUrl: '/cosmos.crypto.ed25519.PubKey' }) },
      8,
      /unrecognized public key type/,
    ],
    [
      'with a key of no kind',
      { publicKey: Any.fromPartial({ typeUrl: '/x.PubKey' }) },
      2,
      /unable to resolve type URL \/x.PubKey/,
    ],
    [
      'with a malformed key',
      { publicKey: Any.fromPartial({ typeUrl: KEY, value: Uint8Array.of(0x0a, 0x21, 2) }) },
      2,
      /tx parse error/,
    ],
    ['with an empty key', { publicKey: Any.fromPartial({ typeUrl: KEY }) }, 8, /length of pubkey/],
    ['in a mode that nobody signs in', { mode: SignMode.SIGN_MODE_TEXTUAL }, 4, /unsupported sign mode 2/],
    ['in no mode', { mode: SignMode.SIGN_MODE_UNSPECIFIED }, 4, /unsupported sign mode 0/],
  ])('%s are refused', (_what, parts, code, reason) => {
    const signed = { by: [bench.by(alice, parts)] };
    expect(() => bench.ante(signed)).toThrow(failure('sdk', code));
    expect(() => bench.ante(signed)).toThrow(reason);
  });

  it('of another chain are refused with a hint at what may be wrong', () => {
    expect(() => bench.ante({ chainId: 'test-2' })).toThrow(
      /please verify account number \(1\) and chain-id \(test-1\)/,
    );
  });

  it.each([0, 1, 63, 65, 1000])('of %i bytes are refused', (length) => {
    expect(() => bench.ante({ signatures: [new Uint8Array(length)] })).toThrow(unverified);
  });

  it('with high S are refused: there must be only one for a transaction', () => {
    const tx = decodeTransaction(
      signTx({ messages: [bench.send()], by: [bench.by(alice)], fee: FEE }),
      bench.app.router,
    );
    const [signature = new Uint8Array()] = tx.signatures;
    const s = BigInt(`0x${Buffer.from(signature.subarray(32)).toString('hex')}`);
    const other = (secp256k1.Point.Fn.ORDER - s).toString(16).padStart(64, '0');
    const malleated = Buffer.concat([signature.subarray(0, 32), Buffer.from(other, 'hex')]);
    expect(() => bench.ante({ signatures: [malleated] })).toThrow(unverified);
    expect(() => bench.ante({ signatures: [signature] })).not.toThrow();
  });

  it('need the key only the first time', () => {
    bench.ante();
    const keyless = bench.by(alice, { sequence: 1, publicKey: undefined });
    expect(() => bench.ante({ by: [keyless] })).not.toThrow();
  });
});

describe('amino JSON', () => {
  const mode = SignMode.SIGN_MODE_LEGACY_AMINO_JSON;
  const signed = (memo: string): Partial<TxParts> => {
    const amount = [{ denom: 'ustake', amount: '1' }];
    const value = { from_address: alice.address, to_address: bob.address, amount };
    const fee = { amount: FEE, gas: '200000' };
    const doc = makeSignDoc([{ type: 'cosmos-sdk/MsgSend', value }], fee, 'test-1', memo, 1, 0);
    return { by: [bench.by(alice, { mode })], signatures: [signatureOf(alice, serializeSignDoc(doc))] };
  };

  it('is signed as hardware wallets sign it', () => {
    expect(() => bench.ante({ ...signed('hello'), body: { memo: 'hello' } })).not.toThrow();
  });

  it('names the sequence where a signature is wrong', () => {
    expect(() => bench.ante({ ...signed('hello'), body: { memo: 'bye' } })).toThrow(
      /sequence \(0\) and chain-id \(test-1\): unauthorized$/,
    );
  });

  const [sender, contract] = [alice.address, bob.address];
  const msg = Buffer.from('{"a":"\xff"}', 'latin1');
  it.each<[string, EncodedMessage]>([
    ['no amino form', encoded(MsgUpdateContractLabel, { sender, contract, newLabel: 'x' })],
    ['bytes that JSON cannot hold', encoded(MsgExecuteContract, { sender, contract, msg, funds: [] })],
  ])('is refused, and does no harm, for messages with %s', (_what, message) => {
    expect(() => bench.ante({ messages: [message], by: [bench.by(alice, { mode })] })).toThrow(
      failure('sdk', 4),
    );
  });
});
