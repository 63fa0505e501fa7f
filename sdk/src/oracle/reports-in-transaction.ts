import { fromBase64 } from '@cosmjs/encoding';
import { decodeTxRaw } from '@cosmjs/proto-signing';
import { MsgExecuteContract } from 'cosmjs-types/cosmwasm/wasm/v1/tx';
import { z } from 'zod';

const submitReports = z.object({ submit_reports: z.object({ reports: z.array(z.base64()) }) });

/**
 * The reports that a transaction carried to the oracle contract at this address, as the bytes that `readReport` of verifier-core reads; `ChainReader`
 * gives a transaction by its hash (`txBytes`). Other messages in it are passed over, and so is what is none: an RPC may say anything. Never throws.
 */
export function reportsInTransaction(tx: Uint8Array, oracle: string): Uint8Array[] {
  return messagesOf(tx).flatMap(({ typeUrl, value }) => {
    if (typeUrl !== '/cosmwasm.wasm.v1.MsgExecuteContract') return [];
    const read = submitReports.safeParse(messageTo(oracle, value));
    return read.success ? read.data.submit_reports.reports.map((text) => fromBase64(text)) : [];
  });
}

function messagesOf(tx: Uint8Array): { readonly typeUrl: string; readonly value: Uint8Array }[] {
  try {
    return decodeTxRaw(tx).body.messages;
  } catch {
    return [];
  }
}

/** The JSON of a message to this contract; undefined for one to another, and for bytes that are none. */
function messageTo(contract: string, value: Uint8Array): unknown {
  try {
    const message = MsgExecuteContract.decode(value);
    return message.contract === contract ? JSON.parse(new TextDecoder().decode(message.msg)) : undefined;
  } catch {
    return undefined;
  }
}
