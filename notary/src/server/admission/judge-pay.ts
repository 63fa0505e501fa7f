import type { Refusal } from '../../session/refusals.ts';
import type { Registry } from '../registry/port.ts';
import { asksForPay, refusePay } from './policy.ts';
import type { NotaryPolicy, PaidSession } from './policy.ts';

/** SES-2: whether a session's context pays what the notary asks for. A promise only where the chain is asked; rejects where it says nothing. */
export function judgePay(
  session: PaidSession,
  { policy, registry }: { readonly policy: NotaryPolicy; readonly registry: Pick<Registry, 'offer'> },
  signal: AbortSignal,
): Refusal | undefined | Promise<Refusal | undefined> {
  if (!asksForPay(session.context, policy)) return refusePay(session, undefined, policy);
  return registry.offer(session.context, signal).then((offer) => refusePay(session, offer, policy));
}
