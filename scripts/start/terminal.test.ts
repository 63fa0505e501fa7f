import { stripVTControlCharacters } from 'node:util';
import { expect, it } from 'vitest';
import { createTerminal } from './terminal.ts';

/** A terminal on two streams that keep what is written, with a clock of the test. */
function terminalOn(options: { readonly json: boolean; readonly isTTY: boolean }) {
  const written = { stdout: '', stderr: '' };
  const clock = { nowMs: 1_000 };
  const stream = (name: keyof typeof written) => ({
    isTTY: options.isTTY,
    write: (text: string | Uint8Array) => {
      written[name] += String(text);
      return true;
    },
  });
  const deps = { stdout: stream('stdout'), stderr: stream('stderr'), nowMs: () => clock.nowMs };
  return { terminal: createTerminal(options, deps), written, clock };
}

it('says when and by whom, in seconds since the start', () => {
  const { terminal, written, clock } = terminalOn({ json: false, isTTY: false });
  terminal.step('Deploying');
  clock.nowMs += 12_340;
  terminal.event('node-1', 'attests');
  terminal.fail('it is torn', 'Mend it.');
  expect(written).toEqual({
    stdout: '   0.0 s  Deploying\n  12.3 s  node-1    attests\n  12.3 s  it is torn\n          Mend it.\n',
    stderr: '',
  });
});

it('keeps stdout for programs where the last line is JSON', () => {
  const { terminal, written } = terminalOn({ json: true, isTTY: false });
  terminal.step('Deploying');
  terminal.warn('late');
  terminal.print('done');
  expect(written.stdout).toBe('');
  expect(written.stderr.split('\n')).toHaveLength(4);
});

it('writes no progress and no colour into a file or a pipe', () => {
  const { terminal, written } = terminalOn({ json: false, isTTY: false });
  terminal.progress('package 1');
  terminal.step('Installed');
  expect(written.stdout).toBe('   0.0 s  Installed\n');
});

it('replaces progress by the next line, and says the same once', () => {
  const { terminal, written } = terminalOn({ json: false, isTTY: true });
  terminal.progress('package 1');
  terminal.progress('package 1');
  terminal.progress('package 2');
  terminal.step('Installed');
  terminal.print('');
  const shown = written.stdout.split('\r\x1b[2K').map((part) => stripVTControlCharacters(part));
  expect(shown).toEqual(['', '   0.0 s  package 1', '   0.0 s  package 2', '   0.0 s  Installed\n\n']);
});
