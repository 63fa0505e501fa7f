import ts from 'typescript';

/** What a door of a package leads to, a name a line: values first, then types; each in the order of the alphabet. */
export function exportsOf(path: string, text: string): string[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const found = source.statements.flatMap((statement) => namesIn(statement, path));
  const of = (isType: boolean) =>
    found.filter((name) => name.isType === isType).map(({ text: name }) => name);
  return [
    ...of(false).sort(),
    ...of(true)
      .sort()
      .map((name) => `type ${name}`),
  ];
}

interface Name {
  readonly text: string;
  readonly isType: boolean;
}

function namesIn(statement: ts.Statement, path: string): Name[] {
  if (ts.isExportDeclaration(statement)) {
    const { exportClause, isTypeOnly } = statement;
    if (exportClause === undefined || ts.isNamespaceExport(exportClause))
      throw new Error(`${path} exports "*": name what is public`);
    return exportClause.elements.map(({ name, isTypeOnly: own }) => ({
      text: name.text,
      isType: isTypeOnly || own,
    }));
  }
  if (ts.isExportAssignment(statement)) throw new Error(`${path} has a default export: give it a name`);
  return isExported(statement) ? declaredIn(statement) : [];
}

function isExported(statement: ts.Statement): boolean {
  const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
  return modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) === true;
}

function declaredIn(statement: ts.Statement): Name[] {
  if (ts.isVariableStatement(statement))
    return statement.declarationList.declarations.map(({ name }) => ({
      text: name.getText(),
      isType: false,
    }));
  const isType = ts.isInterfaceDeclaration(statement) || ts.isTypeAliasDeclaration(statement);
  const isValue = ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement);
  if ((isType || isValue) && statement.name !== undefined) return [{ text: statement.name.text, isType }];
  return [];
}
