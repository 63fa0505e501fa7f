import { SessionBindSchema, create, domainDigest, encode } from '@cloudx3/proto';
import type { SessionGrant } from '@cloudx3/proto';
import type { NotaryConnection } from './connection.ts';
import type { ProverSettings } from './settings.ts';
import type { RenderedExchange } from './rendered-exchange.ts';
import { MAX_SKEW_MS } from '../session/skew.ts';
import { notaryError } from '../session/error.ts';

/**
 * Binds a session that waits to the exchange, and gives its time (rule SES-2). Until this resolves nothing has been sent to the vendor. Throws
 * `notary.clock` where the notary states a time that this machine's clock cannot have.
 */
export async function bindSession(
  session: { readonly connection: NotaryConnection; readonly grant: SessionGrant },
  { request, params }: RenderedExchange,
  { options, deadlines, now }: Pick<ProverSettings, 'options' | 'deadlines' | 'now'>,
  signal: AbortSignal,
): Promise<bigint> {
  const bind = create(SessionBindSchema, {
    version: 1,
    sessionId: session.grant.sessionId,
    params: [...params],
    subject: request.subject,
    rowSubjects: [...(request.rowSubjects ?? [])],
    context: request.context,
  });
  const signature = options.prover.sign(domainDigest('sessionBind', encode(SessionBindSchema, bind)));
  session.connection.send({ kind: { case: 'bind', value: { bind, signature } } });
  const { sessionTimeMs } = await session.connection.answer('bound', deadlines.bindMs, signal);
  checkTime(sessionTimeMs, BigInt(now()));
  return sessionTimeMs;
}

/** A time to come would make reports wait for it, and one after a key was retired would be evidence against its operator (EVD-1). */
function checkTime(sessionTimeMs: bigint, nowMs: bigint): void {
  const ahead = sessionTimeMs - nowMs;
  if (ahead <= MAX_SKEW_MS && -ahead <= MAX_SKEW_MS) return;
  const seconds = Math.abs(Math.round(Number(ahead) / 1_000));
  throw notaryError(
    'notary.clock',
    `it states a time ${seconds} s ${ahead > 0n ? 'after' : 'before'} that of this machine`,
  );
}
