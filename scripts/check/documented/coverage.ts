import ts from 'typescript';

/** How many of the things that a package's doors lead to say what they are. */
export interface Coverage {
  readonly exports: Count;
  /** Properties and methods of exported interfaces, classes and object types that are our own. */
  readonly members: Count;
}

export interface Count {
  readonly all: number;
  readonly documented: number;
  /** `file:line name` of those that say nothing. */
  readonly silent: readonly string[];
}

/**
 * Reads the exports of `entries` (paths of source files), following re-exports to where a thing is declared. What is declared outside of
 * `root` or in generated code is not counted: its owner documents it. Each declaration counts once.
 */
export function coverageOf(program: ts.Program, root: string, entries: readonly string[]): Coverage {
  const checker = program.getTypeChecker();
  const isOurs = (node: ts.Node): boolean => {
    const { fileName } = node.getSourceFile();
    return fileName.startsWith(root) && !/\/(node_modules|gen|dist)\//.test(fileName);
  };
  const declared = new Map<ts.Declaration, ts.Symbol>();
  for (const entry of entries) {
    const source = program.getSourceFile(entry);
    const module = source && checker.getSymbolAtLocation(source);
    if (module === undefined) throw new Error(`${entry} is no module of this program`);
    for (const exported of checker.getExportsOfModule(module)) {
      const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
      const declaration = symbol.declarations?.find(isOurs);
      if (declaration !== undefined) declared.set(declaration, symbol);
    }
  }
  const members = [...declared.values()].flatMap((symbol) =>
    membersOf(symbol).filter((member) => (member.declarations ?? []).some(isOurs)),
  );
  return { exports: count([...declared.values()], checker, root), members: count(members, checker, root) };
}

/** Types of a union's branches are left out: the union's own comment speaks of them. */
function membersOf(symbol: ts.Symbol): ts.Symbol[] {
  const own = [...(symbol.members?.values() ?? [])];
  const literal = symbol.declarations
    ?.filter(ts.isTypeAliasDeclaration)
    .flatMap(({ type }) => (ts.isTypeLiteralNode(type) ? [...type.members] : []))
    .flatMap((member) => ('symbol' in member ? [member.symbol as ts.Symbol] : []));
  return [...own, ...(literal ?? [])].filter(isPublicMember);
}

function isPublicMember(member: ts.Symbol): boolean {
  const declaration = member.declarations?.[0];
  if (
    declaration === undefined ||
    ts.isTypeParameterDeclaration(declaration) ||
    ts.isConstructorDeclaration(declaration)
  )
    return false;
  const name = ts.getNameOfDeclaration(declaration);
  if (name === undefined || ts.isPrivateIdentifier(name)) return false;
  const hidden = ts.ModifierFlags.Private | ts.ModifierFlags.Protected | ts.ModifierFlags.Override;
  return !(ts.getCombinedModifierFlags(declaration) & hidden);
}

function count(symbols: readonly ts.Symbol[], checker: ts.TypeChecker, root: string): Count {
  const silent = symbols.filter((symbol) => symbol.getDocumentationComment(checker).length === 0);
  return {
    all: symbols.length,
    documented: symbols.length - silent.length,
    silent: silent.map((symbol) => placeOf(symbol, root)).sort(),
  };
}

function placeOf(symbol: ts.Symbol, root: string): string {
  const declaration = symbol.declarations?.[0];
  if (declaration === undefined) return symbol.name;
  const source = declaration.getSourceFile();
  const { line } = source.getLineAndCharacterOfPosition(declaration.getStart(source));
  return `${source.fileName.slice(root.length + 1)}:${line + 1} ${symbol.name}`;
}
