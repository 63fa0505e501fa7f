import { BroadcastTxError, TimeoutError } from '@cosmjs/stargate';
import { SdkError } from '../error.ts';

// Our contracts begin each error text with a dotted code and ": "; wasmd and cosmjs wrap that text in their own words.
const CONTRACT_CODE = /(?:^|[\s:])([a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+): /;

/** The contract's own dotted code in a raw log or query error, if there is one. */
export function contractCodeIn(text: string): string | undefined {
  return CONTRACT_CODE.exec(text)?.[1];
}

/** Turns what cosmjs throws into an {@link SdkError}. The only place that knows cosmjs' error texts. */
export function translateFailure(error: unknown, doing: string): SdkError {
  if (error instanceof SdkError) return error;
  const text = error instanceof Error ? error.message : String(error);
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
  if (isNetworkFailure(error, text)) {
    return new SdkError('sdk.unreachable', `${doing}: the chain does not answer (${text})`, { cause: error });
  }
  if (contractCode !== undefined) {
    return new SdkError('sdk.contract', `${doing}: ${text}`, { contractCode, cause: error });
  }
  return new SdkError('sdk.query_failed', `${doing}: ${text}`, { cause: error });
}

function isNetworkFailure(error: unknown, text: string): boolean {
  return (
    error instanceof TypeError ||
    /fetch failed|ECONNREFUSED|ECONNRESET|socket hang up|Bad status on response/i.test(text)
  );
}
