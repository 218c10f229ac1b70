import { postgresEngine } from "~/features/search/search.server";
import { useDatabase } from "../../support/database";
import { engineContract } from "./engine-contract";

useDatabase();

// Documents are written with their posts: there is nothing to wait for.
engineContract(postgresEngine, async () => {});
