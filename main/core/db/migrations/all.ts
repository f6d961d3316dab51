import type { Migration } from "../connection.ts";

/** Every migration in order, one file each. Add at the end; never change one that was released. */
export const migrations: readonly Migration[] = [];
