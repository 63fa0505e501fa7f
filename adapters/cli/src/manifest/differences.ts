/** Where two JSON values differ, one line each: the path, what is committed, what is made now. Elements of lists are told apart by key or name. */
export function differences(committed: unknown, made: unknown, path = ''): string[] {
  if (Array.isArray(committed) && Array.isArray(made)) {
    return differences(byLabel(committed), byLabel(made), path);
  }
  if (isObject(committed) && isObject(made)) {
    const names = new Set([...Object.keys(committed), ...Object.keys(made)]);
    return [...names].flatMap((name) =>
      differences(memberOf(committed, name), memberOf(made, name), path === '' ? name : `${path}.${name}`),
    );
  }
  const [before, after] = [textOf(committed), textOf(made)];
  return before === after ? [] : [`${path}: committed ${before}, made ${after}`];
}

function byLabel(list: readonly unknown[]): Record<string, unknown> {
  const labels = list.map((element) => labelOf(element));
  const distinct = new Set(labels).size === labels.length && !labels.includes(undefined);
  return Object.fromEntries(
    list.map((element, at) => [(distinct ? labels[at] : undefined) ?? String(at), element]),
  );
}

function labelOf(element: unknown): string | undefined {
  if (!isObject(element)) return undefined;
  const label = element['key'] ?? element['name'];
  return typeof label === 'string' ? label : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function memberOf(value: Record<string, unknown>, name: string): unknown {
  return Object.hasOwn(value, name) ? value[name] : undefined;
}

function textOf(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
