import { Command, InvalidArgumentError, Option } from 'commander';
import { run } from './run.ts';

export function startCommand(): Command {
  return new Command('start')
    .description("start the vendors' clouds; ends at SIGINT or SIGTERM")
    .requiredOption(
      '--home <dir>',
      'folder for the state of the devices, and for emulator.toml, which is made where it is missing',
    )
    .option('--config <file>', 'another configuration than emulator.toml in the home')
    .option(
      '--vendor <package>',
      'play this vendor: name of a package, or its folder (repeat for more); otherwise those that the configuration names, or all that are installed',
      (module: string, before: readonly string[] | undefined) => [...(before ?? []), module],
    )
    .requiredOption('--cert <file>', 'certificate for all hosts, PEM; ECDSA P-256 for MPC mode')
    .requiredOption('--key <file>', 'its private key, PEM')
    .option('--port <n>', "port of the vendors' hosts on 127.0.0.1; 0 draws a free one", port, 24_443)
    .option('--admin-port <n>', 'port for state and faults on 127.0.0.1; 0 draws a free one', port, 0)
    .option('--json', 'print one line of JSON to stdout once all can be reached')
    .addOption(new Option('--log-level <level>', 'of the log on stderr').choices(LEVELS).default('info'))
    .action(run);
}

const LEVELS = ['silent', 'error', 'warn', 'info', 'debug'];

function port(text: string): number {
  if (!/^\d{1,5}$/.test(text) || Number(text) > 65_535)
    throw new InvalidArgumentError('give a port, 0 to 65535');
  return Number(text);
}
