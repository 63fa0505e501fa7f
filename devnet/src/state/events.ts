export interface EventAttribute {
  readonly key: string;
  readonly value: string;
}

export interface ChainEvent {
  readonly type: string;
  readonly attributes: readonly EventAttribute[];
}

export function event(type: string, attributes: Readonly<Record<string, string>>): ChainEvent {
  return { type, attributes: Object.entries(attributes).map(([key, value]) => ({ key, value })) };
}
