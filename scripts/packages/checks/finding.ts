/** What is wrong with one package, in a sentence that says what to do. */
export interface Finding {
  readonly package: string;
  readonly rule: string;
  readonly message: string;
}

/** A rule says what is wrong with a package; nothing where all is well. */
export interface Rule<Subject> {
  readonly name: string;
  check(subject: Subject): readonly string[];
}

/** What every rule finds in every subject. */
export function findings<Subject extends { readonly name: string }>(
  rules: readonly Rule<Subject>[],
  subjects: readonly Subject[],
): Finding[] {
  return subjects.flatMap((subject) =>
    rules.flatMap((rule) =>
      rule.check(subject).map((message) => ({ package: subject.name, rule: rule.name, message })),
    ),
  );
}
