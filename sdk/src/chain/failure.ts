import { messageOf } from '@cloudx3/errors';
import { BroadcastTxError, TimeoutError } from '@cosmjs/stargate';
import { SdkError } from '../error.ts';

// Our contracts begin each error text with a dotted code and ": "; wasmd and cosmjs wrap that text in their own words.
const CONTRACT_CODE = /(?:^|[\s:])([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+): /;
// Of an address that is none, of a connection, and of whoever stands in front of a chain.
const UNREACHABLE =
  /fetch failed|ECONNREFUSED|ECONNRESET|socket hang up|Bad status on response|missing a protocol|parse URL/i;
// What an engine says of an answer that has not the members it should have. Every other TypeError is what fetch throws, in words of
// each platform's own.
const MEMBER_MISSING =
  /^(Cannot |Can't |can't |.*(is not a function|not iterable|is undefined|is null|not an object))/;
// What cosmjs says of an answer that it cannot decode.
const UNDECODED =
  /^(Value must |Invalid |Data must |Got unexpected jsonrpc|Error property |Could not (UTF-8 decode|JSON parse)|Input |Date string |hex string |Found dictionary |No query height|unknown pubkey)/;
// What CometBFT says of a block that it has not run yet, or that another node behind the same address has already.
const NOT_YET =
  /could not find results for height|must be less than or equal to the current blockchain height/;
// What cosmjs says of an upload or an instantiation that failed on chain.
const FAILED_TX = /^Error when broadcasting tx ([0-9A-F]{64}) at height/;

/** The contract's own dotted code in a raw log or query error, if there is one. */
export function contractCodeIn(text: string): string | undefined {
  return CONTRACT_CODE.exec(text)?.[1];
}

/** Turns what cosmjs throws into an {@link SdkError}. The only place that knows cosmjs' error texts. */
export function translateFailure(error: unknown, doing: string): SdkError {
  if (error instanceof SdkError) return error;
  const text = messageOf(error);
  const contractCode = contractCodeIn(text);
  if (error instanceof TimeoutError) {
    return new SdkError('sdk.tx_unknown', `${doing}: sent, not on chain yet`, {
      txHash: error.txId,
      cause: error,
    });
  }
  // A simulation that fails is a transaction that was never sent.
  if (error instanceof BroadcastTxError || text.includes('With gas wanted:')) {
    return new SdkError('sdk.tx_rejected', `${doing}: ${text}`, { contractCode, cause: error });
  }
  const txHash = FAILED_TX.exec(text)?.[1];
  if (txHash !== undefined) {
    return new SdkError('sdk.tx_failed', `${doing}: ${text}`, { contractCode, txHash, cause: error });
  }
  if (NOT_YET.test(text)) return new SdkError('sdk.not_yet', `${doing}: ${text}`, { cause: error });
  if (isUndecoded(error, text)) {
    return new SdkError('sdk.malformed', `${doing}: the answer cannot be read (${text})`, { cause: error });
  }
  if (error instanceof TypeError || UNREACHABLE.test(text)) {
    return new SdkError('sdk.unreachable', `${doing}: the chain does not answer (${text})`, { cause: error });
  }
  if (contractCode !== undefined) {
    return new SdkError('sdk.contract', `${doing}: ${text}`, { contractCode, cause: error });
  }
  return new SdkError('sdk.query_failed', `${doing}: ${text}`, { cause: error });
}

/** Whether decoding an answer threw: what is no JSON is a SyntaxError. */
function isUndecoded(error: unknown, text: string): boolean {
  if (error instanceof TypeError) return MEMBER_MISSING.test(text);
  return error instanceof SyntaxError || error instanceof RangeError || UNDECODED.test(text);
}
