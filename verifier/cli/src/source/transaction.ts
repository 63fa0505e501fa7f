import { fromBase64 } from '@cosmjs/encoding';
import { decodeTxRaw } from '@cosmjs/proto-signing';
import { MsgExecuteContract } from 'cosmjs-types/cosmwasm/wasm/v1/tx';
import { z } from 'zod';

const submitReports = z.object({ submit_reports: z.object({ reports: z.array(z.string()) }) });

/** The reports that a transaction carried to a contract, as bytes. Other messages in it are passed over. */
export function reportsInTransaction(tx: Uint8Array, contract: string): Uint8Array[] {
  return decodeTxRaw(tx).body.messages.flatMap(({ typeUrl, value }) => {
    if (typeUrl !== '/cosmwasm.wasm.v1.MsgExecuteContract') return [];
    const message = MsgExecuteContract.decode(value);
    if (message.contract !== contract) return [];
    const read = submitReports.safeParse(JSON.parse(new TextDecoder().decode(message.msg)));
    return read.success ? read.data.submit_reports.reports.map((text) => fromBase64(text)) : [];
  });
}
