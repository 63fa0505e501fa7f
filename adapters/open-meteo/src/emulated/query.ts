/** A refused query; the message is the vendor's `reason`. */
export class QueryError extends Error {
  override readonly name = 'QueryError';
}

/** The vendor's words for a text that it has no such member for. */
export function corrupted(what: string, text: string): QueryError {
  return new QueryError(
    `Data corrupted at path ''. Cannot initialize ${what} from invalid String value ${text}.`,
  );
}

/** Degrees of the place asked for. Throws {@link QueryError}. */
export function coordinate(query: URLSearchParams, name: 'latitude' | 'longitude', bound: number): number {
  const text = query.get(name);
  const value = Number(text);
  if (text === null || text.trim() === '' || !Number.isFinite(value)) {
    throw new QueryError(`Parameter 'latitude' and 'longitude' must have the same number of elements`);
  }
  if (Math.abs(value) > bound) {
    const label = name === 'latitude' ? 'Latitude' : 'Longitude';
    throw new QueryError(`${label} must be in range of -${bound} to ${bound}°. Given: ${value.toFixed(1)}.`);
  }
  return value;
}

/** Throws {@link QueryError} where the query asks for something else than these. */
export function demandOneOf(query: URLSearchParams, name: string, allowed: readonly string[]): void {
  const value = query.get(name);
  if (value !== null && !allowed.includes(value)) throw new QueryError(`Invalid ${name}`);
}

/** The models' grids do not meet the place asked for; the vendor answers with the cell's centre. */
export function gridded(degrees: number): number {
  return Number((Math.round(degrees * 8) / 8).toFixed(6));
}
