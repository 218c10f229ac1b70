import { expect, test } from "vitest";
import { splitStatements } from "../../prisma/sql-statements";

test.each([
  ["", []],
  [";;  ;\n", []],
  ["-- only a comment; with a semicolon", []],
  ["/* a; /* nested; */ b; */", []],
  ["select 1", ["select 1"]],
  ["select 1; select 2 ;", ["select 1", "select 2"]],
  ["select ';', E'\\';', 'it''s; so'; select 2", ["select ';', E'\\';', 'it''s; so'", "select 2"]],
  ['select 1 as "a;""b"; select 2', ['select 1 as "a;""b"', "select 2"]],
  ["select 1 -- one; two\n + 2; select 3", ["select 1 -- one; two\n + 2", "select 3"]],
  ["do $$ begin perform 1; end $$; select 2", ["do $$ begin perform 1; end $$", "select 2"]],
  ["do $a$ select $$;$$; $a$; select 2", ["do $a$ select $$;$$; $a$", "select 2"]],
  ["select $1; select 2", ["select $1", "select 2"]],
])("%s", (sql, statements) => {
  expect(splitStatements(sql).map(({ text }) => text)).toEqual(statements);
});

test("each statement knows the line it begins on, behind its comments", () => {
  const sql = "-- first\n\nselect 1;\n/* two\nlines */ select 2;\n-- last\nselect\n3";
  expect(splitStatements(sql).map(({ line }) => line)).toEqual([3, 5, 7]);
});
