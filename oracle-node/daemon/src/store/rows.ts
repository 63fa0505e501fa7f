import type { SQLOutputValue } from 'node:sqlite';

type Row = Record<string, SQLOutputValue>;

// Columns of STRICT tables have the type that the schema says; a row that has not is a damaged file.

export function text(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== 'string') throw damaged(column);
  return value;
}

export function blob(row: Row, column: string): Uint8Array {
  const value = row[column];
  if (!(value instanceof Uint8Array)) throw damaged(column);
  return value;
}

export function integer(row: Row, column: string): number {
  const value = row[column];
  if (typeof value === 'bigint') return Number(value);
  if (typeof value !== 'number') throw damaged(column);
  return value;
}

export function optionalText(row: Row, column: string): string | undefined {
  return row[column] === null ? undefined : text(row, column);
}

function damaged(column: string): Error {
  return new Error(`the store is damaged: column ${column} holds something else than its type`);
}
