import type { Surroundings } from '../config/load.ts';
import { deviceAsk, feedAsk, pendingAsk } from '../policy/ask.ts';
import type { Ask } from '../policy/ask.ts';
import { acceptance, withdrawal } from '../policy/consent-call.ts';
import type { ConsentCall } from '../policy/consent-call.ts';
import type { Decision } from '../policy/standing.ts';
import type { OnChain } from './with-chain.ts';
import { withChain } from './with-chain.ts';

/** What was said to a contract; nothing where it has it so already. */
export interface SaidOnChain {
  readonly does: ConsentCall['does'] | 'nothing';
  readonly tx?: string;
}

/** Has the contracts go by a decision: who accepted counts as a member, and nobody else. */
export function sayOnChain(
  configFile: string,
  decision: Pick<Decision, 'kind' | 'id' | 'verdict' | 'terms' | 'next'>,
  surroundings: Surroundings,
): Promise<SaidOnChain> {
  return withChain(configFile, surroundings, async ({ chain, identity, send }) => {
    const speaker = { self: identity.operator.pubkey, nowMs: BigInt(Date.now()) };
    const wanted = decision.next ?? decision.terms;
    const ask = decision.verdict === 'accepted' ? await askOf(chain, decision, wanted) : undefined;
    const call =
      decision.verdict === 'accepted'
        ? ask && (await acceptance(chain, ask, speaker))
        : await withdrawal(chain, decision, speaker);
    if (call === undefined) return { does: 'nothing' };
    return { does: call.does, tx: await send(call) };
  });
}

/** What asks under these terms now. */
async function askOf(
  chain: OnChain['chain'],
  { kind, id }: Pick<Ask, 'kind' | 'id'>,
  terms: string,
): Promise<Ask | undefined> {
  if (kind === 'device') {
    const device = await chain.device(id);
    return device && [deviceAsk(device)].find((ask) => ask.terms === terms);
  }
  const feed = await chain.feed(Number(id));
  return feed && [feedAsk(feed), pendingAsk(feed)].find((ask) => ask?.terms === terms);
}
