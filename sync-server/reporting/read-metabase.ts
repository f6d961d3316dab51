import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { z } from "zod";

/** A question as Metabase's API takes it (`POST /api/card`): a native query. `database` is null here; whoever loads it fills in the number that her Metabase gave the connection. */
const question = z.strictObject({
  name: z.string().min(1), description: z.string().min(1), display: z.enum(["table", "bar", "line", "row", "pie"]),
  dataset_query: z.strictObject({ type: z.literal("native"), native: z.strictObject({ query: z.string().min(1), "template-tags": z.strictObject({}) }), database: z.null() }),
  visualization_settings: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
});
/** A dashboard (`POST /api/dashboard`, then its cards by `PUT /api/dashboard/ID`). `card_id` names a file of questions/ until the question has a number. */
const dashboard = z.strictObject({
  name: z.string().min(1), description: z.string().min(1),
  dashcards: z.array(z.strictObject({ id: z.int().negative(), card_id: z.string().min(1), row: z.int().min(0), col: z.int().min(0), size_x: z.int().min(1), size_y: z.int().min(1) })),
});
export type MetabaseQuestion = z.infer<typeof question>;
const folder = join(import.meta.dirname, "metabase");
const read = (path: string): unknown => JSON.parse(readFileSync(join(folder, path), "utf8"));

export const readQuestions = (): ReadonlyMap<string, MetabaseQuestion> => new Map(readdirSync(join(folder, "questions")).toSorted().map((file) => [basename(file, ".json"), question.parse(read(`questions/${file}`))]));
export const readDashboard = (): z.infer<typeof dashboard> => dashboard.parse(read("dashboard.json"));
