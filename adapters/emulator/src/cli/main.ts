import { Command } from 'commander';
import { startCommand } from './start.ts';

const program = new Command('cloudx3-emulator').description(
  "Vendors' clouds on real TLS on this machine, from measured data",
);
program.addCommand(startCommand());
await program.parseAsync();
