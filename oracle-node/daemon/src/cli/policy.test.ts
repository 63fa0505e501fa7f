import { CommanderError } from 'commander';
import { describe, expect, it } from 'vitest';
import { createProgram } from './program.ts';

/** What the program says of these words; it ends before it reaches a chain, since there is no configuration. */
async function refusalOf(...words: string[]): Promise<string> {
  const program = createProgram({
    surroundings: { environment: {} },
    signals: process,
    input: (async function* () {})(),
    write: () => expect.unreachable(),
  });
  const all = [program, ...program.commands.flatMap((command) => [command, ...command.commands])];
  for (const command of all) command.exitOverride().configureOutput({ writeErr: () => undefined });
  try {
    await program.parseAsync(words, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError || error instanceof Error) return error.message;
  }
  return expect.unreachable();
}

describe('oracle-node policy', () => {
  it.each([
    ['policy', '--config', '/none/a.toml'],
    ['policy', 'accept', 'feed', '7', '1f'.repeat(16), '--config', '/none/a.toml'],
    ['policy', 'refuse', '--config', '/none/a.toml', 'device', 'wasm1d'],
  ])('reads the configuration that stands behind it: %s %s', async (...words) => {
    expect(await refusalOf(...words)).toContain('/none/a.toml');
  });

  it('takes a feed or a device, by its id', async () => {
    expect(await refusalOf('policy', 'refuse', 'notary', '7')).toContain('Allowed choices are feed, device');
    expect(await refusalOf('policy', 'accept', 'feed')).toContain("missing required argument 'id'");
    expect(await refusalOf('policy', 'accept', 'feed', '7')).toContain("missing required argument 'terms'");
    expect(await refusalOf('policy', 'accept', 'feed', '7', '1f')).toContain('give the 32 hex digits');
    for (const weight of ['0', '1001'])
      expect(await refusalOf('policy', 'accept', 'feed', '7', '1f'.repeat(16), '--weight', weight)).toContain(
        'give a whole number from 1',
      );
  });
});
