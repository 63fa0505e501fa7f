import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { start } from '../start.ts';
import { CONTEXT, ProgramStage } from '../test-support/program-stage.ts';

let stage: ProgramStage;
beforeAll(async () => {
  stage = await ProgramStage.start();
});
afterAll(() => stage[Symbol.asyncDispose]());

describe('what a person is told', () => {
  it('by init is where the files are and what comes next', async () => {
    const dir = join(stage.folder, 'told');
    const args = stage.initArgs(dir).filter((arg) => arg !== '--json');
    const { lines } = await stage.run(...args);
    const said = lines.join('\n');
    expect(said).toContain(join(dir, 'notary.toml'));
    expect(said).toContain(join(dir, 'notary-key.age'));
    expect(said).toContain('"registration"');
  });

  it('by registration is what to execute, and from which account', async () => {
    const { config } = await stage.initIn('registering');
    const { lines } = await stage.run(
      ...['registration', '--config', config, '--account', 'cx31account'],
      ...['--name', 'First', '--url', 'wss://notary.example:7047'],
    );
    expect(lines[0]).toBe('Execute on cx31oracle from cx31account, with the bond as funds:');
    expect(JSON.parse(lines[1] ?? '')).toHaveProperty('register_notary');
  });

  it('by status is how the running notary is, limits of its file included', async () => {
    const { config, pubkey } = await stage.initIn('running', '--admin-port', '0');
    await appendFile(config, '[log]\nlevel = "error"\n[limits]\nmax_sessions = 3\nproxy.max_sessions = 4\n');
    const notary = await start(config, CONTEXT);
    try {
      // The port that it got is the one to ask.
      const { port } = new URL(notary.adminUrl ?? '');
      const toml = await readFile(config, 'utf8');
      await writeFile(config, toml.replace('[admin]\nport = 0', `[admin]\nport = ${port}`));
      const json = (await stage.run('status', '--json', '--config', config)).lines;
      expect(JSON.parse(json[0] ?? '')).toMatchObject({ pubkey, sessions: 0, maxSessions: 7 });
      const { lines } = await stage.run('status', '--config', config);
      expect(lines).toContain(`${'pubkey'.padEnd(18)} ${pubkey}`);
      expect(lines).toContain(`${'modes'.padEnd(18)} MPC,PROXY`);
    } finally {
      await notary.close();
    }
  });

  it('by a command that cannot be carried out is one remedy with its code, and no stack', async () => {
    const bin = fileURLToPath(new URL('../../bin/cloudx3-notary.mjs', import.meta.url));
    const missing = join(stage.folder, 'none.toml');
    const child = spawn(process.execPath, [bin, 'start', '--config', missing], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    const [said, exit] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    expect(exit).toEqual([1, null]);
    expect(said).toContain(missing);
    expect(said).toContain('(config.invalid)');
    expect(said).not.toContain('    at ');
  });

  it.each(['-1', '1.5', 'many'])('of a port like %s is that it is no whole number', async (port) => {
    const { error } = await stage.run(...stage.initArgs(join(stage.folder, 'bad'), '--admin-port', port));
    expect(error?.message).toContain('Write a whole number.');
  });
});
