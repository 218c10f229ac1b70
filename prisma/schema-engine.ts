/**
 * Prisma's schema engine, compiled to WebAssembly: it compares a database with the schema without downloading a native
 * program, and speaks to PostgreSQL through the same driver adapter as the client. For `npm run migrate` and the tests
 * alone: a start applies migrations by plain SQL and loads nothing of this.
 */
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from "@prisma/driver-adapter-utils";
import * as engineGlue from "@prisma/schema-engine-wasm/schema_engine_bg";
import { projectRoot } from "../app/platform/project-root.server";

export const schemaFolder = join(projectRoot, "prisma/schema");

const noFilter = { externalTables: [], externalEnums: [] };

type Column = { dataTypeID: number };
type Query = { sql: string; args: unknown[]; argTypes: unknown[] };
type Internals = {
  performIO(query: Query): Promise<{ fields: Column[] }>;
  queryRaw(query: Query): Promise<{ columnTypes: number[] }>;
};

/**
 * A mend to the adapter: PostgreSQL's internal type "char" (OID 18), which its catalogues use, is read as a character.
 */
function mendAdapter(adapter: Internals) {
  const charColumns = new WeakMap<object, number[]>();
  const performIO = adapter.performIO.bind(adapter);
  const queryRaw = adapter.queryRaw.bind(adapter);

  adapter.performIO = async (query) => {
    const result = await performIO(query);
    const chars = result.fields.flatMap((field, index) => (field.dataTypeID === 18 ? [index] : []));
    for (const index of chars) result.fields[index] = { ...result.fields[index]!, dataTypeID: 25 };
    if (chars.length > 0) charColumns.set(query, chars);
    return result;
  };
  adapter.queryRaw = async (query) => {
    const result = await queryRaw(query);
    for (const index of charColumns.get(query) ?? []) result.columnTypes[index] = ColumnTypeEnum.Character;
    return result;
  };
  return adapter;
}

let loaded: Promise<void> | undefined;

function loadWasm() {
  loaded ??= (async () => {
    const folder = dirname(createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm"));
    const bytes = readFileSync(join(folder, "schema_engine_bg.wasm"));
    const { instance } = await WebAssembly.instantiate(bytes, { "./schema_engine_bg.js": { ...engineGlue } });
    engineGlue.__wbg_set_wasm(instance.exports);
    (instance.exports["__wbindgen_start"] as () => void)();
  })();
  return loaded;
}

/** The Prisma schema of a folder, as the engine wants it. */
export function readSchema(folder: string) {
  const files = readdirSync(folder)
    .filter((name) => name.endsWith(".prisma"))
    .map((name) => ({ path: join(folder, name), content: readFileSync(join(folder, name), "utf8") }));
  return { files };
}

/** The migrations of a folder, oldest first, as the engine wants them. */
export function readMigrations(folder: string) {
  const names = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .toSorted();
  const migrationDirectories = names.map((path) => ({
    path,
    migrationFile: {
      path: "migration.sql",
      content: { tag: "ok" as const, value: readFileSync(join(folder, path, "migration.sql"), "utf8") },
    },
  }));
  return {
    baseDir: folder,
    lockfile: { path: "migration_lock.toml", content: 'provider = "postgresql"\n' },
    shadowDbInitScript: "",
    migrationDirectories,
  };
}

let lastUse: Promise<unknown> = Promise.resolve();

/** Runs `work` with an engine connected to `databaseUrl`. One after the other: engines of a process share one memory. */
function withEngine<T>(databaseUrl: string, work: (engine: engineGlue.SchemaEngine) => Promise<T>): Promise<T> {
  const use = lastUse.then(() => useEngine(databaseUrl, work));
  lastUse = use.catch(() => {});
  return use;
}

async function useEngine<T>(databaseUrl: string, work: (engine: engineGlue.SchemaEngine) => Promise<T>): Promise<T> {
  await loadWasm();
  const factory = new PrismaPg({ connectionString: databaseUrl, max: 2 });
  const connect = factory.connect.bind(factory);
  const opened: Awaited<ReturnType<typeof connect>>[] = [];
  const connectAndMend = async () => {
    const adapter = await connect();
    opened.push(adapter);
    return mendAdapter(adapter as unknown as Internals);
  };
  Object.assign(factory, { connect: connectAndMend });
  const engine = await engineGlue.SchemaEngine.new(
    { datamodels: undefined },
    () => {},
    bindMigrationAwareSqlAdapterFactory(factory),
  );
  try {
    return await work(engine);
  } finally {
    engine.free();
    // The engine leaves its connections open.
    await Promise.all(opened.map((adapter) => adapter.dispose()));
  }
}

/** Names of applied migrations whose file in `folder` is another by now. */
export async function editedMigrations(databaseUrl: string, folder: string): Promise<string[]> {
  const migrationsList = readMigrations(folder);
  const output = await withEngine(databaseUrl, (engine) =>
    engine.diagnoseMigrationHistory({ migrationsList, optInToShadowDatabase: false, filters: noFilter }),
  );
  return output.editedMigrationNames;
}

/** The SQL that would take the database to the schema of `schemaFolder`; empty when they agree. */
export async function diffToSchema(databaseUrl: string, schemaFolder: string): Promise<string> {
  const schema = readSchema(schemaFolder);
  const diff = await withEngine(databaseUrl, (engine) =>
    engine.diff({
      from: { tag: "schemaDatasource", ...schema, configDir: schemaFolder },
      to: { tag: "schemaDatamodel", ...schema },
      script: true,
      exitCode: true,
      filters: { externalTables: ["public._prisma_migrations"], externalEnums: [] },
    }),
  );
  return diff.exitCode === 0 ? "" : (diff.stdout ?? "").trim();
}
