import { AccountKeeper } from '../auth/account-keeper.ts';
import { AddressCodec } from '../auth/address.ts';
import { BankKeeper } from '../bank/bank-keeper.ts';
import { multiSendMessage, sendMessage } from '../bank/messages.ts';
import type { GasPrice } from '../tx/gas-price.ts';
import { MessageRouter } from '../tx/message.ts';
import { CodeCache } from '../vm/code-cache.ts';
import { CodeStore } from '../wasm/code-store.ts';
import { registerWasmMessages } from '../wasm/messages/register.ts';
import { WasmKeeper } from '../wasm/wasm-keeper.ts';

export interface ApplicationOptions {
  readonly addressPrefix: string;
  readonly minGasPrices: readonly GasPrice[];
  /** Compiled contracts kept in memory. */
  readonly codeCacheSize: number;
}

export interface ApplicationDeps {
  /** Milliseconds, never going back: the clock of execution deadlines. */
  readonly now: () => number;
  readonly debug: (contract: string, message: string) => void;
}

/** The modules of the chain, wired. It holds no state of its own: that comes with every call's context. */
export interface Application {
  readonly addresses: AddressCodec;
  readonly accounts: AccountKeeper;
  readonly bank: BankKeeper;
  readonly codes: CodeStore;
  readonly wasm: WasmKeeper;
  readonly router: MessageRouter;
  readonly minGasPrices: readonly GasPrice[];
}

export function createApplication(options: ApplicationOptions, deps: ApplicationDeps): Application {
  const addresses = new AddressCodec(options.addressPrefix);
  const accounts = new AccountKeeper(addresses);
  const bank = new BankKeeper(accounts);
  const codes = new CodeStore(new CodeCache({ capacity: options.codeCacheSize }));
  const router = new MessageRouter();
  const wasm = new WasmKeeper({ accounts, bank, codes, router, now: deps.now, debug: deps.debug });
  router.register(sendMessage(bank, addresses));
  router.register(multiSendMessage(bank, addresses));
  registerWasmMessages(router, { addresses, codes, wasm });
  return { addresses, accounts, bank, codes, wasm, router, minGasPrices: options.minGasPrices };
}
