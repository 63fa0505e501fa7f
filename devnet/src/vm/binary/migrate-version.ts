import { ByteReader } from './byte-reader.ts';
import type { SectionRange } from './module.ts';

const NAME = 'cw_migrate_version';
const UINT64 = /^\+?\d+$/;
const MAX_UINT64 = (1n << 64n) - 1n;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** A version of a contract's state that is no number. The VM refuses the upload with these words. */
export class MigrateVersionError extends Error {
  override readonly name = 'MigrateVersionError';
}

/** The version of its state that a contract declares, or undefined where this section is another one. */
export function readMigrateVersion(bytes: Uint8Array, section: SectionRange): bigint | undefined {
  const reader = new ByteReader(bytes, section.start, section.end);
  if (reader.name() !== NAME) return undefined;
  return parseUint64(textOf(reader.take(section.end - reader.offset)));
}

function textOf(raw: Uint8Array): string {
  try {
    return utf8.decode(raw);
  } catch {
    throw new MigrateVersionError('invalid utf-8 sequence');
  }
}

/** As Rust's u64::from_str reads it: a plus may stand in front. */
function parseUint64(text: string): bigint {
  if (text === '') throw new MigrateVersionError('cannot parse integer from empty string');
  if (!UINT64.test(text)) throw new MigrateVersionError('invalid digit found in string');
  const value = BigInt(text.replace('+', ''));
  if (value > MAX_UINT64) throw new MigrateVersionError('number too large to fit in target type');
  return value;
}
