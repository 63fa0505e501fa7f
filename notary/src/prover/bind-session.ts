import { SessionBindSchema, create, domainDigest, encode } from '@cloudx3/proto';
import type { SessionGrant } from '@cloudx3/proto';
import type { NotaryConnection } from './connection.ts';
import type { ProverSettings } from './settings.ts';
import type { RenderedExchange } from './rendered-exchange.ts';

/** Binds a session that waits to the exchange, and gives its time (rule SES-2). Until this resolves nothing has been sent to the vendor. */
export async function bindSession(
  session: { readonly connection: NotaryConnection; readonly grant: SessionGrant },
  { request, params }: RenderedExchange,
  { options, deadlines }: ProverSettings,
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
  return sessionTimeMs;
}
