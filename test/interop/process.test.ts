import { describe, expect, test } from 'vitest';
import { isInstalled, outputOf, saidBy } from './process.ts';

const WARNING_WITH_AN_ANSWER = {
  program: process.execPath,
  args: ['-e', `process.stderr.write('waiting for a lock'); process.stdout.write('{"answer":1}')`],
};

describe('programs that nobody here wrote', () => {
  test('an answer is read without the warnings beside it', async () => {
    expect(JSON.parse(await outputOf(WARNING_WITH_AN_ANSWER))).toEqual({ answer: 1 });
  });

  test('what is said as a warning is heard by who asks for it', async () => {
    expect(await saidBy(WARNING_WITH_AN_ANSWER)).toContain('waiting for a lock');
  });

  test('a program that fails or is missing is not installed', async () => {
    expect(await isInstalled(process.execPath, '-e', 'process.exit(3)')).toBe(false);
    expect(await isInstalled('no-such-program-anywhere')).toBe(false);
  });
});
