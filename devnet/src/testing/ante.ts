import { MsgSend } from 'cosmjs-types/cosmos/bank/v1beta1/tx';
import type { Account } from '../auth/account.ts';
import type { ExecutionContext, ExecutionMode } from '../state/context.ts';
import type { AnteDeps } from '../tx/ante/deps.ts';
import { runAnte } from '../tx/ante/run-ante.ts';
import { decodeTransaction } from '../tx/transaction.ts';
import { encoded } from '../wasm/encoded-message.ts';
import type { EncodedMessage } from '../wasm/encoded-message.ts';
import { createTestApp } from './app.ts';
import type { TestApp } from './app.ts';
import { createSigner, signTx } from './signing.ts';
import type { Signer, Signing, TxParts } from './signing.ts';

/** Nine accounts of 10,000 ustake each, numbered from one, on a node that asks for 0.025 ustake by the gas. */
export interface AnteBench extends TestApp {
  readonly signers: readonly Signer[];
  readonly alice: Signer;
  readonly bob: Signer;
  readonly carol: Signer;
  readonly by: (signer: Signer, parts?: Partial<Signing>) => Signing;
  readonly send: (from?: Signer) => EncodedMessage;
  /** Checks a transaction: alice's of one ustake to bob, with the fee that it needs, unless `parts` say otherwise. */
  readonly ante: (
    parts?: Partial<TxParts>,
    mode?: ExecutionMode,
    deps?: Partial<AnteDeps>,
  ) => ExecutionContext;
  readonly account: (signer: Signer) => Account | undefined;
  readonly balance: (signer: Signer) => bigint;
}

export const FEE = [{ denom: 'ustake', amount: '5000' }];

export const signers = Array.from({ length: 9 }, (_, index) => createSigner(index + 1));
export const [alice, bob, carol] = signers as [Signer, Signer, Signer];

export function createAnteBench(): AnteBench {
  const test = createTestApp(0, [{ denom: 'ustake', amount: 25n, scale: 3 }]);
  const { app } = test;
  for (const { raw } of signers) {
    app.accounts.create(test.context(), raw);
    app.bank.mint(test.context(), raw, [{ denom: 'ustake', amount: 10_000n }]);
  }
  return {
    ...test,
    ...{ signers, alice, bob, carol, by, send },
    ante: (parts = {}, mode = 'check', deps = {}) => {
      const bytes = signTx({ messages: [send()], by: [by(alice)], fee: FEE, ...parts });
      const ctx = test.context({ mode });
      runAnte({ ...app, ...deps }, ctx, decodeTransaction(bytes, app.router));
      return ctx;
    },
    account: ({ raw }) => app.accounts.get(test.context(), raw),
    balance: ({ raw }) => app.bank.balance(test.context(), raw, 'ustake'),
  };
}

function by(signer: Signer, parts: Partial<Signing> = {}): Signing {
  return { signer, accountNumber: 1 + signers.indexOf(signer), ...parts };
}

function send(from = alice): EncodedMessage {
  const amount = [{ denom: 'ustake', amount: '1' }];
  return encoded(MsgSend, { fromAddress: from.address, toAddress: bob.address, amount });
}
