/**
 * The files of a worker follow one another in one process. Packages stay loaded, which is half of what a file's start costs;
 * our own modules, and with them all they keep, begin anew.
 */
import { vi } from "vitest";

vi.resetModules();
