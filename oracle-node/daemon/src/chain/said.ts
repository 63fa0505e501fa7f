import { SdkError, readDevicesEvent, readOracleEvent } from '@cloudx3/sdk';
import type { ContractEvent, DevicesEvent, OracleEvent } from '@cloudx3/sdk';
import type { ChainPort } from './ports.ts';

/**
 * What one of the node's two contracts says in an event. Undefined for another contract's, for a type that this version does not know, and
 * for one that it cannot read, of which `unreadable` is told: a newer contract must not hold up the blocks after it.
 */
export function saidIn(
  event: ContractEvent,
  { oracle, devices }: Pick<ChainPort, 'oracle' | 'devices'>,
  unreadable: (error: SdkError) => unknown,
): OracleEvent | DevicesEvent | undefined {
  try {
    if (event.contract === oracle) return readOracleEvent(event);
    return event.contract === devices ? readDevicesEvent(event) : undefined;
  } catch (error) {
    if (!(error instanceof SdkError)) throw error;
    unreadable(error);
    return undefined;
  }
}
