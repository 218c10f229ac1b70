/** One statement of a script, and the line that it begins on, from 1. */
export type Statement = { text: string; line: number };

/** What may hold a ";" that ends no statement: comments, strings, names, bodies between dollar signs. */
const passages = /--[^\n]*|\/\*|\bE'(?:[^'\\]|\\[\s\S]|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(?:[A-Za-z_]\w*)?\$|;/gi;

/**
 * The statements of an SQL script, without the ";" that ends them. Comments stay with the statement they stand in or
 * before. Bodies of functions stand between dollar signs (`$$`): `begin atomic` is not known here.
 */
export function splitStatements(sql: string): Statement[] {
  const statements: Statement[] = [];
  let start = 0;
  const take = (end: number) => {
    const statement = withoutLeadingComments(sql, start, end);
    if (statement) statements.push(statement);
    start = end + 1;
  };
  passages.lastIndex = 0;
  for (let found = passages.exec(sql); found; found = passages.exec(sql)) {
    const [passage] = found;
    if (passage === ";") take(found.index);
    else if (passage === "/*") passages.lastIndex = endOfComment(sql, found.index);
    else if (passage.startsWith("$")) {
      const end = sql.indexOf(passage, passages.lastIndex);
      passages.lastIndex = end === -1 ? sql.length : end + passage.length;
    }
  }
  take(sql.length);
  return statements;
}

/** Block comments may stand inside one another. */
function endOfComment(sql: string, from: number): number {
  const marks = /\/\*|\*\//g;
  marks.lastIndex = from;
  let depth = 0;
  for (let found = marks.exec(sql); found; found = marks.exec(sql)) {
    depth += found[0] === "/*" ? 1 : -1;
    if (depth === 0) return marks.lastIndex;
  }
  return sql.length;
}

/** The statement begins where its first word is; null when there is nothing but comments. */
function withoutLeadingComments(sql: string, start: number, end: number): Statement | null {
  let begin = start;
  for (;;) {
    begin += /^\s*/.exec(sql.slice(begin, end))![0].length;
    if (begin >= end) return null;
    if (sql.startsWith("--", begin)) {
      const line = sql.indexOf("\n", begin);
      begin = line === -1 ? end : line;
    } else if (sql.startsWith("/*", begin)) begin = endOfComment(sql, begin);
    else break;
  }
  return { text: sql.slice(begin, end).trimEnd(), line: sql.slice(0, begin).split("\n").length };
}
