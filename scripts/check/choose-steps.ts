import type { Step } from './steps.ts';

/**
 * The steps that were asked for: all, those named, or all but one. Throws a RangeError that says which there are where a name is no step's, so
 * that a check which nobody runs is no check that passes.
 */
export function chooseSteps(
  steps: readonly Step[],
  { names, but }: { readonly names: readonly string[]; readonly but?: string | undefined },
): readonly Step[] {
  const known = steps.map(({ name }) => name);
  const unknown = [...names, ...(but === undefined ? [] : [but])].filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new RangeError(`There is no step "${unknown.join('", "')}". There are: ${known.join(', ')}.`);
  return steps.filter(({ name }) => (names.length === 0 ? name !== but : names.includes(name)));
}
