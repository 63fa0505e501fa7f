import type { AddressCodec } from '../auth/address.ts';
import type { BankKeeper } from '../bank/bank-keeper.ts';
import { normalizeCoins } from '../bank/coins.ts';
import type { ExecutionContext } from '../state/context.ts';
import { branch } from '../state/context.ts';
import type { ChainEvent } from '../state/events.ts';
import { GasMeter, OutOfGasError } from '../state/gas-meter.ts';
import type { MessageResponse, MessageRouter } from '../tx/message.ts';
import { SdkError, sdkError, wasmError, wrapping } from '../tx/sdk-error.ts';
import { encodeContractMessage } from './contract-messages.ts';
import type { SubMessage } from './contract-response.ts';
import { ShapeError, asCoins, asObject, isGiven } from './decode-json.ts';
import { sortedByKey, withoutMessages } from './events.ts';
import type { JsonObject } from './json.ts';

const WASM_MODULE = 'wasm';

export interface Reply {
  readonly id: bigint;
  readonly payload: Uint8Array | undefined;
  readonly result: SubMessageResult;
}

type SubMessageResult =
  | {
      readonly ok: { readonly events: readonly ChainEvent[]; readonly responses: readonly MessageResponse[] };
    }
  | { readonly error: string };

export interface DispatchDeps {
  readonly addresses: AddressCodec;
  readonly bank: BankKeeper;
  readonly router: MessageRouter;
  /** Calls the contract's `reply`; returns data where it set some. */
  readonly reply: (ctx: ExecutionContext, contract: Uint8Array, reply: Reply) => Uint8Array | undefined;
}

const REPLY_ON = ['always', 'success', 'error', 'never'];

/**
 * Runs a contract's sub-messages, each in its own branch of the state, and its replies in the contract's own context.
 * Returns the data of the last reply that set some.
 */
export function dispatchSubMessages(
  deps: DispatchDeps,
  ctx: ExecutionContext,
  contract: Uint8Array,
  messages: readonly SubMessage[],
): Uint8Array | undefined {
  let data: Uint8Array | undefined;
  for (const message of messages) {
    if (!REPLY_ON.includes(message.replyOn)) throw wasmError('invalid', 'replyOn value');
    const result = runSubMessage(deps, ctx, contract, message);
    if (result === undefined) continue;
    const reply = { id: message.id, payload: message.payload, result };
    data = wrapping('reply', () => deps.reply(ctx, contract, reply)) ?? data;
  }
  return data;
}

/** What the contract is to be told; undefined where it did not ask. A failure that it did not ask about ends the message. */
function runSubMessage(
  deps: DispatchDeps,
  ctx: ExecutionContext,
  contract: Uint8Array,
  message: SubMessage,
): SubMessageResult | undefined {
  const branched = branch(ctx);
  try {
    const responses = withGasLimit(branched.ctx, message.gasLimit, (sub) =>
      runContractMessage(deps, sub, contract, message.msg),
    );
    branched.commit();
    const fromWasm = isGiven(message.msg['wasm']);
    const own = withoutMessages(branched.ctx.events);
    // Sorted for the reply, and in wasmd the very same events are emitted.
    const events = fromWasm ? sortedByKey(own) : own;
    ctx.events.push(...events);
    if (message.replyOn === 'never' || message.replyOn === 'error') return undefined;
    return { ok: { events: fromWasm ? events : [], responses } };
  } catch (error) {
    if (!(error instanceof SdkError)) throw error;
    if (message.replyOn === 'never' || message.replyOn === 'success') throw error;
    return { error: error.redacted() };
  }
}

/** Runs with an own meter where the contract set a lower limit; hitting it is a failure that can be replied to. */
function withGasLimit<T>(
  ctx: ExecutionContext,
  limit: bigint | undefined,
  run: (ctx: ExecutionContext) => T,
): T {
  if (
    limit === undefined ||
    limit >= BigInt(Math.floor(Math.min(ctx.gas.remaining, Number.MAX_SAFE_INTEGER)))
  ) {
    return run(ctx);
  }
  const gas = new GasMeter(Number(limit));
  try {
    const result = run({ ...ctx, gas });
    ctx.gas.consume(gas.consumed, 'From limited Sub-Message');
    return result;
  } catch (error) {
    if (error instanceof OutOfGasError) {
      ctx.gas.consume(Number(limit), 'Sub-Message OutOfGas panic');
      throw sdkError('outOfGas', 'SubMsg hit gas limit');
    }
    ctx.gas.consume(gas.consumed, 'From limited Sub-Message');
    throw error;
  }
}

function runContractMessage(
  deps: DispatchDeps,
  ctx: ExecutionContext,
  contract: Uint8Array,
  msg: JsonObject,
): MessageResponse[] {
  if (isBurn(msg)) {
    burn(deps, ctx, contract, msg);
    return [];
  }
  const sender = deps.addresses.encode(contract);
  return encodeContractMessage(msg, sender, ctx.gas).map(({ typeUrl, value }) => {
    const message = decodeMessage(deps, typeUrl, value);
    wrapping(`failed basic validation for message type ${typeUrl}`, () => message.validate());
    if (message.signer !== sender) throw sdkError('unauthorized', "contract doesn't have permission");
    return message.handle(ctx);
  });
}

function decodeMessage(
  deps: DispatchDeps,
  typeUrl: string,
  value: Uint8Array,
): ReturnType<MessageRouter['decode']> {
  try {
    return deps.router.decode(typeUrl, value);
  } catch {
    throw wasmError('invalidMsg', `Cannot unpack proto message with type URL: ${typeUrl}`);
  }
}

function isBurn(msg: JsonObject): boolean {
  const bank = msg['bank'];
  if (typeof bank !== 'object' || bank === null || Array.isArray(bank)) return false;
  return isGiven(bank['burn']) && !isGiven(bank['send']);
}

function burn(deps: DispatchDeps, ctx: ExecutionContext, contract: Uint8Array, msg: JsonObject): void {
  const coins = normalizeCoins(burnAmount(msg));
  if (coins.length === 0) throw wasmError('empty', 'amount');
  wrapping('transfer to module', () => deps.bank.sendToModule(ctx, contract, WASM_MODULE, coins));
  wrapping('burn coins', () => deps.bank.burn(ctx, WASM_MODULE, coins));
}

function burnAmount(msg: JsonObject): { denom: string; amount: string }[] {
  try {
    return asCoins(asObject(asObject(msg['bank'], 'bank')['burn'], 'burn')['amount'], 'amount');
  } catch (error) {
    if (error instanceof ShapeError) throw wasmError('vmError', error.message);
    throw error;
  }
}
