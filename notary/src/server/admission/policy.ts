import { bytesToHex } from '@noble/hashes/utils.js';
import { equalBytes } from '@cloudx3/proto';
import type { Context } from '@cloudx3/proto';
import { refuse } from '../../session/refusals.ts';
import type { Refusal } from '../../session/refusals.ts';
import { payerOf } from '../registry/offer.ts';
import type { Offer } from '../registry/offer.ts';

/** Whom a notary serves, and for what. An empty list lets everybody in whom SES-1 lets in. */
export interface NotaryPolicy {
  /** Keys of operators, hex. */
  readonly operators: readonly string[];
  /** Ids of operations, hex. */
  readonly operations: readonly string[];
  /** Server names of operations. */
  readonly hosts: readonly string[];
  /** Least that the notary is to get for a session; smallest coin. With 0 nobody is asked what is paid. */
  readonly leastReward: bigint;
  /** Whether sessions are served that nobody on chain pays for: probes, and reads that show who has a device (rule DEV-2). */
  readonly unpaid: boolean;
}

/** Of a notary that says nothing: every active operator, every published operation, every public host, for whatever is paid. */
export const OPEN_POLICY: NotaryPolicy = {
  operators: [],
  operations: [],
  hosts: [],
  leastReward: 0n,
  unpaid: true,
};

/** What a refusal lists at most. */
const SHOWN = 8;

/** What of a policy shows from the request alone, before anybody is asked. */
export function refuseRequest(
  { prover, operationId }: { readonly prover: Uint8Array; readonly operationId: Uint8Array },
  { operators, operations }: NotaryPolicy,
): Refusal | undefined {
  // Who the others are is nobody's business.
  if (isOut(bytesToHex(prover), operators)) return refuse('session.operator_refused');
  if (isOut(bytesToHex(operationId), operations))
    return refuse('session.operation_refused', `It notarizes ${shown(operations)}`);
  return undefined;
}

/** Once the operation is known. */
export function refuseHost(serverName: string, { hosts }: NotaryPolicy): Refusal | undefined {
  return isOut(serverName, hosts)
    ? refuse('session.host_refused', `It notarizes sessions with ${shown(hosts)}`)
    : undefined;
}

/** Whether what is paid for a session has to be asked of the chain. */
export function asksForPay(context: Context, { leastReward }: NotaryPolicy): boolean {
  return leastReward > 0n && payerOf(context) !== undefined;
}

/** A session as its pay is judged. */
export interface PaidSession {
  readonly notary: Uint8Array;
  readonly prover: Uint8Array;
  readonly operationId: Uint8Array;
  readonly context: Context;
}

/** Whether a session pays what the notary asks for; `offer` is what the chain says of its context. */
export function refusePay(
  session: PaidSession,
  offer: Offer | undefined,
  { leastReward, unpaid }: NotaryPolicy,
): Refusal | undefined {
  const payer = payerOf(session.context);
  if (payer === undefined) return unpaid ? undefined : refuse('session.unpaid');
  // SES-2: what the context pays the notary is no less than it asks for
  const reason = whyUnpaid(session, offer);
  const pays = offer === undefined || reason !== undefined ? 0n : offer.pays;
  if (pays >= leastReward) return undefined;
  const found = reason ?? `${payer} pays ${pays} for a session`;
  return refuse('session.price', `${found}, and the least here is ${leastReward}`);
}

/** A session that the payer did not ask for is not paid, whatever it pays for others. */
function whyUnpaid(
  { notary, prover, operationId, context }: PaidSession,
  offer: Offer | undefined,
): string | undefined {
  const payer = payerOf(context) ?? '';
  if (offer === undefined) return `${payer} is not known, or over`;
  const lacks = (list: readonly Uint8Array[], key: Uint8Array): boolean =>
    !list.some((each) => equalBytes(each, key));
  if (lacks(offer.notaries, notary)) return `${payer} does not count this notary among its members`;
  if (lacks(offer.operators, prover)) return `${payer} does not count this operator among its members`;
  return lacks(offer.operations, operationId) ? `${payer} is not read by this operation` : undefined;
}

function isOut(value: string, list: readonly string[]): boolean {
  return list.length > 0 && !list.includes(value);
}

function shown(list: readonly string[]): string {
  const more = list.length > SHOWN ? ` and ${list.length - SHOWN} more` : '';
  return `${list.slice(0, SHOWN).join(', ')}${more}`;
}
