import type { Tls13Client, Tls13ClientOptions } from '../client/client.ts';
import type { TrustStore } from '../pkix/trust-store.ts';
import { issueChain, NOW_MS } from './certificates.ts';
import type { Chain } from './certificates.ts';
import { refusalOf, testClient } from './conversation.ts';
import { ScriptedServer } from './scripted-server.ts';
import type { ScriptedServerOptions } from './scripted-server.ts';
import { trustIn } from './verdict.ts';

/** Both ends of connections to `a.test`, whose chain the clients trust. */
export interface Endpoints {
  readonly chain: Chain;
  readonly trust: TrustStore;
  readonly clientFor: (options?: Partial<Tls13ClientOptions>, nowMs?: number) => Tls13Client;
  readonly serverFor: (options?: Partial<ScriptedServerOptions>) => ScriptedServer;
  /** What a server like this is refused with, as {@link refusalOf} says it. */
  readonly refusal: (
    options: Partial<ScriptedServerOptions>,
    client?: Tls13Client,
  ) => ReturnType<typeof refusalOf>;
}

export async function endpoints(): Promise<Endpoints> {
  const chain = await issueChain();
  const trust = trustIn(chain.root);
  const clientFor: Endpoints['clientFor'] = (options = {}, nowMs = NOW_MS) =>
    testClient({ serverName: 'a.test', trust, ...options }, nowMs);
  const serverFor: Endpoints['serverFor'] = (options = {}) =>
    new ScriptedServer({ chain: chain.der, privateKey: chain.leaf.key.privateKey, ...options });
  return {
    chain,
    trust,
    clientFor,
    serverFor,
    refusal: (options, client = clientFor()) => refusalOf(client, serverFor(options)),
  };
}
