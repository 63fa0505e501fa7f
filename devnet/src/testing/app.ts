import { createApplication } from '../app/application.ts';
import type { Application } from '../app/application.ts';
import { CacheLayer } from '../state/cache-layer.ts';
import type { ExecutionContext } from '../state/context.ts';
import { branch } from '../state/context.ts';
import type { ChainEvent } from '../state/events.ts';
import { GasMeter } from '../state/gas-meter.ts';
import type { GasPrice } from '../tx/gas-price.ts';
import type { MessageResponse } from '../tx/message.ts';
import type { EncodedMessage } from '../wasm/encoded-message.ts';
import { EMPTY } from './guest.ts';

const GAS = 50_000_000;

export interface Outcome extends MessageResponse {
  readonly events: readonly ChainEvent[];
  readonly gasUsed: number;
}

/** The chain's modules on a state in memory, without blocks, signatures and fees. */
export interface TestApp {
  readonly app: Application;
  readonly state: CacheLayer;
  /** Text of the n-th address; the first ones have accounts and a million of `ustake` each. */
  readonly address: (index: number) => string;
  readonly bytes: (text: string) => Uint8Array;
  readonly context: (overrides?: Partial<ExecutionContext>) => ExecutionContext;
  /** Runs one message as a transaction would: its writes are kept if it succeeds. Throws SdkError. */
  readonly run: (message: EncodedMessage, overrides?: Partial<ExecutionContext>) => Outcome;
}

export function createTestApp(accounts = 3, minGasPrices: readonly GasPrice[] = []): TestApp {
  const app = createApplication(
    { addressPrefix: 'wasm', minGasPrices, codeCacheSize: 16 },
    { now: () => 0, debug: () => undefined },
  );
  const state = new CacheLayer(EMPTY);
  const context = (overrides: Partial<ExecutionContext> = {}): ExecutionContext => ({
    block: { chainId: 'test-1', height: 5, time: 1_700_000_000_000_000_000n },
    mode: 'deliver',
    store: state,
    gas: new GasMeter(GAS),
    events: [],
    tx: { index: 0, hash: new Uint8Array(32) },
    loadedCodes: new Set(),
    callDepth: 0,
    queryDepth: 0,
    deadline: Number.POSITIVE_INFINITY,
    ...overrides,
  });
  const raw = (index: number): Uint8Array => new Uint8Array(20).fill(index + 1);
  const genesis = context({ gas: GasMeter.infinite() });
  app.accounts.initialize(genesis);
  app.bank.initialize(genesis);
  app.codes.initialize(genesis);
  for (let index = 0; index < accounts; index++) {
    app.accounts.create(genesis, raw(index));
    app.bank.mint(genesis, raw(index), [{ denom: 'ustake', amount: 1_000_000n }]);
  }
  return {
    app,
    state,
    context,
    address: (index) => app.addresses.encode(raw(index)),
    bytes: (text) => app.addresses.decode(text),
    run: (message, overrides) => {
      const branched = branch(context(overrides));
      const decoded = app.router.decode(message.typeUrl, message.value);
      decoded.validate();
      const response = decoded.handle(branched.ctx);
      branched.commit();
      return { ...response, events: branched.ctx.events, gasUsed: branched.ctx.gas.consumed };
    },
  };
}
