import { defineConfig } from "prisma/config";

// `generate` never runs a schema engine, but the CLI would download one. Any existing program keeps it from trying.
process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= process.execPath;

export default defineConfig({ schema: "prisma/schema", migrations: { path: "prisma/migrations" } });
