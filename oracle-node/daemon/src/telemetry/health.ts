import type { HealthStatus, Trouble } from '@cloudx3/oracle-status';
import { TROUBLES, troubleName } from './troubles.ts';
import type { TroubleId } from './troubles.ts';

/** What is wrong right now, by a stable name for each kind. A healthy node has none. */
export class Health {
  private readonly nowMs: () => number;
  private readonly troubles = new Map<string, Trouble>();

  constructor(deps: { nowMs(): number }) {
    this.nowMs = () => deps.nowMs();
  }

  /** Keeps the time at which this kind began. */
  raise(id: TroubleId, { code, message }: { readonly code: string; readonly message: string }): void {
    const name = troubleName(id);
    const sinceMs = this.troubles.get(name)?.sinceMs ?? this.nowMs();
    this.troubles.set(name, { name, code, level: TROUBLES[id.kind].level, message, sinceMs });
  }

  clear(id: TroubleId): void {
    this.troubles.delete(troubleName(id));
  }

  /** What /health answers; not ok where any trouble is red. */
  status(): HealthStatus {
    const troubles = this.all();
    return { ok: troubles.every(({ level }) => level !== 'red'), troubles };
  }

  /** In the order in which they began. */
  all(): readonly Trouble[] {
    return [...this.troubles.values()];
  }
}
