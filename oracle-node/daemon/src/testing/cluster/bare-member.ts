import { ChainView } from '../../chain/chain-view.ts';
import { MemoryArchive } from '../../archive/memory/memory-archive.ts';
import { credentialLookup } from '../../notarizing/credentials.ts';
import { fairGates } from '../../notarizing/fair-gates.ts';
import { NotarizeTasks } from '../../notarizing/notarize-task.ts';
import { DayBudget } from '../../policy/day-budget.ts';
import { Consent } from '../../policy/consent.ts';
import type { Policy } from '../../policy/ports.ts';
import { Outbox } from '../../outbox/outbox.ts';
import type { Store } from '../../store/ports.ts';
import { acceptsAll } from '../accepts-all.ts';
import { fakeNotarizers } from '../fake-notarizer.ts';
import { testTelemetry } from '../test-telemetry.ts';
import { VENDOR_CREDENTIAL } from '../test-vendor.ts';
import type { Cluster } from './cluster.ts';
import { MemoryChain } from './memory-chain.ts';

/** The parts of a cluster's first member on a store that a test chose, without the clockwork around them: a process that a test may kill. */
export async function bareMember(
  { ledger, clock, notaries, vendor, members }: Cluster,
  store: Store,
  signal: AbortSignal = new AbortController().signal,
  policy: Policy = acceptsAll,
) {
  const [key] = members;
  if (key === undefined) throw new Error('the cluster has no members');
  const self = key.publicKey;
  const { network } = ledger;
  const chain = new MemoryChain('account-0', ledger);
  const { telemetry } = testTelemetry(clock);
  const view = new ChainView({ self }, { chain });
  await view.refresh();
  const budget = new DayBudget({
    store: store.spendings,
    clock,
    telemetry,
    limitOf: () => undefined,
    demandsOn: () => [],
  });
  const credentials = credentialLookup([VENDOR_CREDENTIAL]);
  const tasks = new NotarizeTasks({
    notarizers: fakeNotarizers({ network, prover: self, notaries, vendor }, { clock }),
    view,
    store: store.attestations,
    archive: new MemoryArchive(),
    credentials,
    policy,
    budget,
    gates: fairGates({ mpc: 1, proxy: 1 }, { clock }),
    pinned: new Map(),
    clock,
    telemetry,
  });
  const consent = new Consent({ view, policy, telemetry });
  const outbox = new Outbox({ chain, store: store.outbox, clock, signal });
  const asked = { consent, policy, budget, credentials };
  // The chain's time is that of its newest block, which a test makes.
  const chainClock = {
    hasReached: (timeMs: bigint) => BigInt(ledger.blocks.at(-1)?.timeMs ?? 0) >= timeMs,
  };
  return { key, self, network, chain, chainClock, view, ...asked, tasks, outbox, clock, telemetry };
}
