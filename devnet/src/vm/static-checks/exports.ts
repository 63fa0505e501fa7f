import { AVAILABLE_CAPABILITIES, requiredCapabilities } from '../capabilities.ts';
import { refuse } from './refuse.ts';

const REQUIRED_EXPORTS = ['allocate', 'deallocate'];
const INTERFACE_PREFIX = 'interface_version_';
const INTERFACE_VERSION = 'interface_version_8';

export function checkInterfaceVersion(functions: readonly string[]): void {
  const markers = functions.filter((name) => name.startsWith(INTERFACE_PREFIX));
  if (markers.length === 0) refuse('Wasm contract missing a required marker export: interface_version_*');
  if (markers.length > 1) refuse('Wasm contract contains more than one marker export: interface_version_*');
  if (markers[0] !== INTERFACE_VERSION) {
    refuse(
      'Wasm contract has unknown interface_version_* marker export (see https://github.com/CosmWasm/cosmwasm/blob/main/packages/vm/README.md)',
    );
  }
}

export function checkExports(functions: readonly string[]): void {
  const missing = REQUIRED_EXPORTS.find((name) => !functions.includes(name));
  if (missing !== undefined) {
    refuse(
      `Wasm contract doesn't have required export: "${missing}". Exports required by VM: ["allocate", "deallocate"].`,
    );
  }
}

export function checkCapabilities(functions: readonly string[]): void {
  const missing = requiredCapabilities(functions).filter((name) => !AVAILABLE_CAPABILITIES.includes(name));
  if (missing.length > 0) {
    const names = missing.map((name) => `"${name}"`).join(', ');
    refuse(`Wasm contract requires unavailable capabilities: {${names}}`);
  }
}
