import { oracleMsg } from '@cloudx3/sdk';
import type { OracleQueries } from '@cloudx3/sdk';
import { equalBytes } from '@cloudx3/proto';
import type { Vendor } from '../vendor/vendor.ts';
import type { DeployContext } from './context.ts';

/** Publishes the operations of the vendor's adapters that are not on chain yet, all in one transaction. */
export async function publishOperations(
  { owner, terminal }: DeployContext,
  oracle: OracleQueries,
  vendor: Vendor,
): Promise<void> {
  const published = await oracle.operations();
  const missing = vendor.adapters
    .flatMap((adapter) => Object.values(adapter.operations))
    .filter((operation) => !published.some(({ id }) => equalBytes(id, operation.id)));
  if (missing.length === 0) return;
  await owner.executeMany(
    missing.map(({ bytes }) => ({
      contractAddress: oracle.address,
      msg: oracleMsg.publishOperation({ operation: bytes }),
    })),
  );
  for (const { id, message } of missing) {
    const short = Buffer.from(id).toString('hex').slice(0, 16);
    terminal.event('chain', `operation ${message.name} is published as ${short}…`);
  }
}
