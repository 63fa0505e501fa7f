import type { ParsedModule } from '../binary/module.ts';
import { ExternKind } from '../binary/module.ts';
import { SUPPORTED_IMPORTS } from '../capabilities.ts';
import { StaticLimits as limits } from '../limits.ts';
import { refuse } from './refuse.ts';

export function checkImports(module: ParsedModule): void {
  if (module.imports.length > limits.imports) {
    refuse(`Import count exceeds limit. Imports: ${module.imports.length}. Limit: ${limits.imports}.`);
  }
  for (const entry of module.imports) {
    const name = `${entry.module}.${entry.name}`;
    if (entry.module !== 'env' || !SUPPORTED_IMPORTS.includes(entry.name)) {
      refuse(`Wasm contract requires unsupported import: "${name}". ${importLists(module)}`);
    }
    if (entry.kind !== ExternKind.function) {
      refuse(
        `Wasm contract requires non-function import: "${name}". Right now, all supported imports are functions.`,
      );
    }
  }
}

function importLists(module: ParsedModule): string {
  const required = [...new Set(module.imports.map((entry) => `"${entry.module}.${entry.name}"`))].sort();
  const available = SUPPORTED_IMPORTS.map((name) => `"env.${name}"`).join(', ');
  return `Required imports: {${required.join(', ').slice(0, 200)}}. Available imports: [${available}].`;
}
