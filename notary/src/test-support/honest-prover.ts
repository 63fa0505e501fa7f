import type { CheckedOperation } from '@cloudx3/verifier-core';
import { LOOPBACK } from '../dialling/address-rule.ts';
import type { NotarizedExchange, NotarizeRequest } from '../prover/ports.ts';
import type { NotarizerOptions } from '../prover/options.ts';
import { createProxyNotarizer } from '../prover/proxy/proxy-notarizer.ts';
import { derOf } from './certificates.ts';
import { NETWORK, PARAMS, SECRETS, notaryKey, proverKey, roundContext } from './fixture.ts';

export interface HonestProver {
  /** The notary's session URL, and the PEM of its own authority. */
  readonly url: string;
  readonly tlsCa: string;
  /** PEM of the vendor's authority. */
  readonly vendorCa: string;
  readonly operation: CheckedOperation;
  readonly request?: Partial<NotarizeRequest>;
  readonly options?: Partial<NotarizerOptions>;
}

/** What an honest prover asks of the notary at this URL. */
export function honestRequest(url: string, operation: CheckedOperation): NotarizeRequest {
  return {
    notary: { url, pubkey: notaryKey.pubkey },
    operation,
    params: PARAMS,
    secrets: SECRETS,
    subject: '',
    context: roundContext(),
  };
}

/** One notarization in PROXY mode by a prover that keeps to the rules and then is gone. Rejects with what it rejected with. */
export async function notarizeOnce(prover: HonestProver): Promise<NotarizedExchange> {
  const { url, tlsCa, vendorCa, operation, request, options } = prover;
  const notarizer = createProxyNotarizer({
    network: NETWORK,
    prover: proverKey,
    tlsCa,
    allowPrivate: LOOPBACK,
    customCa: derOf(vendorCa),
    ...options,
  });
  try {
    return await notarizer.notarize(
      { ...honestRequest(url, operation), ...request },
      new AbortController().signal,
    );
  } finally {
    await notarizer.close();
  }
}
