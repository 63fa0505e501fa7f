import { HOLE_ASSURANCES, KEY_BINDINGS, MODES, MODE_NAMES } from '@cloudx3/verifier-core';
import type { EvidenceKind } from '@cloudx3/verifier-core';

/** The modes in Markdown, for docs/PROTOCOL.md. */
export function modesTable(): string {
  const rows = MODE_NAMES.map((name) => {
    const { title, means, trusts, rules, requestLayout, evidence, isStrict } = MODES[name];
    const own = rules.length === 0 ? '' : `, ${rules.map((family) => `${family}-*`).join(', ')}`;
    const policy = `notaries${isStrict ? '; rounds and moves set apart for it (OBS-9)' : ''}`;
    const cells = [
      `**${title}** (\`${name}\`)`,
      means,
      trusts,
      `REQ-2 ${requestLayout}${own}`,
      evidence.field ?? 'none',
      policy,
    ];
    return `| ${cells.join(' | ')} |`;
  });
  const head = ['mode', 'how', 'trusted besides the notary', 'rules', 'evidence', 'a policy may ask for'];
  return [`| ${head.join(' | ')} |`, `|${' --- |'.repeat(head.length)}`, ...rows].join('\n');
}

/** The kinds of key binding and of hole assurance in Markdown, for docs/PROTOCOL.md. */
export function evidenceTable(): string {
  const rows = (field: string, kinds: Readonly<Record<string, EvidenceKind<number>>>) =>
    Object.entries(kinds).map(([name, { says }]) => `| \`${field}\` | ${constantOf(name)} | ${says} |`);
  return [
    '| field | kind | what it says |',
    '| --- | --- | --- |',
    ...rows('key_binding', KEY_BINDINGS),
    ...rows('hole_assurance', HOLE_ASSURANCES),
  ].join('\n');
}

/** `noHoles` as the wire names it: `NO_HOLES`. */
function constantOf(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}
