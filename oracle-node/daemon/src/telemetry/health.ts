/** Something that an operator has to know. `red` makes /health answer 503; `yellow` is shown there only. */
export interface Trouble {
  readonly code: string;
  readonly level: 'red' | 'yellow';
  readonly message: string;
  readonly sinceMs: number;
}

/** What is wrong right now, by a stable name for each kind. A healthy node has none. */
export class Health {
  private readonly nowMs: () => number;
  private readonly troubles = new Map<string, Trouble>();

  constructor(deps: { nowMs(): number }) {
    this.nowMs = () => deps.nowMs();
  }

  /** Keeps the time at which this kind began. */
  raise(name: string, trouble: Pick<Trouble, 'code' | 'level' | 'message'>): void {
    const sinceMs = this.troubles.get(name)?.sinceMs ?? this.nowMs();
    this.troubles.set(name, { ...trouble, sinceMs });
  }

  clear(name: string): void {
    this.troubles.delete(name);
  }

  all(): readonly Trouble[] {
    return [...this.troubles.values()];
  }

  isRed(): boolean {
    return this.all().some(({ level }) => level === 'red');
  }
}
