import type { ParsedModule } from '../binary/module.ts';
import { StaticLimits as limits } from '../limits.ts';
import { refuse } from './refuse.ts';

export function checkTables(module: ParsedModule): void {
  const [table, ...others] = module.tables;
  if (table === undefined) return;
  if (others.length > 0) refuse('Wasm contract must not have more than 1 table section');
  if (table.maximum === undefined) refuse('Wasm contract must not have unbound table section');
  if (table.maximum > limits.tableElements)
    refuse("Wasm contract's first table section has a too large max limit");
}

export function checkMemories(module: ParsedModule): void {
  const [memory, ...others] = module.memories;
  if (memory === undefined || others.length > 0)
    return refuse('Wasm contract must contain exactly one memory');
  if (memory.initial > limits.memoryPages) {
    refuse(`Wasm contract memory's minimum must not exceed ${limits.memoryPages} pages.`);
  }
  if (memory.maximum !== undefined) {
    refuse("Wasm contract memory's maximum must be unset. The host will set it for you.");
  }
}
