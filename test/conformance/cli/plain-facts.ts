/** What differs from run to run without meaning: balances after fees of a gas that is estimated, counts, gas within a text. */
const MOVING: readonly (readonly [RegExp, string])[] = [
  [/\b\d{9,}(?=ustake)/g, '<balance>'],
  [/(?<=gasUsed: )\d+/g, '<gas>'],
  [/(?<=with gas used: ')\d+/g, '<gas>'],
  [/(?<=(?:block height:|blockchain height|latest height:) )\d+/g, '<height>'],
];

/** Facts as JSON, in which what has a name stands under it, such as `<tester>`, and what moves without meaning is left out. */
export function plainFacts(facts: unknown, names: ReadonlyMap<string, string>): unknown {
  let text = JSON.stringify(facts ?? null);
  for (const [name, value] of names) if (value.length > 3) text = text.replaceAll(value, `<${name}>`);
  for (const [pattern, instead] of MOVING) text = text.replaceAll(pattern, instead);
  return JSON.parse(text) as unknown;
}
