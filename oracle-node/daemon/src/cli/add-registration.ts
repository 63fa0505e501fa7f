import type { Command } from 'commander';
import { BOND_DEEDS, changeBond } from './bond.ts';
import type { BondDeed } from './bond.ts';
import { claim } from './claim.ts';
import { answer } from './output.ts';
import type { ProgramDeps } from './program-deps.ts';
import { registrationLines } from './registered.ts';
import { rotate, rotationLines } from './rotate.ts';

interface Options {
  readonly config: string;
  readonly json?: boolean;
}

const DEEDS: readonly BondDeed[] = ['unbond', 'withdraw', 'rebond', 'retire', 'off', 'on'];

/** Adds what an operator does with its registration after it was made: its bond, its key, what it earned. */
export function addRegistration(
  command: (name: string, description: string) => Command,
  { surroundings, write }: ProgramDeps,
): void {
  const output = ({ json }: Options) => ({ json: json === true, write });
  for (const deed of DEEDS)
    command(deed, BOND_DEEDS[deed]).action(async (options: Options) => {
      const result = await changeBond(options.config, deed, surroundings);
      answer(output(options), result, registrationLines(result));
    });
  command('rotate', 'have the key of another configuration take the place of this one’s')
    .argument('<new-config>', 'configuration that names the new key and the same gas account')
    .action(async (newConfig: string, options: Options) => {
      const result = await rotate(options.config, newConfig, surroundings);
      answer(output(options), result, [...registrationLines(result), ...rotationLines(result)]);
    });
  command('claim', 'have what this operator earned paid to its account').action(async (options: Options) => {
    const result = await claim(options.config, surroundings);
    const txs = result.txs.length === 0 ? 'nothing to claim' : `claimed in ${result.txs.join(', ')}`;
    answer(output(options), result, [`${result.account}: ${txs}`]);
  });
}
