// The one place where the parts of a node are made and handed to one another. Whatever touches the outside comes in as a port, so that
// tests put a whole node together from the same parts; `open-ports.ts` opens the real ones.
import { equalBytes } from '@cloudx3/proto';
import { bytesToHex } from '@noble/hashes/utils.js';
import { BlockPoller } from './chain/block-poller.ts';
import { ChainClock } from './chain/chain-clock.ts';
import { ChainView } from './chain/chain-view.ts';
import { CarryOut } from './commands/carry-out.ts';
import { readCommandJob } from './commands/command-job.ts';
import { ControlLoop } from './commands/control-loop.ts';
import { onChainEvent, watchRegistry } from './node-events.ts';
import type { NodeOptions, NodePorts } from './node-ports.ts';
import { fairGates } from './notarizing/fair-gates.ts';
import { NotarizeTasks } from './notarizing/notarize-task.ts';
import { Outbox } from './outbox/outbox.ts';
import { Asker } from './rounds/asker.ts';
import { readReadingJob } from './rounds/reading-job.ts';
import { Reading } from './rounds/reading.ts';
import { RoundBook } from './rounds/round-book.ts';
import { feedAsk } from './policy/ask.ts';
import { ChainConsent } from './policy/chain-consent.ts';
import { Consent } from './policy/consent.ts';
import { DayBudget, limitOf } from './policy/day-budget.ts';
import { demandsOn } from './policy/demands.ts';
import { isServed } from './policy/standing.ts';
import { Omissions } from './rounds/omissions.ts';
import { readOmissionJob } from './rounds/omission-job.ts';
import { RoundKeeper } from './rounds/round-keeper.ts';
import { Submitter } from './rounds/submitter.ts';
import { openStore } from './store/open-store.ts';
import type { Store } from './store/ports.ts';

// A gap of this many blocks is a few minutes; beyond it the registry's state says all that matters.
const MAX_GAP = 300;

export type NodeParts = Awaited<ReturnType<typeof composeNode>>;

/** Puts a node together; nothing runs yet. Throws `node.identity` where the store belongs to another key or network. */
export async function composeNode(options: NodeOptions, ports: NodePorts, signal: AbortSignal) {
  const { clock, telemetry, chain, database } = ports;
  const self = options.operator.pubkey;
  const store = openStore(database);
  store.cursor.claim(`${bytesToHex(self)}@${options.network.chainId}/${options.network.oracle}`);
  const chainClock = new ChainClock();
  const view = new ChainView(
    { self, leastRunway: options.leastRunway },
    {
      chain,
      // Anybody may create feeds, and name this node in them; what its operator did not accept is not its trouble.
      onFeed(feed, problem) {
        const isNamed = feed.active && feed.spec.operators.some((key) => equalBytes(key, self));
        const isOurs = isNamed && isServed(ports.policy.standing(feedAsk(feed)));
        telemetry.feeds.operation(feed.id, isOurs ? problem : undefined);
      },
    },
  );
  const consent = new Consent({ ...ports, view });
  const outbox = new Outbox({ chain, store: store.outbox, clock, signal });
  const budget = new DayBudget({
    ...ports,
    store: store.spendings,
    limitOf: (purse) => limitOf(purse, options.limits),
    demandsOn: (purse) =>
      demandsOn(purse, { ...ports, feeds: () => consent.feeds(), ask: (feedId) => view.ask(feedId) }),
  });
  const tasks = new NotarizeTasks({
    ...ports,
    view,
    budget,
    store: store.attestations,
    gates: fairGates(options.sessions, ports),
    pinned: options.pinnedNotaries,
  });
  const shared = { ...ports, view, chainClock, consent, outbox, budget, tasks, signal };
  const rounds = await composeRounds(options, shared, store);
  const commands = await composeCommands(options, shared, store);
  const chainConsent = new ChainConsent({ self }, shared);
  const poller = followChain(options, { ...shared, ...rounds, ...commands, chainConsent, store });
  return { store, view, consent, chainConsent, budget, poller, ...rounds, ...commands };
}

interface Shared extends NodePorts {
  readonly view: ChainView;
  readonly chainClock: ChainClock;
  readonly consent: Consent;
  readonly outbox: Outbox;
  readonly budget: DayBudget;
  readonly tasks: NotarizeTasks;
  readonly signal: AbortSignal;
}

interface Followers extends Shared {
  readonly store: Store;
  readonly chainConsent: ChainConsent;
  readonly control: ControlLoop;
  readonly omissions: Omissions;
}

/** Takes what the chain says to whoever goes by it. */
function followChain({ operator, pollMs }: NodeOptions, parts: Followers): BlockPoller {
  const { chain, clock, telemetry, store, view, outbox, chainConsent, chainClock, control } = parts;
  const registry = watchRegistry({ ...parts, self: operator.pubkey });
  return new BlockPoller(
    { pollMs, maxGap: MAX_GAP },
    {
      chain,
      cursor: store.cursor,
      clock,
      async reconcile() {
        await view.refresh();
        await outbox.reconcile();
        await chainConsent.reconcile();
        await control.reconcile();
      },
      onEvent: (event, block) => onChainEvent(event, block, parts),
      async onBlock({ height, timeMs }) {
        chainClock.show(timeMs);
        telemetry.chain.block(height);
        await registry.onBlock(height);
      },
      onTrouble: (error) => telemetry.chain.trouble(error),
    },
  );
}

async function composeRounds(options: NodeOptions, shared: Shared, store: Store) {
  const { telemetry, openQueue } = shared;
  const self = options.operator.pubkey;
  const book = new RoundBook({ ...shared, self, network: options.network, store: store.observations });
  const readings = await openQueue({
    name: 'readings',
    readPayload: readReadingJob,
    onError: (jobId, error) => telemetry.failure(`reading ${jobId}`, error),
  });
  const submitter = new Submitter(options, shared);
  const asker = new Asker({ self }, { ...shared, book });
  const keeper = new RoundKeeper(
    { self, tickMs: options.tickMs, prepareAheadMs: options.prepareAheadMs },
    { ...shared, book, queue: readings, submitter, asker },
  );
  const reading = new Reading(options, {
    ...shared,
    book,
    onAttempt: (feedId, round) => keeper.noteAttempt(feedId, round),
    onFailure: (feedId, round, code, reason) => keeper.noteFailure(feedId, round, code, reason),
  });
  const omitted = await openQueue({
    name: 'omitted',
    readPayload: readOmissionJob,
    onError: (jobId, error) => telemetry.failure(`claiming ${jobId}`, error),
  });
  const omissions = new Omissions(
    { self, gasPrice: options.gasPrice },
    { ...shared, store: store.observations, queue: omitted },
  );
  return { book, readings, omitted, submitter, asker, keeper, reading, omissions };
}

async function composeCommands(options: NodeOptions, shared: Shared, store: Store) {
  const orders = await shared.openQueue({
    name: 'commands',
    readPayload: readCommandJob,
    onError: (jobId, error) => shared.telemetry.failure(jobId, error),
  });
  const executor = { ...options.operator, chainId: options.network.chainId };
  const carryOut = new CarryOut(executor, { ...shared, store: store.commands });
  const control = new ControlLoop(
    { self: options.operator.pubkey },
    { ...shared, queue: orders, carryOut, store: store.commands },
  );
  return { orders, control };
}
