import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { adapterManifestSchema } from '@cloudx3/adapter-kit';
import type { AdapterManifest } from '@cloudx3/adapter-kit';
import { repositoryRoot } from '@cloudx3/launcher';
import { isEmulated, vendorFolders } from './vendors.ts';

/** The vendors in Markdown, from their manifests, for adapters/README.md. */
export function vendorsTable(): string {
  const lines = vendorFolders().map((vendor) => {
    const text = readFileSync(join(repositoryRoot, 'adapters', vendor, 'manifest.json'), 'utf8');
    const { title, credential, operations, capabilities } = adapterManifestSchema.parse(JSON.parse(text));
    const cells = [
      `[\`${vendor}/\`](${vendor}/README.md)`,
      title,
      readingsOf(operations),
      capabilities.map(({ name }) => `\`${name}\``).join(', ') || 'none',
      credential.kind,
      isEmulated(vendor) ? 'yes' : 'no',
    ];
    return `| ${cells.join(' | ')} |`;
  });
  const head = ['folder', 'API', 'reads', 'controls', 'credential', 'emulated'];
  return [`| ${head.join(' | ')} |`, `| ${head.map(() => '---').join(' | ')} |`, ...lines].join('\n');
}

/** Each quantity once, with its unit where it has one. */
function readingsOf(operations: AdapterManifest['operations']): string {
  const readings = operations.flatMap((operation) =>
    operation.readings.map(({ name, unit }) => (unit === '1' ? `\`${name}\`` : `\`${name}\` ${unit}`)),
  );
  return [...new Set(readings)].join(', ');
}
