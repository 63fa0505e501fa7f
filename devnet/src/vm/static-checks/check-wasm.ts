import { WasmFormatError } from '../binary/byte-reader.ts';
import { MigrateVersionError } from '../binary/migrate-version.ts';
import type { ParsedModule } from '../binary/module.ts';
import { ExternKind } from '../binary/module.ts';
import { parseModule } from '../binary/parse.ts';
import { requiredCapabilities } from '../capabilities.ts';
import { checkCapabilities, checkExports, checkInterfaceVersion } from './exports.ts';
import { checkFunctions, checkInstructions } from './functions.ts';
import { checkImports } from './imports.ts';
import { checkMemories, checkTables } from './limits-of-memory.ts';
import { deserializationError, refuse } from './refuse.ts';

const IBC_ENTRY_POINTS = [
  'ibc_channel_open',
  'ibc_channel_connect',
  'ibc_channel_close',
  'ibc_packet_receive',
  'ibc_packet_ack',
  'ibc_packet_timeout',
];

export interface CodeReport {
  readonly capabilities: readonly string[];
  readonly entryPoints: readonly string[];
  readonly hasIbc: boolean;
  /** Version of its state that the contract declares. */
  readonly migrateVersion: bigint | undefined;
}

/**
 * Refuses what wasmd's VM 3.0.x refuses, in the same order and the same words, so that a contract that uploads here
 * uploads there. The engine validates the types afterwards. Throws {@link VmError}.
 */
export function checkWasm(bytes: Uint8Array): { module: ParsedModule; report: CodeReport } {
  const module = readModule(bytes);
  checkTables(module);
  checkMemories(module);
  const functions = module.exports
    .filter((entry) => entry.kind === ExternKind.function)
    .map((entry) => entry.name);
  checkInterfaceVersion(functions);
  checkExports(functions);
  checkImports(module);
  checkCapabilities(functions);
  checkFunctions(module);
  checkInstructions(module);
  return { module, report: describe(module, functions) };
}

function describe(module: ParsedModule, functions: readonly string[]): CodeReport {
  return {
    capabilities: requiredCapabilities(functions),
    entryPoints: functions,
    hasIbc: IBC_ENTRY_POINTS.every((name) => functions.includes(name)),
    migrateVersion: module.migrateVersion,
  };
}

function readModule(bytes: Uint8Array): ParsedModule {
  try {
    return parseModule(bytes);
  } catch (error) {
    if (error instanceof WasmFormatError) throw deserializationError(error);
    if (error instanceof MigrateVersionError) return refuse(error.message);
    throw error;
  }
}
