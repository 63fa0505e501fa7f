import type { EncodeObject } from '@cosmjs/proto-signing';
import type { Coin } from '@cosmjs/stargate';
import type { TestChain } from './test-chain.ts';
import { probeWasm } from './test-chain.ts';

export type Json = Readonly<Record<string, unknown>>;

export function base64Json(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64');
}

export function executeMessage(
  chain: TestChain,
  contract: string,
  msg: Json,
  funds: readonly Coin[] = [],
): EncodeObject {
  return {
    typeUrl: '/cosmwasm.wasm.v1.MsgExecuteContract',
    value: { sender: chain.sender, contract, msg: Buffer.from(JSON.stringify(msg)), funds },
  };
}

/** A message from contract to contract. */
export function wasmExecute(contract: string, msg: Json): Json {
  return { wasm: { execute: { contract_addr: contract, msg: base64Json(msg), funds: [] } } };
}

export function subMessage(id: number, msg: Json, replyOn: string, extra: Json = {}): Json {
  return { id, msg, reply_on: replyOn, gas_limit: null, payload: '', ...extra };
}

export function response(parts: Json = {}): Json {
  return { messages: [], attributes: [], events: [], data: null, ...parts };
}

/** An execute message that has the probe answer with this response. */
export function respond(parts: Json): Json {
  return { respond: { response: response(parts) } };
}

export const INSTANTIATE = { note: 'hello', fail: null, response: null } as const;

/** Two instances of the probe, of one code. */
export async function deployProbes(
  chain: TestChain,
): Promise<{ codeId: number; first: string; second: string }> {
  const { client, sender } = chain;
  const { codeId } = await client.upload(sender, probeWasm(), 1.2);
  const make = async (): Promise<string> => {
    const made = await client.instantiate(sender, codeId, INSTANTIATE, 'probe', 1.5, { admin: sender });
    return made.contractAddress;
  };
  return { codeId, first: await make(), second: await make() };
}
