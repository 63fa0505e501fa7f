import type { Telemetry } from '../telemetry/telemetry.ts';
import type { CommandNews } from './machine/effect.ts';

/** Tells of one thing that happened to a command. */
export function tellOfCommand(id: bigint, news: CommandNews, { commands }: Telemetry): void {
  const command = id.toString();
  switch (news.type) {
    case 'taken':
      commands.taken({ command, tx: news.tx, until: news.until });
      break;
    case 'acting':
      commands.acting({ command, attempt: news.attempt });
      break;
    case 'acted':
      commands.acted({ command, attestation: news.attestation });
      break;
    case 'proven':
      commands.proven({ command, attestation: news.attestation });
      break;
    case 'settled':
      commands.settled({ command, ...news.receipt, receipt: news.readbackId });
      break;
    case 'abandoned':
      commands.abandoned({ command, step: news.step, reason: news.reason, code: news.code });
      break;
    case 'ended':
      commands.ended({ command, outcome: news.outcome });
  }
}
