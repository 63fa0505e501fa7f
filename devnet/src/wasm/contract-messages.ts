import { MsgSend } from 'cosmjs-types/cosmos/bank/v1beta1/tx';
import type { GasMeter } from '../state/gas-meter.ts';
import { wasmError } from '../tx/sdk-error.ts';
import { ShapeError, asBytes, asCoins, asObject, asText, isGiven } from './decode-json.ts';
import type { EncodedMessage } from './encoded-message.ts';
import { encoded } from './encoded-message.ts';
import type { JsonObject } from './json.ts';
import { coinsOf, encodeWasm } from './wasm-variants.ts';

const NOTHING = new Uint8Array();
const MAX_ANY_BYTES = 512 * 1024;
/** SDK gas for unpacking a message of any kind: once, and for each whole KiB. */
const ANY_GAS = 5;
const ANY_GAS_PER_KIB = 1;

/**
 * Turns a contract's message into messages of the chain, sent by the contract. An empty send is no message at all.
 * Throws SdkError `unknown message from the contract` for what this chain has no module for.
 */
export function encodeContractMessage(msg: JsonObject, sender: string, gas: GasMeter): EncodedMessage[] {
  try {
    if (isGiven(msg['bank'])) return encodeBank(asObject(msg['bank'], 'bank'), sender);
    if (isGiven(msg['custom'])) throw wasmError('unknownMsg', 'custom variant not supported');
    const any = msg['any'] ?? msg['stargate'];
    if (isGiven(any)) return [encodeAny(asObject(any, 'any'), gas)];
    if (isGiven(msg['wasm'])) return [encodeWasm(asObject(msg['wasm'], 'wasm'), sender)];
  } catch (error) {
    if (error instanceof ShapeError) throw wasmError('vmError', error.message);
    throw error;
  }
  throw wasmError('unknownMsg', 'unknown variant of Wasm');
}

function encodeBank(bank: JsonObject, sender: string): EncodedMessage[] {
  if (!isGiven(bank['send'])) throw wasmError('unknownMsg', 'unknown variant of Bank');
  const send = asObject(bank['send'], 'send');
  if (asCoins(send['amount'], 'amount').length === 0) return [];
  const amount = coinsOf(send, 'amount');
  const toAddress = asText(send['to_address'], 'to_address');
  return [encoded(MsgSend, { fromAddress: sender, toAddress, amount })];
}

function encodeAny(any: JsonObject, gas: GasMeter): EncodedMessage {
  const value = asBytes(any['value'], 'value') ?? NOTHING;
  if (value.length > MAX_ANY_BYTES)
    throw wasmError('limit', `AnyMsg value size ${value.length} exceeds limit ${MAX_ANY_BYTES}`);
  gas.consume(ANY_GAS + Math.floor((ANY_GAS_PER_KIB * value.length) / 1024), 'unpacking AnyMsg');
  return { typeUrl: asText(any['type_url'], 'type_url'), value };
}
