import { Argument, Command, InvalidArgumentError } from 'commander';
import { loadIdentity } from '../config/load.ts';
import { describeIdentity, identityLines } from './identity-text.ts';
import { addInit } from './init-command.ts';
import { CONFIG_NAME } from './init.ts';
import { integer } from './integer.ts';
import { answer } from './output.ts';
import type { ProgramDeps } from './program-deps.ts';
import { MAX_WEIGHT } from '../policy/decision-file.ts';
import { addRegistration } from './add-registration.ts';
import { addRule } from './add-rule.ts';
import { decideOn, listAsks } from './policy.ts';
import { sayOnChain } from './say-on-chain.ts';
import { TERMS_DIGITS, policyLines } from './policy-text.ts';
import { register } from './register.ts';
import { seal } from './seal.ts';
import { start } from './start.ts';
import { status, statusLines } from './status.ts';
import { VERSION } from './version.ts';

interface CommonOptions {
  readonly config: string;
  readonly json?: boolean;
}

/** The `oracle-node` program. */
export function createProgram(deps: ProgramDeps): Command {
  const program = new Command('oracle-node')
    .description('Reads vendors’ clouds under TLS notarization and reports to the chain.')
    .version(VERSION)
    // An option belongs to the command that it stands behind: those of "policy" have theirs, as it has its own.
    .enablePositionalOptions();
  addInit(program, deps);
  addSeal(program, deps);
  const command = (name: string, description: string): Command =>
    withCommonOptions(program.command(name)).description(description);
  const output = (options: CommonOptions) => ({
    json: options.json === true,
    write: (line: string) => deps.write(line),
  });

  command(
    'register',
    'register this operator on chain with its bond, or bring its endpoints up to date',
  ).action(async (options: CommonOptions) => {
    const result = await register(options.config, deps.surroundings);
    const tx = result.tx === undefined ? '' : ` in ${result.tx}`;
    answer(output(options), result, [
      `Operator ${result.pubkey} of ${result.account}: ${result.done}${tx} (bond ${result.bond})`,
    ]);
  });
  addRegistration(command, deps);
  command('start', 'run the node until SIGINT or SIGTERM').action((options: CommonOptions) =>
    start(options.config, output(options), deps),
  );
  command('status', 'ask the running node how it is').action(async (options: CommonOptions) => {
    const result = await status(options.config);
    answer(output(options), result, statusLines(result));
  });
  command('keys', 'show the public parts of the keys: operator key, peer id, gas account').action(
    async (options: CommonOptions) => {
      const { config, identity } = await loadIdentity(options.config, deps.surroundings);
      const result = describeIdentity(
        identity,
        config.p2p.announce.length > 0 ? config.p2p.announce : config.p2p.listen,
      );
      answer(output(options), result, identityLines(result));
    },
  );
  addPolicy(command('policy', 'show what is asked of this node on chain, and accept or refuse it'), deps);
  return program;
}

function addPolicy(policy: Command, deps: ProgramDeps): void {
  const { surroundings, write } = deps;
  addRule((name, text) => withCommonOptions(policy.command(name)).description(text), deps);
  policy.enablePositionalOptions().action(async (options: CommonOptions) => {
    const asks = await listAsks(options.config, surroundings);
    answer({ json: options.json === true, write }, { asks }, policyLines(asks));
  });
  const decide = async (decision: Parameters<typeof decideOn>[1], options: CommonOptions): Promise<void> => {
    const made = await decideOn(options.config, decision, surroundings);
    const said = await sayOnChain(options.config, made, surroundings);
    const onChain = said.tx === undefined ? 'the chain has it so' : `${said.does} in ${said.tx}`;
    answer({ json: options.json === true, write }, { ...made, onChain: said }, [
      `${made.kind} ${made.id} is ${made.verdict}; ${onChain}`,
    ]);
  };
  const kinds = () => new Argument('<kind>', 'what asks').choices(['feed', 'device']);
  withCommonOptions(policy.command('accept'))
    .description(
      'accept a feed or device under the terms that "policy" showed; a node that runs goes by it at once',
    )
    .addArgument(kinds())
    .argument('<id>', 'its id on chain')
    .argument('<terms>', `the terms that you saw: the ${TERMS_DIGITS} digits beside it, or all 64`, termsText)
    .option(
      '--weight <n>',
      'its part of sessions, vendor quota and gas, where there is not enough for all; 1 where it is left out',
      weight,
    )
    .action(
      (kind: 'feed' | 'device', id: string, seen: string, options: CommonOptions & { weight?: number }) =>
        decide({ kind, id, seen, verdict: 'accepted', weight: options.weight }, options),
    );
  withCommonOptions(policy.command('refuse'))
    .description('refuse a feed or device whatever its terms, also one that was accepted')
    .addArgument(kinds())
    .argument('<id>', 'its id on chain')
    .action((kind: 'feed' | 'device', id: string, options: CommonOptions) =>
      decide({ kind, id, verdict: 'refused' }, options),
    );
  withCommonOptions(policy.command('leave'))
    .description('leave a feed or device with its notice; it is served until then')
    .addArgument(kinds())
    .argument('<id>', 'its id on chain')
    .action((kind: 'feed' | 'device', id: string, options: CommonOptions) =>
      decide({ kind, id, verdict: 'leaving' }, options),
    );
}

function weight(text: string): number {
  const value = integer(text);
  if (value < 1 || value > MAX_WEIGHT)
    throw new InvalidArgumentError(`give a whole number from 1 to ${MAX_WEIGHT}`);
  return value;
}

function termsText(text: string): string {
  if (!/^[0-9a-f]{32,64}$/.test(text))
    throw new InvalidArgumentError(`give the ${TERMS_DIGITS} hex digits that "oracle-node policy" shows`);
  return text;
}

function withCommonOptions(command: Command): Command {
  return command
    .option('--config <file>', 'configuration file', CONFIG_NAME)
    .option('--json', 'print one line of JSON');
}

function addSeal(program: Command, { surroundings, input, write }: ProgramDeps): void {
  program
    .command('seal')
    .description('encrypt a vendor’s secrets, given as lines hole=secret on standard input')
    .argument('<file>', 'file to write')
    .option('--passphrase-file <file>', 'file whose first line is the passphrase')
    .option('--scrypt-work-factor <n>', 'cost of opening the file, as an exponent of two', integer)
    .option('--json', 'print one line of JSON')
    .action(
      async (
        file: string,
        options: { passphraseFile?: string; scryptWorkFactor?: number; json?: boolean },
      ) => {
        const holes = await seal({ file, ...options }, input, surroundings);
        answer({ json: options.json === true, write }, { file, holes }, [
          `${file} holds ${holes.join(', ')}; name it as sealed_file under [[vendors]]`,
        ]);
      },
    );
}
