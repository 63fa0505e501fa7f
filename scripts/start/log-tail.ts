import { watchFile, unwatchFile, openSync, readSync, closeSync, statSync, existsSync } from 'node:fs';
import { StringDecoder } from 'node:string_decoder';

export type LogRecord = Readonly<Record<string, unknown>>;

/** Follows a file of JSON lines and hands each new record on. Returns how to stop. */
export function tailLog(file: string, onRecord: (record: LogRecord) => void): () => void {
  let position = existsSync(file) ? statSync(file).size : 0;
  const recordsIn = recordReader();
  const read = (): void => {
    const size = existsSync(file) ? statSync(file).size : 0;
    if (size <= position) return;
    const buffer = Buffer.alloc(size - position);
    const handle = openSync(file, 'r');
    try {
      position += readSync(handle, buffer, 0, buffer.length, position);
    } finally {
      closeSync(handle);
    }
    for (const record of recordsIn(buffer)) onRecord(record);
  };
  watchFile(file, { interval: 250 }, read);
  return () => unwatchFile(file, read);
}

/** Takes what was written, cut anywhere, and gives the records that are whole. */
export function recordReader(): (bytes: Uint8Array) => LogRecord[] {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  return (bytes) => {
    const lines = (rest + decoder.write(bytes)).split('\n');
    rest = lines.pop() ?? '';
    return lines.map(parseRecord).filter((record) => record !== undefined);
  };
}

function parseRecord(line: string): LogRecord | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? (value as LogRecord) : undefined;
  } catch {
    // A line that is not of the logger, such as a stack trace.
    return undefined;
  }
}
