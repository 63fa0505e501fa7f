import { attwFindings } from './checks/attw.ts';
import { findings } from './checks/finding.ts';
import type { Finding } from './checks/finding.ts';
import { publintFindings } from './checks/publint.ts';
import { packageRules } from './checks/rules.ts';
import { houseOf } from './pack.ts';
import type { Packed } from './pack.ts';

/** All that is wrong with what would be published: by our rules, by publint and by attw. */
export async function findingsIn(packed: readonly Packed[]): Promise<Finding[]> {
  const found = findings(packageRules(houseOf()), packed);
  for (const each of packed) found.push(...(await lint(each)));
  return found;
}

async function lint(packed: Packed): Promise<Finding[]> {
  try {
    return [...(await publintFindings(packed)), ...(await attwFindings(packed))];
  } catch (cause) {
    throw new Error(`the tarball of ${packed.name} cannot be read: ${String(cause)}`, { cause });
  }
}

/** Throws an Error whose message has every finding, one a line. */
export async function checkPacked(packed: readonly Packed[]): Promise<void> {
  const found = await findingsIn(packed);
  if (found.length === 0) return;
  const lines = found.map(({ package: name, rule, message }) => `${name}: ${message} [${rule}]`);
  throw new Error(`This would be published:\n${lines.join('\n')}`);
}
